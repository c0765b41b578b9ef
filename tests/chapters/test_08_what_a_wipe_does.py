"""Chapter 8: the numbers in its text, tables, claims and figures are those that the model gives."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from takedown.course import Chapter, Course
from takedown.models.deletion import (
    MODES,
    Checkpoint,
    Mode,
    Which,
    carve,
    choose,
    delete,
    load,
    prepare,
    recoverable,
    wal,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "chapters" / "08_what_a_wipe_does"
TEXT = (FOLDER / "index.md").read_text(encoding="utf-8")
WAYS: tuple[tuple[str, Which, bool], ...] = (
    ("500 of 2,000, at random", "random", False),
    ("the last 500 of 2,000", "last", False),
    ("all 2,000, with a condition", "all", False),
    ("all 2,000, the whole table", "table", False),
    ("500 at random, then the file written anew", "random", True),
)
"""The rows of the table: how they begin, which rows are deleted, and whether the file is written anew."""


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


@pytest.fixture(scope="module")
def chapter(course: Course) -> Chapter:
    """Chapter 8."""
    return course.chapter("08_what_a_wipe_does")


@pytest.mark.parametrize(("begins", "which", "vacuum"), WAYS, ids=[way[0] for way in WAYS])
def test_the_table(begins: str, which: Which, vacuum: bool) -> None:
    """Each row of the table holds the three counts of the model."""
    made = [delete(mode, which=which, vacuum=vacuum) for mode in MODES]
    counts = " | ".join(f"{each.left:,} of {len(each.numbers):,}" for each in made)
    assert f"| {begins} | {counts} |\n" in TEXT


def test_the_worked_example() -> None:
    """27 pages, about 81 rows on one, six free pages and 458 texts after the last 500 under fast."""
    before, after = delete("fast", deleted=0), delete("fast", which="last")
    pages = len(before.data) // 4096
    assert (27, 6, 458) == (len(after.data) // 4096, after.free, after.left)
    assert 81 == round((2000 - 53) / (pages - 3))  # the last page has 53, and two of the others hold no rows
    for text in (
        "It has 27 pages of 4,096 bytes, and about 81 messages",
        "six pages are emptied",
        "five full ones and the last, with 53",
        "458 of the 500 texts",
    ):
        assert text in TEXT
    assert 458 == 5 * 81 + 53
    assert "35 were written over" in TEXT
    assert 500 - 35 == delete("off", which="last").left


def test_the_numbers_of_the_curve() -> None:
    """Under fast, at random: none of 800, five of 1,000, 997 of 1,500."""
    assert [0, 5, 997] == [delete("fast", deleted=count).left for count in (800, 1000, 1500)]
    assert "In our draw it leaves none with 800 deleted, and five with 1,000" in TEXT
    assert "it leaves 997 of 1,500" in TEXT
    assert [747, 2000] == [delete("off", deleted=count).left for count in (1300, 2000)]
    assert 57 == 747 * 100 // 1300
    assert "Its line falls to 57 per cent at 1,300" in TEXT


def test_what_the_alternative_text_says_of_the_curves() -> None:
    """Off falls below 60 per cent at about two thirds and climbs again; on stays within a hair of nothing."""
    low, high = (100 * delete("off", deleted=count).left / count for count in (1300, 1900))
    assert low < 60
    assert high > 90
    assert 5 >= max(delete("on", deleted=count).left for count in range(200, 2001, 200))


def test_what_on_leaves() -> None:
    """With 1,700 deleted at random under on: three at seed 1, nothing in 23 of 40 draws, never more than five."""
    left = [delete("on", deleted=1700, seed=seed).left for seed in range(1, 41)]
    assert (3, 23, 5) == (left[0], left.count(0), max(left))
    assert "three texts were left; over 40 draws it was none in 23 of them and never more than five" in TEXT
    few = delete("on", deleted=1700)
    assert ["free space"] * 3 == [row.place for row in carve(few.data).rows if row.number in few.numbers]
    assert {0} == {delete("on", seed=seed).left for seed in range(1, 41)}
    assert "with 500 deleted it happened in none of 40 draws" in TEXT


@pytest.mark.parametrize(
    ("checkpoint", "in_database", "in_log"), [("none", 500, {0, 75}), ("passive", 0, {0, 75}), ("truncate", 0, {0})]
)
def test_the_log(checkpoint: Checkpoint, in_database: int, in_log: set[int]) -> None:
    """With the setting on: 500 in the database until the checkpoint, then none; up to 75 in the log."""
    files = [wal("on", load_checkpoint=loaded, checkpoint=checkpoint) for loaded in ("truncate", "passive")]
    assert {in_database} == {recoverable(each.database, each.numbers) for each in files}
    assert in_log == {recoverable(each.log, each.numbers) for each in files}
    assert "before the checkpoint all 500 could be read" in TEXT
    assert "up to 75 stood in the log" in TEXT


def test_the_journal(tmp_path: Path) -> None:
    """Under on, the file into which SQLite copies old pages, and which it then deletes, holds all 500 texts."""
    numbers, path = choose(2000, 500), tmp_path / "messages.db"
    journal = path.with_name("messages.db-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        prepare(base, "on")
        assert "delete" == base.execute("PRAGMA journal_mode").fetchone()[0]
        load(base, 2000)
        base.execute("BEGIN")
        base.executemany("DELETE FROM message WHERE number = ?", ((number,) for number in numbers))
        with journal.open("rb") as opened:
            base.execute("COMMIT")
            assert not journal.exists()
            assert 500 == recoverable(opened.read(), numbers)
    assert 0 == recoverable(path.read_bytes(), numbers)
    assert "it held all 500 texts when it went" in TEXT


@pytest.mark.parametrize(("which", "count"), [("last", 377), ("all", 1117)])
def test_one_at_a_time(which: Which, count: int, tmp_path: Path) -> None:
    """Deleted one at a time, fast leaves fewer: 377 of the last 500, and 1,117 of all 2,000."""
    numbers, path = choose(2000, 500, which), tmp_path / "messages.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        prepare(base, "fast")
        base.execute("PRAGMA synchronous=off")  # of no account for the bytes; quicker
        load(base, 2000)
        for number in numbers:
            base.execute("DELETE FROM message WHERE number = ?", (number,))
    assert count == recoverable(path.read_bytes(), numbers)
    assert "*fast* leaves 377 of the last 500 and 1,117 of all 2,000" in TEXT


def paper(crossed: set[int], *, one_by_one: bool) -> int:
    """How many crossed lines of the paper database can be read under fast: five sheets of eight lines."""
    sheets = [set(range(first, first + 8)) for first in range(1, 41, 8)]
    if not one_by_one:
        return sum(len(sheet) for sheet in sheets if sheet <= crossed)
    return sum(sheet <= crossed for sheet in sheets)  # its last line alone meets a sheet that is otherwise empty


@pytest.mark.parametrize(("first", "left", "one_by_one"), [(31, 8, 1), (1, 40, 5)])
def test_the_paper_database(first: int, left: int, one_by_one: int) -> None:
    """Crossed first: 8 of the last ten and 40 of forty; line by line: 1 and 5. As the teaching note says."""
    crossed = set(range(first, 41))
    assert (left, one_by_one) == (paper(crossed, one_by_one=False), paper(crossed, one_by_one=True))
    note = (FOLDER / "teaching.md").read_text(encoding="utf-8")
    assert f"{one_by_one} in place of {left}" in note
    assert "two thirds of the second" in note
    assert 66 == delete("fast", deleted=1500).left * 100 // 1500


def test_the_size_of_128_bits() -> None:
    """128 bits have a number of values with 39 digits; a code of four has fewer than 14 bits."""
    assert 39 == len(str(2**128))
    assert 2**14 > 10**4
    assert "a number with 39 digits" in TEXT


@pytest.mark.parametrize("mode", MODES)
def test_what_must_hold_for_other_draws(mode: Mode) -> None:
    """What the text makes general holds for other seeds too: on leaves nothing, off leaves every random row."""
    left = {delete(mode, seed=seed).left for seed in (2, 3, 4)}
    assert left == {500 if mode == "off" else 0}


def test_the_button_is_only_what_chapter_one_says(course: Course) -> None:
    """The text never says that the button worked or failed, and marks the two claims of chapter 1 with it."""
    assert {"01_the_case"} == {course.claim(claim).chapter for claim in ("panic-button", "button-erases-all")}
    assert not re.search(r"[Tt]he button (worked|failed|did not|erased|wiped)", TEXT)


def test_length(chapter: Chapter) -> None:
    """The body has 2,000 to 3,500 words."""
    words = len(re.sub(r"\{[a-z]+\}`[^`]*`", "", chapter.index.read_text(encoding="utf-8")).split())
    assert 2000 <= words <= 3500
