"""What lives as long as a server does: the engine's process and the last good pages.

A build asks once and ends the engine; a server keeps it, so that an edit costs a parse of what changed. While a page is
broken, the last good ones stay up, and the log says what to mend.
"""

from __future__ import annotations

import logging
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.engine import Engine
from takedown.publishing.figures import make_figures
from takedown.publishing.pages import Pages, write_pages
from takedown.publishing.parsing import make_tree

WATCHED = ("chapters", "exercises", "book.yml", "CITATION.cff")
"""What is watched besides docs/ and mkdocs.yml, which MkDocs watches itself."""

log = logging.getLogger("mkdocs.takedown")

serving = False
current: dict[Path, Pages] = {}
"""The last good pages, by the folder of the book."""

prepared: dict[Path, Pages] = {}
"""Pages that were made before MkDocs started, for its first build."""

_engines: dict[Path, Engine] = {}


def pages(root: Path) -> Pages:
    """The pages of the book as it stands now; while serving, the last good ones if it is broken.

    Raises:
        Problem: the book is broken, and there are no good pages to show.
    """
    if not serving:
        return write_pages(make_tree(root, meanwhile=lambda: _figures(root)))
    try:
        if root not in _engines:
            _engines[root] = Engine(root / "build" / "cache" / "engine")
        return write_pages(make_tree(root, _engines[root], lambda: _figures(root)))
    except Problem as problem:
        if root not in current:
            close()
            raise
        for one in problem.every():
            log.error("%s", one)  # noqa: TRY400 - a sentence for the writer, not a traceback
        log.info("The last good pages stay up.")
        return current[root]


def _figures(root: Path) -> None:
    """Make the figures that changed."""
    make_figures(root)


def close() -> None:
    """End every engine that runs."""
    prepared.clear()
    while _engines:
        _engines.popitem()[1].close()
