"""The list of checks: each is a function from what the repository holds to the problems it finds.

To add one, write a function with a docstring in the module of its subject and put ``@check`` above it. It must report
and never stop; a part of the repository that is broken has been told already and is left out of what it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takedown.problems import Problem

if TYPE_CHECKING:
    from takedown.lint.material import Material

Run = Callable[["Material"], Iterable[Problem]]


@dataclass(frozen=True)
class Check:
    """A check by name, with the sentence that says what it protects."""

    name: str
    says: str
    run: Run


@dataclass(frozen=True)
class Finding:
    """A problem, and the check that found it."""

    check: str
    problem: Problem


CHECKS: dict[str, Check] = {}


def check(run: Run) -> Run:
    """Put a function on the list; its name with dashes is the name by which it can be excused."""
    name = str(getattr(run, "__name__", "")).replace("_", "-")
    says = (run.__doc__ or "").strip().split("\n")[0]
    CHECKS[name] = Check(name=name, says=says, run=run)
    return run
