"""Reading the repository's text and TOML files, with the line of everything that can be wrong in them.

This module knows files and syntax; what a file must hold is said by the records of the other modules.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from takedown.problems import Problem

Place = tuple[str | int, ...]
"""Where a value stands in a TOML document: keys, and positions in lists counted from 0."""

_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True)
class Document:
    """A parsed TOML file that remembers on which line each table and key stands."""

    path: Path
    text: str
    data: Mapping[str, object]
    lines: Mapping[Place, int]

    def line(self, place: Sequence[str | int]) -> int:
        """The line of a place, or of the nearest thing around it that has one."""
        for length in range(len(place), 0, -1):
            if found := self.lines.get(tuple(place[:length])):
                return found
        return 1


def shown(path: Path, root: Path) -> Path:
    """A path as people read it: relative to the repository where it lies inside."""
    return path.relative_to(root) if path.is_relative_to(root) else path


def read_text(path: Path, root: Path) -> str:
    """The text of a UTF-8 file.

    Raises:
        Problem: the file is missing, cannot be read, or is not UTF-8 (with the line of the first wrong byte).
    """
    where = shown(path, root)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Problem("the file is missing", file=where, mend="create it") from None
    except OSError as error:
        raise Problem(f"the file cannot be read ({error.strerror})", file=where, mend="make it readable") from None
    if raw.startswith(b"\xef\xbb\xbf"):
        raise Problem("the file begins with a byte order mark", file=where, line=1, mend="save it as plain UTF-8")
    try:
        return raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Problem("the file is not UTF-8", file=where, line=line, mend="save it as UTF-8") from None


def read_toml(path: Path, root: Path) -> Document:
    """A TOML file with its line numbers.

    Raises:
        Problem: as :func:`read_text`, or the file is not TOML (with the line where reading stopped).
    """
    text = read_text(path, root)
    try:
        data, lines = _parsed(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        at = _AT_LINE.search(message)
        line = int(at.group(1)) if at else text.rstrip().count("\n") + 1
        said = re.sub(r" \(at .*\)$", "", message)
        said = said[:1].lower() + said[1:]
        raise Problem(
            f"this is not valid TOML ({said})", file=shown(path, root), line=line, mend="mend the syntax there"
        ) from None
    except RecursionError:
        raise Problem("the values are nested too deeply", file=shown(path, root), mend="flatten them") from None
    return Document(path=shown(path, root), text=text, data=data, lines=lines)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[Mapping[str, object], Mapping[Place, int]]:
    """The data of a TOML text and its lines; kept, since a server reads the same files after every edit."""
    return tomllib.loads(text), dict(_locate(text))


def _locate(text: str) -> Iterator[tuple[Place, int]]:
    """Each table and key of a TOML text with its line; keys inside inline tables share the line of their owner."""
    counts: dict[Place, int] = {}
    table: Place = ()
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if fence:
            if line.count(fence) % 2:
                fence = ""
            continue
        if header := _HEADER.match(line):
            table = _resolve(_parts(header.group(2)), counts, is_list=header.group(1) == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield table + _parts(key.group(1)), number
        for quotes in ('"""', "'''"):
            if line.count(quotes) % 2:
                fence = quotes


def _parts(dotted: str) -> tuple[str, ...]:
    """The parts of a dotted key, without their quotes."""
    found = re.findall(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""", dotted)
    return tuple(a or b or c for a, b, c in found)


def _resolve(parts: tuple[str, ...], counts: dict[Place, int], *, is_list: bool) -> Place:
    """The place a header opens: each list of tables on the way stands for its last element."""
    place: Place = ()
    for part in parts[:-1]:
        place += (part,)
        if place in counts:
            place += (counts[place],)
    place += (parts[-1],)
    if is_list:
        counts[place] = counts.get(place, -1) + 1
        return (*place, counts[place])
    return place
