"""The rows of ``takedown validate``: what each teaching model is held against.

The sources are named as the models' docstrings name them. Where the model is ideal and reality is not, ``note`` says
what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from takedown.models import certainty, copies, deletion, flash
from takedown.validation.checks import Check, Inputs, Row, Value, above, band, near, word

XIANG: Final = "Xiang and Kurkoski 2011, abstract"
WEI: Final = "Wei et al. 2011, abstract"
LITTLE: Final = "Little's law"
DEVICE: Final[Inputs] = {"blocks": 300, "pages": 64, "reserve": 3}
SMALL: Final[Inputs] = {"blocks": 100, "pages": 64, "reserve": 3}
WIPE: Final[Inputs] = {"slot": "effaceable", "capacity": 128e9, "speed": 200e6, "restart": 20.0}
IDEAL: Final = "An ideal layer; real drives have bad blocks, other tie rules, and errors in firmware."


def validation() -> Iterator[Row]:
    """Every row, computed as it is asked for; the same everywhere, but for what another SQLite may change."""
    return (check.row() for check in CHECKS)


# --- flash ---


def _residue(*, number: int, **device: Value) -> Value:
    return flash.overwrite_device(passes=number, **device)[number - 1]  # type: ignore[arg-type]  # inputs of a row


def _file(*, number: int, **device: Value) -> Value:
    return flash.mean_file_residue(passes=number, seeds=4, **device)[number - 1]  # type: ignore[arg-type]  # as above


@cache
def _latency(rho: float, blocks: int, pages: int, reserve: int) -> tuple[float, float]:
    return flash.latency(rho, blocks=blocks, pages=pages, reserve=reserve)


def _waits(*, rate: float) -> Value:
    hours = flash.hours(flash.latency_mean(0.3), rate)
    return "never" if hours == float("inf") else hours


def _hours_at_solved_rate(*, hours: float, over_provisioning: float) -> Value:
    wait = flash.latency_mean(over_provisioning)
    return flash.hours(wait, wait / hours)


def _old_key(*, over_provisioning: float, after: float) -> Value:
    return flash.key_residue(over_provisioning, after=(after,), seeds=4)[0]


FLASH: Final = (
    Check(
        "flash", "write amplification, formula", near(2.36, abs=0.005), XIANG, "published",
        flash.amplification_formula, {"over_provisioning": 0.3}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "write amplification, older formula", near(2.17, abs=0.005), XIANG, "published",
        flash.older_formula, {"over_provisioning": 0.3}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "write amplification, greedy, simulated", near(2.35, rel=0.03), XIANG, "published",
        flash.amplification, {"over_provisioning": 0.3, **DEVICE}, {"over_provisioning": 0.25},
        note="At this geometry two biases cancel: small blocks lower it, the reserve lifts it.",
    ),
    Check(
        "flash", "write amplification, FIFO, simulated", near(2.4207, rel=0.01), "the formula at rho'", "closed-form",
        flash.amplification, {"over_provisioning": 0.3, **DEVICE, "victim": "fifo", "warm_up": 3.0}, {"reserve": 1},
    ),
    Check(
        "flash", "left after one pass, ties to the oldest", near(0.12), "(T - R - U)/U", "closed-form",
        _residue, {"over_provisioning": 0.15, **SMALL, "ties": "oldest", "number": 1}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "left after one pass, ties to the newest", near(0.12), "(T - R - U)/U", "closed-form",
        _residue, {"over_provisioning": 0.15, **SMALL, "ties": "newest", "number": 1}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "left after two passes, ties to the oldest", near(0.0), f"{WEI}: usually enough", "published",
        _residue, {"over_provisioning": 0.15, **SMALL, "ties": "oldest", "number": 2}, {"number": 1}, note=IDEAL,
    ),
    Check(
        "flash", "left after two passes, ties to the newest", above(0.0), f"{WEI}: not always", "published",
        _residue, {"over_provisioning": 0.15, **SMALL, "ties": "newest", "number": 2}, {"ties": "oldest"},
        note="One way in which it can happen; that drives do this is not claimed.",
    ),
    Check(
        "flash", "one file left after one pass", band(0.04, 0.75), "Wei et al. 2011: 4 to 75 %", "published",
        _file, {"over_provisioning": 0.15, "between": 0.05, **SMALL, "number": 1}, {"between": 0.2}, counts=False,
        note="Not calibrated: it depends on spare and other traffic, which are not known of the drives.",
    ),
    Check(
        "flash", "FIFO latency, mean, in host writes", near(1728, rel=0.06), f"{LITTLE}: T - R - U", "closed-form",
        lambda over_provisioning, blocks, pages, reserve: _latency(over_provisioning, blocks, pages, reserve)[0],
        {"over_provisioning": 0.3, **SMALL}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "FIFO latency if replaced at once", near(3191.8, rel=0.06), "(T - R)/WA", "closed-form",
        lambda over_provisioning, blocks, pages, reserve: _latency(over_provisioning, blocks, pages, reserve)[1],
        {"over_provisioning": 0.3, **SMALL}, {"over_provisioning": 0.25},
    ),
    Check(
        "flash", "latency of a phone that is not used", word("never"), "Reardon et al. 2011, abstract", "published",
        _waits, {"rate": 0.0}, {"rate": 100.0},
    ),
    Check(
        "flash", "latency in hours, at a rate solved for it", near(44.0), "Reardon et al. 2011, abstract", "published",
        _hours_at_solved_rate, {"hours": 44.0, "over_provisioning": 0.3}, {"over_provisioning": 0.25}, counts=False,
        note="Input: the rate of writing is chosen so that 44 comes out.",
    ),
    Check(
        "keys", "old key page still there, no further use", above(0.9), "no block is erased without writing",
        "closed-form", _old_key, {"over_provisioning": 0.25, "after": 0.0}, {"after": 0.5},
        note="The collector runs at once for some; the rest stays until something else is written.",
    ),
    Check(
        "keys", "key erased first, cut 5 s later: readable", near(0.0), "AOSP change 0d00031851e9", "documented",
        flash.readable, {"order": "key first", "cut": 6.0, **WIPE}, {"order": "restart first"},
    ),
    Check(
        "keys", "restart first, cut during it: readable", near(1.0), "CVE-2024-32896", "documented",
        flash.readable, {"order": "restart first", "cut": 6.0, **WIPE}, {"cut": 30.0},
    ),
    Check(
        "keys", "128 GB at 200 MB/s, cut after 5 s: left", near(0.992, abs=0.0005), "1 - 5/640", "closed-form",
        flash.readable, {"order": "data first", "cut": 25.0, **WIPE}, {"cut": 80.0},
        note="Capacity and speed are assumptions.",
    ),
)  # fmt: skip


# --- deletion ---


@cache
def _left(mode: str, which: str, vacuum: bool) -> int:
    return deletion.delete(mode, which=which, vacuum=vacuum).left  # type: ignore[arg-type]  # words of a row


def _rows_left(*, mode: str, which: str, vacuum: str = "no") -> Value:
    return _left(mode, which, vacuum == "yes")


def _log(*, mode: str, after_load: str, checkpoint: str, file: str) -> Value:
    files = deletion.wal(mode, load_checkpoint=after_load, checkpoint=checkpoint)  # type: ignore[arg-type]  # as above
    return deletion.recoverable(files.database if file == "database" else files.log, files.numbers)


PRAGMA: Final = "SQLite's words on it, via selekt"
WAL: Final = "antonz.org/sqlite-secure-delete"
DELETION: Final = (
    Check(
        "deletion", "last 500 of 2,000 rows, secure_delete on", near(0), PRAGMA, "documented",
        _rows_left, {"mode": "on", "which": "last"}, {"mode": "off"},
    ),
    Check(
        "deletion", "last 500 rows, fast: free pages keep them", above(400), PRAGMA, "documented",
        _rows_left, {"mode": "fast", "which": "last"}, {"mode": "on"},
    ),
    Check(
        "deletion", "500 random rows, fast: no page is free", near(0), PRAGMA, "documented",
        _rows_left, {"mode": "fast", "which": "random"}, {"mode": "off"},
    ),
    Check(
        "deletion", "500 random rows, off", near(500), PRAGMA, "documented",
        _rows_left, {"mode": "off", "which": "random"}, {"mode": "on"},
    ),
    Check(
        "deletion", "500 random rows, off, then VACUUM", near(0), "SQLite's documentation of VACUUM", "documented",
        _rows_left, {"mode": "off", "which": "random", "vacuum": "yes"}, {"vacuum": "no"},
    ),
    Check(
        "deletion", "WAL, on, no checkpoint: in the database", near(500), WAL, "documented",
        _log, {"mode": "on", "after_load": "truncate", "checkpoint": "none", "file": "database"},
        {"checkpoint": "passive"},
    ),
    Check(
        "deletion", "WAL, on, passive checkpoints: in the log", above(0), WAL, "documented",
        _log, {"mode": "on", "after_load": "passive", "checkpoint": "passive", "file": "log"},
        {"checkpoint": "truncate"},
    ),
    Check(
        "deletion", "WAL, on, log truncated: in the database", near(0), WAL, "documented",
        _log, {"mode": "on", "after_load": "truncate", "checkpoint": "truncate", "file": "database"}, {"mode": "off"},
    ),
)  # fmt: skip


# --- copies ---


def _all_gone(*, success: float, copies_: float, share: float) -> Value:
    trials = 40_000
    return copies.simulate(success, int(copies_), share, trials, 1) / trials


def _case(*, service: str, place: str) -> Value:
    (case,) = (case for case in copies.CASES if case.service == service)
    return "reached" if place in copies.reached(case.graph, case.button, case.who) else "not reached"


def _decided(service: str, place: str, source: str) -> Check:
    (case,) = (case for case in copies.CASES if case.service == service)
    return Check(
        "copies", f"{service}: the copy that decided", word("not reached"), source, "documented",
        _case, {"service": service, "place": place}, {"place": f"{case.who} app"},
    )  # fmt: skip


COPIES: Final = (
    Check(
        "copies", "8 copies, each 0.9: all gone, counted", near(0.4305, abs=0.01), "p^n", "closed-form",
        _all_gone, {"success": 0.9, "copies_": 8, "share": 0.0}, {"copies_": 4},
    ),
    Check(
        "copies", "the same, half with a common cause", near(0.6652, abs=0.01), "c p + (1-c) p^n", "closed-form",
        _all_gone, {"success": 0.9, "copies_": 8, "share": 0.5}, {"share": 0.25},
    ),
    _decided("Ennetcom", "server", "2016 ONSC 5699"),
    _decided("IronChat", "police server", "De Gelderlander 2019"),
    _decided("Ghost", "police copy", "iTnews by cybernoz.com 2024"),
    _decided("notification store", "recipient 1 notifications", "404 Media by routley.io 2026"),
)  # fmt: skip


# --- certainty ---


def _share_true(*, prior: float, hit: float, false_alarm: float, reports: int, copying: float) -> Value:
    return certainty.simulate(prior, hit, false_alarm, reports, copying, 40_000, 1).share or 0.0


CERTAINTY: Final = (
    Check(
        "certainty", "Laplace's white ball", near(9 / 1008, text="9/1008"), "Laplace 1902, p. 112",
        "published", certainty.posterior, {"prior": 0.001, "hit": 0.9, "false_alarm": 0.1, "origins": 1},
        {"origins": 2},
    ),
    Check(
        "certainty", "5 reports, half copied, counted", near(0.9319, abs=0.01), "Bayes' rule", "closed-form",
        _share_true, {"prior": 0.5, "hit": 0.9, "false_alarm": 0.3, "reports": 5, "copying": 0.5}, {"copying": 1.0},
    ),
    Check(
        "certainty", "share of copies, by default", near(0.75), "Boumans et al. 2018: up to 75 %", "published",
        lambda copying: copying, {"copying": 0.75}, {"copying": 0.5}, counts=False,
        note="Input: a number of other people's that the model begins with.",
    ),
)  # fmt: skip

CHECKS: Final = (*CERTAINTY, *DELETION, *FLASH, *COPIES)
