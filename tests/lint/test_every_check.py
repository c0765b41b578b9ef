"""Every check: the good repository passes it, and what it protects against is found, with file, line and mend."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from takedown.lint.registry import CHECKS

CH = "chapters/18_the_appeal"
INDEX = f"{CH}/index.md"
EX = "exercises/18_the_appeal"
CODE, MODEL, TABLE, ESSAY = (
    f"{EX}/{name}" for name in ("middle_value", "shared_birthday", "who_says_what", "both_sides")
)

FOLDERS = {"chapter": CH, "code": CODE, "model": MODEL, "table": TABLE, "essay": ESSAY}
BROKEN = tomllib.loads(Path(__file__).with_name("broken.toml").read_text(encoding="utf-8"))["case"]
ELSEWHERE = {"something-is-scored", "own-words", "nobody-is-described", "reviewed-in-time"}
"""Checks whose tests need more than one changed place; they have files of their own."""


@pytest.mark.parametrize("case", BROKEN, ids=[f"{case['check']}-{number}" for number, case in enumerate(BROKEN)])
def test_what_is_broken_is_found(case: dict[str, str], change, found) -> None:
    """A repository that is good but for one place is refused for that place."""
    change(case["file"].format(**FOLDERS), case.get("old", ""), case["new"])

    sentences = found(case["check"])

    says = case["says"]
    for name, folder in FOLDERS.items():
        says = says.replace(f"{{{name}}}", folder)
    assert any(says in sentence for sentence in sentences), sentences


def test_the_good_repository_passes(found) -> None:
    """What `new` writes has no finding."""
    assert [] == found()


def test_every_check_is_broken_once() -> None:
    """No check stands without a case that it refuses, and each says in one sentence what it protects."""
    assert set(CHECKS) == {case["check"] for case in BROKEN} | ELSEWHERE
    assert [] == [check.name for check in CHECKS.values() if not check.says.endswith(".")]


def test_no_points_at_all(change, found) -> None:
    """An exercise in which nothing can be earned is refused."""
    change(f"{CODE}/exercise.toml", "points = 2", "points = 0")
    change(f"{CODE}/exercise.toml", "points = 4", "points = 0")
    change(f"{ESSAY}/exercise.toml", "points = 4", "points = 0")
    change(f"{ESSAY}/exercise.toml", "points = 4", "points = 0")

    assert [
        f"{ESSAY}/exercise.toml:1: the rubric gives no points: give a criterion points. [something-is-scored]",
        f"{CODE}/exercise.toml:1: the tasks give no points: give a task points. [something-is-scored]",
    ] == found("something-is-scored")


def test_too_few_exercises(root: Path, found) -> None:
    """A chapter with two exercises is told what is missing; one without any is told by slugs-agree alone."""
    for name in (CODE, MODEL):
        (root / name).rename(root / f"{name.replace('/', '-')}")

    assert [
        f"{CH}/chapter.toml:1: 2 exercises: write at least four. [exercises-for-everybody]",
        f"{CH}/chapter.toml:1: no exercise of level 2: grade them in difficulty. [exercises-for-everybody]",
        f"{CH}/chapter.toml:1: no exercise with programming: add one of kind code or model. [exercises-for-everybody]",
    ] == found("exercises-for-everybody")


def test_too_few_wrong_answers(root: Path, found) -> None:
    """Three mistakes at least are shipped with an exercise."""
    for path in sorted((root / CODE / "wrong").glob("odd*")):
        path.unlink()

    assert [
        f"{CODE}/wrong: 1 wrong answers: write 3: <task>__<misconception>.py. [wrong-answers-teach]",
        f"{CODE}/wrong: no wrong answer fails task 'odd': write a mistake that this task finds. [wrong-answers-teach]",
    ] == found("wrong-answers-teach")


@pytest.mark.parametrize(
    "name", ["answer.py", "solution/answer.py", "test_answer.py", "why.md", "task.md", "exercise.toml"]
)
def test_missing_file_of_an_exercise(root: Path, found, name: str) -> None:
    """Each file that an exercise needs is asked for by its path, and nothing else stumbles over its absence."""
    (root / CODE / name).unlink()

    assert f"{CODE}/{name}: the file is missing: create it." in " ".join(found())


@pytest.mark.parametrize("name", ["index.md", "chapter.toml", "claims.toml", "questions.toml", "teaching.md"])
def test_missing_file_of_a_chapter(root: Path, found, name: str) -> None:
    """Each file that a chapter needs is asked for by its path, and nothing else stumbles over its absence."""
    (root / CH / name).unlink()

    assert f"{CH}/{name}: the file is missing: create it." in " ".join(found())


def test_missing_sample(root: Path, found) -> None:
    """A sample that is marked and not there is asked for."""
    (root / ESSAY / "samples" / "weak.md").unlink()

    assert any("weak.md is missing: write it" in sentence for sentence in found("samples-are-marked"))


@pytest.mark.parametrize("name", ["references.bib", "origins.toml", "glossary.md"])
def test_missing_file_of_the_book(root: Path, found, name: str) -> None:
    """Without the sources the checks that need them say nothing; the file itself is asked for once."""
    (root / "chapters" / name).unlink()

    sentences = found()

    assert [f"chapters/{name}: the file is missing: create it. [readable]"] == [
        sentence for sentence in sentences if "missing" in sentence
    ]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("solution/answer.py", "solution/answer.py:1: Python cannot read this file"),
        ("test_answer.py", "test_answer.py:1: Python cannot read this file"),
        ("exercise.toml", "exercise.toml:1: this is not valid TOML"),
    ],
)
def test_broken_file(root: Path, found, name: str, says: str) -> None:
    """A file with a syntax error is told once, with its line."""
    (root / CODE / name).write_text("(", encoding="utf-8")

    assert 1 == sum(says in sentence for sentence in found())


def test_broken_bytes(root: Path, found) -> None:
    """A page that is not UTF-8 is told with the line of the first wrong byte."""
    (root / INDEX).write_bytes(b"Good.\nBad \xff.\n")

    assert f"{INDEX}:2: the file is not UTF-8: save it as UTF-8. [readable]" in found()


def test_missing_configurations(root: Path, found) -> None:
    """Without book.yml and mkdocs.yml each is asked for once."""
    (root / "book.yml").unlink()
    (root / "mkdocs.yml").unlink()

    assert [f"{name}: the file is missing: create it. [readable]" for name in ("book.yml", "mkdocs.yml")] == found()


def test_a_redirect_that_leads_to_a_page(change, found) -> None:
    """An old address that leads to a page, or to a place in it, is fine; the list ends where the indent does."""
    moved = "    old.html: index.html\n    older.html: 18_the_appeal.html#sec-18-first\n"
    change("mkdocs.yml", "", f"extra:\n  redirects:\n{moved}  other:\n    a: b\n")

    assert [] == found("redirects-lead-somewhere")


def test_marks_of_a_class_and_of_a_file(change, found) -> None:
    """A task may be named once for all tests of a class or of a file."""
    name = f"{TABLE}/test_answer.py"
    change(name, '@pytest.mark.task("speaker")\n', "")
    change(name, "KEY =", 'pytestmark = [pytest.mark.task("speaker")]\nKEY =')
    change(
        name,
        '@pytest.mark.task("day")\ndef test_day(answer',
        '@pytest.mark.task("day")\nclass TestDay:\n  def test_day(self, answer',
    )
    change(
        name, '    """For each message, the day on which it was said."""\n', '    """For each message, the day."""\n'
    )

    assert [] == found("tests-match-the-tasks")


def test_a_package_of_a_solution_may_be_named(change, found) -> None:
    """What exercise.toml names may be imported, as a module or from the package around it."""
    change(f"{MODEL}/exercise.toml", 'kind = "model"', 'kind = "model"\nimports = ["takedown.models.flash"]')
    change(
        f"{MODEL}/solution/answer.py", "def shared", "import math\nfrom takedown.models import flash\n\n\ndef shared"
    )

    assert [] == found("programs-need-no-package")


def test_the_copied_reference_is_a_wrong_answer(change, found) -> None:
    """Where a module is given, one wrong answer hands back what it gives, however it is imported."""
    change(f"{MODEL}/exercise.toml", 'kind = "model"', 'kind = "model"\nimports = ["takedown.models.flash"]')
    assert 1 == len(found("wrong-answers-teach"))
    change(
        f"{MODEL}/wrong/published__shares_with_me.py", "def shared", "from takedown.models import flash\n\n\ndef shared"
    )

    assert [] == found("wrong-answers-teach")


def test_a_constant_behind_a_docstring(change, found) -> None:
    """The published number is looked for behind a docstring, with its sign, in a list."""
    name = f"{MODEL}/wrong/general__returns_the_known_number.py"
    change(name, "    return 0.5072972343239854", '    """Give it."""\n    return [-0.5, "a"]')

    assert [] == found("wrong-answers-teach")
