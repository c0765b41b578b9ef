"""The glossary: terms and definitions from the MyST ``glossary`` directives of chapters/glossary.md."""

from __future__ import annotations

import re
from pathlib import Path

from takedown.course.records import Record, Text, set_place, together, unique
from takedown.course.source import read_text, shown
from takedown.problems import Problem

_OPEN = re.compile(r"^(:{3,}|`{3,})\s*\{glossary\}\s*$")


class Term(Record):
    """A technical term with its definition (MyST)."""

    term: Text
    definition: Text


def read_glossary(path: Path, root: Path) -> tuple[Term, ...]:
    """The terms in the order of the file.

    Raises:
        Problem: the file is missing, a term has no definition, a definition no term, or a term stands twice.
    """
    where = shown(path, root)
    lines, problems = _inside(read_text(path, root), where)
    blocks: list[tuple[int, str, list[str]]] = []
    for number, line in lines:
        if line.startswith(": ") and blocks:
            blocks[-1][2].append(line[2:].strip())
        elif line.startswith((" ", "\t")) and blocks and blocks[-1][2]:
            blocks[-1][2].append(line.strip())
        elif line.startswith(":"):
            problems.append(
                Problem("a definition without a term", file=where, line=number, mend="put the term on the line before")
            )
        else:
            blocks.append((number, line.strip(), []))
    terms: list[Term] = []
    for number, name, body in blocks:
        if body:
            term = Term(term=name, definition=" ".join(body))
            set_place(term, where, number)
            terms.append(term)
        else:
            problems.append(
                Problem(f"term {name!r} has no definition", file=where, line=number, mend="add a line that begins ': '")
            )
    together([*problems, *unique(terms, "term")])
    return tuple(terms)


def _inside(text: str, where: Path) -> tuple[list[tuple[int, str]], list[Problem]]:
    """The lines with something on them inside glossary directives, numbered."""
    lines: list[tuple[int, str]] = []
    fence, opened_at = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if not fence:
            if opened := _OPEN.match(line):
                fence, opened_at = opened.group(1), number
        elif line.strip() == fence:
            fence = ""
        elif line.strip():
            lines.append((number, line))
    problems = []
    if fence:
        problems.append(
            Problem("the glossary is not closed", file=where, line=opened_at, mend=f"end it with a line {fence}")
        )
    return lines, problems
