"""What people read when something is wrong: one sentence with file, line and mend.

Every refusal of this package is a :class:`Problem`; a traceback is a bug in the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path


class Problem(Exception):  # noqa: N818 - the word that people read
    """One thing that is wrong, where it stands, and how to mend it.

    Args:
        what: the fault in a few words, without a full stop.
        file: the file to open, as shown to the reader (relative where possible).
        line: the line in that file, counted from 1.
        mend: what to do, as an imperative, without a full stop.
        status: exit status of the command, 1 (the thing checked falls short) or 2 (wrong use or broken repository).
        more: what else is wrong with the same thing, for those who report everything.
    """

    def __init__(  # noqa: PLR0913 - all but the first are named
        self,
        what: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        mend: str = "",
        status: int = 2,
        more: Iterable[Problem] = (),
    ) -> None:
        """A problem; see the class for the parts."""
        self.what = what
        self.file = Path(file) if file is not None else None
        self.line = line
        self.mend = mend
        self.status = status
        self.more = tuple(more)
        super().__init__(str(self))

    def __str__(self) -> str:
        """``path:line: what: mend.`` with the parts that are known."""
        where = "" if self.file is None else self.file.as_posix() + (f":{self.line}" if self.line else "") + ": "
        return f"{where}{self.what}{f': {self.mend}' if self.mend else ''}."

    def every(self) -> Iterator[Problem]:
        """This problem, then those that came with it."""
        yield self
        for other in self.more:
            yield from other.every()

    def with_more(self, more: Iterable[Problem]) -> Problem:
        """The same problem, carrying others."""
        return Problem(
            self.what,
            file=self.file,
            line=self.line,
            mend=self.mend,
            status=self.status,
            more=(*self.more, *more),
        )

    def relative_to(self, root: Path) -> Problem:
        """The same problem with its file shown relative to ``root``, where it lies inside."""
        inside = self.file is not None and self.file.is_relative_to(root)
        return Problem(
            self.what,
            file=self.file.relative_to(root) if self.file is not None and inside else self.file,
            line=self.line,
            mend=self.mend,
            status=self.status,
            more=tuple(other.relative_to(root) for other in self.more),
        )
