"""One cell's value: read by the type of its column, and compared as people would.

Text is compared without regard to letter case, Unicode form and spaces; dates with their precision; numbers with the
column's tolerance. What cannot be read says why in words for the learner, without a word of what would be right.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from takedown.grading.messages import hidden

PRECISIONS = ("year", "month", "day")
MAX_TEXT = 2_000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(\d+|\d{1,3}([, \u2009\u202f\u00a0]\d{3})+)(\.\d+)?(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE
)
_YES, _NO = frozenset({"yes", "true"}), frozenset({"no", "false"})
_SEVERAL = re.compile(r"\s*(?:[,;/|+&]|\bor\b|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A date as far as it is known: year, year and month, or all three."""

    parts: tuple[int, ...]

    def cut(self, precision: str | None) -> Day:
        """The same date, no more precise than ``precision``."""
        return self if precision is None else Day(self.parts[: PRECISIONS.index(precision) + 1])

    @property
    def precision(self) -> str:
        """The last part that is known: year, month or day."""
        return PRECISIONS[len(self.parts) - 1]


@dataclass(frozen=True)
class Word:
    """One of the texts that a column allows besides its dates or numbers."""

    text: str


One: TypeAlias = str | bool | int | float | Day | Word
Value: TypeAlias = One | frozenset[One]


@dataclass(frozen=True)
class Column:
    """A column of a table: its type and what its cells may hold (see :mod:`takedown.grading.tables`)."""

    name: str
    title: str
    type: Literal["text", "choice", "date", "int", "float", "bool", "ref"]
    options: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    precision: Literal["day", "month", "year"] | None = None
    words: tuple[str, ...] = ()
    tolerance: float = 0
    relative: float = 0
    unit: str = ""
    many: bool = False
    look: str = ""

    def single(self) -> Column:
        """The same column with one value a cell."""
        return dataclasses.replace(self, many=False)


class Unreadable(ValueError):  # noqa: N818  # a verdict on a cell, not a fault of the program
    """A cell that does not hold what its column asks for; the text goes on after "you wrote x: it"."""


def bare(text: str) -> str:
    """``text`` as it is compared: normal form, no letter case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).split())


def read(column: Column, raw: object) -> Value | None:
    """The value of a cell, None if it is empty; :class:`Unreadable` if it does not fit the column."""
    if column.many:
        items = raw if isinstance(raw, list) else [raw]
        values = [value for item in items if (value := _one(column, item)) is not None]
        return frozenset(values) if values else None
    if isinstance(raw, list):
        raise Unreadable("is a list, and this cell takes one value")
    return _one(column, raw)


def matches(column: Column, value: Value, accepted: Value, *, single: bool = False) -> bool:
    """Whether a value counts as the accepted one; ``single`` compares one item of a cell for many."""
    if column.many and not single:
        return value == accepted
    if isinstance(value, Day) and isinstance(accepted, Day):
        return value.cut(column.precision) == accepted.cut(column.precision)
    if column.type in {"int", "float"} and not isinstance(value, (str, Word)) and not isinstance(accepted, (str, Word)):
        assert isinstance(value, (int, float))  # noqa: S101  # read() gives numbers and words for these columns
        assert isinstance(accepted, (int, float))  # noqa: S101
        return math.fabs(value - accepted) <= max(column.tolerance, column.relative * math.fabs(accepted))
    return type(value) is type(accepted) and value == accepted


def _one(column: Column, raw: object) -> One | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, str):
        _check_text(raw)
        word = next((word for word in column.words if bare(word) == bare(raw)), None)
        if word is not None:
            return Word(bare(word))
    if column.type in {"text", "choice", "ref"}:
        return _text(column, raw)
    if column.type == "date":
        return _date(raw)
    if column.type == "bool":
        return _bool(raw)
    return _number(column, raw)


def _check_text(raw: str) -> None:
    if len(raw) > MAX_TEXT:
        raise Unreadable(f"is longer than {MAX_TEXT:,} characters")
    if character := hidden(raw):
        raise Unreadable(f"holds a character that cannot be seen (U+{ord(character):04X}); type it anew")


def _text(column: Column, raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (str, int)):
        raise Unreadable('is not text; put it in "quotes"')
    text = bare(str(raw))
    text = bare(column.synonyms.get(text, text))
    if not column.options or text in {bare(option) for option in column.options}:
        return text
    several = [bare(column.synonyms.get(bare(part), part)) for part in _SEVERAL.split(text) if part]
    if len(several) > 1 and all(part in {bare(option) for option in column.options} for part in several):
        raise Unreadable("names several values, and this cell takes one")
    raise Unreadable(f"is none of {', '.join(column.options)}")


def _date(raw: object) -> Day:
    if isinstance(raw, dt.datetime):
        raise Unreadable("has a time of day; give the date alone")
    if isinstance(raw, dt.date):
        return Day((raw.year, raw.month, raw.day))
    match = _DATE.fullmatch(str(raw).strip()) if isinstance(raw, (str, int)) and not isinstance(raw, bool) else None
    if match is None:
        raise Unreadable("is not a date; write 2018-11-06, 2018-11 or 2018")
    parts = tuple(int(part) for part in match.groups() if part is not None)
    try:
        dt.date(*(*parts, 1, 1)[:3])
    except ValueError as error:
        raise Unreadable("is a date that no calendar has") from error
    return Day(parts)


def _bool(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and bare(raw) in _YES | _NO:
        return bare(raw) in _YES
    raise Unreadable("is neither yes nor no")


def _number(column: Column, raw: object) -> int | float:
    if isinstance(raw, str) and _NUMBER.fullmatch(raw.strip()):
        digits = re.sub(r"[, \u2009\u202f\u00a0]", "", raw.strip())
        raw = float(digits) if re.search(r"[.e]", digits, re.IGNORECASE) else int(digits[:400])
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise Unreadable("is not a number")
    if not math.isfinite(raw) if isinstance(raw, float) else abs(raw) > 10**300:
        raise Unreadable("is not a number of a usual size")
    if column.type == "int" and isinstance(raw, float):
        if not raw.is_integer():
            raise Unreadable("is not a whole number")
        return int(raw)
    return raw
