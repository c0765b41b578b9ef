"""What every chapter has: questions, minutes that add up, a teaching note, exercises for all, a review date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from takedown.course.chapters import CHAPTER_SLUG
from takedown.course.records import nearest
from takedown.lint.material import Material, Page
from takedown.lint.registry import check
from takedown.problems import Problem

NOTE_SECTIONS = (
    "Synopsis",
    "Plan",
    "Board plan",
    "How discussions go wrong",
    "Rubric for open answers",
    "Slides outline",
)
CAPSTONE = 17
"""The chapter of group work, which needs neither programming nor all levels."""
_BOXES = {"worked": "worked example", "think": 'box "You might think"', "other-side": 'box "The other side"'}


@check
def five_questions(material: Material) -> Iterable[Problem]:
    """A chapter closes with five self-check questions with reasoned answers."""
    for chapter in material.chapters:
        questions = material.attempt(lambda c=chapter: c.questions)  # type: ignore[misc]
        file = material.shown(chapter.folder / "questions.toml")
        if questions is None:
            continue
        if len(questions) != 5:
            yield Problem(f"{len(questions)} self-check questions", file=file, line=1, mend="make it five")
        for question in questions:
            if len(question.answer.split()) < 8:
                yield Problem(
                    f"the answer of {question.id} gives no reason", file=file, line=question.line, mend="say why"
                )


@check
def minutes_of_the_class_add_up(material: Material) -> Iterable[Problem]:
    """The steps of the teaching plan sum to times.class."""
    for chapter in material.chapters:
        page = material.page(chapter.teaching)
        if page is None:
            continue
        minutes, line = _planned(page)
        if not minutes:
            yield Problem(
                "the plan has no table of minutes",
                file=page.path,
                line=line,
                mend="write | minutes | what | how | rows under ## Plan",
            )
        elif sum(minutes) != chapter.times.class_minutes:
            yield Problem(
                f"the plan takes {sum(minutes)} minutes, chapter.toml says {chapter.times.class_minutes}",
                file=page.path,
                line=line,
                mend="make them agree",
            )


def _planned(page: Page) -> tuple[list[int], int]:
    """The minutes of the plan's rows, and the line where the plan begins."""
    in_plan, begun, minutes = False, 1, list[int]()
    for block in page.blocks:
        if block.sort == "heading":
            in_plan = block.lines[0].lstrip("# ").strip().lower() == "plan"
            begun = block.line if in_plan else begun
        elif in_plan and block.sort == "table":
            cells = (re.match(r"\s*\|\s*(\d+)\s*(?:min\w*\.?)?\s*\|", line) for line in block.lines)
            minutes += [int(cell.group(1)) for cell in cells if cell]
    return minutes, begun


@check
def minutes_of_homework_add_up(material: Material) -> Iterable[Problem]:
    """The exercises' minutes sum to times.homework."""
    for chapter in material.chapters:
        minutes = sum(exercise.minutes for exercise in material.exercises if exercise.chapter == chapter.slug)
        if minutes != chapter.times.homework:
            yield Problem(
                f"the exercises take {minutes} minutes, times.homework says {chapter.times.homework}",
                file=chapter.file,
                line=chapter.times.line or 1,
                mend="make them agree",
            )


@check
def teaching_note_is_complete(material: Material) -> Iterable[Problem]:
    """A teaching note has its six sections, each with something in it."""
    for chapter in material.chapters:
        page = material.page(chapter.teaching)
        if page is None:
            continue
        headings = [
            (position, block.lines[0].lstrip("# ").strip())
            for position, block in enumerate(page.blocks)
            if block.sort == "heading"
        ]
        names = {name.lower(): position for position, name in headings}
        for section in NOTE_SECTIONS:
            position = names.get(section.lower())
            if position is None:
                yield Problem(f"no section {section!r}", file=page.path, line=1, mend=f"add ## {section}")
            elif position + 1 >= len(page.blocks) or page.blocks[position + 1].sort == "heading":
                yield Problem(
                    f"section {section!r} is empty", file=page.path, line=page.blocks[position].line, mend="write it"
                )


@check
def exercises_for_everybody(material: Material) -> Iterable[Problem]:
    """A chapter has at least four exercises of three levels, two without programming and one with."""
    for chapter in material.chapters:
        kinds = [exercise.kind for exercise in material.exercises if exercise.chapter == chapter.slug]
        programming = sum(kind in {"code", "model"} for kind in kinds)
        if not kinds:
            continue
        if len(kinds) < 4:
            yield Problem(f"{len(kinds)} exercises", file=chapter.file, line=1, mend="write at least four")
        if len(kinds) - programming < 2:
            yield Problem(
                "fewer than two exercises need no programming",
                file=chapter.file,
                line=1,
                mend="add a table or an essay",
            )
        levels = {exercise.level for exercise in material.exercises if exercise.chapter == chapter.slug}
        for level in sorted({1, 2, 3} - levels if chapter.number != CAPSTONE else set()):
            yield Problem(f"no exercise of level {level}", file=chapter.file, line=1, mend="grade them in difficulty")
        if programming < 1 and chapter.number != CAPSTONE:
            yield Problem(
                "no exercise with programming", file=chapter.file, line=1, mend="add one of kind code or model"
            )


@check
def further_reading_is_known(material: Material) -> Iterable[Problem]:
    """Further reading names sources of references.bib."""
    if not material.references:
        return
    for chapter in material.chapters:
        for further in chapter.further:
            if further.key not in material.references:
                yield Problem(
                    f"further reading names {further.key!r}, which is no source",
                    file=chapter.file,
                    line=further.line or 1,
                    mend=nearest(further.key, material.references),
                )


@check
def prerequisites_are_chapters(material: Material) -> Iterable[Problem]:
    """A prerequisite that looks like a chapter comes before this one."""
    for chapter in material.chapters:
        for needed in chapter.prerequisites:
            if re.match(CHAPTER_SLUG, needed) and needed >= chapter.slug:
                yield Problem(
                    f"prerequisite {needed!r} does not come before this chapter",
                    file=chapter.file,
                    line=1,
                    mend="name an earlier chapter",
                )


@check
def reviewed_in_time(material: Material) -> Iterable[Problem]:
    """No chapter is past its review date on the day it is judged, nor reviewed in the future."""
    for chapter in material.chapters:
        if chapter.review_by < material.today:
            yield Problem(
                f"the review was due on {chapter.review_by}",
                file=chapter.file,
                line=1,
                mend="review the chapter, then set reviewed and review_by",
            )
        if chapter.reviewed > material.today:
            yield Problem(
                f"reviewed on {chapter.reviewed}, after {material.today}",
                file=chapter.file,
                line=1,
                mend="give the day on which it was reviewed",
            )


@check
def boxes_are_there(material: Material) -> Iterable[Problem]:
    """A chapter has a figure, a worked example, a "You might think" box and an "other side" box."""
    for _, page in material.chapter_pages():
        directives = [block.inside[-1] for block in page.blocks if block.sort == "directive"]
        classes = {name for directive in directives for name in directive.classes}
        for wanted, what in _BOXES.items():
            if wanted not in classes:
                mend = f"write :::{{admonition}} with :class: {wanted}"
                yield Problem(f"no {what}", file=page.path, line=1, mend=mend)
        if not any(directive.name == "figure" for directive in directives):
            yield Problem("no figure", file=page.path, line=1, mend="draw one from data or a model in figures/")
