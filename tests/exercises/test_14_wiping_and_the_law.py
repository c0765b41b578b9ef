"""The exercises of chapter 14: what they take for true is what the model of the chapter and the ledger say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from takedown.course import Course
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judging import KeptJudge
from takedown.grading.tables import Key, load_key
from takedown.models.wiping_law import (
    EXEMPT,
    NO_OFFENCE,
    NOT_COVERED,
    NOT_KNOWN,
    OFFENCE,
    UNSETTLED,
    Facts,
    decide,
    read_rules,
)

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "exercises" / "14_wiping_and_the_law"
DATA = ROOT / "chapters" / "14_wiping_and_the_law" / "data" / "rules.toml"
RULES = read_rules(DATA.read_text(encoding="utf-8"))
LEAVE, WITHOUT = "another's, with leave", "another's, without right"

PRESSES = {
    "laptop-in-turin": Facts("Italy", "suspect", "before seizure", "own prosecution", "own"),
    "brothers-tablet": Facts("Netherlands", "relative", "before seizure", "a relative's prosecution", LEAVE),
    "flatmates-tablet": Facts("Netherlands", "other", "before seizure", "another's prosecution", LEAVE),
    "library-computer": Facts("Netherlands", "suspect", "after seizure", "own prosecution", "own"),
    "evidence-room": Facts("Netherlands", "official", "after seizure", "another's prosecution", WITHOUT),
    "former-partner": Facts("Netherlands", "other", "nothing has happened", "reputation", WITHOUT),
    "school-camera": Facts("Netherlands", "other", "before seizure", "reputation", "own"),
    "crash-in-kent": Facts("England and Wales", "suspect", "before seizure", "own prosecution", "own"),
    "chat-in-bremen": Facts("Germany", "suspect", "before seizure", "own prosecution", "own"),
    "museum": Facts("Netherlands", "other", "nothing has happened", "routine", "own"),
}
"""The facts of the ten presses, as the model takes them."""


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


def accepted(key: Key, row: str, column: str) -> object:
    """The first value that a cell accepts."""
    return next(each for each in key.rows if each.id == row).cells[column].accept[0]


def test_the_ten_presses_are_decided_as_the_model_does() -> None:
    """Each of the ten answers is the model's, and the rule is that of its article, or none."""
    key = load_key(FOLDER / "ten_presses")
    assert list(PRESSES) == [row.id for row in key.rows]
    for name, facts in PRESSES.items():
        answer = decide(RULES, facts)
        assert accepted(key, name, "answer") == answer.status, name
        rule = accepted(key, name, "rule")
        if answer.status in {NOT_COVERED, NO_OFFENCE}:
            assert "none of these" == rule, name
        else:
            article = next(each.article for each in RULES if (each.id,) == answer.rules)
            assert str(rule).split(" ")[0] in article, name


def test_all_five_answers_occur() -> None:
    """Among the ten presses each answer is right at least once."""
    key = load_key(FOLDER / "ten_presses")
    found = {accepted(key, row.id, "answer") for row in key.rows}
    assert {OFFENCE, EXEMPT, NO_OFFENCE, UNSETTLED, NOT_COVERED} == found


def test_idle_doubts_are_idle_in_the_model() -> None:
    """Where the second table says that a doubt about moment or person changes nothing, the model agrees."""
    moments = [
        Facts("Netherlands", "other", when, "another's prosecution", LEAVE)
        for when in ("before seizure", "at the search")
    ]
    people = [
        Facts("England and Wales", who, "before seizure", "another's prosecution", LEAVE)
        for who in ("relative", "other")
    ]
    for pair in (moments, people):
        assert {OFFENCE} == {decide(RULES, facts).status for facts in pair}


def test_real_doubts_are_real_in_the_model() -> None:
    """Where the second table names motive, moment or leave, the model's answer turns on it."""
    motive = decide(RULES, Facts("Netherlands", "suspect", "before seizure", NOT_KNOWN, "own"))
    moment = decide(RULES, Facts("England and Wales", "suspect", NOT_KNOWN, "own prosecution", "own"))
    leave = decide(RULES, Facts("Netherlands", "other", "nothing has happened", "routine", NOT_KNOWN))
    assert [("motive",), ("when",), ("device",)] == [motive.turns_on, moment.turns_on, leave.turns_on]


def test_a_fact_is_idle_where_nothing_turns_on_it() -> None:
    """The kind of fact is idle exactly where no fact has to be established."""
    key = load_key(FOLDER / "who_bears_the_doubt")
    for row in key.rows:
        is_idle = accepted(key, row.id, "fact") == "none"
        assert is_idle == (accepted(key, row.id, "bearer") == "idle: changes nothing"), row.id


def test_the_program_has_the_table_of_the_chapter() -> None:
    """The data of the code exercise are those of the chapter."""
    assert DATA.read_text(encoding="utf-8") == (FOLDER / "decide_by_table" / "data" / "rules.toml").read_text(
        encoding="utf-8"
    )


def test_memo_cites_claims_that_exist(course: Course) -> None:
    """Each id that the memo may cite is a claim of chapter 14, once for each of its subjects."""
    subjects = tomllib.loads((FOLDER / "erasure_memo" / "data" / "claims.toml").read_text(encoding="utf-8"))
    for claims in subjects.values():
        assert len(claims) == len(set(claims))
        assert {"14_wiping_and_the_law"} == {course.claim(claim).chapter for claim in claims}


def points(course: Course, task: str, was: str, becomes: str) -> float:
    """The points of a task for the first strong sample with one passage changed."""
    exercise = course.exercise("14_wiping_and_the_law/erasure_memo")
    text = (exercise.folder / "samples" / "strong-for.md").read_text(encoding="utf-8")
    assert 1 == text.count(was)
    with KeptJudge(exercise, LOCAL_KEY, place="in-process") as judge:
        result = judge(text.replace(was, becomes).encode())
    return next(each.points for each in result.tasks if each.id == task)


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("Whether that makes a phone unusable is open.", 5),
        ("No Dutch court has yet decided whether emptying a phone makes it unusable.", 5),
        ("Whether it is an offence has not been decided.", 5),
        ("For a seized phone nothing has been decided.", 5),
        ("Emptying a phone makes it unusable, so nobody is excepted.", 0),
    ],
)
def test_many_ways_to_say_open(course: Course, words: str, score: float) -> None:
    """The memo may say in its own words that nobody has decided an answer, and must not decide it."""
    was = (
        "Whether erasing a phone that has been seized makes it unusable is open in the Netherlands: the article has no "
        "exception for anybody [seized-thing], and no judgment has been found that decides it"
    )
    assert score == points(course, "limits", was, f"{words} The article excepts nobody [seized-thing]")


def test_article_189_speaks_of_the_motive(course: Course) -> None:
    """On the day of the inquiry the article and its exception carry the motive as well as a foreign law does."""
    for claims in ("[destroying-traces]", "[self-exemption]", "[german-self-protection]"):
        assert 4 == points(course, "police", "[perverting-elements]", claims)
    assert 0 == points(course, "police", "[perverting-elements]", "[seized-thing]")


def test_the_two_strong_samples_are_equal(course: Course) -> None:
    """Both strong samples get every point of the checkable part and the same from a person; the weak one gets less."""
    exercise = course.exercise("14_wiping_and_the_law/erasure_memo")
    scores: dict[str, list[float]] = {"weak": [], "strong": []}
    with KeptJudge(exercise, LOCAL_KEY, place="in-process") as judge:
        for sample in exercise.samples:
            result = judge((exercise.folder / "samples" / sample.file_name).read_bytes())
            scores[sample.strength].append(result.score + sum(sample.marks.values()))
    assert 2 == len(scores["strong"])
    assert 1 == len(set(scores["strong"]))
    assert max(scores["weak"]) < min(scores["strong"])
