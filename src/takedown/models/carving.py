"""Looking for messages in bytes: what a database shows, what it only left lying, and what cannot be told any more.

The texts are those of :mod:`takedown.models.deletion`: invented, 42 characters, each with its number. They are found by
their form, wherever they stand. If the bytes are a healthy SQLite database, its structure tells where that is: in a
live row, in the free space of a page in use, or on a page of the free list. If not, a plain note says what is wrong.

**Left out.** Texts that are only partly there, texts of unknown form, pages of overflow, and every other kind of page.

**Source.** The file format as SQLite documents it: header, pages of a table's B-tree, free list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from takedown.models import Parameter

Place = Literal["live row", "free space", "free page", "unknown"]

MOST: Final = 99_999
_FORM: Final = re.compile(rb"\[(\d{5})\] [a-z .]{34}")
_WHO: Final = ("anna", "bela", "chen", "dora", "emil", "fred", "gita", "hugo")
_DOES: Final = ("asks for", "sends you", "has found", "gives back", "looks for", "lends you", "wants", "left")
_WHAT: Final = ("the red umbrella", "a train ticket", "the blue bicycle", "two old maps", "the library book",
                "a bag of apples", "my winter coat", "the spare lamp", "some garden seeds", "a wooden chair",
                "the piano score")  # fmt: skip
_MAGIC: Final = b"SQLite format 3\0"
_LEAF: Final = 0x0D
_KINDS: Final = {0x02: "index", 0x05: "table, inner", 0x0A: "index", _LEAF: "table"}
_FREE: Final = ("free list", "free page")


@dataclass(frozen=True)
class Found:
    """A message in the bytes: its number, its text, where it begins, and what that place is."""

    number: int
    text: str
    offset: int
    place: Place


@dataclass(frozen=True)
class Carved:
    """All messages in the bytes, in their order, and what is wrong with the bytes ("" if nothing is)."""

    rows: tuple[Found, ...]
    note: str

    @property
    def deleted(self) -> tuple[int, ...]:
        """Numbers of messages that stand somewhere and in no live row, ascending; of those at an unknown place, all."""
        shown = {row.number for row in self.rows if row.place == "live row"}
        return tuple(sorted({row.number for row in self.rows} - shown))


def message(number: int) -> str:
    """The invented text of row ``number``: 42 characters, its number in front.

    Raises:
        ValueError: a number below 0 or above 99,999.
    """
    Parameter("number", "of a row", 0, MOST, 1, 1).check(number)
    mixed = number * 2_654_435_761 % 2**32 >> 8
    who, mixed = _WHO[mixed % len(_WHO)], mixed // len(_WHO)
    does, mixed = _DOES[mixed % len(_DOES)], mixed // len(_DOES)
    text = f"{who} {does} {_WHAT[mixed % len(_WHAT)]}"
    return f"[{number:05d}] {text:.<34s}"


def recoverable(data: bytes, numbers: Iterable[int]) -> int:
    """How many of these rows can be recovered: their whole text occurs at least once in the bytes."""
    there = {int(found[1]) for found in _FORM.finditer(data) if found[0] == message(int(found[1])).encode()}
    return len(there & set(numbers))


def page_kinds(data: bytes) -> list[str]:
    """What each page of a database is: "table", "table, inner", "index", "free list", "free page" or "other".

    Raises:
        ValueError: the bytes are no SQLite database, or are damaged; the text says how.
    """
    size = _page_size(data)
    kinds = [_KINDS.get(data[start or 100], "other") for start in range(0, len(data), size)]
    trunk, seen = int.from_bytes(data[32:36], "big"), set[int]()
    while trunk:
        if trunk in seen or not 1 < trunk <= len(kinds):
            raise ValueError(f"the list of free pages leads to page {trunk}, which cannot be: the database is damaged")
        seen.add(trunk)
        kinds[trunk - 1] = _FREE[0]
        page = data[(trunk - 1) * size : trunk * size]
        entries = int.from_bytes(page[4:8], "big")
        for entry in range(8, min(8 + 4 * entries, size - 3), 4):
            leaf = int.from_bytes(page[entry : entry + 4], "big")
            if not 1 < leaf <= len(kinds):
                raise ValueError(
                    f"the list of free pages names page {leaf}, which is not there: the database is damaged"
                )
            kinds[leaf - 1] = _FREE[1]
        trunk = int.from_bytes(page[:4], "big")
    return kinds


def carve(data: bytes) -> Carved:
    """Find every message in the bytes, of a healthy database, a damaged one, a log, or anything else."""
    matches = [(int(found[1]), found[0].decode(), found.start()) for found in _FORM.finditer(data)]
    try:
        kinds = page_kinds(data)
    except ValueError as error:
        note = f"{error}; so it cannot be told which messages are deleted"
        return Carved(tuple(Found(*match, "unknown") for match in matches), note)
    size = len(data) // len(kinds)
    cells = {number: _cells(data, number, size) for number, kind in enumerate(kinds) if kind == "table"}
    broken = [number + 1 for number, spans in cells.items() if spans is None]
    note = ""
    if broken:
        pages = ", ".join(map(str, broken))
        note = f"page {pages} is damaged" if len(broken) == 1 else f"pages {pages} are damaged"
        note += ": of messages there it cannot be told whether they are deleted"
    rows = []
    for number, text, offset in matches:
        page = offset // size
        place: Place = "free page" if kinds[page] in _FREE else "free space"
        if page in cells:
            spans = cells[page]
            if spans is None:
                place = "unknown"
            elif any(start <= offset < end for start, end in spans):
                place = "live row"
        rows.append(Found(number, text, offset, place))
    return Carved(tuple(rows), note)


def _page_size(data: bytes) -> int:
    if not data.startswith(_MAGIC):
        raise ValueError("these bytes do not begin as an SQLite database does")
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1):
        raise ValueError(f"the header gives a page size of {size}, which cannot be: the database is damaged")
    if len(data) < size or len(data) % size:
        raise ValueError(f"{len(data)} bytes are no whole number of pages of {size}: the database is cut off")
    return size


def _cells(data: bytes, number: int, size: int) -> list[tuple[int, int]] | None:
    """Where the live rows of a table's leaf page begin and end; None if that cannot be."""
    base = number * size
    head = base + (0 if number else 100)
    count = int.from_bytes(data[head + 3 : head + 5], "big")
    spans = []
    for entry in range(head + 8, head + 8 + 2 * count, 2):
        start = base + int.from_bytes(data[entry : entry + 2], "big")
        length, after = _varint(data, start)
        _, after = _varint(data, after)
        if not head + 8 + 2 * count <= start < after + length <= base + size:
            return None
        spans.append((start, after + length))
    return spans


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length and where it ends; the ninth byte counts whole."""
    value = 0
    for place in range(8):
        byte = data[at + place] if at + place < len(data) else 0
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | (data[at + 8] if at + 8 < len(data) else 0), at + 9
