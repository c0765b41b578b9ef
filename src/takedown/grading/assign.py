"""Who gets which variant: derived from the class key and the student's id alone, so that it can be derived again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from takedown.course import Exercise
from takedown.grading.archives import odd_part, shown
from takedown.grading.gradebook import table
from takedown.grading.variants import variant_of
from takedown.problems import Problem

COLUMNS = ("student", "exercise", "name", "value")


def read_roster(path: Path) -> list[str]:
    """The students of a CSV with a column ``student``, in its order.

    Raises:
        Problem: the file, its header, or a row is not as it should be; names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            rows = [(reader.line_num, (row.get("student") or "").strip()) for row in reader]
            fields = reader.fieldnames or []
    except FileNotFoundError:
        raise Problem("no such file", file=path, mend="give a CSV with a column student") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Problem(f"cannot be read as CSV ({error})", file=path, mend="save it as CSV in UTF-8") from None
    if "student" not in fields:
        raise Problem("there is no column student", file=path, line=1, mend="write the header student")
    students: list[str] = []
    for line, student in rows:
        odd = odd_part(student)
        if odd or "/" in student or "\\" in student:
            raise Problem(f"{shown(student)!r} cannot be used as id", file=path, line=line, mend="use plain ids")
        if student in students:
            raise Problem(f"{student} stands here twice", file=path, line=line, mend="remove one")
        students.append(student)
    if not students:
        raise Problem("the roster is empty", file=path, mend="write one student per line")
    return students


def assignments(exercises: Iterable[Exercise], students: Sequence[str], key: bytes) -> str:
    """A CSV of each student's values in each exercise that varies."""
    varying = [exercise for exercise in exercises if exercise.variant]
    rows = [
        (student, exercise.id, name, value)
        for student in students
        for exercise in varying
        for name, value in variant_of(exercise, key, student).items()
    ]
    return table(COLUMNS, rows)
