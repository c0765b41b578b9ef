"""The teacher's book: every note and every answer is in it, told of its source, and none of it is in the book."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from page import validate_pdf
from pypdf import PdfReader

from takedown.course import Course
from takedown.publishing.build import Clock, read_book
from takedown.publishing.pdf import make_pdf
from takedown.publishing.plan import read_plan
from takedown.publishing.teacher import teacher_book, teacher_pages
from takedown.publishing.worksheet import worksheet

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course() -> Course:
    """The book."""
    return Course(ROOT)


def test_every_chapter_has_its_note_and_its_answers(course: Course) -> None:
    """One page of each for every chapter, in the order of the book."""
    wanted = [f"notes/{chapter.slug}{end}" for chapter in course.chapters for end in ("", "-answers")]
    assert wanted == [page.slug for page in teacher_pages(course)]


def test_no_page_of_it_is_a_page_of_the_book(course: Course) -> None:
    """The book's own contents name no note and no answer, so that a build publishes none."""
    ours = {page.staged for page in teacher_pages(course)}
    assert set() == ours & {page.staged for page in read_plan(ROOT).pages}


def test_every_exercise_is_answered(course: Course) -> None:
    """Reason, every mistake, every criterion; the program, the filled sheet, or every sample with its marks."""
    texts = {page.slug: draft.sheet.text for page, draft in teacher_pages(course).items()}
    for exercise in course.exercises:
        part = (
            texts[f"notes/{exercise.chapter}-answers"]
            .partition(f"Id: `{exercise.id}`")[2]
            .partition("\n## Exercise")[0]
        )
        assert "### Why" in part
        assert len(exercise.wrong) == len(re.findall(r"^- .* Fails \*", part, re.MULTILINE))
        if exercise.kind == "table":
            assert "Worksheet, filled" in part
        elif exercise.kind == "essay":
            assert len(exercise.rubric) == part.count("*Strong:*")
            assert len(exercise.samples) == part.count("**Marks: ") >= 2
        else:
            assert exercise.solution.read_text(encoding="utf-8").strip() in part


def test_lines_are_those_of_the_sources(course: Course) -> None:
    """What a parser complains of in a sample or a program is said of the line that somebody wrote."""
    for page, draft in teacher_pages(course).items():
        if not page.slug.endswith("-answers"):
            continue
        for number, line in enumerate(draft.sheet.lines, start=1):
            file, at = draft.sheet.origin(number)
            if file.endswith(("answer.py", ".md")) and line.startswith(("> ", "def ")) and "**" not in line:
                written = (ROOT / file).read_text(encoding="utf-8").split("\n")[at - 1]
                assert line.removeprefix("> ") == written


def test_a_filled_sheet_says_all_that_is_accepted(course: Course) -> None:
    """Values of which any will do stand beside each other, and no cell that is asked for stays empty."""
    exercise = course.exercise("01_the_case/who_says_it")
    assert "| police and prosecution / newspaper | flat | yes |" in worksheet(exercise, filled=True)
    for one in (each for each in course.exercises if each.kind == "table"):
        rows = [line for line in worksheet(one, filled=True).split("\n") if line.startswith("| ")]
        assert [] == [row for row in rows if "|  |" in row], one.id


def test_an_empty_sheet_gives_no_cell_away(course: Course) -> None:
    """What is printed for students has no cell filled."""
    exercise = course.exercise("01_the_case/who_says_it")
    rows = [line for line in worksheet(exercise).split("\n") if line.startswith("| A")]
    assert 15 == len(rows)
    assert all(row.endswith("|  |  |  |") for row in rows)


@pytest.mark.slow
def test_the_book_prints(tmp_path: Path) -> None:
    """The real teacher's book: notes, plans, answers, filled sheets, claims used; and no chapter's own text."""
    root = tmp_path / "repository"
    for name in ("chapters", "exercises", "docs", "src", "tests/publishing/feature"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("book.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, root / name)
    book = teacher_book(read_book(root, Clock(lambda _: None), teacher_pages))
    (tmp_path / "teacher.pdf").write_bytes(make_pdf(book))
    assert validate_pdf(tmp_path / "teacher.pdf", profile="ua1").is_compliant
    reader = PdfReader(tmp_path / "teacher.pdf")
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    assert reader.metadata is not None
    assert "Takedown: for teachers" == reader.metadata.title
    for heading in ("Course plans", "Teaching note: chapter 14", "Answers: chapter 14", "Slides outline", "Worksheets"):
        assert heading in words
    assert "police and prosecution / newspaper" in words
    assert {page.role for page in book.pages if page.printed} == {"docs", "ledger", "references"}
