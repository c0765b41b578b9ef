"""The pytest plugin with which an exercise's ``test_answer.py`` is run, in plain pytest, in the judge and in the page.

``pytest exercises/01_the_case/dates/test_answer.py`` judges the answer in ``work/``, else the stub; ``--answer PATH``
another one; ``--takedown-result PATH`` writes the result. Tests ask for the fixtures ``answer``, ``draw`` and
``variant`` and say with ``@pytest.mark.task("id")`` which task they judge. Tests that are not of an exercise are left
alone.
"""

# ruff: noqa: PLC0415  # imported when an exercise is judged: every other pytest session loads this file too

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from takedown.grading.attempt import Answer, Attempt
    from takedown.grading.results import CaseStatus, VariantValue
    from takedown.grading.spec import ExerciseSpec

TEST_FILE = "test_answer.py"
NO_EXERCISE = "the fixtures answer, draw and variant are for the test_answer.py of an exercise"
AttemptOf = Callable[[Path], "Attempt"]


class Recorder:
    """Collects what the tests of exercises find; there is one in a session that holds such tests.

    Args:
        attempt_of: gives the answer on which the tests of a folder run.
    """

    def __init__(self, attempt_of: AttemptOf) -> None:
        self.attempt_of = attempt_of
        self._subtests: list[tuple[str, str, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Turn the report of a test, of a subtest or of a failed set-up into a case."""
        told = getattr(report, "takedown", None)
        if told is None:
            return
        context = getattr(report, "context", None)
        if context is not None:
            self._subtests.append((context.msg or told["name"], told["status"], told["message"]))
            return
        if report.when == "setup":
            self._subtests.clear()
        passed = told["status"] == "passed"
        if report.when == "call":
            cases = [*self._subtests] if passed else [case for case in self._subtests if case[1] != "passed"]
            if not passed or not cases:
                cases.append((told["name"], told["status"], told["message"]))
        else:
            cases = [] if passed else [(told["name"], told["status"], told["message"])]
        self._keep(Path(told["folder"]), told["task"], cases)

    def _keep(self, folder: Path, task: str, cases: Iterable[tuple[str, str, str]]) -> None:
        from takedown.grading.results import Case

        attempt = self.attempt_of(folder)
        for name, status, message in cases:
            attempt.note(task, Case(name, _status(status), message))


def _status(word: str) -> CaseStatus:
    known: Mapping[str, CaseStatus] = {"passed": "passed", "failed": "failed", "waiting": "waiting"}
    return known.get(word, "error")


class Local:
    """Plain pytest, on a laptop or in the page: the answer of the command line, judged in this process."""

    def __init__(self, config: pytest.Config) -> None:
        self.attempts: dict[Path, Attempt] = {}
        self._given: str | None = config.getoption("--answer")
        self._out: str | None = config.getoption("--takedown-result")
        self._start = config.invocation_params.dir

    def attempt_of(self, folder: Path) -> Attempt:
        """The one answer to the exercise in ``folder``."""
        from takedown.grading.answers import Here
        from takedown.grading.attempt import Attempt
        from takedown.grading.draw import LOCAL_KEY
        from takedown.grading.spec import read_spec

        if folder not in self.attempts:
            spec = read_spec(folder)

            def here(source: str) -> Here:
                return Here(source, spec.answer_name, spec.imports)

            self.attempts[folder] = Attempt(spec, self._read(spec), here, LOCAL_KEY, "")
        return self.attempts[folder]

    def _read(self, spec: ExerciseSpec) -> bytes:
        """The answer given on the command line, else the one in work/, else the stub."""
        own = spec.folder.parent.parent.parent / "work" / spec.id / spec.answer_name
        path = self._start / self._given if self._given else own if own.is_file() else spec.stub
        try:
            return path.read_bytes()
        except OSError as error:
            raise pytest.UsageError(f"{path}: cannot be read ({error.strerror}): give an answer's file.") from None

    def check(self, folders: set[Path]) -> None:
        """Refuse the options that go with one exercise where there are several."""
        for option, value in (("--answer", self._given), ("--takedown-result", self._out)):
            if value and len(folders) > 1:
                raise pytest.UsageError(f"{option} goes with one exercise: give the test_answer.py of one.")
        for folder in folders:
            self.attempt_of(folder)

    def pytest_sessionfinish(self) -> None:
        """Write the result that was asked for."""
        for attempt in self.attempts.values():
            attempt.close()
            if self._out:
                (self._start / self._out).write_text(attempt.result().to_json(), encoding="utf-8", newline="\n")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say the points, and from which key was drawn."""
        for attempt in self.attempts.values():
            result = attempt.result()
            terminalreporter.section(f"{result.exercise}: {result.score:g} of {result.max:g} points")
            for task in result.tasks:
                terminalreporter.line(f"{task.points:g} of {task.max:g}  {task.status:<8}{task.title}")
            terminalreporter.line(f"Numbers were drawn from the local key {result.draws}, the same for everybody.")


ATTEMPTS: pytest.StashKey[AttemptOf] = pytest.StashKey()  # set by the judge, which has its own answers
RECORDER: pytest.StashKey[Recorder] = pytest.StashKey()
TASK: pytest.StashKey[str] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--answer`` and ``--takedown-result``."""
    group = parser.getgroup("takedown", "exercises of Takedown")
    group.addoption("--answer", metavar="PATH", help="The answer to judge; default the one in work/, else the stub.")
    group.addoption("--takedown-result", metavar="PATH", help="Write the result there, as JSON.")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "task(id): the task of an exercise that a test judges")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Find the tests of exercises; one that names no task of its exercise is an error of the exercise."""
    folders = {}
    for item in items:
        if item.path.name == TEST_FILE and (folder := item.path.parent) not in folders:
            folders[folder] = (folder / "exercise.toml").is_file()
    if True not in folders.values():
        return
    of_exercises = [item for item in items if folders.get(item.path.parent) and item.path.name == TEST_FILE]
    specs = _specs({item.path.parent for item in of_exercises})
    for item in of_exercises:
        item.stash[TASK] = _task_of(item, specs[item.path.parent])
    _open_recorder(config, set(specs))


def _open_recorder(config: pytest.Config, folders: set[Path]) -> None:
    attempt_of = config.stash.get(ATTEMPTS, None)
    if attempt_of is None:
        local = Local(config)
        local.check(folders)
        config.pluginmanager.register(local, "takedown-local")
        attempt_of = local.attempt_of
    config.stash[RECORDER] = Recorder(attempt_of)
    config.pluginmanager.register(config.stash[RECORDER], "takedown-recorder")


def _specs(folders: Iterable[Path]) -> dict[Path, ExerciseSpec]:
    from takedown.grading.spec import read_spec
    from takedown.problems import Problem

    try:
        return {folder: read_spec(folder) for folder in folders}
    except Problem as problem:
        raise pytest.UsageError(str(problem)) from None


def _task_of(item: pytest.Item, spec: ExerciseSpec) -> str:
    marker = item.get_closest_marker("task")
    task = marker.args[0] if marker is not None and len(marker.args) == 1 else None
    if not isinstance(task, str) or spec.task(task) is None:
        known = ", ".join(each.id for each in spec.tasks)
        raise pytest.UsageError(
            f"{item.path}: {item.name} names no task of the exercise: write @pytest.mark.task with one of {known}."
        )
    return task


def _explain(error: BaseException) -> tuple[Literal["failed", "waiting", "error"], str]:
    """What an exception that ended a test is for the learner."""
    from takedown.grading.answers import AnswerFailed, AnswerRaised
    from takedown.grading.attempt import Waiting
    from takedown.grading.codec import CodecError
    from takedown.grading.expect import last_call
    from takedown.grading.messages import LIMIT, clean, cut, show

    if isinstance(error, Waiting):
        return "waiting", str(error)
    if isinstance(error, (AnswerRaised, AnswerFailed)):
        return "failed", cut(str(error))
    if isinstance(error, AssertionError):
        lines = (clean(line, LIMIT) for line in str(error).split("\n"))
        return "failed", cut("\n".join(line for line in lines if line) or "This does not hold.")
    what = f"{type(error).__name__}: {clean(str(error), 120)}"
    call = last_call()
    if call is not None and isinstance(error, Exception) and not isinstance(error, CodecError):
        came = f"Tried: {call[0]}\nCame: {show(call[1], 120)}"
        return "failed", cut(f"{came}\nThe test cannot go on with that ({what}).\nLook at: what the task wants back.")
    return "error", cut(f"The test itself stopped ({what}): tell the authors of the exercise.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Forget the calls of the test before."""
    if TASK in item.stash:
        from takedown.grading.expect import forget

        forget()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
    """A report that says what the learner reads, instead of pytest's trace (which ``--full-trace`` shows)."""
    if TASK not in item.stash:
        return None
    raised = call.excinfo
    status, message = ("passed", "") if raised is None else _explain(raised.value)
    if raised is None or status == "error" or item.config.getoption("fulltrace", default=False):
        report = pytest.TestReport.from_item_and_call(item, call)
    else:
        call.excinfo = None  # rendering a trace that nobody reads takes longer than the whole test
        report = pytest.TestReport.from_item_and_call(item, call)
        call.excinfo, report.outcome, report.longrepr = raised, "failed", message
    report.takedown = {  # type: ignore[attr-defined]  # reports may carry attributes of one's own
        "folder": str(item.path.parent),
        "task": item.stash[TASK],
        "name": _name(item),
        "status": status,
        "message": message,
    }
    return report


def _name(item: pytest.Item) -> str:
    """The line that the learner reads: the docstring, and which of several cases it is."""
    from takedown.grading.messages import clean

    text = getattr(getattr(item, "obj", None), "__doc__", None) or item.name
    line = clean(text.strip().split("\n\n")[0], 200)
    parameters = _parameters(item)
    if not parameters:
        return line
    return f"{line} (case {int(parameters) + 1})" if parameters.isdecimal() else f"{line} ({clean(parameters, 60)})"


def _parameters(item: pytest.Item) -> str:
    """The parameter id of a test, as pytest shows it in brackets."""
    callspec = getattr(item, "callspec", None)
    return "" if callspec is None else str(callspec.id)


def _attempt(request: pytest.FixtureRequest) -> Attempt:
    recorder = request.config.stash.get(RECORDER, None)
    if recorder is None or TASK not in request.node.stash:
        pytest.fail(NO_EXERCISE, pytrace=False)
    return recorder.attempt_of(request.node.path.parent)


@pytest.fixture
def answer(request: pytest.FixtureRequest) -> Answer:
    """The learner's answer: functions to call, a table, or an essay."""
    attempt = _attempt(request)
    return attempt.answer(request.node.stash[TASK])


@pytest.fixture
def draw(request: pytest.FixtureRequest) -> random.Random:
    """Random numbers that are the same for the same key, exercise, student, test and parameters."""
    attempt = _attempt(request)
    return attempt.draw(request.node.originalname, _parameters(request.node))


@pytest.fixture
def variant(request: pytest.FixtureRequest) -> Mapping[str, VariantValue]:
    """The values that the key drew for this student."""
    return _attempt(request).variant
