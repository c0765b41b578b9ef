"""The judge: one pytest session for one exercise, kept for as many answers as come.

Starting pytest and collecting a test file costs far more than running it, so both happen once; each answer then runs
through the same collected tests, as an :class:`takedown.grading.attempt.Attempt` of its own. The judge holds the
expectations. A learner's program runs in a child that knows none of them (:mod:`takedown.grading.child`), or, for
trusted answers such as the exercise's own, in this process.

This file drives pytest's session by hand, which pytest offers to nobody: :class:`Session` is the only place that
does, and ``tests/grading/test_judge.py`` says what an upgrade of pytest breaks.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

import pytest
from _pytest._io import TerminalWriter
from _pytest.config import _prepareconfig

from takedown.grading import plugin
from takedown.grading.answers import Here
from takedown.grading.attempt import Attempt
from takedown.grading.child import Children
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.messages import clean
from takedown.grading.results import Result
from takedown.grading.spec import ExerciseSpec, read_spec
from takedown.problems import Problem

PlaceName = Literal["child", "in-process"]
INI = Path(__file__).with_name("judge.ini")
OPTIONS = ("-c", str(INI), "--noconftest", "--import-mode=importlib", "--capture=no", "--disable-plugin-autoload")
LEFT_OUT = (
    "terminal", "cacheprovider", "faulthandler", "junitxml", "pastebin", "unittest", "doctest", "logging",
    "unraisableexception", "threadexception",  # they search all memory for garbage: most of a short session
)  # fmt: skip
_PYTESTS_OWN = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_CURRENT_TEST")


@dataclass(frozen=True)
class Submission:
    """An answer as bytes, and the student whose variant counts; empty for a local run."""

    content: bytes
    student: str = ""


class Judged(Protocol):
    """What the judge needs to know of an exercise: where it lies."""

    @property
    def folder(self) -> Path: ...  # noqa: D102


def judge(
    exercise: Judged,
    submissions: Iterable[Submission],
    *,
    place: PlaceName = "child",
    key: bytes = LOCAL_KEY,
    printed: bool = False,
) -> Generator[Result]:
    """The result of each submission, before the next one is asked for.

    Args:
        exercise: the exercise; its tests are collected once.
        submissions: may be endless; each is taken when the result before it is out.
        place: where programs run: in a process of their own, or in this one (answers that are trusted).
        key: from which inputs and variants are drawn.
        printed: whether a result says what the program printed.

    Raises:
        Problem: the exercise is broken, or no process can be started.
    """
    spec = read_spec(exercise.folder)
    with contextlib.ExitStack() as stack:
        is_apart = place == "child" and spec.extension == "py"
        children = stack.enter_context(Children(spec)) if is_apart else None
        session: Session | None = None
        for submission in submissions:
            if session is None:
                session = stack.enter_context(Session(spec))
            open_place = (
                children.place if children is not None else lambda text: Here(text, spec.answer_name, spec.imports)
            )
            with Attempt(spec, submission.content, open_place, key, submission.student) as attempt:
                session.run(attempt)
                result = attempt.result(printed=printed)
            yield result


class Session:
    """A pytest session with an exercise's tests collected, and nothing of the surroundings in it."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._current: Attempt | None = None

    def __enter__(self) -> Self:
        """Start pytest and collect."""
        test_file = self._spec.test_file.resolve()
        arguments = [*OPTIONS, "--rootdir", str(test_file.parents[2]), str(test_file)]
        arguments += [part for name in LEFT_OUT for part in ("-p", f"no:{name}")]
        with _own_environment(), _as_one_problem(self._spec):
            silent = _Silent()
            self._config = _prepareconfig(arguments, [plugin, silent])
            self._config.stash[plugin.ATTEMPTS] = self._attempt_of
            try:
                self._config._do_configure()  # noqa: SLF001  # see the head of this file
                self._session = pytest.Session.from_config(self._config)
                self._config.hook.pytest_sessionstart(session=self._session)
                with _modules_forgotten(test_file.parent):
                    self._config.hook.pytest_collection(session=self._session)
            except BaseException:
                self._config._ensure_unconfigure()  # noqa: SLF001
                raise
        if silent.errors or not self._session.items:
            self.__exit__(None, None, None)
            if silent.errors:
                what = f"the tests cannot be collected ({silent.errors[0]})"
                raise Problem(what, file=test_file, mend="mend the exercise")
            raise Problem("this exercise has no tests", file=test_file, mend="write one for each task")
        return self

    def _attempt_of(self, _folder: Path) -> Attempt:
        assert self._current is not None  # noqa: S101  # tests run only in run()
        return self._current

    def run(self, attempt: Attempt) -> None:
        """Run every test on an answer."""
        self._current = attempt
        state = random.getstate()  # a program in this process may use the shared generator
        items = self._session.items
        with _own_environment(), contextlib.redirect_stdout(_Nowhere()), contextlib.redirect_stderr(_Nowhere()):
            for item, following in zip(items, [*items[1:], None], strict=True):
                self._config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        random.setstate(state)
        self._current = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the session."""
        self._config.hook.pytest_sessionfinish(session=self._session, exitstatus=0)
        self._config._ensure_unconfigure()  # noqa: SLF001  # see the head of this file


class _Silent:
    """Stands for pytest's terminal, which plain asserts ask how to colour a message; keeps errors, shows nothing."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        """Take the terminal's place."""
        config.pluginmanager.register(_Terminal(), "terminalreporter")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the last line of what Python or pytest says of a file that cannot be collected."""
        if report.failed:
            self.errors.append(clean(report.longreprtext.strip().rpartition("\n")[2].removeprefix("E   ")))


class _Terminal:
    def __init__(self) -> None:
        self._tw = TerminalWriter(io.StringIO())


class _Nowhere(io.TextIOBase):
    """A stream that keeps nothing, however much is written."""

    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def _own_environment() -> Iterator[None]:
    """Settings for another pytest, set by a machine or left by a program, do not reach the judge."""
    kept = {name: os.environ.pop(name) for name in _PYTESTS_OWN if name in os.environ}
    try:
        yield
    finally:
        for name in _PYTESTS_OWN:
            os.environ.pop(name, None)
        os.environ.update(kept)


@contextlib.contextmanager
def _modules_forgotten(folder: Path) -> Iterator[None]:
    """The next exercise's test file is read as well, though pytest gives it the same name in another root."""
    before = set(sys.modules)
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            if name.split(".")[0] in {folder.parent.name, folder.name, "test_answer"}:
                del sys.modules[name]


@contextlib.contextmanager
def _as_one_problem(spec: ExerciseSpec) -> Iterator[None]:
    """A test file that cannot be collected is told in one sentence."""
    try:
        yield
    except pytest.UsageError as error:
        raise Problem(
            f"the tests cannot be collected ({error})", file=spec.test_file, mend="mend the exercise"
        ) from error
