"""Exceptions with a reason: ``% lint: allow CHECK: reason`` on the line before the passage that is excused.

In TOML and Python the comment begins with ``#``. It reaches to the next empty line. One without a reason, one that
names no check, and one that excuses nothing are problems themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from takedown.course.records import nearest
from takedown.lint.registry import CHECKS, Finding
from takedown.problems import Problem

_ALLOW = re.compile(r"^\s*(?:%|#|<!--)\s*lint: allow\s+([a-z-]+)\s*:?\s*(.*?)\s*(?:-->)?$")


@dataclass(frozen=True)
class Allowance:
    """One exception: the check, the lines that it covers, and why."""

    check: str
    path: Path
    first: int
    last: int
    reason: str

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is what was excused."""
        problem = finding.problem
        line = problem.line or 0
        return finding.check == self.check and problem.file == self.path and self.first <= line <= self.last


def allowances(path: Path, text: str) -> Iterator[Allowance]:
    """The exceptions written in a text."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if found := _ALLOW.match(line):
            last = number
            while last < len(lines) and lines[last].strip():
                last += 1
            yield Allowance(found.group(1), path, number, last, found.group(2))


def excuse(findings: Iterable[Finding], allowed: Iterable[Allowance]) -> Iterator[Finding]:
    """The findings that nobody excused, then what is wrong with the exceptions."""
    granted = list(allowed)
    used: set[Allowance] = set()
    for finding in findings:
        covering = [each for each in granted if each.covers(finding) and each.reason]
        used.update(covering)
        if not covering:
            yield finding
    for each in granted:
        if each.check not in CHECKS:
            what, mend = f"there is no check {each.check!r}", nearest(each.check, CHECKS)
        elif not each.reason:
            what, mend = f"the exception from {each.check} gives no reason", "write it after a colon"
        elif each not in used:
            what, mend = f"the exception from {each.check} excuses nothing", "remove it"
        else:
            continue
        yield Finding("exceptions", Problem(what, file=each.path, line=each.first, mend=mend))
