"""What stands at the foot of every page of the site: which version it is, where to report an error, what to take away.

It is part of the page and not of a theme, so that every builder shows it; search and EPUB leave it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from takedown.problems import Problem
from takedown.publishing.labels import in_words
from takedown.publishing.markup import escape
from takedown.publishing.settings import read_yaml
from takedown.publishing.shelf import Shelf
from takedown.publishing.tree import Meta

REPORT: Final = ("ethics", "docs-ethics-report")
"""The book's own words on reporting an error: page and place."""
_CONFIG: Final = "mkdocs.yml"


def foot(meta: Meta, slug: str, shelf: Shelf, relative: Callable[[str], str], report: str) -> str:
    """The foot of a page, as HTML.

    Args:
        meta: title, version and day of the book.
        slug: the page.
        shelf: what can be taken away.
        relative: an address of the site as it looks from the page.
        report: where an error is reported, as it looks from the page; "" if the book does not say.
    """
    said = [f"{escape(meta.title)} {escape(meta.version)}, {in_words(meta.released.isoformat())}"]
    if report:
        said.append(_link(report, "Report an error"))
    if slug in shelf.chapters:
        said.append(_link(relative(shelf.chapters[slug]), "This chapter as PDF"))
    said += whole(shelf, relative)
    return f'<p class="page-foot screen-only" data-search-exclude>{" · ".join(said)}</p>'


def whole(shelf: Shelf, relative: Callable[[str], str]) -> list[str]:
    """Links to the whole book, in each form that it can be taken away in."""
    return [_link(relative(address), f"The book as {word}") for word, address in shelf.whole.items()]


def _link(address: str, words: str) -> str:
    """A link."""
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def tracker(root: Path) -> str:
    """The issue tracker that mkdocs.yml names under ``extra.issues``, "" if there is none.

    Raises:
        Problem: what it names is no address.
    """
    if not (root / _CONFIG).is_file():
        return ""
    extra = read_yaml(root / _CONFIG, root).get("extra")
    address = str((extra.get("issues") if isinstance(extra, Mapping) else None) or "")
    if address and not re.match(r"https?://[^\s/]+", address):
        raise Problem(f"extra.issues is {address!r}, which is no address", file=_CONFIG, mend="begin it with https://")
    return address
