"""The rows of the validation as lines of 80 columns for a terminal, as JSON, and as a table of the book."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from takedown.validation.checks import Row, Value

WIDTH = 80
MARKS = {(True, True): "ok", (True, False): "-", (False, True): "FAIL", (False, False): "FAIL"}
TITLES = {
    "certainty": "Agreeing reports",
    "deletion": "Deleted rows",
    "flash": "Flash memory",
    "keys": "Keys, and a wipe that is cut off",
    "copies": "Copies of a message",
}
WHOLE = {"exact", "bound", "band"}  # tolerances that say nothing beyond what is expected
_LINE = "{:<6}{:<42}{:>11}  {:<12} {:<6}"


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """A heading, one line a row as it comes, and what is to be said at the end."""
    yield _LINE.format("", "", "value", "expected", "within").rstrip()
    model, seen = "", []
    for row in rows:
        if row.model != model:
            model = row.model
            yield model
        yield _LINE.format(
            f" {MARKS[row.ok, row.counts]}", row.quantity, row.shown, row.published, row.tolerance
        ).rstrip()
        seen.append(row)
    yield ""
    for row in seen:
        if not row.counts:
            note = f"-  {row.quantity}: {row.note[0].lower()}{row.note[1:]}"
            yield from textwrap.wrap(note, WIDTH, subsequent_indent="   ")
    yield summary(seen)


def summary(rows: Sequence[Row]) -> str:
    """How many rows hold, and how many of them count."""
    failed = sum(not row.ok for row in rows)
    counting = sum(row.counts for row in rows)
    said = f"{len(rows)} rows, of which {counting} count as evidence"
    return f"{said}; {failed} {'does' if failed == 1 else 'do'} not hold." if failed else f"{said}; all hold."


def as_json(rows: Iterable[Row]) -> str:
    """The rows as a list, one a line."""
    return "[\n" + ",\n".join(json.dumps(row.plain(), allow_nan=False) for row in rows) + "\n]"


def as_myst(rows: Iterable[Row]) -> str:
    """The rows as tables of the book, one for each model under a heading, with the notes below."""
    out: list[str] = []
    for model, group in groupby(rows, key=lambda row: row.model):
        out += [f"## {TITLES[model]}", "", "| Quantity | Value | Expected | From |", "| --- | --- | --- | --- |"]
        notes, inputs = [], []
        for row in group:
            name = _cell(row.quantity[0].upper() + row.quantity[1:])
            mark = "" if row.counts else " (does not count)"
            expected = row.published if row.tolerance in WHOLE else f"{row.published}, within {row.tolerance}"
            cells = (row.shown, expected, f"{row.source} ({row.kind})")
            out.append(f"| {name}{mark} | " + " | ".join(map(_cell, cells)) + " |")
            if row.note:
                notes.append(f"- {name}. {_cell(row.note)}")
            given = ", ".join(
                f"{key.rstrip('_').replace('_', ' ')} {_value(value)}" for key, value in row.inputs.items()
            )
            inputs.append(f"- {name}: {_cell(given)}.")
        out += ["", *notes, "", ":::{dropdown} What each row was computed with", *inputs, ":::", ""]
    return "\n".join(out)


def _value(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:,g}"


def _cell(text: str) -> str:
    """A text in which the book's parser sees no markup."""
    return re.sub(r"([\\`*_{}\[\]<>#$@~^|])", r"\\\1", text)
