"""The tables of a class run: gradebook.csv, totals.csv and problems.csv, as text.

Everything here is pure: the same grades give the same bytes. A cell that a spreadsheet would take for a formula is
written with an apostrophe before it, and control characters never reach a file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from takedown.grading.results import Result, TaskResult
from takedown.grading.submissions import Trouble
from takedown.grading.text import plain

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
GRADEBOOK = ("student", "exercise", "task", "points", "max", "status", "message", "confinement")
TOTALS = ("student", "auto", "manual", "late", "total", "max", "manual_max", "confinement")
PROBLEMS = ("student", "exercise", "source", "problem", "confinement")


@dataclass(frozen=True)
class Grade:
    """One student's result in one exercise; ``result`` is None where nothing was handed in.

    Attributes:
        lost: share of the points deducted for lateness.
        manual_max: points that a person gives by the rubric.
    """

    student: str
    exercise: str
    title: str
    tasks: tuple[tuple[str, str, float], ...]  # id, title, max
    result: Result | None
    submission: str
    lost: float
    manual_max: float

    @property
    def points(self) -> float:
        """Points of the tests, before any deduction."""
        return self.result.score if self.result else 0.0

    @property
    def max(self) -> float:
        """Points that the tests can give."""
        return sum(points for _, _, points in self.tasks)

    @property
    def late(self) -> float:
        """Points deducted for lateness."""
        return round(self.points * self.lost, 4)


def gradebook(grades: Sequence[Grade], confinement: str) -> str:
    """One row per student, exercise and task."""
    rows: list[tuple[object, ...]] = []
    for grade in grades:
        by_task = {task.id: task for task in grade.result.tasks} if grade.result else {}
        for task_id, _, maximum in grade.tasks:
            task = by_task.get(task_id)
            points, status = (task.points, task.status) if task else (0.0, "missing")
            said = first_message(task) if task else "nothing handed in"
            rows.append(
                (grade.student, grade.exercise, task_id, number(points), number(maximum), status, said, confinement)
            )
    return table(GRADEBOOK, rows)


def totals(grades: Sequence[Grade], confinement: str) -> str:
    """One row per student; ``manual`` stays empty until a person has marked."""
    rows: list[tuple[object, ...]] = []
    for student in sorted({grade.student for grade in grades}):
        own = [grade for grade in grades if grade.student == student]
        auto, late = sum(grade.points for grade in own), sum(grade.late for grade in own)
        by_hand = sum(grade.manual_max for grade in own)
        rows.append(
            (student, number(auto), "", number(late), number(auto - late), number(sum(grade.max for grade in own)),
             number(by_hand), confinement)
        )  # fmt: skip
    return table(TOTALS, rows)


def problems(troubles: Iterable[Trouble], confinement: str) -> str:
    """What could not be taken or judged, for the teacher to look at."""
    return table(PROBLEMS, [(row.student, row.exercise, row.source, row.what, confinement) for row in sorted(troubles)])


def first_message(task: TaskResult) -> str:
    """What the first case that falls short says, in one line."""
    for case in task.cases:
        if case.status != "passed":
            name = f"{case.name}: " if case.name and len(task.cases) > 1 else ""
            return " | ".join(f"{name}{case.message}".split("\n"))
    return ""


def number(value: float) -> str:
    """A number of points without a needless fraction: 4, 2.5, 0.3333."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with safe cells, in UTF-8, one line feed per row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue()


def safe(cell: object) -> str:
    """A cell that no spreadsheet takes for a formula and no terminal for a command."""
    text = plain(str(cell)).replace("\n", " ")
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
