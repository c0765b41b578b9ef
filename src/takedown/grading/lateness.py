"""The late policy: a pure function of when work was due, an extension, and when it came.

Nothing is stored, so that a date may be moved and every deduction is computed again.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from takedown.problems import Problem

GRACE = timedelta(minutes=10)  # clocks and uploads differ
PER_DAY = 0.1
MOST = 0.5
COLUMNS = ("student", "exercise", "due", "extension", "submitted")


def deduction(due: datetime | None, extension: timedelta, submitted: datetime | None) -> float:
    """The share of the points that is lost: a tenth per begun day, never more than half; 0 if a time is not known.

    >>> deduction(datetime(2026, 3, 1, 12), timedelta(days=1), datetime(2026, 3, 3, 13))
    0.2
    """
    if due is None or submitted is None:
        return 0.0
    late = submitted - (due + extension)
    if late <= GRACE:
        return 0.0
    return min(MOST, round(PER_DAY * math.ceil(late / timedelta(days=1)), 6))


@dataclass(frozen=True)
class Times:
    """When one student's work was due and came."""

    due: datetime | None
    extension: timedelta
    submitted: datetime | None

    @property
    def deduction(self) -> float:
        """The share of the points that is lost."""
        return deduction(self.due, self.extension, self.submitted)


TimeTable = Mapping[tuple[str, str], Times]


def read_times(path: Path) -> TimeTable:
    """The CSV ``student,exercise,due,extension,submitted``; times in ISO 8601 (UTC if no zone), extension in days.

    An empty ``exercise`` stands for all of the student's.
    """
    table: dict[tuple[str, str], Times] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
            fields = list(rows[0]) if rows else []
    except FileNotFoundError:
        raise Problem("no such file", file=path, mend="give the CSV of submission times") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Problem(f"cannot be read as CSV ({error})", file=path, mend="save it as CSV in UTF-8") from None
    if rows and not {"student", "due", "submitted"} <= set(fields):
        raise Problem(f"the columns are not {', '.join(COLUMNS)}", file=path, line=1, mend="write this header")
    for line, row in enumerate(rows, start=2):
        key = ((row["student"] or "").strip(), (row.get("exercise") or "").strip())
        if key in table or not key[0]:
            raise Problem(f"a second row, or no student: {key}", file=path, line=line, mend="keep one row for each")
        table[key] = Times(
            _moment(row["due"], path, line), _days(row.get("extension"), path, line),
            _moment(row["submitted"], path, line),
        )  # fmt: skip
    return table


def times_of(table: TimeTable, student: str, exercise: str) -> Times:
    """The row for this exercise, else the student's row for all, else nothing known."""
    unknown = Times(None, timedelta(0), None)
    return table.get((student, exercise)) or table.get((student, "")) or unknown


def _moment(text: str | None, path: Path, line: int) -> datetime | None:
    if not (text or "").strip():
        return None
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        raise Problem(f"{text!r} is not a time", file=path, line=line, mend="write it as 2026-03-01T12:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _days(text: str | None, path: Path, line: int) -> timedelta:
    if not (text or "").strip():
        return timedelta(0)
    try:
        days = float((text or "").strip())
        extension = timedelta(days=days)
    except (ValueError, OverflowError):
        extension = timedelta(days=-1)
    if extension < timedelta(0):
        raise Problem(f"{text!r} is not a number of days", file=path, line=line, mend="write it as 2") from None
    return extension
