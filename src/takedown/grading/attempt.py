"""One answer being judged: read once, run where the place says, its cases collected, its points counted.

The same for plain pytest, the judge and the page; what differs is the *place* in which a program runs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from takedown.grading.answers import (
    AnswerFailed,
    AnswerRaised,
    CodeAnswer,
    Place,
    TableAnswer,
    read_essay_answer,
    read_source,
    read_table,
    read_text,
)
from takedown.grading.draw import LOCAL_STUDENT, drawn, fingerprint
from takedown.grading.essays import EssayAnswer
from takedown.grading.results import Case, Result, VariantValue, score
from takedown.grading.spec import ExerciseSpec
from takedown.grading.variants import variant_of

OpenPlace = Callable[[str], Place]
Answer = CodeAnswer | TableAnswer | EssayAnswer


class Waiting(Exception):  # noqa: N818  # a state of a case, not an error of the program
    """Not tried, since what was found before has to be mended first."""


class Attempt:
    """One answer on its way to a result; use as a context manager, it holds what its places hold.

    Args:
        spec: the exercise.
        content: the answer's file, as bytes.
        open_place: where a program's text is run; asked once for each task.
        key: the key of the run.
        student: whose answer it is; empty for a local run.
    """

    def __init__(self, spec: ExerciseSpec, content: bytes, open_place: OpenPlace, key: bytes, student: str) -> None:
        self.spec = spec
        self._content = content
        self._open_place = open_place
        self._key = key
        self._student = student or LOCAL_STUDENT
        self._answers: dict[str, Answer] = {}
        self._places: dict[str, Place] = {}
        self._is_broken = False
        self._cases: dict[str, list[Case]] = {}

    def answer(self, task: str) -> Answer:
        """What the tests of a task get; a file that cannot be used is told once, then everything else waits.

        Raises:
            AnswerFailed: the file cannot be read, or its program gives nothing.
            AnswerRaised: its program raises while it is loaded.
            Waiting: that was told before.
        """
        if self._is_broken:
            raise Waiting(f"Not tried: {self.spec.answer_name} has to be mended first.")
        name = task if self.spec.extension == "py" else ""
        if name not in self._answers:
            try:
                self._answers[name] = self._read(name)
            except (AnswerFailed, AnswerRaised):
                self._is_broken = True
                raise
        return self._answers[name]

    def _read(self, task: str) -> Answer:
        name = self.spec.answer_name
        if self.spec.extension == "toml":
            return read_table(read_text(self._content, name), name)
        if self.spec.extension == "md":
            return read_essay_answer(read_text(self._content, name), name)
        place = self._places[task] = self._open_place(read_source(self._content, name))
        return CodeAnswer(place, name)

    def draw(self, test: str, parameters: str) -> random.Random:
        """The random numbers of one test."""
        return drawn(self._key, self.spec.id, self._student, test, parameters)

    @property
    def variant(self) -> Mapping[str, VariantValue]:
        """The values that the key drew for this student."""
        return variant_of(self.spec, self._key, self._student)

    def note(self, task: str, case: Case) -> None:
        """Keep what came of one case."""
        self._cases.setdefault(task, []).append(case)

    def result(self, *, printed: bool = False) -> Result:
        """The result of the cases noted so far; ``printed`` asks for what the program printed in each task."""
        tasks = tuple(score(task, self._cases.get(task.id, ())) for task in self.spec.tasks)
        kept = {task: text for task, place in self._places.items() if (text := place.printed())} if printed else {}
        return Result(self.spec.id, tasks, fingerprint(self._key), dict(self.variant), printed=kept)

    def close(self) -> None:
        """Give back what the places hold."""
        while self._places:
            self._places.popitem()[1].close()

    def __enter__(self) -> Self:
        """The attempt."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close every place, whatever happened."""
        self.close()
