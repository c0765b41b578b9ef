"""The exercises of the book under the gate: stub, solution, wrong answers, samples, mutants, changed cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course.exercises import exercise_folders
from takedown.lint.gate import inspect

ROOT = Path(__file__).parents[2]
FOLDERS = exercise_folders(ROOT / "exercises")


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=[f"{folder.parent.name}/{folder.name}" for folder in FOLDERS])
def test_the_gate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exercise is as good as its tests say; the share of mutants that die is printed."""
    report = inspect(folder, ROOT)

    with capsys.disabled():
        print(f"\n{report.line}")  # noqa: T201 - a measurement
    assert [] == [str(problem) for problem in report.problems]


def test_there_are_exercises() -> None:
    """The gate has something to look at."""
    assert len(FOLDERS) >= 5
