"""What the models of law share in reading their tables: the texts of a row, its day, and how a row was verified."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

VERIFIED: Final = ("primary", "secondary", "unverified")
"""How the source of a row was seen: the text itself, somebody's account of it, or neither."""


def texts_of(row: Mapping[str, object], fields: Iterable[str]) -> tuple[str, dict[str, str]]:
    """The id and the named texts of a row.

    Raises:
        ValueError: one is missing, empty or no text; says which, and of which row.
    """
    name = row.get("id")
    if not isinstance(name, str) or not name:
        raise ValueError("a row has no id")
    found: dict[str, str] = {}
    for field in fields:
        value = row.get(field)
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{name}: {field} is missing or no text")
        found[field] = value
    return name, found


def word_of(name: str, field: str, value: str, words: Iterable[str]) -> None:
    """Nothing, if the value is one of the words.

    Raises:
        ValueError: it is not; says which row and field, and what may stand there.
    """
    if value not in words:
        raise ValueError(f"{name}: {field} is {value!r}: it must be one of {', '.join(words)}")


def day_of(name: str, field: str, value: object) -> date:
    """A day of a row.

    Raises:
        ValueError: it is no day, or one with a time; says which row and field.
    """
    if not isinstance(value, date) or isinstance(value, datetime):
        # one kind of error for bad data, whatever is wrong with it
        raise ValueError(f"{name}: {field} must be a date such as 2015-11-17, without quotes")  # noqa: TRY004
    return value
