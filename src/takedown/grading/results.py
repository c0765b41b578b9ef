"""What is stored of one judged answer: the truth from which every table, page and export is made.

A result is plain data, written as JSON with a version of its own (``result.schema.json`` beside this file says what
may stand in it). It holds no name and no time: the same answer under the same key gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from takedown.grading.spec import Task

VERSION = 1
CaseStatus: TypeAlias = Literal["passed", "failed", "waiting", "error"]
TaskStatus: TypeAlias = Literal["passed", "partial", "failed", "waiting", "error"]
VariantValue: TypeAlias = bool | int | float | str


@dataclass(frozen=True)
class Case:
    """One thing that was tried.

    Attributes:
        name: what was tried, in words: the docstring of the test, or the name of a table's cell.
        status: passed; failed; waiting (not tried, an earlier one has to be mended first); error (the test is broken).
        message: what the learner reads, empty if it passed.
    """

    name: str
    status: CaseStatus
    message: str = ""


@dataclass(frozen=True)
class TaskResult:
    """One task: its points, and the cases that they come from."""

    id: str
    title: str
    status: TaskStatus
    points: float
    max: float
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Result:
    """One judged answer.

    Attributes:
        exercise: ``chapter/exercise``.
        tasks: in the order of the exercise.
        draws: by which the key of the run is recognised, not the key itself.
        variant: the values that the key drew for this student.
        layers: what stood between a stranger's program and the machine.
        printed: what the program printed in each task, for the learner at the terminal alone; it is not written.
    """

    exercise: str
    tasks: tuple[TaskResult, ...]
    draws: str = ""
    variant: Mapping[str, VariantValue] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    printed: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def score(self) -> float:
        """The points of all tasks."""
        return round(sum(task.points for task in self.tasks), 4)

    @property
    def max(self) -> float:
        """The points to be had."""
        return sum(task.max for task in self.tasks)

    @property
    def passed(self) -> bool:
        """Whether every task passes."""
        return all(task.status == "passed" for task in self.tasks)

    def to_json(self) -> str:
        """The text of ``result.json``: one form, the same bytes for the same result."""
        document = {"version": VERSION, "score": self.score, "max": self.max, **asdict(self)}
        del document["printed"]
        return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Result:
        """The result in a text that :meth:`to_json` made.

        Raises:
            ValueError: the text holds no result of this version.
        """
        try:
            document = json.loads(text)
            if document["version"] != VERSION:
                raise ValueError(f"a result of version {document['version']!r}, not {VERSION}")
            result = cls(
                exercise=_is(document["exercise"], str),
                tasks=tuple(_task(row) for row in document["tasks"]),
                draws=_is(document["draws"], str),
                variant=dict(_is(document["variant"], dict)),
                layers=tuple(_is(layer, str) for layer in document["layers"]),
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"not a result: {error}") from error
        if (result.score, result.max) != (document.get("score"), document.get("max")):
            raise ValueError("not a result: its points do not add up")
        return result


def _task(row: Mapping[str, object]) -> TaskResult:
    cases = tuple(
        Case(_is(case["name"], str), _one_of(case["status"], get_args(CaseStatus)), _is(case["message"], str))
        for case in _is(row["cases"], list)
    )
    status = _one_of(row["status"], get_args(TaskStatus))
    points, most = _number(row["points"]), _number(row["max"])
    return TaskResult(_is(row["id"], str), _is(row["title"], str), status, points, most, cases)


def _is(value: object, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _one_of(value: object, known: tuple[object, ...]) -> Any:
    if value not in known:
        raise TypeError(f"{value!r} is no status")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 10**6:
        raise TypeError(f"{value!r} is no number of points")
    return float(value)


def score(task: Task, cases: Iterable[Case]) -> TaskResult:
    """The result of a task: points x passed / cases where it is partial, else its points if every case passed."""
    tried = tuple(cases) or (Case("", "error", "No test of this task ran: tell the authors of the exercise."),)
    passed = sum(case.status == "passed" for case in tried)
    states = {case.status for case in tried}
    status: TaskStatus
    if states == {"passed"}:
        status = "passed"
    elif "error" in states:
        status = "error"
    elif states == {"waiting"}:
        status = "waiting"
    else:
        status = "partial" if task.partial and passed else "failed"
    share = passed / len(tried) if task.partial else float(status == "passed")
    return TaskResult(task.id, task.title, status, round(task.points * share, 4), float(task.points), tried)
