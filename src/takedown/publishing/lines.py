"""Staged text that remembers where each of its lines comes from.

What the parser complains of is said of a staged line; people mend source lines. A :class:`Sheet` is written line by
line with the origin of each, and gives both the text and the way back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#$@~^|])")


Origins = Sequence[tuple[str, int]]
"""The source file and line of each line of a staged page."""


def plain(text: str) -> str:
    """A text in which MyST sees no markup, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


@dataclass
class Sheet:
    """One staged file: its lines, the source file and line of each, and which headings have no number."""

    lines: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)
    unnumbered: set[int] = field(default_factory=set)

    def add(self, text: str, file: Path | str, line: int = 1, *, fixed: bool = False) -> None:
        """Append text that comes from a source.

        Args:
            text: one or more lines.
            file: the source, relative to the repository.
            line: the source line of the first line.
            fixed: every line comes from that one source line (a value of a data file).
        """
        name = Path(file).as_posix()
        for offset, one in enumerate(text.split("\n")):
            self.lines.append(one)
            self.origins.append((name, line if fixed else line + offset))

    def heading(self, text: str, file: Path | str, line: int) -> None:
        """Append a heading that gets no number, with an empty line after it."""
        self.add(text, file, line, fixed=True)
        self.unnumbered.add(len(self.lines))
        self.gap()

    def gap(self) -> None:
        """Append an empty line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append("")
            self.origins.append(self.origins[-1])

    @property
    def text(self) -> str:
        """What the parser reads."""
        return "\n".join(self.lines) + "\n"

    def origin(self, line: int) -> tuple[str, int]:
        """The source file and line of a staged line, counted from 1; the nearest one for a line outside the sheet."""
        return origin(self.origins, line)


def origin(origins: Origins, line: int) -> tuple[str, int]:
    """The source file and line of a staged line, counted from 1; the nearest one for a line outside the sheet."""
    return origins[min(max(line, 1), len(origins)) - 1] if origins else ("", 0)
