"""The exercises of chapter 9: their keys follow from the rules of the tasks, and their tolerances from the model."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from takedown.course import Course
from takedown.grading.tables import Key, load_key
from takedown.models import flash

ROOT = Path(__file__).resolve().parents[2]
SLUG = "09_flash_and_keys"
COURSE = Course(ROOT)
EXERCISES = {each.slug: each for each in COURSE.exercises if each.chapter == SLUG}
PLACES = 4


def key(slug: str) -> Key:
    """The key of a table exercise."""
    return load_key(EXERCISES[slug].folder)


def accepted(slug: str, column: str) -> list[str]:
    """What the key accepts in a column, row by row."""
    return [str(next(iter(row.cells[column].accept))) for row in key(slug).rows]


class Paper:
    """The four blocks of the task, played step by step: what each place holds, and the version that is current."""

    def __init__(self) -> None:
        self.blocks: dict[str, list[tuple[str, int]]] = {name: [] for name in "ABCD"}
        self.current: dict[str, tuple[str, int]] = {}
        self.open, self.erased = "A", ["B", "C", "D"]
        self.versions: dict[str, int] = {}

    def put(self, page: str, version: int) -> None:
        """The next free place, in the block that has been erased for longest if the open one is full."""
        if len(self.blocks[self.open]) == PLACES:
            self.open = self.erased.pop(0)
        self.blocks[self.open].append((page, version))
        self.current[page] = (self.open, version)

    def write(self, pages: str) -> None:
        """The phone writes pages, each a new version."""
        for page in pages:
            self.versions[page] = self.versions.get(page, 0) + 1
            self.put(page, self.versions[page])

    def collect(self, block: str) -> None:
        """What is wanted moves, the rest goes."""
        held = self.blocks[block]
        wanted = [(page, version) for page, version in held if self.current.get(page) == (block, version)]
        for page, version in wanted:
            self.put(page, version)
        self.blocks[block] = []
        self.erased.append(block)

    def trim(self, page: str) -> None:
        """The phone no longer has the page."""
        del self.current[page]

    def row(self) -> tuple[str, str, str]:
        """The three cells about p."""
        there = [(name, version) for name, held in self.blocks.items() for page, version in held if page == "p"]
        live = self.current.get("p")
        stale = [version for version in there if version != live]
        return live[0] if live else "none", str(len(stale)), "yes" if 1 in {version for _, version in there} else "no"


def played() -> list[tuple[str, str, str]]:
    """The nine steps of the task, played."""
    paper = Paper()
    rows = []
    for kind, what in [
        ("write", "pqrs"), ("write", "qrtu"), ("collect", "A"), ("write", "p"), ("write", "tu"),
        ("collect", "B"), ("write", "p"), ("collect", "C"), ("trim", "p"),
    ]:  # fmt: skip
        getattr(paper, kind)(what)
        rows.append(paper.row())
    return rows


def test_three_erases_follow_from_the_rules() -> None:
    """The key of the paper exercise is what the stated rules give, and the device behaves as the rows say."""
    columns = [accepted("three_erases", column) for column in ("live", "stale", "first")]
    expected = [
        (live.upper() if len(live) == 1 else live, stale, {"True": "yes", "False": "no"}[first])
        for live, stale, first in zip(*columns, strict=True)
    ]

    assert expected == played()


def test_three_erases_has_three_erases() -> None:
    """Three blocks are erased in the nine steps, as the title says."""
    assert 3 == len([row for row in key("three_erases").rows if "erases" in row.label])


def test_hints_count_the_reasons_rightly() -> None:
    """Of the seven facts two decide nothing and one decides two statements, as a hint says."""
    why = accepted("six_statements", "why")
    options = key("six_statements").columns["why"].options

    assert 7 == len(options)
    assert 5 == len(set(why))
    assert [1, 1, 1, 1, 2] == sorted(why.count(word) for word in set(why))
    assert "Two of the seven reasons decide nothing here; one decides two" in " ".join(
        EXERCISES["six_statements"].hints
    )


def test_statements_are_not_all_of_one_kind() -> None:
    """A reader who writes the same verdict everywhere earns less than three quarters."""
    verdicts = accepted("six_statements", "holds")
    assert max(verdicts.count(word) for word in set(verdicts)) <= 4


STEPS = {"key": 2, "restart": 30, "data": 400}
LEFT = 20 - 4  # blocks' worth of old pages after a whole pass over 100 visible blocks
OLD = 100 + LEFT
PHONES: dict[str, dict[str, Any]] = {
    "A": {"steps": ("key", "restart", "data"), "cut": 10},
    "B": {"steps": ("restart", "key", "data"), "cut": 10},
    "C": {"steps": ("key", "restart", "data"), "cut": 10, "place": "file"},
    "D": {"steps": ("key", "restart"), "cut": 10, "clear": 1 / 3},
    "E": {"steps": ("key", "restart", "data"), "cut": 10, "copy": True},
    "F": {"steps": ("data", "restart", "key"), "cut": 420},
    "G": {"steps": ("key", "restart", "data"), "cut": 10, "place": "not said"},
    "H": {"steps": ("data",), "cut": 200, "clear": 1.0},
}
"""The rows of the exercise on wipes that are cut off, in numbers."""


def readable(phone: dict[str, Any], cut: float) -> str:
    """What can be read after a cut, in the words of the task, from the least and the most that may be there."""
    begin: dict[str, float] = {}
    clock = 0.0
    for step in phone["steps"]:
        begin[step] = clock
        clock += STEPS[step]
    new = min(1.0, max(0.0, (cut - begin["data"]) / STEPS["data"])) * 100 if "data" in begin else 0.0
    most = OLD - new  # each page written displaces an old one, since the same number is kept empty
    least = most if new in {0.0, 100.0} else 100 - new  # in between, at least what no address has replaced yet
    erased = "key" in begin and cut >= begin["key"] + STEPS["key"]
    key = {"own": "gone", "file": "there" if not new else "open", "not said": "open"}[phone.get("place", "own")]
    key = "there" if phone.get("copy") or not erased else key
    clear = phone.get("clear", 0.0)
    if key == "open":
        return "not known"
    shares = {share / OLD * (1.0 if key == "there" else clear) for share in (least, most)}
    words = {"nothing" if not share else "nearly all" if share >= 0.9 else "part" for share in shares}
    assert 1 == len(words)
    return words.pop()


def first_that_fails(phone: dict[str, Any]) -> str:
    """The first of the four questions of the task that has no yes."""
    before = 0
    for step in phone["steps"]:
        before += STEPS[step]
        if step == "key":
            break
    if phone.get("clear"):
        return "encrypted"
    if phone["cut"] < before:
        return "time"
    if phone.get("place", "own") != "own":
        return "place"
    return "copy" if phone.get("copy") else "none"


def test_eight_cuts_follow_from_the_rules() -> None:
    """The key of the exercise on wipes is what its stated times, spare and order of questions give."""
    rows = {row.id: row for row in key("eight_cuts").rows}
    expected = {
        name: (first_that_fails(phone), readable(phone, phone["cut"]), readable(phone, 1000.0))
        for name, phone in PHONES.items()
    }

    assert expected == {
        name: tuple(str(next(iter(row.cells[column].accept))) for column in ("fails", "cut", "end"))
        for name, row in rows.items()
    }


@pytest.mark.parametrize(("column", "most"), [("fails", 2), ("cut", 3), ("end", 3)])
def test_no_word_fills_a_column(column: str, most: int) -> None:
    """A reader who writes one word everywhere earns less than half of a column."""
    words = accepted("eight_cuts", column)
    assert most == max(words.count(word) for word in set(words))


@pytest.mark.parametrize("over_provisioning", [0.1, 0.15, 0.23, 0.3, 0.36, 0.45])
def test_tolerance_of_the_measurement_holds(over_provisioning: float) -> None:
    """At 300 blocks and a reserve of 3 the model is within 3 % of the formula, so that an honest answer passes."""
    measured = flash.amplification(over_provisioning, warm_up=1, measured=1, seed=7)
    assert measured == pytest.approx(flash.amplification_formula(over_provisioning), rel=0.03)


def test_first_filling_would_be_noticed() -> None:
    """An answer that counts from the first page on is further away than the tolerance."""
    device = flash.Device(0.3)
    device.fill()
    device.churn(2 * device.size)
    assert device.programs / device.host < 0.97 * 2.35


def test_reserve_would_be_noticed() -> None:
    """The reserve that the tests draw moves the number by more than the tolerance."""
    with_it = flash.amplification(0.25, victim="fifo", reserve=12)
    without = flash.amplification(0.25, victim="fifo", reserve=3)
    assert with_it > 1.06 * without


def test_order_that_is_wrong_somewhere_else() -> None:
    """Key first is best where the key is quick, and not where it is slow and the data are few: both are asked."""
    quick = {"key_time": 2.0, "restart": 20.0, "capacity": 400.0, "speed": 1.0}
    slow = {"key_time": 80.0, "restart": 20.0, "capacity": 20.0, "speed": 1.0}

    assert flash.readable("key first", "effaceable", 30, **quick) < flash.readable(
        "data first", "effaceable", 30, **quick
    )
    assert flash.readable("key first", "effaceable", 50, **slow) > flash.readable(
        "data first", "effaceable", 50, **slow
    )


@pytest.mark.parametrize("slug", sorted(EXERCISES))
def test_nothing_names_a_product(slug: str) -> None:
    """No exercise names a phone, a maker or a system: its devices are models."""
    for path in sorted(EXERCISES[slug].folder.rglob("*")):
        if path.suffix in {".md", ".toml", ".py"} and path.name != "why.md":
            assert not re.search(r"Apple|iPhone|Pixel|Samsung|Android|Graphene", path.read_text(encoding="utf-8")), path
