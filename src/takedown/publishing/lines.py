"""Staged text that remembers where each of its lines comes from.

What the parser complains of is said of a staged line; people mend source lines. A :class:`Sheet` is written line by
line with the origin of each, and gives both the text and the way back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Sheet:
    """One staged file: its lines, and the source file and line of each."""

    lines: list[str] = field(default_factory=list)
    origins: list[tuple[str, int]] = field(default_factory=list)

    def add(self, text: str, file: Path | str, line: int = 1, *, fixed: bool = False) -> None:
        """Append text that comes from a source.

        Args:
            text: one or more lines.
            file: the source, relative to the repository.
            line: the source line of the first line.
            fixed: every line comes from that one source line (a value of a data file).
        """
        for offset, one in enumerate(text.split("\n")):
            self.lines.append(one)
            self.origins.append((Path(file).as_posix(), line if fixed else line + offset))

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
        if not self.origins:
            return "", 0
        return self.origins[min(max(line, 1), len(self.origins)) - 1]
