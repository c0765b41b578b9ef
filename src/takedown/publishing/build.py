"""Everything from the sources: figures, one parse, then site, PDF, EPUB and chapter PDFs, each as new as the others.

New outputs are made beside the last good ones and take their place only when all that was asked for is there, so a
build that fails, or is killed, loses nothing. The only date that enters an output is the release's.
"""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from takedown.course.records import together
from takedown.problems import Problem
from takedown.publishing.engine import Engine
from takedown.publishing.figures import make_figures
from takedown.publishing.parsing import More, make_tree
from takedown.publishing.released import clock_of
from takedown.publishing.shelf import FOLDER, Shelf, chapter_slugs, name_of, shelve
from takedown.publishing.tree import Book

OUTPUTS = {"site": "site", "pdf": "takedown.pdf", "epub": "takedown.epub", "chapters": "chapters"}
"""What can be built, and its name in build/."""

USUAL = ("site", "pdf", "epub")
"""What is built where nothing is named: what a writer looks at."""

Tell = Callable[[str], None]


@dataclass
class Clock:
    """Says what is being done and how long the build has taken."""

    tell: Tell
    start: float = field(default_factory=time.monotonic)

    def say(self, what: str) -> None:
        """One line of progress."""
        self.tell(f"{time.monotonic() - self.start:5.1f} s  {what}")


def build(root: Path, outputs: Sequence[str] = USUAL, tell: Tell = lambda _: None) -> list[Path]:
    """Build outputs of the repository at ``root``; gives where they are.

    Args:
        root: the repository.
        outputs: names from :data:`OUTPUTS`.
        tell: told each step in a line.

    Raises:
        Problem: the first fault, which carries the others; the outputs of the last good build are untouched.
    """
    root = root.resolve()
    folder = root / "build"
    clock = Clock(tell)
    with clock_of(root) as epoch, in_one_go(), disk(folder):
        _settle(folder)
        new = folder / "new"
        new.mkdir(parents=True)
        try:
            book = read_book(root, clock)
            _make(book, new, outputs, epoch, clock)
            done = [_replace(new / OUTPUTS[name], folder / OUTPUTS[name]) for name in outputs]
        finally:
            shutil.rmtree(new, ignore_errors=True)
    for path in done:
        clock.say(f"{path.relative_to(root).as_posix()}{'/' if path.is_dir() else ''} is ready")
    return done


def read_book(root: Path, clock: Clock, more: More | None = None) -> Book:
    """The book, parsed once; beside it the figures are made.

    Args:
        root: the repository.
        clock: told each step.
        more: pages that book.yml does not name.

    Raises:
        Problem: a figure cannot be drawn, or the book is broken.
    """
    clock.say("reading chapters, exercises, claims and sources")

    with Engine(root / "build" / "cache" / "engine") as engine, ThreadPoolExecutor(1) as beside:
        drawing = beside.submit(make_figures, root, lambda name: clock.say(f"drawing {name}"))

        def meanwhile() -> None:
            made = drawing.result()
            clock.say(f"{_count(len(made.made), 'figure')} made, {made.kept} unchanged")

        book = make_tree(root, engine, meanwhile, more)
    clock.say(f"{_count(len(book.pages), 'page')} resolved")
    return book


def _count(number: int, thing: str) -> str:
    """A number of things: "1 page", "2 pages"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


class _Beside(Protocol):
    """An output that is being made in another process."""

    def wait(self) -> object:
        """Wait for its end; raises a Problem if it fails."""

    def stop(self) -> None:
        """End its process."""


def _make(book: Book, new: Path, outputs: Sequence[str], epoch: int, clock: Clock) -> None:
    """Make outputs of a book in an empty folder; PDFs in processes beside the others.

    Raises:
        Problem: what is wrong with any of them; the PDFs' faults are told too when another output fails.
    """
    faults: list[Problem] = []
    jobs: list[tuple[str, _Beside]] = []
    try:
        for begun in _begun(book, new, outputs, epoch):
            jobs.append(begun)  # noqa: PERF402 - one that was begun must be known if the next cannot be
        if {"site", "epub"} & set(outputs):
            _make_pages(book, new, outputs, epoch, clock)
    except Problem as problem:
        faults += problem.every()
    except BaseException:
        for _, job in jobs:
            job.stop()
        raise
    for told, job in jobs:
        try:
            job.wait()
            clock.say(told)
        except Problem as problem:
            faults += problem.every()
    together(faults)
    if "site" in outputs:
        shelve(new / OUTPUTS["site"], [new / OUTPUTS[name] for name in outputs if name != "site"])


def _begun(book: Book, new: Path, outputs: Sequence[str], epoch: int) -> Iterator[tuple[str, _Beside]]:
    """The outputs that other processes make, each begun when it is given, and what to say when it is done."""
    if "pdf" in outputs:
        from takedown.publishing.pdf import start_pdf  # noqa: PLC0415 - each part is loaded when it is needed

        yield "PDF made", start_pdf(book, book.root / "build" / "pdf", new / OUTPUTS["pdf"], epoch)
    if "chapters" in outputs:
        from takedown.publishing.chapters import start_chapters  # noqa: PLC0415 - as above

        chapters = start_chapters(book, new / OUTPUTS["chapters"], seconds=epoch)
        yield chapters.told, chapters


def _make_pages(book: Book, new: Path, outputs: Sequence[str], epoch: int, clock: Clock) -> None:
    """Make the site, and of its pages the EPUB."""
    from takedown.publishing.site import build_site  # noqa: PLC0415 - as above

    build_site(book, new / OUTPUTS["site"], shelf_of(book, outputs))
    clock.say("site made")
    if "epub" in outputs:
        from takedown.publishing.epub import make_epub  # noqa: PLC0415 - as above

        (new / OUTPUTS["epub"]).write_bytes(make_epub(book, new / OUTPUTS["site"], epoch))
        clock.say("EPUB made")


def shelf_of(book: Book, outputs: Sequence[str]) -> Shelf:
    """What a site offers that is made together with other outputs."""
    words = {"pdf": "PDF", "epub": "EPUB"}
    return Shelf(
        {word: f"{FOLDER}/{OUTPUTS[name]}" for name, word in words.items() if name in outputs},
        {slug: f"{FOLDER}/{name_of(slug)}" for slug in chapter_slugs(book) if "chapters" in outputs},
    )


@contextmanager
def in_one_go() -> Iterator[None]:
    """No search for circular garbage while a build makes many objects that all live to its end."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@contextmanager
def disk(folder: Path) -> Iterator[None]:
    """What the file system refuses below build/, as a sentence.

    Raises:
        Problem: it refused something.
    """
    try:
        yield
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else str(folder)
        where = Path(name)
        shown = where.relative_to(folder.parent) if where.is_relative_to(folder.parent) else where
        said = error.strerror or type(error).__name__
        mend = "make room and give yourself the right to write there, then build again"
        raise Problem(f"the build cannot use this file ({said})", file=shown, mend=mend) from error


def _settle(folder: Path) -> None:
    """Clear what a killed build left: an unfinished folder, or a site that was moved aside."""
    shutil.rmtree(folder / "new", ignore_errors=True)
    for name in OUTPUTS.values():
        aside = _aside(folder / name)
        if aside.exists() and not (folder / name).exists():
            aside.rename(folder / name)
        elif aside.exists():
            _remove(aside)


def _replace(new: Path, target: Path) -> Path:
    """Put a new output in the place of the last one, which stays if that fails."""
    aside = _aside(target)
    if target.exists():
        target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        if aside.exists():
            aside.rename(target)
        raise
    if aside.exists():
        _remove(aside)
    return target


def _aside(target: Path) -> Path:
    """Where an output waits while a new one takes its place."""
    return target.with_name(f"{target.name}.last")


def _remove(path: Path) -> None:
    """Remove a file or a folder."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
