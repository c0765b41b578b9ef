"""What judging needs to know of an exercise, read from its folder with the standard library alone.

The catalogue (:mod:`takedown.course`) checks every key of ``exercise.toml`` and explains mistakes; this module reads
the few that a verdict depends on, so that plain pytest and Python in the page can do without the catalogue.
"""

from __future__ import annotations

import ast
import importlib.util
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.machinery import ModuleSpec
from pathlib import Path

from takedown.problems import Problem

EXTENSIONS = {"code": "py", "model": "py", "table": "toml", "essay": "md"}
WALL = 5.0  # seconds for all calls of one task
MEMORY = 256  # MiB
_PACKAGE = "takedown.models"


@dataclass(frozen=True)
class Task:
    """One task of an exercise: points given by the tests, by share of cases where ``partial``."""

    id: str
    title: str
    points: float
    partial: bool


@dataclass(frozen=True)
class Rubric:
    """One line of an essay's rubric: points that a person gives."""

    id: str
    title: str
    points: float


@dataclass(frozen=True)
class Limits:
    """What a learner's program may use for one task: seconds of wall clock and MiB of memory."""

    wall: float = WALL
    memory: int = MEMORY


@dataclass(frozen=True)
class ExerciseSpec:
    """An exercise as the judge sees it."""

    id: str
    kind: str
    folder: Path
    tasks: tuple[Task, ...]
    rubric: tuple[Rubric, ...] = ()
    imports: tuple[str, ...] = ()
    variant: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def extension(self) -> str:
        """The ending of the answer's file: py, toml or md."""
        return EXTENSIONS[self.kind]

    @property
    def answer_name(self) -> str:
        """The answer's file name, as ``answer.py``."""
        return f"answer.{self.extension}"

    @property
    def test_file(self) -> Path:
        """The exercise's tests."""
        return self.folder / "test_answer.py"

    @property
    def stub(self) -> Path:
        """The file that a learner starts from."""
        return self.folder / self.answer_name

    def task(self, task_id: str) -> Task | None:
        """The task named ``task_id``, or None."""
        return next((task for task in self.tasks if task.id == task_id), None)


def read_spec(folder: Path) -> ExerciseSpec:
    """The exercise in ``folder``; its id is the last two parts of the path. A broken file is a Problem."""
    file = folder / "exercise.toml"
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem("this exercise has no exercise.toml", file=file, mend="write one") from error
    except ValueError as error:  # tomllib's and the decoder's errors are both of this kind
        raise Problem(f"this is not TOML: {error}", file=file, mend="mend that place") from error
    kind = data.get("kind")
    if kind not in EXTENSIONS:
        raise Problem(f"kind is {kind!r}", file=file, mend=f"use one of {', '.join(EXTENSIONS)}")
    try:
        limits = data.get("limits", {})
        return ExerciseSpec(
            id=f"{folder.resolve().parent.name}/{folder.resolve().name}",
            kind=kind,
            folder=folder,
            tasks=tuple(_task(row, kind) for row in data.get("tasks", [])),
            rubric=tuple(Rubric(row["id"], row["title"], row["points"]) for row in data.get("rubric", [])),
            imports=tuple(data.get("imports", [])),
            variant=tuple(data.get("variant", [])),
            limits=Limits(limits.get("wall", WALL), limits.get("memory", MEMORY)),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Problem(f"a key is missing or of the wrong kind: {error}", file=file, mend="run takedown lint") from error


def _task(row: Mapping[str, object], kind: str) -> Task:
    points = row["points"]
    if not isinstance(points, (int, float)):
        raise TypeError("points is not a number")
    return Task(str(row["id"]), str(row["title"]), points, bool(row.get("partial", kind == "table")))


def sources(imports: Iterable[str]) -> dict[str, str]:
    """The text of each module in ``imports`` and of the teaching models that it needs, by dotted name."""
    texts: dict[str, str] = {}
    waiting = list(imports)
    while waiting:
        name = waiting.pop()
        if name in texts or not name.startswith("takedown"):
            continue
        texts[name] = "" if name == "takedown" else _text(name)
        waiting.append(name.rpartition(".")[0])
        waiting.extend(needed for needed in _needed(texts[name]) if needed.startswith(_PACKAGE))
    return dict(sorted((name, text) for name, text in texts.items() if name))


def _text(name: str) -> str:
    spec = _find(name)
    if spec is None or spec.origin is None:
        raise Problem(f"there is no module {name}", mend="correct imports in exercise.toml")
    loader = spec.loader
    if loader is not None and hasattr(loader, "get_source"):  # a zip in the page has no file
        return str(loader.get_source(name))
    return Path(spec.origin).read_text(encoding="utf-8")


def _needed(text: str) -> list[str]:
    """The dotted names that a module's text imports; submodules written as names are tried too."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
            found += [
                f"{node.module}.{alias.name}" for alias in node.names if _is_module(f"{node.module}.{alias.name}")
            ]
    return found


def _is_module(name: str) -> bool:
    return name.startswith(_PACKAGE) and _find(name) is not None


def _find(name: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except ModuleNotFoundError:  # what should hold it is no package
        return None
