"""The version and the day of the release, from CITATION.cff: the only date that enters an output.

A build from a zip without git gives the same bytes as one from a clone, because nothing asks a clock or the history.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.settings import read_yaml

CITATION = "CITATION.cff"
_UNRELEASED = ("0", date(2026, 11, 24))


def release(root: Path) -> tuple[str, date]:
    """Version and day of the release that CITATION.cff names; a fixed one for a folder without that file.

    Raises:
        Problem: the file is there, but is broken or names neither.
    """
    if not (root / CITATION).is_file():
        return _UNRELEASED
    data = read_yaml(root / CITATION, root)
    version, day = data.get("version"), data.get("date-released")
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            day = None
    if version is None or not isinstance(day, date):
        raise Problem(
            "version or date-released is missing", file=CITATION, line=1, mend="give both; the day like 2026-11-24"
        )
    return str(version), day


def epoch(day: date) -> int:
    """Seconds from 1970 to the start of a day in UTC: what SOURCE_DATE_EPOCH holds."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


@contextmanager
def clock_of(root: Path) -> Iterator[int]:
    """SOURCE_DATE_EPOCH as :func:`fix_clock` sets it, for the time of a ``with`` statement."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        yield fix_clock(root)
    finally:
        if before is None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)


def fix_clock(root: Path) -> int:
    """Set SOURCE_DATE_EPOCH for everything that this process starts, and give it; one that is set already stays.

    Raises:
        Problem: it is set to what is no time, or CITATION.cff is broken.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        given = os.environ["SOURCE_DATE_EPOCH"] = str(epoch(release(root)[1]))
    if not given.isdecimal():
        raise Problem(f"SOURCE_DATE_EPOCH is {given!r}", mend="set it to seconds since 1970, or unset it")
    return int(given)
