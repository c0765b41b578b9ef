"""The late policy: a pure function of due, extension and submitted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.lateness import deduction, read_times, times_of
from takedown.problems import Problem

DUE = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("late", "extension", "expected"),
    [
        (timedelta(-5), 0, 0.0),
        (timedelta(minutes=10), 0, 0.0),
        (timedelta(minutes=11), 0, 0.1),
        (timedelta(days=1), 0, 0.1),
        (timedelta(days=1, seconds=1), 0, 0.2),
        (timedelta(days=1, seconds=1), 2, 0.0),
        (timedelta(days=30), 0, 0.5),
    ],
)
def test_a_tenth_per_begun_day(late: timedelta, extension: int, expected: float) -> None:
    """Ten minutes of grace, a tenth per begun day, half at most, counted from the extended date."""
    assert expected == deduction(DUE, extension * DAY, DUE + late)


def test_unknown_times_cost_nothing() -> None:
    """Without a due date or a submission time there is nothing to deduct."""
    assert 0.0 == deduction(None, DAY, DUE)
    assert 0.0 == deduction(DUE, DAY, None)


@given(st.floats(0, 60), st.floats(0, 60), st.integers(0, 9))
def test_later_is_never_cheaper(first: float, second: float, extension: int) -> None:
    """The deduction grows with lateness and shrinks with the extension, within 0 and a half."""
    early, late = sorted((first, second))
    less = deduction(DUE, extension * DAY, DUE + early * DAY)
    more = deduction(DUE, extension * DAY, DUE + late * DAY)
    assert 0.0 <= less <= more <= 0.5
    assert more >= deduction(DUE, (extension + 1) * DAY, DUE + late * DAY)


def test_the_table_of_times(tmp_path: Path) -> None:
    """A row without an exercise stands for all; a time without a zone is UTC; a spreadsheet's mark is no fault."""
    path = tmp_path / "times.csv"
    path.write_text(
        "\ufeffstudent,exercise,due,extension,submitted\n"
        "al,,2026-03-01T12:00,,2026-03-02T12:00\n"
        "al,01_the_case/sums,2026-03-01T12:00,2,2026-03-02T14:00+01:00\n"
        "bo,,,,\n",
        encoding="utf-8",
    )
    table = read_times(path)
    assert 0.1 == times_of(table, "al", "01_the_case/dates").deduction
    assert 0.0 == times_of(table, "al", "01_the_case/sums").deduction
    assert 0.0 == times_of(table, "bo", "x").deduction
    assert 0.0 == times_of(table, "cy", "x").deduction
    path.write_text("")
    assert {} == read_times(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"name,when\nal,now\n", r"times.csv:1: the columns are not student"),
        (b"student,due,submitted\nal,soon,\n", r"times.csv:2: 'soon' is not a time"),
        (b"student,due,submitted,extension\nal,,,-1\n", r":2: '-1' is not a number of days"),
        (b"student,due,submitted,extension\nal,,,1e99\n", r":2: '1e99' is not a number of days"),
        (b"student,due,submitted,extension\nal,,,two\n", r":2: 'two' is not a number of days"),
        (b"student,due,submitted\nal,,\nal,,\n", r":3: a second row, or no student"),
        (b"student,due,submitted\n,,\n", r":2: a second row, or no student"),
        (b"student,due,submitted\nal\n", None),
        (b"student\xff,due\n", "cannot be read as CSV"),
        (b'student,due,submitted\n"al,,\n', "cannot be read as CSV"),
    ],
)
def test_a_bad_table_names_line_and_mend(tmp_path: Path, text: bytes, says: str | None) -> None:
    """Each fault of the table of times is one sentence with file and line; a short row is just unknown."""
    path = tmp_path / "times.csv"
    path.write_bytes(text)
    if says is None:
        assert 0.0 == times_of(read_times(path), "al", "x").deduction
        return
    with pytest.raises(Problem, match=says):
        read_times(path)


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    """No such file: one sentence."""
    with pytest.raises(Problem, match=r"times\.csv: no such file"):
        read_times(tmp_path / "times.csv")
