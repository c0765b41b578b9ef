"""What is handed out: zips for learners, for teachers and for reading offline, and one PDF per chapter.

A pack holds files of the repository as they are, and outputs of a build. The same files give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from takedown.course import Course
from takedown.course.archive import pack
from takedown.publishing.build import OUTPUTS, Clock, build, disk, read_book
from takedown.publishing.chapters import start_chapters
from takedown.publishing.excerpt import no_chapter
from takedown.publishing.pdf import make_pdf
from takedown.publishing.teacher import teacher_book, teacher_pages

FOLDER: Final = "build/packs"
KEYS: Final = {"solution", "wrong", "samples"}
"""Folders of an exercise that only a teacher gets."""
CODE: Final = ("CITATION.cff", "LICENSE", "LICENSE-TEXT", "README.md", "book.yml", "pyproject.toml")
"""What a learner's copy needs to be installed and found."""

START: Final = "START.txt"
"""What to do first with a pack; plain text, which every system opens. The texts stand in start/."""
TEACHER: Final = "teacher.pdf"

Tell = Callable[[str], None]


def make_packs(root: Path, kind: str, chapters: tuple[str, ...] = (), tell: Tell = lambda _: None) -> list[Path]:
    """Make packs of one kind in build/packs; gives where they are.

    Args:
        root: the repository.
        kind: learner, teacher, offline or chapter.
        chapters: for ``chapter``: their slugs or numbers; all of them if none is given.
        tell: told each step in a line.

    Raises:
        Problem: the book cannot be built, or there is no such chapter.
    """
    root = root.resolve()
    with disk(root / "build"):
        folder = root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        if kind == "chapter":
            return _chapters(root, folder, chapters, tell)
        build(root, tuple(OUTPUTS) if kind == "offline" else ("pdf",), tell)
        files = dict(_FILES[kind](root, tell))
        path = folder / f"takedown-{kind}.zip"
        path.write_bytes(pack({f"takedown-{kind}/{name}": content for name, content in files.items()}))
        return [path]


def _chapters(root: Path, folder: Path, wanted: tuple[str, ...], tell: Tell) -> list[Path]:
    """The PDF of each wanted chapter."""
    known = [chapter.slug for chapter in Course(root).chapters]
    slugs = [_slug(name, known) for name in wanted] or known
    clock = Clock(tell)
    book = read_book(root, clock)
    made = start_chapters(book, folder, slugs)
    paths = made.wait()
    clock.say(made.told)
    return paths


def _slug(name: str, known: Sequence[str]) -> str:
    """The chapter that is called by its name, or by its number with or without zero.

    Raises:
        Problem: there is none.
    """
    number = int(name) if name.isdecimal() else 0
    for slug in known:
        if slug == name or int(slug.partition("_")[0]) == number:
            return slug
    raise no_chapter(name, known)


def _learner(root: Path, _: Tell) -> Iterator[tuple[str, bytes]]:
    """Everything that ``takedown check`` needs, without what gives the answers away."""
    course = Course(root)
    yield _start("learner")
    yield OUTPUTS["pdf"], (root / "build" / OUTPUTS["pdf"]).read_bytes()
    for name in CODE:
        if (root / name).is_file():
            yield name, (root / name).read_bytes()
    for path in _files(root / "src"):
        yield path.relative_to(root).as_posix(), path.read_bytes()
    kept_back = {exercise.why_file for exercise in course.exercises if exercise.release == "teacher"}
    for path in (*_files(root / "chapters"), *_files(root / "exercises")):
        inside = path.relative_to(root)
        if path.name != "teaching.md" and path not in kept_back and not KEYS & set(inside.parts):
            yield inside.as_posix(), path.read_bytes()


def _teacher(root: Path, tell: Tell) -> Iterator[tuple[str, bytes]]:
    """The teacher's book and the book; and what the teacher's book is made of, as files."""
    clock = Clock(tell)
    yield _start("teacher")
    yield OUTPUTS["pdf"], (root / "build" / OUTPUTS["pdf"]).read_bytes()
    yield TEACHER, make_pdf(teacher_book(read_book(root, clock, teacher_pages)))
    clock.say("teacher's book made")
    notes = [chapter.folder / "teaching.md" for chapter in Course(root).chapters]
    for path in (*notes, *_files(root / "docs" / "teach"), *_files(root / "exercises")):
        yield f"sources/{path.relative_to(root).as_posix()}", path.read_bytes()


def _offline(root: Path, _: Tell) -> Iterator[tuple[str, bytes]]:
    """The site, which holds the other outputs; its page for a wrong address is left out: only a server can use it."""
    yield _start("offline")
    site = root / "build" / OUTPUTS["site"]
    for path in _files(site):
        if path != site / "404.html":
            yield f"site/{path.relative_to(site).as_posix()}", path.read_bytes()


def _start(kind: str) -> tuple[str, bytes]:
    """How to begin with a pack; its lines end as every editor of Windows reads them, too."""
    text = Path(__file__).with_name("start").joinpath(f"{kind}.txt").read_text(encoding="utf-8")
    return START, text.replace("\n", "\r\n").encode()


_FILES: Final[Mapping[str, Callable[[Path, Tell], Iterator[tuple[str, bytes]]]]] = {
    "learner": _learner,
    "teacher": _teacher,
    "offline": _offline,
}
"""What each zip holds, once the outputs that it needs are built."""


def _files(folder: Path) -> list[Path]:
    """The files below a folder, in order, without what Python and editors leave there."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in path.parts[-4:])
    )
