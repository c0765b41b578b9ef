"""A learner at work in a repository: the course, the folder work/ and the page they are shown on.

What list, status, next, start, reset, hint and submit do; judging stands in :mod:`takedown.grading.checking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import click

from takedown.course import Course, Exercise, find_root
from takedown.course.exercises import exercise_folders
from takedown.grading.gradebook import number
from takedown.grading.names import resolve
from takedown.grading.report import Page, open_page, show_list
from takedown.grading.submit import submission, write_submission
from takedown.grading.work import Progress, Work
from takedown.problems import Problem

States = Sequence[tuple[Exercise, str]]


class Learner:
    """What every command of a learner needs."""

    def __init__(self, page: Page | None = None) -> None:
        """Find the repository around the current folder."""
        self.root = find_root()
        self.course = Course(self.root)
        self.work = Work(self.root)
        self.page = page or open_page()

    def exercise(self, given: str) -> Exercise:
        """The exercise that is meant by a name or a part of one."""
        folders = exercise_folders(self.root / "exercises")
        return self.course.exercise(resolve(given, [f"{folder.parent.name}/{folder.name}" for folder in folders]))

    def current(self) -> Exercise:
        """The exercise whose answer was changed last."""
        exercises = {exercise.id: exercise for exercise in self.course.exercises}
        latest = self.work.latest(exercises)
        if latest is None:
            raise Problem("nothing is started yet", mend="takedown next shows where to begin")
        return exercises[latest]

    @cached_property
    def progress(self) -> Progress:
        """What is remembered as the command begins; a damaged file is told once."""
        progress = self.work.progress()
        if progress.note:
            click.echo(progress.note, err=True)
        return progress

    def states(self, progress: Progress | None = None) -> States:
        """Each exercise with its state, in the order of work: by chapter, and there as the book has them."""
        known = progress or self.progress
        chapters = sorted({exercise.chapter for exercise in self.course.exercises})
        in_order = [exercise for chapter in chapters for exercise in self.course.exercises_of(chapter)]
        return [(exercise, self.work.state(exercise, known)) for exercise in in_order]

    def begun(self) -> States:
        """The exercises whose answer stands in work/; none is a :class:`Problem`."""
        states = [(exercise, state) for exercise, state in self.states() if state != "open"]
        if not states:
            raise Problem("nothing is started yet", mend="takedown next shows where to begin")
        return states

    def _rows(self, states: States) -> list[tuple[Exercise, str, str]]:
        records = [self.progress.of(exercise.id) for exercise, _ in states]
        return [
            (exercise, state, f"{number(record.score)}/{number(record.max)}")
            for (exercise, state), record in zip(states, records, strict=True)
        ]

    def _heading(self, chapter: str) -> str:
        """The chapter's number and title; its slug where the chapter is not written yet."""
        try:
            return f"{chapter[:2]} {self.course.chapter(chapter).title}"
        except Problem:
            return chapter

    def list(self) -> None:
        """The exercises by chapter."""
        rows = self._rows(self.states())
        if not rows:
            raise Problem("there is no exercise in this repository", mend="takedown new exercise makes one")
        chapters = dict.fromkeys(exercise.chapter for exercise, _, _ in rows)
        show_list(
            self.page,
            [(self._heading(chapter), [row for row in rows if row[0].chapter == chapter]) for chapter in chapters],
        )

    def status(self) -> None:
        """What is solved and in work, in points; then what comes next."""
        states, page = self.states(), self.page
        solved = sum(1 for _, state in states if state == "solved")
        judged = [exercise.id for exercise, state in states if state in {"solved", "unsolved"}]
        points = number(sum(self.progress.of(name).score for name in judged))
        maximum = sum(exercise.points for exercise, _ in states)
        page.line()
        page.line(f"{solved} of {len(states)} exercises solved, {points} of {maximum} points.", "bold")
        begun = [(exercise, state) for exercise, state in states if state != "open"]
        if begun:
            show_list(page, [("Begun", self._rows(begun))])
        hints = sum(self.progress.of(exercise.id).hints for exercise, _ in states)
        if hints:
            page.line(f"Hints seen: {hints}.", "dim")
        self.next(states)

    def next(self, states: States | None = None) -> None:
        """The exercise in work, else the first that is open."""
        states = self.states() if states is None else states
        begun = {exercise.id: exercise for exercise, state in states if state not in {"open", "solved"}}
        still_open = [exercise for exercise, state in states if state == "open"]
        latest = self.work.latest(begun)
        if latest is not None:
            self.page.line(f"In work: {begun[latest].title} ({latest})")
            self.page.line(f"takedown check {begun[latest].slug} --watch", "bold")
        elif still_open:
            exercise = still_open[0]
            self.page.line(f"Next: {exercise.title} ({exercise.id}, {exercise.kind}, {exercise.minutes} minutes)")
            self.page.line(f"takedown start {exercise.slug}", "bold")
        else:
            self.page.line("Every exercise is solved." if states else "There is no exercise yet.")

    def start(self, exercise: Exercise) -> None:
        """Copy the stub to work/; an answer that is there is left alone."""
        is_new = self.work.start(exercise)
        path = self.work.shown(self.work.path(exercise))
        says = "your file is" if is_new else "you have it already, nothing was changed:"
        self.page.line(f"{exercise.title}: {says} {path}")
        self.page.line(f"What to do: {self.work.shown(exercise.task_file)}")
        self.page.line(f"takedown check {exercise.slug} --watch", "bold")

    def reset(self, exercise: Exercise) -> None:
        """Put the stub back; the answer is kept beside it."""
        aside = self.work.reset(exercise)
        if aside is not None:
            self.page.line(f"Your answer was kept as {self.work.shown(aside)}.")
        self.page.line(f"The stub is at {self.work.shown(self.work.path(exercise))}.")

    def hint(self, exercise: Exercise) -> None:
        """The next hint, after those seen before."""
        count = len(exercise.hints)
        seen = min(self.progress.of(exercise.id).hints, count)
        for position, hint in enumerate(exercise.hints[: seen + 1], start=1):
            self.page.line(f"Hint {position} of {count}: {hint}", "dim" if position <= seen else "")
        if seen == count:
            self.page.line(f"There are no more hints. The chapter says more: chapters/{exercise.chapter}/index.md")
        else:
            self.work.remember(exercise.id, hints=seen + 1)

    def submit(self, student: str, out: Path | None) -> None:
        """Pack everything begun into one file."""
        states = self.begun()
        answers = {exercise.id: (exercise.extension, self.work.read(exercise)) for exercise, _ in states}
        written = write_submission(self.work, submission(answers, student), out, student)
        many = "1 answer" if len(answers) == 1 else f"{len(answers)} answers"
        self.page.line(f"{many} packed: {self.work.shown(written)}")
        unsolved = [exercise.slug for exercise, state in states if state != "solved"]
        if unsolved:
            self.page.line(f"Not solved yet: {', '.join(unsolved)}.", "dim")
