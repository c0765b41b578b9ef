"""Tables that a page of docs/ asks for by a comment, made by the models or from the course: ``% table: validation``.

A table of the models is computed once and kept in build/cache by the content of what makes it; one of the course is
made each time, since it takes no longer than to look whether anything changed.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import takedown
from takedown.course import Course
from takedown.problems import Problem
from takedown.publishing import plans
from takedown.publishing.lines import Sheet
from takedown.publishing.outcomes import outcomes

_ASKED = re.compile(r"^%\s*table:\s*(\S*)\s*$")
_MAKERS = ("models", "validation")  # the parts of the package that a table depends on


def with_tables(sheet: Sheet, root: Path, course: Course | None = None) -> Sheet:
    """The sheet with each comment that asks for a table replaced by it; every line of it comes from the comment's.

    Args:
        sheet: the page.
        root: the repository, whose build/cache keeps what was computed.
        course: what the tables of the course are made from; without it there are only those of the models.

    Raises:
        Problem: there is no such table.
    """
    if not any(_ASKED.match(line) for line in sheet.lines):
        return sheet
    whole = Sheet()
    for number, (line, (file, at)) in enumerate(zip(sheet.lines, sheet.origins, strict=True), start=1):
        if found := _ASKED.match(line):
            for one in _table(found[1], root, course, file, at).split("\n"):
                if one.startswith("#"):
                    whole.heading(one, file, at)
                else:
                    whole.add(one, file, at, fixed=True)
        else:
            if number in sheet.unnumbered:
                whole.unnumbered.add(len(whole.lines) + 1)
            whole.add(line, file, at)
    return whole


def _table(name: str, root: Path, course: Course | None, file: str, line: int) -> str:
    """The text of a table, from the cache if nothing changed that makes it."""
    if course is not None and name in OF_THE_COURSE:
        return OF_THE_COURSE[name](course)
    if name not in TABLES:
        known = sorted([*TABLES, *(OF_THE_COURSE if course is not None else ())])
        raise Problem(f"there is no table {name!r}", file=file, line=line, mend=f"write {', '.join(known)}")
    kept = root / "build" / "cache" / "tables" / f"{name}-{_digest()}.md"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    text = TABLES[name]()
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(".new")
    new.write_text(text, encoding="utf-8")
    new.replace(kept)
    return text


def _digest() -> str:
    """What a table depends on: the models, the Python and the SQLite that run them."""
    package = Path(takedown.__file__).parent
    digest = hashlib.sha256(f"{sys.version}\0{sqlite3.sqlite_version}".encode())
    for part in _MAKERS:
        for path in sorted((package / part).glob("*.py")):
            digest.update(f"\0{part}/{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _validation() -> str:
    from takedown.validation.rows import validation  # noqa: PLC0415  # only a build that asks for the table pays for it
    from takedown.validation.table import as_myst  # noqa: PLC0415  # as above

    return as_myst(validation())


TABLES: Mapping[str, Callable[[], str]] = {"validation": _validation}
OF_THE_COURSE: Mapping[str, Callable[[Course], str]] = {"outcomes": outcomes, **plans.TABLES}
