"""``takedown lint --deep``: is an exercise as good as its tests say? Everything that it ships is judged.

The stub fails every task, the solution passes all, each wrong answer fails the tasks that its name says and no other,
the samples of an essay are told apart, and of the small faults that are put into the solution nearly all are noticed.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from takedown.course import Exercise, WrongAnswer, load_exercise
from takedown.course.exercises import exercise_folders
from takedown.course.source import shown
from takedown.grading.answers import AnswerFailed, read_table
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judge import PlaceName
from takedown.grading.judging import KeptJudge
from takedown.grading.results import Result
from takedown.grading.tables import load_key
from takedown.lint.changes import changes
from takedown.lint.mutants import SORTS, excuses, guarded, mutants
from takedown.problems import Problem

LEAST_DEAD = 0.9
"""The share of mutants that the tests must notice."""

ROUNDS = (20_000, 100_000, 500_000, 2_000_000)
"""Rounds of loops within which a solution may end, tried in turn; a mutant that needs five times as many is endless."""

STUDENTS = ("", "ada", "ben", "cleo")
"""Under whose draws solution and wrong answers are judged: a local run, and students of a class that is not there."""
CLASS_KEY = b"takedown: a class for the gate"


@dataclass(frozen=True)
class Report:
    """What the gate found in one exercise: what is wrong, and a line on how good its tests are."""

    exercise: str
    problems: tuple[Problem, ...]
    line: str


def gate(
    root: Path, say: Callable[[str], None], *, exercises: Path | None = None, workers: int = 2
) -> Iterator[Problem]:
    """What is wrong with the exercises of a repository.

    Args:
        root: the repository; paths in problems are relative to it.
        say: told one line an exercise.
        exercises: another root of exercises, of the same shape; default ``exercises/``.
        workers: exercises judged at the same time, each in a process of its own; 0 judges them in this one.
    """
    folders = exercise_folders(exercises or root / "exercises")
    if workers < 1 or len(folders) < 2:
        for folder in folders:
            report = inspect(folder, root)
            say(report.line)
            yield from report.problems
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:  # the same on every system
        for report in pool.map(inspect, folders, [root] * len(folders)):
            say(report.line)
            yield from report.problems


def inspect(folder: Path, root: Path, place: PlaceName = "child") -> Report:
    """Judge everything that one exercise ships; ``place`` is where its programs run."""
    name = f"{folder.parent.name}/{folder.name}"
    try:
        exercise = load_exercise(folder, root)
        with KeptJudge(exercise, LOCAL_KEY, place) as judge, KeptJudge(exercise, CLASS_KEY, place) as class_judge:
            inspection = _Inspection(exercise, judge, class_judge, root)
            problems = tuple(inspection.run())
            return Report(name, problems, f"{name}: {inspection.line or 'judged'}")
    except Problem as problem:
        told = tuple(_in(root, each) for each in problem.every())
        return Report(name, told, f"{name}: cannot be judged")


def _in(root: Path, problem: Problem) -> Problem:
    """A problem alone, with its path in the repository; it travels between processes."""
    alone = problem.relative_to(root)
    return Problem(alone.what, file=alone.file, line=alone.line, mend=alone.mend, status=1)


class _Inspection:
    """One exercise under the gate."""

    def __init__(self, exercise: Exercise, judge: KeptJudge, class_judge: KeptJudge, root: Path) -> None:
        self.exercise = exercise
        self.judge = judge
        self.class_judge = class_judge
        self.students = STUDENTS if exercise.extension == "py" else STUDENTS[:1]  # only programs meet what is drawn
        self.root = root
        self.line = ""

    def run(self) -> Iterator[Problem]:
        """Everything that is wrong; what follows from a wrong solution is not told."""
        yield from self._stub()
        broken = list(self._solution())
        yield from broken
        for wrong in self.exercise.wrong:
            yield from self._wrong(wrong)
        if broken:
            return
        if self.exercise.extension == "py":
            yield from self._mutants()
        elif self.exercise.kind == "table":
            yield from self._changes()
        else:
            yield from self._samples()

    def problem(self, path: Path, what: str, mend: str, line: int | None = None) -> Problem:
        """Something wrong with a file of the exercise."""
        return Problem(what, file=shown(path, self.root), line=line, mend=mend, status=1)

    def _judged(self, path: Path, student: str = "") -> Result:
        """The result of a file."""
        try:
            return (self.class_judge if student else self.judge)(path.read_bytes(), student)
        except OSError as error:
            raise Problem("the file cannot be read", file=shown(path, self.root), mend="write it") from error

    def _stub(self) -> Iterator[Problem]:
        """The stub earns nothing."""
        for task in self._judged(self.exercise.stub).tasks:
            if task.max and (task.status == "passed" or task.points):
                what = f"the stub gets {task.points:g} of {task.max:g} points in task {task.id!r}"
                yield self.problem(self.exercise.stub, what, "take the answer out of it, or test what it lacks")

    def _solution(self) -> Iterator[Problem]:
        """The solution passes every task, whatever is drawn; the first draw under which it does not is told."""
        path = self.exercise.solution
        for student in self.students:
            tasks = [task for task in self._judged(path, student).tasks if task.status != "passed"]
            for task in tasks:
                said = next((case.message for case in task.cases if case.status != "passed"), task.status)
                what = f"the solution does not pass task {task.id!r}{_drawn(student)} ({_on_one_line(said)})"
                yield self.problem(path, what, "mend the solution or the tests")
            if tasks:
                return

    def _wrong(self, wrong: WrongAnswer) -> Iterator[Problem]:
        """A wrong answer fails what its name says and no other task, whatever is drawn."""
        for student in self.students:
            faults = list(self._wrong_under(wrong, self._judged(wrong.path, student), _drawn(student)))
            yield from faults
            if faults:
                return

    def _wrong_under(self, wrong: WrongAnswer, result: Result, drawn: str) -> Iterator[Problem]:
        """What is wrong with a wrong answer under one draw."""
        broken = [case.message for task in result.tasks for case in task.cases if case.status == "error"]
        if broken:
            what = f"the tests break on this answer{drawn} ({_on_one_line(broken[0])})"
            yield self.problem(wrong.path, what, "mend the tests")
            return
        failed = {task.id for task in result.tasks if task.status in {"failed", "partial"}}
        waiting = {task.id for task in result.tasks if task.status == "waiting"}
        if waiting:
            what = "this answer cannot be run"
            yield self.problem(wrong.path, what, "a wrong answer runs, and gives something wrong")
        for task in sorted(set(wrong.tasks) - failed - waiting):
            what = f"this answer passes task {task!r}{drawn}"
            yield self.problem(wrong.path, what, "test for the mistake that it makes")
        for task in sorted(failed - set(wrong.tasks)):
            mend = f"mend the answer, or write 'Also fails: {task}.' on its second line"
            yield self.problem(wrong.path, f"this answer fails task {task!r} too{drawn}", mend)

    def _mutants(self) -> Iterator[Problem]:
        """Of the faults put into the solution at least nine in ten are noticed."""
        path = self.exercise.solution
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        rounds = next((most for most in ROUNDS if self._passes(guarded(tree, most))), 0)
        if not rounds:
            what = f"the solution takes more than {ROUNDS[-1]:,} rounds of loops and calls for a task"
            yield self.problem(path, what, "ask for less in the tests")
            return
        excused = excuses(source)
        all_of_them = list(mutants(source, 5 * rounds))
        alive = [mutant for mutant in all_of_them if self._passes(mutant.text)]
        counted = [mutant for mutant in alive if not any(each.covers(mutant) and each.reason for each in excused)]
        total = len(all_of_them) - len(alive) + len(counted)
        dead = total - len(counted)
        self.line = f"{dead} of {total} mutants die" + "".join(f"\n    alive: {mutant}" for mutant in counted)
        if total and dead / total < LEAST_DEAD:
            for mutant in counted:
                what = f"a mutant lives ({mutant.sort}: {mutant.was!r} became {mutant.now!r})"
                yield self.problem(path, what, "test for it, or excuse it with '# equivalent: reason'", mutant.line)
        for excuse in excused:
            yield from self._excuse(path, excuse.line, excuse.sorts, excuse.reason)
            if excuse.reason and not any(excuse.covers(mutant) for mutant in alive):
                yield self.problem(path, "the excuse covers no mutant that lives", "remove it", excuse.line)

    def _excuse(self, path: Path, line: int, sorts: Iterable[str], reason: str) -> Iterator[Problem]:
        """What is wrong with how an excuse is written."""
        if not reason:
            yield self.problem(path, "an excuse without a reason", "write it after the colon", line)
        for sort in sorts:
            if sort not in SORTS:
                yield self.problem(path, f"there are no mutants of sort {sort!r}", f"use {', '.join(SORTS)}", line)

    def _passes(self, text: str) -> bool:
        """Whether a program passes every task."""
        return self.judge(text.encode()).passed

    def _changes(self) -> Iterator[Problem]:
        """Each changed cell of the solution loses points."""
        path = self.exercise.solution
        try:
            table = read_table(path.read_text(encoding="utf-8"), path.name)
        except AnswerFailed as failed:  # pragma: no cover - a solution that passes can be read
            raise Problem(failed.message, file=shown(path, self.root)) from failed
        count = 0
        for change in changes(table, load_key(self.exercise.folder)):
            count += 1
            result = self.judge(change.text.encode())
            if result.score >= result.max:
                yield self.problem(path, f"nothing is lost by a change ({change.what})", "let a task judge that cell")
        self.line = f"{count} changed tables judged"

    def _samples(self) -> Iterator[Problem]:
        """The weak samples of an essay lose points, the strong ones get them all."""
        folder = self.exercise.folder / "samples"
        for sample in self.exercise.samples:
            path = folder / sample.file_name
            result = self._judged(path)
            if sample.strength == "weak" and result.passed:
                yield self.problem(path, "the weak sample passes every task", "make it weak in what is tested too")
            if sample.strength == "strong" and not result.passed:
                failed = ", ".join(task.id for task in result.tasks if task.status != "passed")
                yield self.problem(path, f"the strong sample does not pass {failed}", "mend the sample or the tests")
        self.line = f"{len(self.exercise.samples)} samples judged"


def _drawn(student: str) -> str:
    """Under whose draws something happens, for a message."""
    return f" with the numbers drawn for {student!r}" if student else ""


def _on_one_line(message: str) -> str:
    """The beginning of a message, on one line."""
    line = " ".join(message.split()).rstrip(".")
    return line if len(line) <= 160 else f"{line[:157]}..."
