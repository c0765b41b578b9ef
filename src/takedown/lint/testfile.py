"""What an exercise's ``test_answer.py`` may hold, read as a syntax tree: never imported, never run."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from takedown.course import Exercise
from takedown.course.records import nearest
from takedown.course.source import read_text
from takedown.lint.material import Material
from takedown.lint.registry import check
from takedown.problems import Problem

_OURS = ("pytest", "takedown.grading", "takedown.models")
_REFUSED = {
    "asyncio": "an answer is called and returns",
    "concurrent": "one test runs at a time, in every place",
    "ctypes": "the page has none",
    "hypothesis": "use draw, so that a verdict can be repeated",
    "http": "there is no network",
    "multiprocessing": "the page has no processes",
    "os": "use pathlib for the exercise's own data",
    "random": "use the fixture draw, so that a verdict can be repeated",
    "secrets": "use the fixture draw, so that a verdict can be repeated",
    "select": "there is no network",
    "signal": "the page has none",
    "socket": "there is no network",
    "ssl": "there is no network",
    "subprocess": "the page has no processes",
    "tempfile": "use the fixture tmp_path",
    "threading": "the page has no threads",
    "time": "nothing depends on the clock",
    "urllib": "there is no network",
    "uuid": "use the fixture draw, so that a verdict can be repeated",
}
_CLOCKS = {"now", "today", "utcnow"}
_CALLS = {"input": "nobody types", "eval": "compare values", "exec": "compare values", "breakpoint": "nobody types"}


@dataclass(frozen=True)
class _Test:
    """A test function: its name, line, docstring, and the tasks that its markers name with their lines."""

    name: str
    line: int
    docstring: str
    tasks: tuple[tuple[str, int], ...]


def parse(material: Material, path: Path) -> ast.Module | None:
    """The syntax tree of a Python file; None (and its problem noted) where it cannot be read."""

    def read() -> ast.Module:
        try:
            return ast.parse(read_text(path, material.root), filename=path.name)
        except (SyntaxError, ValueError) as error:
            line = error.lineno if isinstance(error, SyntaxError) else None
            raise Problem(
                f"Python cannot read this file ({error.msg if isinstance(error, SyntaxError) else error})",
                file=material.shown(path),
                line=line,
                mend="mend the syntax there",
            ) from None

    return material.attempt(read) if path.is_file() else None


@check
def tests_match_the_tasks(material: Material) -> Iterable[Problem]:
    """Every task has a test, every test names a task that exists and says in a docstring what it looks at."""
    for exercise in material.exercises:
        tree = parse(material, exercise.test_file)
        if tree is None:
            continue
        file = material.shown(exercise.test_file)
        tests = list(_tests(tree))
        for test in tests:
            if not test.tasks:
                yield Problem(
                    f"{test.name} belongs to no task",
                    file=file,
                    line=test.line,
                    mend='put @pytest.mark.task("id") above',
                )
            if not test.docstring:
                yield Problem(
                    f"{test.name} has no docstring",
                    file=file,
                    line=test.line,
                    mend="say what is tried, for the learner",
                )
            for task, line in test.tasks:
                if task not in exercise.task_ids:
                    yield Problem(
                        f"there is no task {task!r}", file=file, line=line, mend=nearest(task, exercise.task_ids)
                    )
        tested = {task for test in tests for task, _ in test.tasks}
        for missing in exercise.tasks:
            if missing.id not in tested:
                yield Problem(
                    f"task {missing.id!r} has no test",
                    file=exercise.file,
                    line=missing.line,
                    mend=f'mark one with @pytest.mark.task("{missing.id}") in test_answer.py',
                )


def _tests(tree: ast.Module) -> Iterator[_Test]:
    """The tests of a file; what marks a class or the module marks the tests in it."""
    marks: list[tuple[str, int]] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets):
            marks = [mark for call in ast.walk(node.value) for mark in _mark(call)]
    yield from _within(tree.body, marks)


def _within(body: list[ast.stmt], marks: list[tuple[str, int]]) -> Iterator[_Test]:
    """The tests among some statements, under the marks around them."""
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _within(node.body, marks + [m for each in node.decorator_list for m in _mark(each)])
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test"):
            own = [mark for each in node.decorator_list for mark in _mark(each)]
            yield _Test(node.name, node.lineno, ast.get_docstring(node) or "", tuple(marks + own))


def _mark(node: ast.AST) -> Iterator[tuple[str, int]]:
    """The task that ``pytest.mark.task("id")`` names, if the node is that."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"pytest.mark.task", "mark.task"}:
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value, node.lineno


@check
def tests_run_in_every_place(material: Material) -> Iterable[Problem]:
    """A test file uses nothing that the page has not, or that makes a verdict depend on luck or the clock."""
    for exercise in material.exercises:
        tree = parse(material, exercise.test_file)
        if tree is not None:
            yield from _unportable(material, exercise, tree)


def _unportable(material: Material, exercise: Exercise, tree: ast.Module) -> Iterator[Problem]:
    """What of a test file cannot run everywhere."""
    file = material.shown(exercise.test_file)
    for node in ast.walk(tree):
        for name in _imported(node):
            top = name.partition(".")[0]
            if top in _REFUSED:
                yield Problem(f"the tests import {top}", file=file, line=_line(node), mend=_REFUSED[top])
            elif top not in sys.stdlib_module_names and not name.startswith(_OURS):
                yield Problem(
                    f"the tests import {name}", file=file, line=_line(node), mend="use the standard library only"
                )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            mend = _CALLS[node.func.id]
            yield Problem(f"the tests call {node.func.id}()", file=file, line=node.lineno, mend=mend)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CLOCKS:
            what = f"the tests ask the clock with .{node.func.attr}()"
            yield Problem(what, file=file, line=node.lineno, mend="give the date")


def _line(node: ast.AST) -> int:
    """The line of a node that has one."""
    return int(getattr(node, "lineno", 1))


def _imported(node: ast.AST) -> list[str]:
    """The dotted names that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    return []


@check
def programs_need_no_package(material: Material) -> Iterable[Problem]:
    """Stub, solution and wrong answers import the standard library and the modules of exercise.toml only."""
    for exercise in material.exercises:
        if exercise.extension != "py":
            continue
        for path in (exercise.stub, exercise.solution, *(wrong.path for wrong in material.wrong_answers(exercise))):
            tree = parse(material, path)
            for node in ast.walk(tree) if tree else ():
                for name in _imported(node):
                    known = name.partition(".")[0] in sys.stdlib_module_names
                    if not known and not any(f"{m}.".startswith(f"{name}.") for m in exercise.imports):
                        yield Problem(
                            f"{name} is not among the imports of exercise.toml",
                            file=material.shown(path),
                            line=_line(node),
                            mend="add it there, or do without",
                        )
