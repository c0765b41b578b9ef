"""Tables: the key of a table exercise, and what of a learner's table is right, cell by cell.

``data/key.toml`` holds the columns, and for each row what its cells accept::

    rows = "id"                 # "id": a row is known by its id; "best": rows have no id, and the pairing of the
                                # learner's rows with these that makes most cells right counts (order is no matter)

    [columns.speaker]           # in the order of the table; the name stands in answer.toml
    title = "Who says it"       # heading in worksheet and messages; default: the name
    type = "choice"             # text, choice, date, int, float, bool, ref
    options = ["police", "prosecutor", "newspaper"]   # choice (required), ref (optional): shown to the learner
    synonyms = {om = "prosecutor"}                    # text, choice, ref: other spelling -> the value it stands for
    look = "the words before the quotation"           # one thing to look at, for any wrong cell of the column

    [columns.day]
    type = "date"               # 2018-11-06, 2018-11 or 2018, as TOML date or text; a date has its own precision,
    precision = "month"         # and must come as precise as the key says, unless precision (day, month, year) is
    words = ["not known"]       # given: then both are cut to it. words: texts allowed besides a date or number

    [columns.messages]
    type = "int"                # or float: 258000, "258,000" or "258 000"
    tolerance = 1000            # allowed distance in the column's unit; or relative = 0.01
    unit = "messages"           # for the worksheet

    [columns.sources]
    type = "ref"                # ids, compared without regard to case
    many = true                 # the cell holds a list; order and repetition do not matter, all or nothing

    [[row]]
    id = "A04"                  # what the learner writes as id; in "best" tables only a name for the key's own messages
    label = "Messages were read for months"           # what the row is about; printed in the worksheet
    [row.cells]
    speaker = "police"                                # short form: the one accepted value
    day = ["2018-10", "2018-11"]                      # several accepted values (in a many column: the one set)
    messages = {accept = [258000], wrong = {"265000" = "that figure is of a later report"}, look = "paragraph three"}

A cell that is left out is not asked for in that row. ``wrong`` gives for usual wrong values the reason to show; it must
not give the accepted value away, which :func:`load_key` checks for all types but choice and bool.

The learner's ``answer.toml`` is a list of rows::

    [[row]]
    id = "A04"
    speaker = "police"
    day = 2018-11-06
    sources = ["nos", "om"]

An empty text, or a missing key, is an empty cell. Letter case, Unicode form and spaces do not matter; a character that
cannot be seen is refused; several values in a cell for one are wrong.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from takedown.grading.values import PRECISIONS, Column, Unreadable, Value, bare, matches, read
from takedown.problems import Problem

_COLUMN_KEYS = {
    "title", "type", "options", "synonyms", "precision", "words", "tolerance", "relative", "unit", "many", "look",
}  # fmt: skip
TYPES = ("text", "choice", "date", "int", "float", "bool", "ref")


@dataclass(frozen=True)
class Cell:
    """What one cell accepts: the values, the reasons for usual wrong ones, one thing to look at."""

    accept: tuple[Value, ...]
    wrong: tuple[tuple[Value, str], ...] = ()
    look: str = ""

    def accepts(self, column: Column, value: Value) -> bool:
        """Whether ``value`` is one of the accepted ones."""
        return any(matches(column, value, accepted) for accepted in self.accept)

    def reason(self, column: Column, value: Value) -> str:
        """The reason to show for a usual wrong value, or an empty string."""
        given = set(value) if isinstance(value, frozenset) else {value}
        for usual, reason in self.wrong:
            if any(matches(column, one, usual, single=True) for one in given):
                return reason
        return ""


@dataclass(frozen=True)
class KeyRow:
    """One row of the key: its id, what it is about, what its cells accept by column name."""

    id: str
    label: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Key:
    """A table's key: how rows are known, the columns in order, the rows."""

    by_id: bool
    columns: Mapping[str, Column]
    rows: tuple[KeyRow, ...]
    file: Path | None = field(default=None, compare=False)


def load_key(place: Path | str) -> Key:
    """The key at ``place``: ``key.toml`` itself, an exercise's folder, or a test file (``load_key(__file__)``)."""
    path = Path(place)
    if path.suffix == ".py":
        path = path.parent
    if path.suffix != ".toml":
        path = path / "data" / "key.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Problem("this table has no key", file=path, mend="write data/key.toml") from error
    except ValueError as error:
        raise Problem(f"this is not TOML: {error}", file=path, mend="mend that place") from error
    return _Reader(path).key(data)


class _Reader:
    """Reads a key and says with file and place what is wrong in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def key(self, data: Mapping[str, object]) -> Key:
        self._known(data, {"rows", "columns", "row"}, "the top level")
        how = data.get("rows", "id")
        if how not in {"id", "best"}:
            raise self._problem(f"rows is {how!r}", 'write "id" or "best"')
        columns = {name: self._column(name, raw) for name, raw in self._table(data, "columns", "the top level").items()}
        raw_rows = data.get("row")
        if not columns or not isinstance(raw_rows, list) or not raw_rows:
            raise self._problem("there are no columns or no rows", "write [columns.NAME] and [[row]]")
        rows: dict[str, KeyRow] = {}
        for number, raw in enumerate(raw_rows, 1):
            row = self._row(number, raw, columns)
            if bare(row.id) in {bare(other) for other in rows}:
                raise self._problem(f"two rows have the id {row.id!r}", "give each its own")
            rows[row.id] = row
        return Key(how == "id", columns, tuple(rows.values()), self._path)

    def _column(self, name: str, raw: object) -> Column:
        place = f"columns.{name}"
        if not isinstance(raw, dict) or name == "id":
            raise self._problem(f"{place} is not a column", f"write [{place}] with a type; id is the row's name")
        self._known(raw, _COLUMN_KEYS, place)
        kind = raw.get("type")
        if kind not in TYPES:
            raise self._problem(f"{place}.type is {kind!r}", f"use one of {', '.join(TYPES)}")
        if kind == "choice" and not raw.get("options"):
            raise self._problem(f"{place} has no options", "list what may be chosen")
        if raw.get("precision") not in {None, *PRECISIONS}:
            raise self._problem(f"{place}.precision is {raw['precision']!r}", f"use one of {', '.join(PRECISIONS)}")
        return Column(
            name=name,
            title=str(raw.get("title", name)),
            type=kind,
            options=tuple(str(option) for option in raw.get("options", [])),
            synonyms={bare(str(key)): str(value) for key, value in raw.get("synonyms", {}).items()},
            precision=raw.get("precision"),
            words=tuple(str(word) for word in raw.get("words", [])),
            tolerance=raw.get("tolerance", 0),
            relative=raw.get("relative", 0),
            unit=str(raw.get("unit", "")),
            many=bool(raw.get("many", False)),
            look=str(raw.get("look", "")),
        )

    def _row(self, number: int, raw: object, columns: Mapping[str, Column]) -> KeyRow:
        if not isinstance(raw, dict) or not str(raw.get("id", "")).strip():
            raise self._problem(f"row {number} has no id", "give it one")
        place = f"row {raw['id']}"
        self._known(raw, {"id", "label", "cells"}, place)
        cells = {}
        for name, given in self._table(raw, "cells", place).items():
            if name not in columns:
                raise self._problem(f"{place} has a cell {name!r}", f"use one of {', '.join(columns)}")
            cells[name] = self._cell(f"{place}, {name}", columns[name], given)
        if not cells:
            raise self._problem(f"{place} has no cells", "write [row.cells]")
        return KeyRow(str(raw["id"]), str(raw.get("label", "")), cells)

    def _cell(self, place: str, column: Column, given: object) -> Cell:
        short = not isinstance(given, dict)
        full = {"accept": [given] if column.many or not isinstance(given, list) else given} if short else given
        assert isinstance(full, dict)  # noqa: S101  # made so one line above
        self._known(full, {"accept", "wrong", "look"}, place)
        accept = full.get("accept")
        if not isinstance(accept, list) or not accept:
            raise self._problem(f"{place} accepts nothing", "write accept = [...]")
        values = tuple(self._value(place, column, raw) for raw in accept)
        single = column.single()
        wrong = []
        for raw, reason in self._table(full, "wrong", place).items():
            value = self._value(place, single, raw)
            if any(matches(column, value, accepted) for accepted in values):
                raise self._problem(f"{place} calls {raw!r} both right and wrong", "keep one")
            self._check_reason(place, column, accept, str(reason))
            wrong.append((value, str(reason)))
        return Cell(values, tuple(wrong), str(full.get("look", "")))

    def _value(self, place: str, column: Column, raw: object) -> Value:
        try:
            value = read(column, raw)
        except Unreadable as error:
            raise self._problem(f"{place}: {raw!r} {error}", "correct the key") from error
        if value is None:
            raise self._problem(f"{place} accepts an empty cell", "leave the cell out of the row")
        return value

    def _check_reason(self, place: str, column: Column, accept: list[object], reason: str) -> None:
        """A reason that names the accepted value would give the cell away."""
        words = f" {bare(''.join(c if c.isalnum() or c in '-_' else ' ' for c in reason))} "
        texts = [bare(str(one)) for raw in accept for one in (raw if isinstance(raw, list) else [raw])]
        told = next((text for text in texts if f" {text} " in words), None)
        if told is not None and column.type not in {"choice", "bool"}:
            raise self._problem(f"{place}: the reason gives {told!r} away", "explain without the accepted value")

    def _table(self, data: Mapping[str, object], key: str, place: str) -> dict[str, object]:
        value = data.get(key, {})
        if not isinstance(value, dict):
            raise self._problem(f"{key} of {place} is not a table", "see takedown.grading.tables")
        return value

    def _known(self, data: Mapping[str, object], keys: set[str], place: str) -> None:
        unknown = next((key for key in data if key not in keys), None)
        if unknown is not None:
            raise self._problem(f"{place} has the unknown key {unknown!r}", f"use {', '.join(sorted(keys))}")

    def _problem(self, what: str, mend: str) -> Problem:
        return Problem(what, file=self._path, mend=mend)
