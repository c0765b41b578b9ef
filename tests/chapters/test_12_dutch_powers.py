"""Chapter 12: its data have sources, its figure shows the data, and none of the traps of the law is committed."""

from __future__ import annotations

import re
import runpy
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from takedown.course import Course
from takedown.lint.myst import blocks, claims_named, plain, roles
from takedown.lint.run import findings
from takedown.models.powers import IN_FORCE, NOT_IN_FORCE, NOT_KNOWN, read_decisions, read_powers, state

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
CHAPTER = COURSE.chapter("12_dutch_powers")
TEXT = CHAPTER.index.read_text(encoding="utf-8")
DATA = CHAPTER.folder / "data"
POWERS = read_powers((DATA / "powers.toml").read_text(encoding="utf-8"))
DECISIONS = read_decisions((DATA / "decisions.toml").read_text(encoding="utf-8"))
RAW = [
    row
    for name, kind in (("powers", "power"), ("decisions", "decision"))
    for row in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))[kind]
]
DUTCH = ("Wetboek van Strafvordering", "officier van justitie", "rechter-commissaris", "Hoge Raad", "vormverzuim")


@cache
def script() -> dict[str, Any]:
    """The names that the figure's script defines."""
    return runpy.run_path(str(CHAPTER.folder / "figures" / "powers.py"))


def texts() -> dict[str, str]:
    """Everything of the chapter that a reader sees, by file name."""
    names = ("index.md", "chapter.toml", "claims.toml", "questions.toml", "teaching.md")
    return {name: (CHAPTER.folder / name).read_text(encoding="utf-8") for name in names}


def test_length() -> None:
    """The body is a chapter's length: 2,000 to 3,500 words, marks and labels not counted."""
    words = [word for block in blocks(TEXT) if block.sort != "label" for word in plain(block.text).split()]

    assert 2000 <= len(words) <= 3500


@pytest.mark.parametrize("box", ["worked", "think", "other-side"])
def test_boxes(box: str) -> None:
    """The chapter works an example, names misconceptions and gives the other side."""
    assert box in {name for block in blocks(TEXT) for directive in block.inside for name in directive.classes}


def test_begins_with_the_article() -> None:
    """The first sentences tell what the article reports, before any law."""
    assert "application-broken-into" in claims_named(TEXT.split("\n\n")[0])


@pytest.mark.parametrize("word", DUTCH)
def test_dutch_words_are_in_italics_at_first_use(word: str) -> None:
    """A Dutch term is marked as foreign where the reader meets it first."""
    first = TEXT.index(word)

    assert (TEXT[first - 1], TEXT[first + len(word)]) == ("*", "*")


def test_terms_stand_in_the_glossary() -> None:
    """Every term that the text links is explained."""
    known = {term.term for term in COURSE.glossary}
    used = {re.sub(r".*<(.*)>", r"\1", name) for role, name in roles(TEXT) if role == "term"}

    assert set() == used - known
    assert len(used) >= 8


def test_not_legal_advice() -> None:
    """The chapter says what it is not."""
    assert "not legal advice" in TEXT


@pytest.mark.parametrize("name", ["index.md", "questions.toml", "teaching.md"])
def test_europe_asked_for_a_check_before_2018(name: str) -> None:
    """Whoever reads of the European ruling of 2021 on traffic data reads first of that of 2016."""
    named = claims_named(texts()[name])

    assert named.index("traffic-europe-2016") < named.index("traffic-europe-2021")


# --- The data ---


@pytest.mark.parametrize("row", RAW, ids=[row["id"] for row in RAW])
def test_each_row_has_a_source_that_was_seen(row: dict[str, Any]) -> None:
    """Every source of the data is in the bibliography, and every one that gives a date was read."""
    dated = [*row.get("in_force_seen", []), *[row[end] for end in ("from", "until") if end in row]]
    keys = {row["source"], *(entry["source"] for entry in dated)}

    assert set() == keys - set(COURSE.references)
    assert [] == [key for key in keys if not COURSE.references[key].was_seen]
    assert row["statement"].endswith(".")
    assert row["title"]


@pytest.mark.parametrize("row", RAW, ids=[row["id"] for row in RAW])
def test_primary_means_the_text_itself(row: dict[str, Any]) -> None:
    """What is called primary rests on a statute, a judgment or a court's own words, never on a report."""
    if row["verified"] == "primary":
        assert COURSE.references[row["source"]].kind in {"statute", "judgment", "official"}


def test_decisions_name_powers_that_exist() -> None:
    """A decision bears on powers of the data, and says what it does not hold."""
    known = {power.id for power in POWERS}

    assert set() == {name for decision in DECISIONS for name in decision.powers} - known
    assert all(decision.not_holding for decision in DECISIONS)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("ECLI:NL:HR:2022:900", "2022-06-28"),
        ("ECLI:NL:HR:2025:409", "2025-03-18"),
        ("ECLI:NL:HR:2022:475", "2022-04-05"),
        ("ECLI:NL:HR:2023:913", "2023-06-13"),
    ],
)
def test_dates_that_others_get_wrong(number: str, day: str) -> None:
    """The days of decisions for which wrong days are in circulation."""
    assert [day] == [str(decision.first) for decision in DECISIONS if decision.number == number]


# --- The figure ---


def test_figure_shows_the_data() -> None:
    """A row for each power, a dot for each day of sight, a bar for a beginning, a pale one between two dots."""
    drawing: Figure = script()["figure"]()
    (axes,) = drawing.axes
    dots = [line for line in axes.get_lines() if line.get_marker() == "o"]

    assert len(POWERS) == len(axes.get_yticklabels()) == 13
    assert sum(len(power.seen) for power in POWERS) == sum(np.size(line.get_xdata()) for line in dots)
    begun = [power for power in POWERS if power.begins]
    late = [power for power in begun if state(power, script()["LEFT"]).status == NOT_IN_FORCE]
    joined = [power for power in POWERS if not power.begins and len(power.seen) > 1]
    assert len(POWERS) + len(begun) + len(joined) + 1 == len(axes.patches)
    assert "hacking" in {power.id for power in late}


def test_figure_says_what_the_model_says() -> None:
    """Title and alt text: on the day one answer is firm, and it is no."""
    answers = [state(power, script()["THE_DAY"]).status for power in POWERS]

    assert 1 == answers.count(NOT_IN_FORCE)
    assert 12 == answers.count(NOT_KNOWN)
    assert 0 == answers.count(IN_FORCE)
    assert "twelve rows" in TEXT
    assert "Thirteen" in TEXT


def test_three_rows_have_a_dot_on_both_sides() -> None:
    """The caption counts the rows that were seen before and after the day, and the alt text names them."""
    day = script()["THE_DAY"]
    both = {power.id for power in POWERS if power.seen[0].day < day < power.seen[-1].day}

    assert {"tap", "traffic-data", "seized-phone"} == both
    assert "three rows have a dot on both sides" in TEXT
    assert "the tap, traffic data and looking into a phone" in TEXT


def test_not_known_is_named_for_what_it_is() -> None:
    """Figure and text say whose knowledge is missing: ours."""
    legend = script()["figure"]().legends[0]

    assert "not seen by us" in [text.get_text() for text in legend.get_texts()]
    assert "not known" not in [text.get_text() for text in legend.get_texts()]
    assert "*not seen by us*" in TEXT


# --- Traps ---


@pytest.mark.parametrize(
    "wrong",
    [
        r"order (?:rested|was based) on article 126",
        r"basis was article 126[tm]\b(?![\s\S]{0,40}class: think)",
        r"hacking power was used",
        r"end of November",
        r"265,000",
        r"sellers were convicted",
        r"suspect (?:can|must) be ordered to decrypt",
    ],
)
def test_traps_are_not_committed(wrong: str) -> None:
    """None of the usual mistakes about this law stands in the chapter as a statement."""
    assert [] == [name for name, text in texts().items() if re.search(wrong, text)]


@pytest.mark.parametrize("title", ["new hacking power", "article 126t", "give the code"])
def test_traps_stand_as_misconceptions(title: str) -> None:
    """The three most common ones are boxes."""
    assert re.search(rf"\{{admonition\}} You might think: .*{title}", TEXT)


def test_no_company_name() -> None:
    """The company is not named in this chapter, which is not about its sales claims."""
    assert [] == [name for name, text in texts().items() if re.search(r"black\s?box", text, re.IGNORECASE)]


@pytest.mark.parametrize("check", ["never-stated-as-fact", "claims-in-prose-are-known", "numbers-have-sources"])
def test_lint_of_the_chapter(check: str) -> None:
    """Nothing that must not be stated is stated, and everything counted, dated or named has a source."""
    found = findings(ROOT, CHAPTER.reviewed, only=[check])

    assert [] == [str(each.problem) for each in found if "12_dutch_powers" in str(each.problem.file)]


def test_statuses_that_the_chapter_relies_on() -> None:
    """What is our reasoning is marked as inferred, what a text says of itself as established."""
    inferred = (
        "article-not-named",
        "tap-most-plausible",
        "text-of-the-day-unseen",
        "own-power-reviewed",
        "ennetcom-not-live",
    )
    assert {"inferred"} == {str(COURSE.status(name)) for name in inferred}
    spoken = ("legality-article-1", "user-where-possible", "decryption-never-suspect", "traffic-judge-2022")
    assert {"established"} == {str(COURSE.status(name)) for name in spoken}


def test_questions_answer_with_claims() -> None:
    """Each of the five self-check answers gives a reason that can be looked up."""
    assert 5 == len(CHAPTER.questions)
    assert [] == [question.id for question in CHAPTER.questions if not claims_named(question.answer)]


def test_minutes() -> None:
    """The class takes 90 minutes; the homework is what the five exercises take."""
    exercises = COURSE.exercises_of(CHAPTER.slug)

    assert 90 == CHAPTER.times.class_minutes
    assert CHAPTER.times.homework == sum(exercise.minutes for exercise in exercises)
    assert ["code", "essay", "table", "table", "table"] == sorted(exercise.kind for exercise in exercises)
