"""What the site offers to take away: the outputs that were made in the same build, in a folder of its own.

A site that was built alone offers nothing, so no link is dead.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from takedown.publishing.tree import Book

FOLDER: Final = "download"
"""The folder in the site."""


@dataclass(frozen=True)
class Shelf:
    """Addresses in the site of what can be taken away.

    Args:
        whole: the whole book, by the word for its form ("PDF").
        chapters: the PDFs of chapters, by slug.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    chapters: Mapping[str, str] = field(default_factory=dict)


def name_of(slug: str) -> str:
    """The file of a chapter's PDF."""
    return f"takedown-{slug}.pdf"


def chapter_slugs(book: Book) -> list[str]:
    """The chapters of a book that are written, in order."""
    return [page.slug for page in book.pages if page.number]


def shelve(site: Path, made: Iterable[Path]) -> None:
    """Copy outputs, files or folders of files, to where the site's links to them lead."""
    for output in made:
        for path in sorted(output.iterdir()) if output.is_dir() else [output]:
            (site / FOLDER).mkdir(exist_ok=True)
            shutil.copyfile(path, site / FOLDER / path.name)
