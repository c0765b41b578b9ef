"""Chapter 2: its figure, its tables and its sums say what the sources and the ledger say."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from takedown.course import Chapter, Course, group_of
from takedown.course.claims import independent_origins, origin_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "chapters" / "02_reading_the_sources"
TEXT = (FOLDER / "index.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


@pytest.fixture(scope="module")
def chapter(course: Course) -> Chapter:
    """Chapter 2."""
    return course.chapter("02_reading_the_sources")


@pytest.fixture(scope="module")
def family() -> list[dict[str, str]]:
    """The rows of the family tree."""
    with (FOLDER / "data" / "family.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_family_is_that_of_the_sources(course: Course, family: list[dict[str, str]]) -> None:
    """Each report of the figure stands in references.bib, and leads back to the box under which it is drawn."""
    for row in family:
        reference = course.references[row["report"]]
        assert row["origin"] == group_of(reference.origin, course.origins), row["report"]


def test_the_shared_text_is_drawn_as_shared(course: Course, family: list[dict[str, str]]) -> None:
    """Exactly the reports of the shared news text are drawn behind it."""
    through = {row["report"] for row in family if row["through"] == "shared news text"}
    assert through == {row["report"] for row in family if course.references[row["report"]].origin == "news-text"}


def test_the_numbers_of_the_caption(family: list[dict[str, str]]) -> None:
    """Eighteen reports, thirteen of the announcement, five of four other origins, as the caption and the title say."""
    own = [row for row in family if row["origin"] != "police-and-prosecution"]
    assert (18, 5, 4) == (len(family), len(own), len({row["origin"] for row in own}))
    assert "Eighteen reports and where they have it from." in TEXT
    assert "Thirteen lead back to the announcement; five lead to four other origins." in TEXT
    assert "thirteen of our reports" in (FOLDER / "figures" / "family.py").read_text(encoding="utf-8")


def test_the_numbers_of_the_alt_text(family: list[dict[str, str]]) -> None:
    """A reader who hears the figure is told as many reports for each way as are drawn."""
    ways = Counter(row["through"] for row in family if row["origin"] == "police-and-prosecution")
    assert (4, 1, 4, 1, 2, 1) == tuple(
        ways[way] for way in ("", "ars2018", "shared news text", "a Dutch news text", "an unseen text", "way unknown")
    )
    assert 13 == ways.total()
    assert "Four have it directly" in TEXT
    assert "Four have it through a shared news text" in TEXT
    assert "one in a way that is unknown" in TEXT


def test_the_worked_example_counts_as_the_ledger_does(course: Course) -> None:
    """The four sources of each table are sources of its claim, and fall into one group and into two."""
    tables = re.findall(r"\| Source \| Has it from \| Group \|\n\|.*\n((?:\|.*\n)+)", TEXT)
    for table, claim_id, groups in zip(tables, ("three-arrested-for-reprisal", "read-live"), (1, 2), strict=True):
        claim = course.claim(claim_id)
        keys = re.findall(r"\[@([a-z0-9-]+)\]", table)
        letters = re.findall(r"\| ([A-Z]) \|", table)
        sources = {source.key: source for source in claim.sources}
        found = [group_of(origin_of(sources[key], course.references), course.origins) for key in keys]
        assert 4 == len(keys)
        assert groups == len(set(found)) == len(set(letters))
        assert len({(letter, group) for letter, group in zip(letters, found, strict=True)}) == groups


def test_the_status_that_the_example_names(course: Course) -> None:
    """Live reading is established and the three arrests are contested, as the worked example says."""
    assert ("established", "contested") == (course.status("read-live"), course.status("three-arrested-for-reprisal"))
    assert 1 == len(independent_origins(course.claim("three-arrested-for-reprisal"), course.references, course.origins))


def test_length(chapter: Chapter) -> None:
    """The body has 2,000 to 3,500 words."""
    words = len(re.sub(r"\{[a-z]+\}`[^`]*`", "", chapter.index.read_text(encoding="utf-8")).split())
    assert 2000 <= words <= 3500
