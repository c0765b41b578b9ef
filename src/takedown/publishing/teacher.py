"""The teacher's book: the pages on teaching, and for each chapter its note and the answers to its exercises.

The same parser and the same printer as the book's, over pages that the book itself does not have. A pack holds the
PDF; no build of the book reads this module, so nothing in it can reach a reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from takedown.course import Chapter, Course, Exercise
from takedown.course.exercises import Sample
from takedown.course.source import read_text, shown
from takedown.publishing.compose import KINDS, LEVELS, demoted
from takedown.publishing.excerpt import only
from takedown.publishing.lines import Sheet, plain
from takedown.publishing.plan import Planned
from takedown.publishing.stage import Draft, docs_page
from takedown.publishing.tree import Book, Page
from takedown.publishing.worksheet import worksheet

NOTES: Final = "notes/"
"""The first part of the address of every page that only the teacher's book has."""
TEACH: Final = "teach/"
"""The first part of the address of the pages on teaching, which the site has too."""

_COMMENT = re.compile(r"^<!--.*?-->\s*", re.DOTALL)
_HEADING = re.compile(r"^#+\s+(.*)$")


def teacher_pages(course: Course) -> Mapping[Planned, Draft]:
    """The pages to stage beside those of book.yml: a note and the answers for each chapter.

    Raises:
        Problem: a file of a chapter or of an exercise is missing or broken.
    """
    pages: dict[Planned, Draft] = {}
    for chapter in course.chapters:
        note = shown(chapter.folder / "teaching.md", chapter.root)
        sheet, title, label = docs_page(chapter.root / note, chapter.root)
        staged = note.as_posix()
        pages[Planned(f"{NOTES}{chapter.slug}", "docs", staged, staged)] = Draft(sheet, title, label)
        exercises = course.exercises_of(chapter.slug)
        if exercises:
            folder = shown(exercises[0].folder.parent, chapter.root).as_posix()
            page = Planned(f"{NOTES}{chapter.slug}-answers", "docs", folder, f"{folder}/answers.md")
            pages[page] = Draft(_answers(chapter, exercises), f"Answers: chapter {chapter.number}", "")
    return pages


def teacher_book(book: Book) -> Book:
    """Of a book that was staged with :func:`teacher_pages`: what a teacher prints, with the claims and sources used."""
    pages = [page for page in book.pages if page.slug.startswith((TEACH, NOTES))]
    meta = replace(
        book.meta,
        title=f"{book.meta.title}: for teachers",
        subtitle="Teaching notes, course plans, solutions, rubrics and marked samples",
    )
    return only(book, tuple(sorted(pages, key=_order)), meta)


def _order(page: Page) -> bool:
    """The pages on teaching first; the others stay in the order of the chapters."""
    return page.slug.startswith(NOTES)


def _answers(chapter: Chapter, exercises: tuple[Exercise, ...]) -> Sheet:
    """The answers to the exercises of one chapter."""
    sheet = Sheet()
    first = shown(exercises[0].folder / "exercise.toml", chapter.root)
    sheet.add(
        "Each exercise with its solution, the reason why it works, and the mistakes that readers make. "
        "The filled worksheets stand at the back.",
        first,
        fixed=True,
    )
    for position, exercise in enumerate(exercises, start=1):
        _answer(sheet, exercise, f"{chapter.number}.{position}")
    return sheet


def _answer(sheet: Sheet, exercise: Exercise, number: str) -> None:
    """One exercise: what it is, its solution, why, the mistakes; for an essay the rubric and the samples."""
    sheet.gap()
    sheet.heading(f"## Exercise {number}: {plain(exercise.title)}", exercise.file, exercise.line)
    by_hand = sum(criterion.points for criterion in exercise.rubric)
    marked = f", and {by_hand} by a person" if by_hand else ""
    facts = f"{KINDS[exercise.kind]}, {LEVELS[exercise.level]}, {exercise.minutes} minutes, {exercise.points} points"
    sheet.add(f":::{{div}}\n:class: facts\n{facts}{marked}. Id: `{exercise.id}`\n:::\n", exercise.file, fixed=True)
    if exercise.kind == "table":
        _table(sheet, exercise)
    elif exercise.kind == "essay":
        _rubric(sheet, exercise)
        _essay(sheet, exercise, exercise.solution, "A strong answer")
        for sample in exercise.samples:
            _sample(sheet, exercise, sample, by_hand)
    else:
        _program(sheet, exercise)
    _titled(sheet, "Why", exercise.why_file, exercise)
    why = read_text(exercise.why_file, exercise.root).rstrip("\n")
    sheet.add(demoted(why), shown(exercise.why_file, exercise.root))
    _mistakes(sheet, exercise)


def _table(sheet: Sheet, exercise: Exercise) -> None:
    """The filled worksheet, in the group that the printer keeps for the back."""
    text = worksheet(exercise, filled=True)
    key = shown(exercise.data / "key.toml", exercise.root)
    sheet.add(f":::::::{{div}}\n:class: worksheet\n\n{text}\n:::::::\n", key, fixed=True)


def _program(sheet: Sheet, exercise: Exercise) -> None:
    """The solution of an exercise that asks for a program."""
    where = shown(exercise.solution, exercise.root)
    _titled(sheet, "Solution", exercise.solution, exercise)
    sheet.add("```python", where)
    sheet.add(read_text(exercise.solution, exercise.root).rstrip("\n"), where)
    sheet.add("```\n", where)


def _titled(sheet: Sheet, title: str, path: Path, exercise: Exercise) -> None:
    """A heading below the exercise's own, said to come from a file."""
    sheet.gap()
    sheet.heading(f"### {title}", shown(path, exercise.root), 1)


def _mistakes(sheet: Sheet, exercise: Exercise) -> None:
    """What the wrong answers of the exercise do, and which tasks see it."""
    titles = {task.id: task.title for task in exercise.tasks}
    if not exercise.wrong:
        return
    _titled(sheet, "Mistakes that readers make", exercise.wrong[0].path, exercise)
    for wrong in exercise.wrong:
        seen = " and ".join(f"*{plain(titles[task])}*" for task in wrong.tasks)
        sheet.add(f"- {plain(wrong.description)} Fails {seen}.", shown(wrong.path, exercise.root))
    sheet.gap()


def _rubric(sheet: Sheet, exercise: Exercise) -> None:
    """What a person marks."""
    _titled(sheet, "Rubric, for a person", exercise.folder / "exercise.toml", exercise)
    for criterion in exercise.rubric:
        text = f"**{plain(criterion.title)}, {criterion.points} points.** *Weak:* {plain(criterion.weak)}"
        sheet.add(f"- {text} *Strong:* {plain(criterion.strong)}", criterion.file, criterion.line)
    sheet.gap()


def _sample(sheet: Sheet, exercise: Exercise, sample: Sample, most: int) -> None:
    """A marked sample: the text first, so that a marker can mark it before reading the marks below it."""
    path = exercise.folder / "samples" / sample.file_name
    _essay(sheet, exercise, path, f"Sample: {sample.file_name.removesuffix('.md')}")
    titles = {criterion.id: (criterion.title, criterion.points) for criterion in exercise.rubric}
    marks = "; ".join(f"{plain(titles[one][0])}: {points} of {titles[one][1]}" for one, points in sample.marks.items())
    text = f"**Marks: {sum(sample.marks.values())} of {most}.** {marks}.\n\n{plain(sample.remark)}\n"
    sheet.add(text, sample.file, sample.line, fixed=True)


def _essay(sheet: Sheet, exercise: Exercise, path: Path, title: str) -> None:
    """A text as somebody wrote it, set apart as a quotation; its headings are bold words."""
    _titled(sheet, title, path, exercise)
    text = read_text(path, exercise.root).rstrip("\n")
    hidden = _COMMENT.match(text)
    skipped = hidden[0].count("\n") if hidden else 0
    body = text[hidden.end() :] if hidden else text
    sheet.add("\n".join(_quoted(body)), shown(path, exercise.root), 1 + skipped)
    sheet.gap()


def _quoted(text: str) -> Iterator[str]:
    """The lines of a quotation."""
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        yield f"> **{plain(heading[1])}**" if heading else f"> {line}".rstrip()
