"""Changed tables: each has one difference, is a table that can be read, and holds no accepted value in that place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from takedown.grading.answers import read_table
from takedown.grading.cells import cells
from takedown.grading.tables import Cell, Key, load_key
from takedown.grading.values import Column, read
from takedown.lint.changes import changes, other, written

ROWS = [
    {
        "id": "a",
        "n": 3,
        "f": 1.5,
        "b": True,
        "d": date(2018, 11, 6),
        "t": 'say "so" \\ é',
        "m": ["x", "y"],
        "more": "-",
    },
    {"id": "b", "n": 4, "f": 2.5, "b": False, "d": "2018-11", "t": "two", "m": ["x"], "more": "-"},
]
KEY = """\
rows = "{rows}"
[columns.n]
type = "int"
tolerance = 1
[columns.f]
type = "float"
relative = 0.5
[columns.b]
type = "bool"
[columns.d]
type = "date"
precision = "month"
words = ["not known"]
[columns.t]
type = "text"
[columns.m]
type = "ref"
many = true
options = ["x", "y", "z"]
[[row]]
id = "a"
[row.cells]
n = 3
f = 1.5
b = true
d = "2018-11"
t = 'say "so" \\ é'
m = ["x", "y"]
[[row]]
id = "b"
[row.cells]
n = 4
b = false
d = "2018-11"
m = ["x"]
"""


def key(tmp_path: Path, rows: str = "id") -> Key:
    """The key of the table."""
    file = tmp_path / "key.toml"
    file.write_text(KEY.replace("{rows}", rows), encoding="utf-8")
    return load_key(file)


def test_written_rows_are_read_again() -> None:
    """Numbers, dates, lists, quotes and accents survive."""
    assert ROWS == [dict(row.cells) for row in read_table(written(ROWS), "answer.toml").rows]


@pytest.mark.parametrize("rows", ["id", "best"])
def test_each_change_costs_one_cell_or_a_row(rows: str, tmp_path: Path) -> None:
    """Each changed table has a cell wrong, in tables with ids exactly one; then a row is missing, or one too many."""
    own_key = key(tmp_path, rows)
    table = read_table(written(ROWS), "answer.toml")
    assert [] == [case.message for case in cells(table, own_key) if not case.passed]

    made = list(changes(table, own_key))

    wrong = [sum(not case.passed for case in cells(read_table(each.text, "answer.toml"), own_key)) for each in made]
    assert ["the first row left out", "a row too many"] == [each.what for each in made[-2:]]
    assert all(count >= 1 for count in wrong)
    if rows == "id":
        assert [1] * 10 + [6, 1] == wrong


def test_a_change_says_what_it_is(tmp_path: Path) -> None:
    """Row, column and the new value."""
    table = read_table(written(ROWS), "answer.toml")

    assert "row a, n changed to 7" == next(iter(changes(table, key(tmp_path)))).what


def test_a_cell_that_takes_everything(tmp_path: Path) -> None:
    """Where every value that can be written is accepted, there is no other."""
    column = Column("b", "B", "bool")

    assert other(column, True, [Cell((True, False))]) is None


@pytest.mark.parametrize(
    ("column", "raw"),
    [
        (Column("c", "C", "choice", options=("p", "q")), "p"),
        (Column("d", "D", "date", precision="year"), 2018),
        (Column("i", "I", "int", tolerance=10_000), 5),
        (Column("i", "I", "int"), "5"),
        (Column("t", "T", "text"), "p"),
        (Column("t", "T", "text", options=("p",), words=("none",)), "p"),
        (Column("r", "R", "ref", many=True), ["p"]),
        (Column("r", "R", "ref", many=True, options=("p", "q")), "p"),
    ],
)  # fmt: skip
def test_another_value(column: Column, raw: object) -> None:
    """For each type there is a value that can be read and is not accepted."""
    accepted = Cell((read(column, raw),))  # type: ignore[arg-type]

    value = read(column, other(column, raw, [accepted]))

    assert value is not None
    assert not accepted.accepts(column, value)
