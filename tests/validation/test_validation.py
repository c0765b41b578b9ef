"""takedown validate: what each model is held against, what counts as evidence, and how it is told."""

from __future__ import annotations

import json
import math
from collections import Counter

import pytest
from click.testing import CliRunner

from takedown.cli import takedown
from takedown.validation import rows as listed
from takedown.validation.checks import Check, Row, above, band, near, word
from takedown.validation.rows import CHECKS
from takedown.validation.table import TITLES, WIDTH, as_json, as_myst, lines, summary

EVERY = {check.quantity: check for check in CHECKS}
FINE = Check("flash", "twice the number", near(4.0), "arithmetic", "closed-form", lambda number: 2 * number,
             {"number": 2.0}, {"number": 3.0})  # fmt: skip
WRONG = Check("flash", "thrice the number", near(5.0), "arithmetic", "closed-form", lambda number: 3 * number,
              {"number": 2.0}, {"number": 3.0}, note="It_is *wrong*.")  # fmt: skip
INPUT = Check("keys", "a number itself", near(2.0), "arithmetic", "published", lambda number: number, {"number": 2.0},
              {"number": 3.0}, counts=False, note="Input.")  # fmt: skip


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The command sees three made-up rows, one of which fails."""
    monkeypatch.setattr(listed, "CHECKS", (FINE, WRONG, INPUT))
    return monkeypatch


# --- The rows ---


@pytest.mark.parametrize("quantity", EVERY)
def test_every_row_holds(quantity: str) -> None:
    """Each quantity, computed now, meets its target; what does not count says why."""
    row = EVERY[quantity].row()
    assert row.ok, row
    assert row.counts or row.note


@pytest.mark.parametrize("quantity", EVERY)
def test_input_rows_are_marked(quantity: str) -> None:
    """A row whose published value is an input, or whose value does not move with a parameter, does not count."""
    check = EVERY[quantity]
    assert set(check.moved) <= set(check.inputs) | {"vacuum"}
    assert not (check.counts and check.is_input())


def test_a_constant_would_be_found() -> None:
    """A row that gives the published number whatever its inputs is an input row; so is one that is given it."""
    constant = Check("flash", "", near(2.36), "", "published", lambda rho: 2.36 + 0 * rho, {"rho": 0.3}, {"rho": 0.2})
    assert constant.is_input()
    assert INPUT.is_input()
    assert not FINE.is_input()


def test_enough_rows_count() -> None:
    """At least ten rows count, of each kind some, and each model of part III is among them."""
    counting = [check for check in CHECKS if check.counts]
    assert len(counting) >= 10
    assert {"published", "documented", "closed-form"} == {check.kind for check in counting}
    assert min(Counter(check.kind for check in counting).values()) >= 3
    assert {"certainty", "deletion", "flash", "keys", "copies"} == {check.model for check in counting}


def test_what_must_be_there() -> None:
    """The rows that the book promises stand in the list."""
    for quantity in (
        "write amplification, formula", "write amplification, greedy, simulated",
        "write amplification, FIFO, simulated",
        "left after one pass, ties to the oldest", "left after one pass, ties to the newest",
        "left after two passes, ties to the oldest", "left after two passes, ties to the newest",
        "one file left after one pass", "FIFO latency, mean, in host writes",
        "last 500 of 2,000 rows, secure_delete on", "WAL, on, no checkpoint: in the database",
        "128 GB at 200 MB/s, cut after 5 s: left", "key erased first, cut 5 s later: readable",
        "8 copies, each 0.9: all gone, counted", "IronChat: the copy that decided",
    ):  # fmt: skip
        assert quantity in EVERY
    assert not EVERY["one file left after one pass"].counts
    assert "Not calibrated" in EVERY["one file left after one pass"].note


def test_quantities_differ_and_fit() -> None:
    """No two rows have one name, each fits its column, each model has a title for the book."""
    assert len(EVERY) == len(CHECKS)
    assert all(len(check.quantity) <= 41 for check in CHECKS)
    assert {check.model for check in CHECKS} == set(TITLES)
    assert all(check.source for check in CHECKS)


# --- Targets ---


def test_targets() -> None:
    """Numbers within a share or distance, bounds, bands and words; a word is no number."""
    assert near(2.0, rel=0.1).meets(2.19)
    assert not near(2.0, rel=0.1).meets(2.21)
    assert near(2.0, abs=0.1).meets(1.95)
    assert not near(2.0).meets(2.001)
    assert not near(2.0, abs=0.1).meets(math.nan)
    assert above(0).meets(0.001)
    assert not above(0).meets(0)
    assert band(1, 2).meets(2)
    assert not band(1, 2).meets(2.1)
    assert word("never").meets("never")
    assert not word("never").meets("always")
    assert not any(target.meets("2") for target in (near(2), above(1), band(1, 3)))
    assert ["10 %", "0.1", "exact"] == [near(2, rel=0.1).tolerance, near(2, abs=0.1).tolerance, near(2).tolerance]


# --- How it is told ---


def told(*checks: Check) -> list[Row]:
    """Rows of made-up checks."""
    return [check.row() for check in checks]


def test_the_terminal_table_fits() -> None:
    """Every line of the real list fits 80 columns, and the last sums up."""
    made_up = [
        Row(check.model, check.quantity, {}, check.target.text, check.source, 0.123456, check.target.tolerance,
            check.kind, check.counts, check.note, ok=True)
        for check in CHECKS
    ]  # fmt: skip
    shown = list(lines(made_up))
    assert max(map(len, shown)) <= WIDTH
    assert (
        f"{len(CHECKS)} rows, of which {sum(check.counts for check in CHECKS)} count as evidence; all hold."
        == (shown[-1])
    )


def test_summaries() -> None:
    """One that fails and several are both said in plain words."""
    assert "2 rows, of which 2 count as evidence; 1 does not hold." == summary(told(FINE, WRONG))
    assert "2 rows, of which 2 count as evidence; 2 do not hold." == summary(told(WRONG, WRONG))


def test_the_command(some: pytest.MonkeyPatch) -> None:
    """A row that fails is marked and makes the exit status 1; one that does not count is marked too."""
    result = CliRunner().invoke(takedown, ["validate"])
    assert 1 == result.exit_code
    for start in (" ok   twice the number  ", " FAIL thrice the number  ", " -    a number itself  "):
        assert any(line.startswith(start) for line in result.output.splitlines()), start
    assert "-  a number itself: input." in result.output
    some.setattr(listed, "CHECKS", (FINE,))
    assert 0 == CliRunner().invoke(takedown, ["validate"]).exit_code


def test_json(some: pytest.MonkeyPatch) -> None:
    """The same as JSON, with every field of a row."""
    result = CliRunner().invoke(takedown, ["validate", "--json"])
    assert 1 == result.exit_code
    first, second, third = json.loads(result.output)
    expected = {
        "model": "flash", "quantity": "twice the number", "inputs": {"number": 2.0}, "published": "4",
        "source": "arithmetic", "value": 4.0, "tolerance": "exact", "kind": "closed-form", "counts": True, "note": "",
        "ok": True,
    }  # fmt: skip
    assert expected == first
    assert not second["ok"]
    assert not third["counts"]
    assert "[\n\n]" == as_json([])


def test_the_table_of_the_book() -> None:
    """One table a model under a heading, nothing that the parser would take for markup, notes below."""
    text = as_myst(told(FINE, WRONG, INPUT))
    assert ["## Flash memory", "## Keys, and a wipe that is cut off"] == [
        line for line in text.splitlines() if line.startswith("#")
    ]
    assert "| Twice the number | 4 | 4 | arithmetic (closed-form) |" in text
    assert "| A number itself (does not count) | 2 | 2 | arithmetic (published) |" in text
    assert "- Thrice the number. It\\_is \\*wrong\\*." in text
    assert "- Twice the number: number 2." in text
