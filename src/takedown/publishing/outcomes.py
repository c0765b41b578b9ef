"""What tests which objective of a chapter: the table of docs/teach/outcomes.md, made from the course.

An exercise that says an objective in the chapter's words is found here; every other exercise, and every question, is in
docs/teach/outcomes.toml, where somebody read them. What nobody has read yet is shown as such, and is no error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from takedown.course import Chapter, Course, Exercise, Question
from takedown.course.records import Record, Text, nearest, read_list, together
from takedown.problems import Problem
from takedown.publishing.compose import label_of
from takedown.publishing.lines import plain

MAP = Path("docs/teach/outcomes.toml")
PROGRAMS = frozenset({"code", "model"})
"""The kinds of exercise for which one writes a program."""


class Reading(Record):
    """What somebody says that tests one objective, beyond what the exercises say themselves."""

    chapter: Text
    objective: Text
    exercises: tuple[Text, ...] = ()
    questions: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """An objective of a chapter and what tests it."""

    objective: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...]

    @property
    def programming(self) -> str:
        """Whether an exercise on it asks for a program: ``yes``, ``no``, or ``either`` if there is one of both."""
        programs = [exercise.kind in PROGRAMS for exercise in self.exercises]
        if not any(programs):
            return "no"
        return "yes" if all(programs) else "either"


def read_map(course: Course) -> tuple[Reading, ...]:
    """The readings of docs/teach/outcomes.toml; none where the file is not there.

    Raises:
        Problem: the file is broken, or names a chapter, an exercise or a question that does not exist.
    """
    if not (course.root / MAP).is_file():
        return ()
    readings = read_list(course.root / MAP, course.root, "map", Reading)
    together(fault for reading in readings for fault in _unknown(reading, course))
    return readings


def _unknown(reading: Reading, course: Course) -> Iterator[Problem]:
    """A problem for each name in a reading that is the name of nothing."""
    chapters = {chapter.slug: chapter for chapter in course.chapters}
    if reading.chapter not in chapters:
        mend = nearest(reading.chapter, chapters)
        yield Problem(f"there is no chapter {reading.chapter!r}", file=reading.file, line=reading.line, mend=mend)
        return
    slugs = {exercise.slug for exercise in course.exercises_of(reading.chapter)}
    ids = {question.id for question in chapters[reading.chapter].questions}
    for what, names, known in (("exercise", reading.exercises, slugs), ("question", reading.questions, ids)):
        for name in names:
            if name not in known:
                said = f"chapter {reading.chapter} has no {what} {name!r}"
                yield Problem(said, file=reading.file, line=reading.line, mend=nearest(name, known))


def stale(course: Course) -> Iterator[Problem]:
    """A problem for each reading of an objective that its chapter no longer has in these words."""
    for reading in read_map(course):
        objectives = course.chapter(reading.chapter).objectives
        if reading.objective not in objectives:
            said = f"chapter {reading.chapter} has no objective {reading.objective!r}"
            mend = "look what tests the new wording, and write it here"
            yield Problem(said, file=reading.file, line=reading.line, mend=mend)


def outcomes_of(chapter: Chapter, course: Course, readings: Iterable[Reading]) -> tuple[Outcome, ...]:
    """The objectives of a chapter, in its order, with what tests them, easiest first."""
    found = []
    own = [reading for reading in readings if reading.chapter == chapter.slug]
    for objective in chapter.objectives:
        slugs = {slug for reading in own if reading.objective == objective for slug in reading.exercises}
        ids = {one for reading in own if reading.objective == objective for one in reading.questions}
        exercises = tuple(
            exercise
            for exercise in course.exercises_of(chapter.slug)
            if exercise.slug in slugs or says(exercise, objective)
        )
        found.append(Outcome(objective, exercises, tuple(one for one in chapter.questions if one.id in ids)))
    return tuple(found)


def says(exercise: Exercise, objective: str) -> bool:
    """Whether one of the exercise's objectives is the chapter's, or a part of it, word for word."""
    whole = f" {_words(objective)} "
    return any(f" {_words(own)} " in whole for own in exercise.objectives)


def _words(text: str) -> str:
    """The words of a text in small letters, without punctuation."""
    return " ".join(re.findall(r"[\w']+", text.lower()))


def outcomes(course: Course) -> str:
    """The page's tables: one of all chapters, then one for each chapter."""
    readings = read_map(course)
    out = [*_overview(course, readings)]
    for chapter in course.chapters:
        out += ["", *_chapter(chapter, course, outcomes_of(chapter, course, readings))]
    return "\n".join(out)


def _overview(course: Course, readings: Sequence[Reading]) -> Iterator[str]:
    """One line a chapter: how much there is, and how much of it needs a program."""
    yield "(docs-teach-outcomes-all)="
    yield "## All chapters"
    yield ""
    yield "Objectives *by hand* have an exercise for which nobody needs to program."
    yield ""
    yield "| Chapter | Objectives | by hand | Exercises | programs |"
    yield "| --- | --- | --- | --- | --- |"
    for chapter in course.chapters:
        each = outcomes_of(chapter, course, readings)
        exercises = course.exercises_of(chapter.slug)
        by_hand = sum(any(exercise.kind not in PROGRAMS for exercise in one.exercises) for one in each)
        programs = sum(exercise.kind in PROGRAMS for exercise in exercises)
        name = f"[Chapter {chapter.number}](#ch-{chapter.slug[:2]})"
        yield f"| {name} | {len(each)} | {by_hand} | {len(exercises)} | {programs} |"


def _chapter(chapter: Chapter, course: Course, each: Sequence[Outcome]) -> Iterator[str]:
    """The objectives of one chapter, what is left over, and what the exercises say of themselves."""
    yield f"(docs-teach-outcomes-{chapter.slug[:2]})="
    yield f"## Chapter {chapter.number}: {plain(chapter.title)}"
    yield ""
    yield "| Objective | Exercises and questions | Program |"
    yield "| --- | --- | --- |"
    for one in each:
        tests = list(map(named, one.exercises)) or ["no exercise"]
        tests += [f"question {_question(question, chapter)}" for question in one.questions]
        yield f"| {plain(one.objective)} | {'; '.join(tests)} | {one.programming} |"
    own = course.exercises_of(chapter.slug)
    taken = {exercise.id for one in each for exercise in one.exercises}
    asked = {question.id for one in each for question in one.questions}
    left = [named(exercise) for exercise in own if exercise.id not in taken]
    left += [f"question {_question(one, chapter)}" for one in chapter.questions if one.id not in asked]
    if left:
        yield ""
        yield f"Under none of these objectives: {'; '.join(left)}."
    yield ""
    yield ":::{dropdown} What each exercise says that it tests"
    for exercise in own:
        program = "with a program" if exercise.kind in PROGRAMS else "without a program"
        yield f"- {named(exercise)}, {exercise.minutes} minutes, {program}:"
        yield from (f"  - {plain(objective)}" for objective in exercise.objectives)
    yield ":::"


def named(exercise: Exercise) -> str:
    """An exercise by its title, with kind and level, linked."""
    return f"[{plain(exercise.title)}](#{label_of(exercise)}) ({exercise.kind}\N{NO-BREAK SPACE}{'★' * exercise.level})"


def _question(question: Question, chapter: Chapter) -> str:
    """A question by its number, linked."""
    position = chapter.questions.index(question) + 1
    return f"[{chapter.number}.{position}](#{question.id})"
