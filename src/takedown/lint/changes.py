"""Tables with one cell changed: each must lose points, else nobody looks at that cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from takedown.grading.answers import TableAnswer
from takedown.grading.tables import Cell, Key
from takedown.grading.values import Column, Unreadable, bare, read


@dataclass(frozen=True)
class Change:
    """A table with one difference, said in words."""

    what: str
    text: str


def changes(table: TableAnswer, key: Key) -> Iterator[Change]:
    """The table with each of its judged cells changed in turn, then with a row missing and with one too many."""
    rows = [dict(row.cells) for row in table.rows]
    for position, row in enumerate(rows):
        for name, column in key.columns.items():
            accepting = _accepting(key, row, name)
            if name not in row or not accepting:
                continue
            value = other(column, row[name], accepting)
            if value is not None:
                changed = [*rows[:position], {**row, name: value}, *rows[position + 1 :]]
                yield Change(f"row {row.get('id', position + 1)}, {name} changed to {value!r}", written(changed))
    yield Change("the first row left out", written(rows[1:]))
    yield Change("a row too many", written([*rows, {**rows[0], **({"id": "row-too-many"} if key.by_id else {})}]))


def _accepting(key: Key, row: Mapping[str, object], name: str) -> list[Cell]:
    """The cells of the key that could stand behind a cell of the table; none if it may not be asked for."""
    own = [each for each in key.rows if not key.by_id or bare(each.id) == bare(str(row.get("id", "")))]
    return [each.cells[name] for each in own] if all(name in each.cells for each in own) else []


def other(column: Column, raw: object, accepting: Sequence[Cell]) -> object | None:
    """A value of the same kind that none of the cells accepts; None if every value that can be written is accepted."""
    for candidate in _candidates(column, raw):
        try:
            value = read(column, candidate)
        except Unreadable:
            continue
        if value is not None and not any(cell.accepts(column, value) for cell in accepting):
            return candidate
    return None


def _candidates(column: Column, raw: object) -> Iterator[object]:
    """Values to try in place of one, in the way that it is written."""
    if column.many:
        items = list(raw) if isinstance(raw, list) else [raw]
        yield items[1:]
        for candidate in _candidates(column.single(), items[0] if items else ""):
            yield [candidate, *items[1:]]
            yield [candidate, *items]
        return
    yield from column.options
    if column.type == "bool":
        yield from (True, False)
    elif column.type == "date":
        yield from ("1901-01-01", "1901-01", "1901")
    elif column.type in {"int", "float"}:
        number = raw if isinstance(raw, (int, float)) and not isinstance(raw, bool) else 1
        yield from (number + 1, number * 2 + 1, number * 1000 + 1_000_003)
    else:
        yield f"not {raw}"
    yield from column.words


def written(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as the text of an answer."""
    parts = ("\n".join(["[[row]]", *(f"{name} = {_value(value)}" for name, value in row.items()), ""]) for row in rows)
    return "\n".join(parts)


def _value(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
