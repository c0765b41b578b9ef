"""The pages for teachers fit the book as it is: plans that can be taught, a map without stale entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from takedown.course import Course
from takedown.publishing.outcomes import Reading, outcomes, read_map, stale
from takedown.publishing.plans import AUDIENCES, TABLES, Audience, Choice, Plans, Week, lecture, read_plans

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


def test_no_reading_of_an_objective_is_stale(course: Course):
    """Each objective in docs/teach/outcomes.toml is one of its chapter, word for word."""
    assert [] == list(map(str, stale(course)))


def test_each_objective_is_tested(course: Course):
    """Every objective of every chapter has at least a question that tests it."""
    assert "| no exercise |" not in outcomes(course)


def test_the_map_has_each_objective_once(course: Course):
    """Nobody reads the same objective twice, in two places of the file."""
    read = [(reading.chapter, reading.objective) for reading in read_map(course)]

    assert sorted(set(read)) == sorted(read)


@pytest.mark.parametrize("name", AUDIENCES)
def test_a_lecture_takes_ninety_minutes(course: Course, name: str):
    """The parts of each lecture sum to one class."""
    assert "| **90** | **All** | |" in lecture(name, course)


def test_nothing_is_taught_before_what_it_needs(course: Course):
    """In each plan the prerequisites of a chapter come before it, and no chapter comes twice."""
    plans = read_plans(course)
    orders: list[tuple[Week, ...]] = [plans.week, *(audience.six.weeks for audience in plans.audience)]
    for weeks in orders:
        taught: list[int] = []
        for week in weeks:
            if week.chapter is None or week.chapter not in {chapter.slug for chapter in course.chapters}:
                continue
            chapter = course.chapter(week.chapter)
            needed = {int(number) for each in chapter.prerequisites for number in re.findall(r"\d+", each)}
            assert needed <= set(taught), week.chapter
            assert chapter.number not in taught
            taught.append(chapter.number)


def test_the_lengths_are_those_of_the_headings(course: Course):
    """Six weeks are six, and fourteen are fourteen."""
    plans = read_plans(course)

    assert {6} == {len(audience.six.weeks) for audience in plans.audience}
    assert 14 == len(plans.week)


def test_every_chapter_is_in_the_long_plan(course: Course):
    """A chapter that is there and has no week in the long plan would be forgotten by every teacher."""
    planned = {week.chapter for week in read_plans(course).week}

    assert [] == [chapter.slug for chapter in course.chapters if chapter.slug not in planned]


def test_the_page_asks_for_each_table():
    """docs/teach/plans.md shows every table of the plans, once."""
    asked = re.findall(r"^% table: (\S+)$", (ROOT / "docs/teach/plans.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(TABLES) == sorted(asked)


def test_the_data_of_the_pages_are_not_published():
    """The site has the pages that are made of the plans and the map, and not the two files."""
    assert "*.toml" == yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["exclude_docs"].strip()


def test_the_keys_of_both_files_are_explained():
    """docs/contribute/files.md names each key of the plans and of the map."""
    text = (ROOT / "docs/contribute/files.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([a-z]+)`", text.partition("(docs-contribute-files-teach)=")[2].partition("\n(docs-")[0]))
    keys = {
        field.alias or name
        for model in (Reading, Plans, Audience, Choice, Week)
        for name, field in model.model_fields.items()
    }

    assert set() == keys - words
