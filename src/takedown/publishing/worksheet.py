"""The printable worksheet of a table exercise: what may be written in its cells, then its rows with empty cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from takedown.course import Exercise
from takedown.course.source import read_toml
from takedown.publishing.lines import plain

_ASKED = {
    "date": "a date such as 1999-12-31",
    "int": "a whole number",
    "float": "a number",
    "bool": "yes or no",
    "text": "a few words",
    "ref": "an id",
}
_EMPTY_ROWS = 4
NOT_ASKED: Final = "not asked"
"""What stands in a cell that is not to be filled."""


def worksheet(exercise: Exercise, *, filled: bool = False) -> str:
    """The worksheet in MyST, folded where a page can fold; empty if the key has no columns.

    Args:
        exercise: a table exercise.
        filled: for a teacher: with what each cell accepts. Otherwise only ids, labels, titles, units and options are
            taken from data/key.toml, and no accepted value is read.
    """
    data = read_toml(exercise.data / "key.toml", exercise.root).data
    columns = {name: column for name, column in _table(data.get("columns")).items() if isinstance(column, dict)}
    given = data.get("row")
    rows = [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []
    if not columns:
        return ""
    by_id = data.get("rows", "id") == "id"
    labelled = by_id and any(row.get("label") for row in rows)
    head = [*(["Row"] if by_id else []), *(["What it is about"] if labelled else [])]
    head += [_title(name, column) for name, column in columns.items()]
    lines = [f"::::::{{dropdown}} Worksheet, {'filled' if filled else 'to print'}", ""]
    if not filled:
        lines += [*(f"- {_title(name, column)}: {_choice(column)}." for name, column in columns.items()), ""]
    lines += [_row(head), _row(["---"] * len(head))]
    for row in rows if by_id or filled else [{}] * max(len(rows), _EMPTY_ROWS):
        asked = _table(row.get("cells"))
        cells = [plain(str(row.get("id", "")))] if by_id else []
        cells += [plain(str(row.get("label", "")))] if labelled else []
        for name, column in columns.items():
            if by_id and name not in asked:
                cells.append(NOT_ASKED)
            else:
                cells.append(_accepted(column, asked[name]) if filled and name in asked else "")
        lines.append(_row(cells))
    return "\n".join([*lines, "::::::"])


def _accepted(column: Mapping[str, object], given: object) -> str:
    """What a cell accepts: the values of a list belong together in a column for many, else any of them will do."""
    values = given.get("accept") if isinstance(given, dict) else given
    many = bool(column.get("many"))
    choices = values if isinstance(values, list) and (isinstance(given, dict) or not many) else [values]
    return " / ".join(
        plain(", ".join(map(_shown, choice)) if isinstance(choice, list) else _shown(choice)) for choice in choices
    )


def _shown(value: object) -> str:
    """A value as one writes it in a cell."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _row(cells: list[str]) -> str:
    """One line of a pipe table."""
    return "| " + " | ".join(cells) + " |"


def _table(value: object) -> Mapping[str, object]:
    """A value that should be a table."""
    return value if isinstance(value, dict) else {}


def _title(name: str, column: Mapping[str, object]) -> str:
    """The heading of a column, with its unit."""
    unit = f" ({plain(str(column['unit']))})" if column.get("unit") else ""
    return plain(str(column.get("title", name))) + unit


def _choice(column: Mapping[str, object]) -> str:
    """What may be written in a column."""
    options = column.get("options")
    words = column.get("words")
    if isinstance(options, list):
        asked = "one of " + ", ".join(plain(str(option)) for option in options)
    else:
        asked = _ASKED.get(str(column.get("type")), "a value")
    if column.get("many"):
        asked = f"any number of: {asked.removeprefix('one of ')}"
    if isinstance(words, list) and words:
        asked += ", or " + ", ".join(plain(str(word)) for word in words)
    return asked
