"""The exercises of chapter 2: what they take for true is what the ledger says, and their sums are right."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from takedown.course import Course
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judging import KeptJudge
from takedown.grading.tables import Key, load_key

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "exercises" / "02_reading_the_sources"


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


def accepted(key: Key, row: str, column: str) -> object:
    """The first value that a cell accepts."""
    return next(each for each in key.rows if each.id == row).cells[column].accept[0]


def test_the_power_cut_counts_itself() -> None:
    """A row adds an origin where that origin comes up for the first time, and the total is the number of those rows."""
    key = load_key(FOLDER / "same_announcement")
    seen: list[object] = []
    for row in key.rows:
        if "origin" in row.cells:
            origin = accepted(key, row.id, "origin")
            assert (origin not in seen) == accepted(key, row.id, "adds"), row.id
            seen.append(origin)
    assert len(set(seen)) == accepted(key, "total", "number")


def test_a_first_is_refuted_by_something() -> None:
    """Cases are asked for exactly where the claim is refuted, and each of the three refutes at least one claim."""
    key = load_key(FOLDER / "first_ever")
    used: set[object] = set()
    for row in key.rows:
        is_refuted = accepted(key, row.id, "verdict") == "refuted"
        assert is_refuted == ("by" in row.cells), row.id
        if is_refuted:
            cases = accepted(key, row.id, "by")
            assert isinstance(cases, frozenset)
            used |= cases
    assert {"ennetcom", "hansa", "clemenza"} == used


def test_the_numbers_of_the_list_are_those_of_the_ledger(course: Course) -> None:
    """The numbers of the list and of its explanation stand in the claims."""
    for file, claim, number in (
        ("task.md", "ennetcom-read-afterwards", "3.6 million"),
        ("task.md", "hansa-read-live", "27 days"),
        ("why.md", "pgp-safe-read-afterwards", "337,000"),
    ):
        assert number in (FOLDER / "first_ever" / file).read_text(encoding="utf-8")
        assert number in course.claim(claim).statement


def test_the_list_has_no_case_of_unknown_date(course: Course) -> None:
    """A case of which nobody knows whether it was read by 6 November 2018 is on no list of earlier cases."""
    assert "By when they could be read is not in the passage seen" in str(course.claim("pgp-safe-read-afterwards").note)
    assert "pgp-safe" not in (FOLDER / "first_ever" / "data" / "key.toml").read_text(encoding="utf-8")


def test_essay_cites_claims_that_exist(course: Course) -> None:
    """The essay knows every claim of chapters 1 and 2, once, and no other."""
    subjects = tomllib.loads((FOLDER / "honest_paragraph" / "data" / "claims.toml").read_text(encoding="utf-8"))
    ids = [claim for claims in subjects.values() for claim in claims]
    assert len(ids) == len(set(ids))
    chapters = {"01_the_case", "02_reading_the_sources"}
    assert {claim.id for claim in course.claims.values() if claim.chapter in chapters} == set(ids)


def test_the_two_strong_samples_are_equal(course: Course) -> None:
    """Both strong samples get every point of the checkable part and the same from a person; the weak one gets less."""
    exercise = course.exercise("02_reading_the_sources/honest_paragraph")
    scores: dict[str, list[float]] = {"weak": [], "strong": []}
    with KeptJudge(exercise, LOCAL_KEY, place="in-process") as judge:
        for sample in exercise.samples:
            result = judge((exercise.folder / "samples" / sample.file_name).read_bytes())
            scores[sample.strength].append(result.score + sum(sample.marks.values()))
    assert 2 == len(scores["strong"])
    assert 1 == len(set(scores["strong"]))
    assert max(scores["weak"]) < min(scores["strong"])


def test_a_change_may_rest_on_any_claim_of_the_two_chapters(course: Course) -> None:
    """A change that rests on a claim of no subject passes; one that rests on a name that nobody knows fails."""
    exercise = course.exercise("02_reading_the_sources/honest_paragraph")
    solution = (exercise.folder / "solution" / "answer.md").read_text(encoding="utf-8")
    change = "\n\n*Secret* says more than anybody knew {}.\n\n## For the old paragraph"
    with KeptJudge(exercise, LOCAL_KEY, place="in-process") as judge:
        for cited, is_enough in (("two-for-murder-plans", True), ("only-program", True), ("no-such-claim", False)):
            essay = solution.replace("\n\n## For the old paragraph", change.format(f"[{cited}]"))
            assert is_enough == (judge(essay.encode()).score == sum(task.points for task in exercise.tasks)), cited


HELD = "The prosecution held that nothing like it had happened in Europe before"


@pytest.mark.parametrize(
    ("instead", "is_answered_for"),
    [
        ("The police announced that they had cracked the service", True),
        ("In the view of the prosecution it was the first in Europe", True),
        ("Prosecutors described it as unique", True),
        ("The first arrests were made in the east of the country", True),
        ("The OM calls the operation unique", True),
        ("Prosecutors insist that it was the first in Europe", True),
        ("Dutch police have hacked a phone network called IronChat, used by hundreds of criminals", False),
        ("The hack, the first in Europe, prevented a murder of which three men are suspected", False),
        ("It was, it is said, the first in Europe", False),
    ],
)
def test_a_strong_word_has_a_speaker(course: Course, instead: str, *, is_answered_for: bool) -> None:
    """A strong word passes with somebody who answers for it, whatever the verb, and fails without, whoever is named."""
    exercise = course.exercise("02_reading_the_sources/honest_paragraph")
    solution = (exercise.folder / "solution" / "answer.md").read_text(encoding="utf-8")
    assert 1 == solution.count(HELD)
    with KeptJudge(exercise, LOCAL_KEY, place="in-process") as judge:
        result = judge(solution.replace(HELD, instead).encode())
    assert is_answered_for == (result.score == result.max)
