"""Results of a class run on disk, so that a run killed at any moment goes on where it was.

A result is found again only for the same submission, exercise version, variant, grader version and back-end;
when any of them changes, the answer is judged again. Only the process that runs the class writes here.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Self

from takedown.grading.work import free_name
from takedown.problems import Problem

FILE = "grades.sqlite"
COMMIT_EVERY = 20  # results; what a kill may cost
SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS result (
    submission TEXT NOT NULL, exercise TEXT NOT NULL, exercise_version TEXT NOT NULL, variant TEXT NOT NULL,
    grader TEXT NOT NULL, back_end TEXT NOT NULL, result TEXT NOT NULL,
    PRIMARY KEY (submission, exercise, exercise_version, variant, grader, back_end)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS grade (
    student TEXT NOT NULL, exercise TEXT NOT NULL, submission TEXT NOT NULL, points REAL NOT NULL, max REAL NOT NULL,
    PRIMARY KEY (student, exercise)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Key:
    """What a result is the result of."""

    submission: str
    exercise: str
    exercise_version: str
    variant: str
    grader: str
    back_end: str


_WHERE = " AND ".join(f"{field.name} = ?" for field in fields(Key))


class Store:
    """The file ``grades.sqlite``; use as a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open or make the store in ``folder``; a damaged one is kept aside (see ``note``)."""
        self.path = folder / FILE
        self.note = ""
        self._waiting = 0
        try:
            self._connection = self._open()
        except sqlite3.OperationalError as error:
            raise Problem(
                f"cannot be opened ({error})", file=self.path, mend="end the other run, or take another --out"
            ) from None
        except sqlite3.DatabaseError:
            aside = free_name(self.path)
            self.path.rename(aside)
            self.note = f"{self.path.name} was damaged and kept as {aside.name}: everything is judged again"
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=0.2, isolation_level="DEFERRED")
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # a second run into the same folder is refused
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(f"BEGIN EXCLUSIVE; {SCHEMA} COMMIT;")
            broken = connection.execute("PRAGMA quick_check").fetchone()[0] != "ok"
        except BaseException:
            connection.close()
            raise
        if broken:
            connection.close()
            raise sqlite3.DatabaseError("damaged")
        return connection

    def find(self, key: Key) -> str | None:
        """The stored result, as it was put."""
        query = f"SELECT result FROM result WHERE {_WHERE}"  # noqa: S608 - column names of our own
        row = self._connection.execute(query, astuple(key)).fetchone()
        return None if row is None else str(row[0])

    def put(self, key: Key, result: str) -> None:
        """Keep a result; written to disk with the next few."""
        marks = ", ".join("?" * 7)
        self._connection.execute(f"INSERT OR REPLACE INTO result VALUES ({marks})", (*astuple(key), result))  # noqa: S608 - as above
        self._waiting += 1
        if self._waiting >= COMMIT_EVERY:
            self.commit()

    def commit(self) -> None:
        """Write everything put so far to disk."""
        self._connection.commit()
        self._waiting = 0

    def put_grades(self, meta: Mapping[str, str], grades: list[tuple[str, str, str, float, float]]) -> None:
        """Replace the table of grades and the facts about the run, in one step."""
        self._connection.execute("DELETE FROM grade")
        self._connection.execute("DELETE FROM meta")
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        self._connection.executemany("INSERT INTO grade VALUES (?, ?, ?, ?, ?)", grades)
        self.commit()

    def __enter__(self) -> Self:
        """The open store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Keep what was put, also when the run is stopped."""
        with contextlib.suppress(sqlite3.Error):
            self.commit()
        self._connection.close()
