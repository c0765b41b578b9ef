"""Chapter 1: its data agree with its claims, its text marks every statement of the article, and it names nobody."""

from __future__ import annotations

import csv
import re
import runpy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from takedown.course import Course
from takedown.lint.myst import blocks, claims_named, plain, roles
from takedown.lint.run import findings

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
CHAPTER = COURSE.chapter("01_the_case")
TEXT = CHAPTER.index.read_text(encoding="utf-8")
ARTICLE = [f"A{number:02}" for number in range(1, 36)]
TIMELINE = list(csv.DictReader((CHAPTER.folder / "data" / "timeline.csv").read_text(encoding="utf-8").splitlines()))
DUTCH = ("Openbaar Ministerie", "rechter-commissaris", "verdachte", "aangehouden", "voorlopige hechtenis", "cryptofoon")


@cache
def script() -> dict[str, Any]:
    """The names that the figure's script defines."""
    return runpy.run_path(str(CHAPTER.folder / "figures" / "timeline.py"))


def texts() -> dict[str, str]:
    """Everything of the chapter that a reader sees, by file name."""
    names = ("index.md", "chapter.toml", "claims.toml", "questions.toml", "teaching.md")
    return {name: (CHAPTER.folder / name).read_text(encoding="utf-8") for name in names}


def test_article_has_35_statements() -> None:
    """Each statement of the article is one claim, and none is missing or counted twice."""
    assert ARTICLE == sorted(claim.article for claim in CHAPTER.claims if claim.article)


def test_body_marks_every_statement_of_the_article() -> None:
    """A reader meets all 35 statements in the text itself, not in the ledger only."""
    marked = set(claims_named(TEXT))

    assert [] == [claim.id for claim in CHAPTER.claims if claim.article and claim.id not in marked]


def test_length() -> None:
    """The body is a chapter's length: 2,000 to 3,500 words, marks and labels not counted."""
    words = [word for block in blocks(TEXT) if block.sort != "label" for word in plain(block.text).split()]

    assert 2000 <= len(words) <= 3500


@pytest.mark.parametrize("box", ["article", "worked", "think", "other-side"])
def test_boxes(box: str) -> None:
    """The chapter retells the article, works an example, names a misconception and gives the other side."""
    assert box in {name for block in blocks(TEXT) for directive in block.inside for name in directive.classes}


def test_constructs_of_the_chapter() -> None:
    """It has a margin note, a numbered table, a figure and index entries."""
    directives = {directive.name for block in blocks(TEXT) for directive in block.inside}

    assert {"aside", "table", "figure"} <= directives
    assert len([name for role, name in roles(TEXT) if role == "index"]) >= 4


def test_terms_stand_in_the_glossary() -> None:
    """Every term that the text links is explained."""
    known = {term.term for term in COURSE.glossary}
    used = {re.sub(r".*<(.*)>", r"\1", name) for role, name in roles(TEXT) if role == "term"}

    assert set() == used - known
    assert len(used) >= 12


@pytest.mark.parametrize("word", DUTCH)
def test_dutch_words_are_in_italics_at_first_use(word: str) -> None:
    """A Dutch term is marked as foreign where the reader meets it first, next to its English."""
    first = TEXT.index(word)

    assert (TEXT[first - 1], TEXT[first + len(word)]) == ("*", "*")


@pytest.mark.parametrize("event", TIMELINE, ids=[event["event"] for event in TIMELINE])
def test_timeline_agrees_with_the_claims(event: dict[str, str]) -> None:
    """Each event of the figure rests on a claim, shows its status, and a dot stands only for a day in the claim."""
    claim = COURSE.claim(event["claim"])
    latest = date.fromisoformat(event["latest"])

    assert event["status"] == str(COURSE.status(claim.id))
    if event["precision"] == "day":
        assert event["earliest"] == event["latest"]
        assert f"{latest.day} {latest:%B %Y}" in claim.statement
    else:
        assert event["earliest"] < event["latest"]
    if event["status"] == "withheld":
        assert event["earliest"] == ""


def test_timeline_is_in_order() -> None:
    """Events with a known end stand in the order of that end, so that reading down is reading on in time."""
    ends = [event["latest"] for event in TIMELINE if event["status"] != "withheld"]

    assert sorted(ends) == ends


def test_timeline_marks_its_claims_in_the_text() -> None:
    """Nothing stands in the figure that the text does not source."""
    assert set() == {event["claim"] for event in TIMELINE} - set(claims_named(TEXT))


def test_figure_draws_a_mark_for_every_event() -> None:
    """Days are dots and stretches are bars, one for each row of the data; the alt text counts them."""
    drawing: Figure = script()["figure"]()
    (axes,) = drawing.axes
    days = len([event for event in TIMELINE if event["precision"] == "day"])

    assert days == len(axes.get_lines())
    assert len(TIMELINE) - days == len(axes.patches)
    assert len(TIMELINE) == len(axes.get_yticklabels()) == 11
    assert "eleven events" in TEXT


def test_figure_refuses_a_date_that_is_none() -> None:
    """A slip in the data stops the build instead of moving a dot."""
    with pytest.raises(ValueError, match="month must be in"):
        script()["_year"]("2018-13-06")


def test_no_company_name() -> None:
    """The company is not named in this chapter, which is not about its sales claims."""
    assert [] == [name for name, text in texts().items() if re.search(r"black\s?box", text, re.IGNORECASE)]


@pytest.mark.parametrize("check", ["never-stated-as-fact", "claims-in-prose-are-known", "numbers-have-sources"])
def test_lint_of_the_chapter(check: str) -> None:
    """Nothing that must not be stated is stated, and everything counted, dated or named has a source."""
    found = findings(ROOT, CHAPTER.reviewed, only=[check])

    assert [] == [str(each.problem) for each in found if "chapters/01_the_case" in str(each.problem.file)]


def test_questions_answer_with_claims() -> None:
    """Each of the five self-check answers gives a reason that can be looked up."""
    assert 5 == len(CHAPTER.questions)
    assert [] == [question.id for question in CHAPTER.questions if not claims_named(question.answer)]


def test_minutes() -> None:
    """The class takes 90 minutes; the homework is what the five exercises take."""
    exercises = COURSE.exercises_of(CHAPTER.slug)

    assert 90 == CHAPTER.times.class_minutes
    assert CHAPTER.times.homework == sum(exercise.minutes for exercise in exercises)
    assert {"code", "model", "table", "essay"} == {exercise.kind for exercise in exercises}
