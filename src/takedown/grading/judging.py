"""One judge kept open for one exercise: answers go in one by one, each comes back with its result.

:func:`takedown.grading.judge.judge` takes an iterable and yields a result before it asks for the next answer;
this turns it into a function that can be called, which is what the learner's loop and the class run need.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import pytest

import takedown
from takedown.course import Exercise
from takedown.grading.judge import Submission, judge
from takedown.grading.results import Result

BACK_END = "child"
UNCONFINED = "unconfined"


class KeptJudge:
    """A judge of one exercise, with its session and its next child kept; use as a context manager."""

    def __init__(
        self, exercise: Exercise, key: bytes, place: Literal["child", "in-process"] = "child", *, printed: bool = False
    ) -> None:
        """Nothing is started before the first answer."""
        self._waiting: deque[Submission] = deque()
        self._results = judge(exercise, self._feed(), place=place, key=key, printed=printed)

    def _feed(self) -> Iterator[Submission]:
        while True:
            yield self._waiting.popleft()

    def __call__(self, content: bytes, student: str = "") -> Result:
        """The result of an answer."""
        self._waiting.append(Submission(student=student, content=content))
        return next(self._results)

    def close(self) -> None:
        """End the session and the child."""
        close = getattr(self._results, "close", None)
        if close is not None:
            close()

    def __enter__(self) -> Self:
        """The judge."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the session, whatever happened."""
        self.close()


def exercise_version(exercise: Exercise) -> str:
    """A hash of everything of an exercise that a verdict depends on."""
    wanted = [exercise.folder / "exercise.toml", exercise.test_file]
    wanted += sorted(path for path in exercise.data.rglob("*") if path.is_file())
    return _hash_of(wanted, exercise.folder)


def grader_version() -> str:
    """What judges: version and source of the package, and the version of pytest."""
    package = Path(takedown.__file__).parent
    sources = sorted([*(package / "grading").rglob("*.py"), *(package / "models").rglob("*.py")])
    return f"{takedown.__version__}+pytest{pytest.__version__}.{_hash_of(sources, package)[:16]}"


def _hash_of(paths: list[Path], folder: Path) -> str:
    whole = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()
