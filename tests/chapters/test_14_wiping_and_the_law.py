"""Chapter 14: its rules, its figure and its worked example say what the model and the ledger say."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from takedown.course import Chapter, Course
from takedown.models.wiping_law import (
    EXEMPT,
    NOT_COVERED,
    NOT_KNOWN,
    OFFENCE,
    UNSETTLED,
    Facts,
    Rule,
    decide,
    read_rules,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "chapters" / "14_wiping_and_the_law"
TEXT = (FOLDER / "index.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


@pytest.fixture(scope="module")
def chapter(course: Course) -> Chapter:
    """Chapter 14."""
    return course.chapter("14_wiping_and_the_law")


@pytest.fixture(scope="module")
def rules() -> tuple[Rule, ...]:
    """The rules of the chapter."""
    return read_rules((FOLDER / "data" / "rules.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def moments() -> ModuleType:
    """The script of the figure."""
    spec = importlib.util.spec_from_file_location("moments", FOLDER / "figures" / "moments.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_rule_has_a_source_that_was_seen(course: Course, rules: tuple[Rule, ...]) -> None:
    """Each rule rests on a reference of the book, and somebody has read it."""
    for rule in rules:
        assert course.references[rule.source].was_seen, rule.id


def test_rules_and_claims_share_their_sources(course: Course, rules: tuple[Rule, ...]) -> None:
    """Each source of a rule is a source of a claim of the chapter, so the text tells what the table knows."""
    claims = tomllib.loads((FOLDER / "claims.toml").read_text(encoding="utf-8"))["claim"]
    keys = {source["key"] for claim in claims for source in claim["sources"]}
    assert {rule.source for rule in rules} <= keys
    assert {course.claim(claim["id"]).chapter for claim in claims} == {"14_wiping_and_the_law"}


def test_the_figure_shows_what_its_alt_text_says(moments: ModuleType) -> None:
    """Left: exempt, unsettled twice; offences twice; exempt, nothing, unsettled. Right: offences, one unsettled."""
    left, right = (moments.answers(half) for half in moments.HALVES)
    expected = {
        "Netherlands": [EXEMPT, UNSETTLED, UNSETTLED],
        "England and Wales": [OFFENCE] * 3,
        "United States, federal law": [OFFENCE] * 3,
        "Germany": [EXEMPT, NOT_COVERED, UNSETTLED],
    }
    for system, answers in expected.items():
        assert answers == [left[system, moment] for moment in moments.MOMENTS]
        last = UNSETTLED if system == "Netherlands" else OFFENCE
        assert [OFFENCE, OFFENCE, last] == [right[system, moment] for moment in moments.MOMENTS]


@pytest.mark.parametrize(
    ("who", "when", "motive", "device", "status"),
    [
        ("suspect", "before seizure", "own prosecution", "own", EXEMPT),
        ("other", "before seizure", "another's prosecution", "another's, with leave", OFFENCE),
        ("suspect", "after seizure", "own prosecution", "own", UNSETTLED),
    ],
)
def test_the_worked_example(  # the four facts and what follows
    rules: tuple[Rule, ...], who: str, when: str, motive: str, device: str, status: str
) -> None:
    """The three presses get the answers that the text prints in bold."""
    assert status == decide(rules, Facts("Netherlands", who, when, motive, device)).status
    assert f"**{status}**" in TEXT


def test_what_the_text_says_of_doubt(rules: tuple[Rule, ...]) -> None:
    """Without Yara's motive the answer is not known; whether Teun had leave changes nothing."""
    yara = decide(rules, Facts("Netherlands", "suspect", "before seizure", NOT_KNOWN, "own"))
    assert (NOT_KNOWN, ("motive",)) == (yara.status, yara.turns_on)
    teun = decide(rules, Facts("Netherlands", "other", "before seizure", "another's prosecution", NOT_KNOWN))
    assert (OFFENCE, ("nl-350a", "nl-189-for-another")) == (teun.status, tuple(sorted(teun.rules, reverse=True)))


def test_nobody_accused_can_be_found(course: Course) -> None:
    """No charge of 2025, whose accused the reports name, is told in the text or in a claim."""
    assert not re.search(r"\b2025\b", TEXT)
    assert not any("2025" in claim.statement for claim in course.chapter("14_wiping_and_the_law").claims)


def test_words_that_need_another_verb(course: Course) -> None:
    """The club's owner was convicted of hiding and withdrawing, and the text does not carry that to article 198."""
    assert "hiding" in course.claim("exemption-needs-fear-of-prosecution").statement
    assert "withdrawing it from the inquiry" in course.claim("exemption-needs-fear-of-prosecution").statement
    assert "*hiding* it and *withdrawing* it from the inquiry" in TEXT
    assert "no third paragraph" not in TEXT


def test_length(chapter: Chapter) -> None:
    """The body has 2,000 to 3,500 words."""
    words = len(re.sub(r"\{[a-z]+\}`[^`]*`", "", chapter.index.read_text(encoding="utf-8")).split())
    assert 2000 <= words <= 3500
