"""What is handed out: zips for learners, for teachers and for reading offline, and one PDF per chapter.

A pack holds files of the repository as they are, and outputs of a build. The same files give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from takedown.course import Course
from takedown.course.archive import pack
from takedown.publishing.build import OUTPUTS, Clock, build, read_book
from takedown.publishing.chapters import start_chapters
from takedown.publishing.shelf import chapter_slugs

FOLDER: Final = "build/packs"
KEYS: Final = {"solution", "wrong", "samples"}
"""Folders of an exercise that only a teacher gets."""
CODE: Final = ("CITATION.cff", "LICENSE", "LICENSE-TEXT", "README.md", "book.yml", "pyproject.toml")
"""What a learner's copy needs to be installed and found."""

_LEARNER = """\
# Takedown: the learner's pack

You need Python 3.11 or later and, once, a network.

1. Read: `takedown.pdf`.
2. Install: `python -m venv .venv`, then `.venv/bin/python -m pip install .`
   (on Windows `.venv\\Scripts\\python -m pip install .`).
3. Try: `.venv/bin/takedown list` shows the exercises, `takedown start NAME` begins one,
   `takedown check NAME` judges it.
4. Hand in: `takedown submit` makes the file that your course asks for.

Solutions are not in this pack.
Tables can be solved on paper: the worksheets stand at the end of the PDF.
"""
_TEACHER = """\
# Takedown: the teacher's pack

For each chapter: the teaching note (synopsis, plan in minutes, board plan, what to expect, how discussions go wrong,
rubric, slides outline), and for each of its exercises the task, the solution, the reasons, the mistakes that readers
make and, for an essay, its rubric and marked samples.
How to plan a course, grade a class and deal with data and language models stands in `teach/`.

Please do not publish the folder `exercises/`: the solutions in it are those of the graded tasks.
A `{claim}` in a note names a claim of the ledger, a `[@source]` an entry of the references.
"""
_OFFLINE = """\
# Takedown, to read without a network

Open `site/index.html` in a browser: everything works from this folder, the search too.
`site/download/` holds the same book for print (`takedown.pdf`), for readers of electronic books (`takedown.epub`), and
a PDF of each chapter.
"""

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
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "chapter":
        return _chapters(root, folder, chapters, tell)
    if kind == "teacher":
        files = dict(_teacher(Course(root)))
    else:
        build(root, ("pdf",) if kind == "learner" else tuple(OUTPUTS), tell)
        files = dict(_learner(Course(root)) if kind == "learner" else _offline(root))
    path = folder / f"takedown-{kind}.zip"
    path.write_bytes(pack({f"takedown-{kind}/{name}": content for name, content in files.items()}))
    return [path]


def _chapters(root: Path, folder: Path, wanted: tuple[str, ...], tell: Tell) -> list[Path]:
    """The PDF of each wanted chapter."""
    clock = Clock(tell)
    book = read_book(root, clock)
    known = chapter_slugs(book)
    chapters = start_chapters(book, folder, [_slug(name, known) for name in wanted])
    made = chapters.wait()
    clock.say(chapters.told)
    return made


def _slug(name: str, known: Sequence[str]) -> str:
    """The chapter that is called by its number, with or without zero; every other name is a slug already."""
    if not name.isdecimal():
        return name
    return next((slug for slug in known if int(name) == int(slug.partition("_")[0])), name)


def _learner(course: Course) -> Iterator[tuple[str, bytes]]:
    """Everything that ``takedown check`` needs, without what gives the answers away."""
    yield "START.md", _LEARNER.encode()
    yield OUTPUTS["pdf"], (course.root / "build" / OUTPUTS["pdf"]).read_bytes()
    for name in CODE:
        if (course.root / name).is_file():
            yield name, (course.root / name).read_bytes()
    for path in _files(course.root / "src"):
        yield path.relative_to(course.root).as_posix(), path.read_bytes()
    for path in (*_files(course.root / "chapters"), *_files(course.root / "exercises")):
        inside = path.relative_to(course.root)
        if path.name != "teaching.md" and not KEYS & set(inside.parts):
            yield inside.as_posix(), path.read_bytes()


def _teacher(course: Course) -> Iterator[tuple[str, bytes]]:
    """Notes and keys by chapter, and the pages on teaching."""
    yield "START.md", _TEACHER.encode()
    for path in _files(course.root / "docs" / "teach"):
        yield f"teach/{path.relative_to(course.root / 'docs' / 'teach').as_posix()}", path.read_bytes()
    for chapter in course.chapters:
        for name in ("teaching.md", "chapter.toml"):
            if (chapter.folder / name).is_file():
                yield f"chapters/{chapter.slug}/{name}", (chapter.folder / name).read_bytes()
    for path in _files(course.root / "exercises"):
        yield path.relative_to(course.root).as_posix(), path.read_bytes()


def _offline(root: Path) -> Iterator[tuple[str, bytes]]:
    """The site, which holds the other outputs; its page for a wrong address is left out: only a server can use it."""
    yield "START.md", _OFFLINE.encode()
    site = root / "build" / OUTPUTS["site"]
    for path in _files(site):
        if path != site / "404.html":
            yield f"site/{path.relative_to(site).as_posix()}", path.read_bytes()


def _files(folder: Path) -> list[Path]:
    """The files below a folder, in order, without what Python and editors leave there."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part == "__pycache__" or part.startswith(".") for part in path.parts[-4:])
    )
