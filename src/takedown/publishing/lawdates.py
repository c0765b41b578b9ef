"""Law as data for the page "As of": each statement of law with its day of check and what would change it.

A chapter whose subject is law keeps its statements in ``data/*.toml``. Every row there that has ``would_change`` is
printed. Rows without it are none of this module's business.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from takedown.course import Course
from takedown.course.source import read_text, shown
from takedown.problems import Problem

_WORDS = ("id", "title", "statement", "source", "would_change")
VERIFIED = {
    "primary": "seen in the source itself, in whole or in part",
    "secondary": "known from somebody's account of it",
    "unverified": "not verified",
}


@dataclass(frozen=True)
class LawRow:
    """One statement of law: what it says, whence, when it was checked and what would change it."""

    title: str
    statement: str
    source: str
    verified: str
    checked: date
    would_change: str


@dataclass(frozen=True)
class LawFile:
    """The statements of one data file, in its order, and the line on which each begins."""

    chapter: str
    file: Path
    rows: tuple[tuple[LawRow, int], ...]


def law_files(course: Course) -> tuple[LawFile, ...]:
    """The statements of law of all chapters, file by file.

    Raises:
        Problem: a file is no TOML, a row lacks a field, or its source is not in the bibliography.
    """
    found = []
    for chapter in course.chapters:
        for path in sorted((chapter.folder / "data").glob("*.toml")):
            rows = _rows(path, course)
            if rows:
                found.append(LawFile(chapter.slug, shown(path, course.root), rows))
    return tuple(found)


def _rows(path: Path, course: Course) -> tuple[tuple[LawRow, int], ...]:
    """The statements of one file."""
    text = read_text(path, course.root)
    where = shown(path, course.root)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"the file is not TOML: {error}", file=where, mend="mend the line") from None
    tables = [table for value in document.values() if isinstance(value, list) for table in value]
    rows = [table for table in tables if isinstance(table, dict) and "would_change" in table]
    return tuple((_row(table, where, line, course), line) for table, line in zip(rows, _lines(text, rows), strict=True))


def _lines(text: str, rows: list[dict[str, object]]) -> list[int]:
    """The line on which each row names its id; 1 where it has none."""
    lines = text.split("\n")
    return [next((at for at, line in enumerate(lines, 1) if line == f'id = "{row.get("id")}"'), 1) for row in rows]


def _row(table: dict[str, object], where: Path, line: int, course: Course) -> LawRow:
    """One row, checked."""
    texts: dict[str, str] = {}
    for word in _WORDS:
        value = table.get(word)
        if not isinstance(value, str) or not value.strip():
            raise Problem(f"a statement of law has no {word}", file=where, line=line, mend=f"write {word} as a text")
        texts[word] = value
    checked = table.get("checked")
    if not isinstance(checked, date) or isinstance(checked, datetime):
        mend = "write the day on which it was checked, as checked = 2026-11-24"
        raise Problem("a statement of law has no day of check", file=where, line=line, mend=mend)
    verified = table.get("verified")
    if verified not in VERIFIED:
        raise Problem(f"verified is {verified!r}", file=where, line=line, mend=f"use one of {', '.join(VERIFIED)}")
    if texts["source"] not in course.references:
        mend = "add it to chapters/references.bib, or mend the key"
        raise Problem(f"source {texts['source']!r} is not in the bibliography", file=where, line=line, mend=mend)
    del texts["id"]
    return LawRow(**texts, verified=str(verified), checked=checked)
