"""What lives as long as a server does: the engine's process, what it and the reader keep, and the last good pages.

A build asks once and ends the engine; a server keeps it, so that an edit costs a parse of what changed.
``takedown serve`` has one :class:`Living` book; plain ``mkdocs serve``, through hook.py, asks :func:`pages`.
"""

from __future__ import annotations

import logging
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.engine import Engine
from takedown.publishing.figures import make_figures
from takedown.publishing.pages import Pages, write_pages
from takedown.publishing.parsing import make_tree
from takedown.publishing.reading import Memory

WATCHED = ("chapters", "exercises", "book.yml", "CITATION.cff")
"""What a book is made of besides docs/ and mkdocs.yml, which MkDocs watches itself."""

log = logging.getLogger("mkdocs.takedown")


class Living:
    """A book whose pages are asked for again and again; close it in the end.

    Args:
        root: the repository.
    """

    def __init__(self, root: Path) -> None:
        """Nothing is read yet; the engine's process starts with the first question."""
        self._root = root
        self._engine: Engine | None = None
        self._memory = Memory()

    def pages(self) -> Pages:
        """The pages of the book as it stands now.

        Raises:
            Problem: the book is broken.
        """
        if self._engine is not None and not self._engine.alive:
            self.close()
        if self._engine is None:
            self._engine = Engine(self._root / "build" / "cache" / "engine")
        book = make_tree(self._root, self._engine, lambda: _figures(self._root), memory=self._memory)
        return write_pages(book)

    def close(self) -> None:
        """End the engine's process."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None


def _figures(root: Path) -> None:
    """Make the figures that changed."""
    make_figures(root)


# --- for plain mkdocs serve -------------------------------------------------------------------------------------------

serving = False
current: dict[Path, Pages] = {}
"""The last good pages, by the folder of the book."""

_books: dict[Path, Living] = {}


def pages(root: Path) -> Pages:
    """The pages of the book as it stands now; while MkDocs serves, the last good ones if it is broken.

    Raises:
        Problem: the book is broken, and there are no good pages to show.
    """
    book = _books.setdefault(root, Living(root))
    try:
        return book.pages()
    except Problem as problem:
        if root not in current or not serving:
            close()
            raise
        for one in problem.every():
            log.error("%s", one)  # noqa: TRY400 - a sentence for the writer, not a traceback
        log.info("The last good pages stay up.")
        return current[root]


def close() -> None:
    """End every engine that runs."""
    while _books:
        _books.popitem()[1].close()
