"""An exercise: its folder, its manifest (exercise.toml), its solution, wrong answers and samples.

Works for any root of the same shape as ``exercises/``: ``ROOT/NN_chapter/exercise_slug/exercise.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from takedown.course.records import (
    Count,
    Flag,
    Record,
    Slug,
    Text,
    nearest,
    read_list,
    read_record,
    set_place,
    together,
    unique,
)
from takedown.course.source import read_text, shown
from takedown.problems import Problem

Kind = Literal["code", "model", "table", "essay"]
EXTENSIONS: dict[str, str] = {"code": "py", "model": "py", "table": "toml", "essay": "md"}
Points = Annotated[int, Field(strict=True, ge=0)]
Module = Annotated[str, StringConstraints(pattern=r"^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$")]


class Limits(Record):
    """What a child may use: seconds of wall time, MiB of memory."""

    wall: Annotated[float, Field(gt=0, le=60)] = 5
    memory: Annotated[int, Field(strict=True, ge=32, le=2048)] = 256


class Task(Record):
    """A part of an exercise that is scored on its own; ``partial`` gives a share of the points per case."""

    id: Slug
    title: Text
    points: Points
    partial: Flag = False


class Criterion(Record):
    """What a person marks in an essay, with what weak and strong work looks like."""

    id: Slug
    title: Text
    points: Points
    weak: Text
    strong: Text


class Sample(Record):
    """A marked sample essay for the teacher: points per criterion, and why."""

    file_name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*\.md$"), Field(alias="file")]
    strength: Literal["weak", "strong"]
    remark: Text
    marks: dict[str, Points]


class ExerciseFile(Record):
    """What exercise.toml holds."""

    title: Text
    kind: Kind
    level: Annotated[int, Field(strict=True, ge=1, le=3)]
    minutes: Count
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    out_of_scope: tuple[Text, ...] = ()
    imports: tuple[Module, ...] = ()
    release: Literal["after-pass", "teacher"] = "after-pass"
    variant: tuple[Slug, ...] = ()
    limits: Limits = Limits()
    hints: Annotated[tuple[Text, ...], Field(min_length=1)]
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
    rubric: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class WrongAnswer:
    """A mistake that a reader would make: the file, the tasks it fails, and its description."""

    path: Path
    tasks: tuple[str, ...]
    misconception: str
    description: str


class Exercise(ExerciseFile):
    """An exercise and where its parts lie."""

    id: str
    chapter: str
    slug: str
    folder: Path
    root: Path

    @property
    def extension(self) -> str:
        """``py``, ``toml`` or ``md``."""
        return EXTENSIONS[self.kind]

    @property
    def stub(self) -> Path:
        """The one file that a learner edits, as shipped."""
        return self.folder / f"answer.{self.extension}"

    @property
    def test_file(self) -> Path:
        """The tests."""
        return self.folder / "test_answer.py"

    @property
    def task_file(self) -> Path:
        """What the learner is asked to do."""
        return self.folder / "task.md"

    @property
    def why_file(self) -> Path:
        """Why the solution works, shown after a pass."""
        return self.folder / "why.md"

    @property
    def solution(self) -> Path:
        """The model answer."""
        return self.folder / "solution" / f"answer.{self.extension}"

    @property
    def data(self) -> Path:
        """Shipped inputs, and the key of a table."""
        return self.folder / "data"

    @property
    def points(self) -> int:
        """What can be earned without a person."""
        return sum(task.points for task in self.tasks)

    @property
    def task_ids(self) -> tuple[str, ...]:
        """The ids of the tasks, in order."""
        return tuple(task.id for task in self.tasks)

    @cached_property
    def wrong(self) -> tuple[WrongAnswer, ...]:
        """The wrong answers, by file name.

        Raises:
            Problem: a file's name or first lines do not say what fails and why.
        """
        files = sorted((self.folder / "wrong").glob(f"*.{self.extension}"))
        return tuple(self._wrong_answer(path) for path in files)

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """The marked samples of an essay; empty for other kinds.

        Raises:
            Problem: samples.toml is missing or broken.
        """
        if self.kind != "essay":
            return ()
        samples = read_list(self.folder / "samples" / "samples.toml", self.root, "sample", Sample)
        together(unique(samples, "file_name"))
        return samples

    def _wrong_answer(self, path: Path) -> WrongAnswer:
        """What the name and the first lines of a wrong answer say."""
        where = shown(path, self.root)
        task, separator, misconception = path.stem.partition("__")
        if not separator or not misconception:
            raise Problem(
                "the name of a wrong answer does not say what is wrong",
                file=where,
                mend=f"call it <task>__<misconception>.{self.extension}",
            )
        first, second = ([*_opening(read_text(path, self.root)), "", ""])[:2]
        if not first:
            raise Problem(
                "the first line does not describe the mistake", file=where, line=1, mend="open with a comment that does"
            )
        tasks = [task]
        if second.lower().startswith("also fails:"):
            tasks += [name.strip().rstrip(".") for name in second.partition(":")[2].split(",")]
        for name in tasks:
            if name not in self.task_ids:
                raise Problem(f"{name!r} is no task of this exercise", file=where, mend=nearest(name, self.task_ids))
        return WrongAnswer(path=path, tasks=tuple(tasks), misconception=misconception, description=first)


def _opening(text: str) -> list[str]:
    """The comment or docstring lines with which a file opens, without their marks."""
    lines: list[str] = []
    for line in text.split("\n")[:2]:
        bare = line.strip()
        if bare.startswith("#") or (bare.startswith("<!--") and bare.endswith("-->")):
            lines.append(bare.strip("#<>!- "))
        elif bare.startswith('"""') and not lines:
            lines.append(bare.strip('" '))
        else:
            break
    return lines


def load_exercise(folder: Path, root: Path) -> Exercise:
    """The exercise of a folder.

    Args:
        folder: ``ROOT/NN_chapter/exercise_slug``.
        root: what paths in problems are relative to.

    Raises:
        Problem: exercise.toml is missing or broken.
    """
    file = read_record(folder / "exercise.toml", root, ExerciseFile)
    values = {name: getattr(file, name) for name in ExerciseFile.model_fields}
    if file.kind == "table":
        values["tasks"] = tuple(
            task if "partial" in task.model_fields_set else task.model_copy(update={"partial": True})
            for task in file.tasks
        )
    chapter, slug = folder.parent.name, folder.name
    exercise = Exercise.model_construct(
        id=f"{chapter}/{slug}", chapter=chapter, slug=slug, folder=folder, root=root, **values
    )
    set_place(exercise, file.file, file.line)
    problems = [*unique(file.tasks), *unique(file.rubric)]
    if file.kind == "essay" and not file.rubric:
        problems.append(Problem("an essay without a rubric", file=file.file, line=1, mend="add [[rubric]] tables"))
    if file.kind != "essay" and file.rubric:
        line = file.rubric[0].line
        problems.append(Problem("only an essay has a rubric", file=file.file, line=line, mend="remove it"))
    together(problems)
    return exercise


def exercise_folders(exercises: Path) -> tuple[Path, ...]:
    """Every folder of a root of exercises that should hold an exercise, in order."""
    return tuple(
        sorted(
            folder
            for folder in exercises.glob("[0-9][0-9]_*/*")
            if folder.is_dir() and folder.name[0] not in "._" and any(folder.iterdir())
        )
    )


def load_exercises(exercises: Path, root: Path | None = None) -> tuple[Exercise, ...]:
    """Every exercise of a root such as ``exercises/`` or the one of ``--exercises DIR``.

    Raises:
        Problem: one of them is broken.
    """
    return tuple(load_exercise(folder, root or exercises) for folder in exercise_folders(exercises))
