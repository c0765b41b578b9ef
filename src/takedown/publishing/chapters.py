"""One PDF per chapter, made beside the other outputs; a chapter whose Typst source did not change is not made again.

What a chapter's book holds is decided in :mod:`excerpt`, how it is set in :mod:`pdf`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from takedown.publishing.excerpt import excerpt
from takedown.publishing.pdf import Job, prepare, start_compiler
from takedown.publishing.released import epoch
from takedown.publishing.shelf import chapter_slugs, name_of
from takedown.publishing.tree import Book


@dataclass(frozen=True)
class Chapters:
    """The PDFs of chapters, some of which are being made in another process.

    Args:
        made: where each PDF is, or will be when the process has ended, by its file name.
        waiting: how many are being made.
        job: that process; None if all are there already.
        out: the folder that gets them.
    """

    made: Mapping[str, Path]
    waiting: int
    job: Job | None
    out: Path

    @property
    def told(self) -> str:
        """What is done, in a line."""
        return f"chapter PDFs: {self.waiting} made, {len(self.made) - self.waiting} unchanged"

    def wait(self) -> list[Path]:
        """Wait for the end, fill the folder, and give the PDFs.

        Raises:
            Problem: the compiler refused a chapter; the folder is as it was.
        """
        if self.job is not None:
            self.job.wait()
        self.out.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copyfile(path, self.out / name)) for name, path in self.made.items()]

    def stop(self) -> None:
        """End the process, as when another output has failed."""
        if self.job is not None:
            self.job.stop()


def start_chapters(book: Book, out: Path, slugs: Sequence[str] = (), seconds: int | None = None) -> Chapters:
    """Begin to make the PDFs of chapters.

    Args:
        book: the resolved book.
        out: the folder for them.
        slugs: which chapters; all of them if none is named.
        seconds: the time written into the PDFs, from 1970; by default the day of the release.

    Raises:
        Problem: there is no such chapter, or it cannot be shown in print; nothing was started.
    """
    time = epoch(book.meta.released) if seconds is None else seconds
    cache = book.root / "build" / "cache" / "chapters"
    cache.mkdir(parents=True, exist_ok=True)
    made: dict[str, Path] = {}
    work: list[tuple[Path, Path]] = []
    for slug in slugs or chapter_slugs(book):
        folder = cache / slug
        prepare(excerpt(book, slug), folder)
        pdf = cache / f"{slug}-{_digest(folder, time)}.pdf"
        made[name_of(slug)] = pdf
        if not pdf.is_file():
            for old in cache.glob(f"{slug}-*.pdf"):
                old.unlink()
            work.append((folder, pdf))
    return Chapters(made, len(work), Job(start_compiler(work, time), out) if work else None, out)


def _digest(folder: Path, time: int) -> str:
    """The first letters of the digest of everything that a PDF is made of."""
    digest = hashlib.sha256(f"{time} {importlib.metadata.version('typst')}".encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"\0{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
