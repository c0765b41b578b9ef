"""Runs every check over a repository and says what it found."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from takedown.course.records import nearest
from takedown.lint import (  # noqa: F401 - each puts its checks on the list
    chapters,
    claims,
    contents,
    copying,
    exercises,
    layout,
    marks,
    people,
    prose,
    testfile,
)
from takedown.lint.allow import Allowance, allowances, excuse
from takedown.lint.material import Material
from takedown.lint.registry import CHECKS, Finding
from takedown.problems import Problem
from takedown.publishing.released import release

UNREADABLE = "readable"
"""The name under which what cannot be read at all is reported; it cannot be excused."""


def findings(root: Path, today: date, only: Iterable[str] = ()) -> list[Finding]:
    """Everything that the checks find in the repository at ``root``, by file and line.

    Args:
        root: the repository.
        today: the day as of which review dates are judged.
        only: names of the checks to run; all if empty.

    Raises:
        Problem: a name is no check.
    """
    wanted = list(only)
    for name in wanted:
        if name not in CHECKS:
            raise Problem(f"there is no check {name!r}", mend=nearest(name, CHECKS))
    material = Material(root, today)
    found = [
        Finding(check.name, problem)
        for check in CHECKS.values()
        if not wanted or check.name in wanted
        for problem in check.run(material)
    ]
    broken = [Finding(UNREADABLE, problem) for problem in material.broken.values()]
    allowed = [each for each in _allowances(material) if not wanted or each.check in wanted]
    return sorted({str(each.problem): each for each in [*broken, *excuse(found, allowed)]}.values(), key=_place)


def _allowances(material: Material) -> Iterator[Allowance]:
    """The exceptions of the texts that the checks look at; one that is shown as an example is none."""
    for page in material.pages("chapters/**/*.*", "exercises/**/*.*", "docs/**/*.md"):
        if "lint: allow" in page.text:
            is_prose = page.path.suffix == ".md"
            shown = [block for block in page.blocks if block.sort == "code"] if is_prose else []
            lines = {block.line + number for block in shown for number in range(len(block.lines))}
            yield from (each for each in allowances(page.path, page.text) if each.first not in lines)


def _place(finding: Finding) -> tuple[str, int, str]:
    """What findings are sorted by."""
    problem = finding.problem
    return (problem.file.as_posix() if problem.file else "", problem.line or 0, problem.what)


def commit_date(root: Path) -> date:
    """The day of the last commit; without git the day of the release that CITATION.cff names."""
    asked = ["git", "-C", str(root), "log", "-1", "--format=%cs"]
    try:
        said = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
        return date.fromisoformat(said)
    except (OSError, subprocess.SubprocessError, ValueError):
        return release(root)[1]
