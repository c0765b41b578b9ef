"""The cells of a learner's table against its key: one case per cell asked for, one failing case per surplus row.

A message says what the learner wrote, why that is not right where the key gives a reason, and one thing to look at. It
never holds the accepted value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from takedown.grading.answers import Row, TableAnswer
from takedown.grading.expect import Unmet
from takedown.grading.matching import best_pairs
from takedown.grading.messages import clean, cut, sentence, show
from takedown.grading.tables import Cell, Key, KeyRow
from takedown.grading.values import Column, Day, Unreadable, Word, bare, read


@dataclass(frozen=True)
class Case:
    """One cell, or one surplus row: its name, and the message for the learner (empty if it is right)."""

    name: str
    message: str

    @property
    def passed(self) -> bool:
        """Whether the cell is right."""
        return not self.message

    def check(self) -> None:
        """Raise :class:`takedown.grading.expect.Unmet` if the cell is wrong."""
        __tracebackhide__ = True
        if self.message:
            raise Unmet(self.message)


def cells(answer: TableAnswer, key: Key, columns: Iterable[str] | None = None) -> tuple[Case, ...]:
    """The cases of a table: each cell that the key asks for in ``columns`` (default all), then surplus rows.

    A missing row fails its cells. Rows are paired by id, or by the best pairing where the key says so.
    """
    wanted = tuple(key.columns) if columns is None else tuple(columns)
    unknown = [name for name in wanted if name not in key.columns]
    if unknown:
        raise ValueError(f"the key has no column {unknown[0]!r}; it has {', '.join(key.columns)}")
    pairs, surplus = _by_id(answer.rows, key) if key.by_id else _by_best(answer.rows, key)
    cases = [
        Case(
            f"{_name(key, number, row)}, {key.columns[name].title}",
            _judge(key, row, key.columns[name], pairs.get(row.id)),
        )
        for number, row in enumerate(key.rows, 1)
        for name in wanted
        if name in row.cells
    ]
    return tuple(cases + surplus)


def _by_id(rows: tuple[Row, ...], key: Key) -> tuple[dict[str, Row], list[Case]]:
    known = {bare(row.id): row.id for row in key.rows}
    pairs: dict[str, Row] = {}
    surplus = []
    for number, row in enumerate(rows, 1):
        raw = row.cells.get("id", "")
        written = show(raw, 60)
        row_id = known.get(bare(raw)) if isinstance(raw, str) else None
        if row_id is None:
            say = f"Row {number}{_line(row)} has the id {written}, which is not asked for: correct or remove it."
        elif row_id in pairs:
            say = f"Row {number}{_line(row)} has the id {written} again: the first row with it counts, remove this one."
        else:
            pairs[row_id] = row
            continue
        surplus.append(Case(f"surplus row {number}", say))
    return pairs, surplus


def _by_best(rows: tuple[Row, ...], key: Key) -> tuple[dict[str, Row], list[Case]]:
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(not _empty(raw) for raw in row.cells.values())]
    gains = [
        [sum(_right(key.columns[name], cell, row) for name, cell in wanted.cells.items()) for _, row in filled]
        for wanted in key.rows
    ]
    pairing = best_pairs(gains)
    pairs = {key.rows[one].id: filled[other][1] for one, other in pairing.items()}
    taken = set(pairing.values())
    surplus = [
        Case(
            f"surplus row {number}",
            f"Row {number}{_line(row)} is one more than is asked for: compare your rows with the task, and remove one.",
        )
        for index, (number, row) in enumerate(filled)
        if index not in taken
    ]
    return pairs, surplus


def _right(column: Column, cell: Cell, row: Row) -> bool:
    try:
        value = read(column, row.cells.get(column.name))
    except Unreadable:
        return False
    return value is not None and cell.accepts(column, value)


def _empty(raw: object) -> bool:
    return raw is None or raw == [] or (isinstance(raw, str) and not raw.strip())


def _name(key: Key, number: int, row: KeyRow) -> str:
    """How a case is called; in tables without ids the key's own name for a row would tell too much."""
    return row.id if key.by_id else f"row {number}"


def _line(row: Row) -> str:
    return f" (line {row.line})" if row.line else ""


def _judge(key: Key, wanted: KeyRow, column: Column, row: Row | None) -> str:
    """The message for one cell, empty if it is right."""
    cell = wanted.cells[column.name]
    if row is None:
        if key.by_id:
            return (
                f"There is no row with the id {wanted.id}{_label(wanted)}: add it, with its {clean(column.title, 60)}."
            )
        return f"A row is missing: the table asks for {len(key.rows)}."
    where = f"Row {wanted.id}{_label(wanted)}{_line(row)}" if key.by_id else f"A row of yours{_line(row)}"
    raw = row.cells.get(column.name)
    try:
        value = read(column, raw)
    except Unreadable as error:
        return cut(f"{where}, {clean(column.title, 60)}: {show(raw, 80)} {error}.")
    if value is None:
        absent = "" if column.name in row.cells else f" (the key is written {column.name})"
        return cut(f"{where}, {clean(column.title, 60)}: the cell is empty{absent}.")
    if cell.accepts(column, value):
        return ""
    reason = sentence(cell.reason(column, value)) or _generic(column, value)
    look = sentence(cell.look or column.look)
    wrote = f"{where}, {clean(column.title, 60)}: you wrote {_shown(raw)}."
    return cut(f"{wrote} {cut(reason, 220)}" + (f" Look at: {cut(look, 120)}" if look else ""))


def _label(row: KeyRow) -> str:
    return f" ({clean(row.label, 60)})" if row.label else ""


def _shown(raw: object) -> str:
    return clean(raw if isinstance(raw, str) else str(raw), 80)


def _generic(column: Column, value: object) -> str:
    if column.many:
        return "The list is not complete and correct as it stands; it counts as a whole."
    if isinstance(value, Day) and column.precision is None:
        return "That is not what the sources support; how exact a date is (day, month, year) is part of the answer."
    if isinstance(value, Word):
        return "The sources say more than that."
    return "That is not what the sources support."


def rows_of(data: Mapping[str, object]) -> tuple[Row, ...]:
    """Rows for a test that has a parsed document and no answer fixture."""
    raw = data.get("row", [])
    return tuple(Row(dict(row)) for row in raw if isinstance(row, dict)) if isinstance(raw, list) else ()
