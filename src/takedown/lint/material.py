"""What the checks look at: everything in the repository that could be read, and what was wrong with the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from takedown.course import Chapter, Claim, Course, Exercise, Origin, Reference, Term, load_chapter, load_exercise
from takedown.course.claims import status_of
from takedown.course.exercises import WrongAnswer, exercise_folders
from takedown.course.source import read_text
from takedown.lint.myst import Block, blocks, without_code
from takedown.problems import Problem

T = TypeVar("T")
IGNORED = {"__pycache__", "node_modules"}
GENERATED = IGNORED | {"build", "dist", "work", "venv"}
OUR_HIDDEN = {".ci", ".github"}
LOCKS = {"requirements.lock", "package-lock.json"}
LARGEST = 2_000_000  # bytes of a text file; what is larger was not written by hand


@dataclass(frozen=True)
class Page:
    """A text of the book: its path in the repository, its words, its blocks."""

    path: Path
    text: str

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The page cut into blocks."""
        return blocks(self.text)

    @property
    def lines(self) -> list[str]:
        """The lines of the page."""
        return self.text.split("\n")

    @cached_property
    def said(self) -> tuple[tuple[int, str], ...]:
        """The lines that are read as prose, numbered: without labels, programs and code spans; all of a data file."""
        if self.path.suffix != ".md":
            return tuple(enumerate(self.lines, start=1))
        return tuple(
            (number, without_code(line))
            for block in self.blocks
            if block.sort not in {"label", "code"}
            for number, line in enumerate(block.lines, start=block.line)
        )


class Material:
    """The repository for the checks; whatever cannot be read is kept once in ``broken`` and left out."""

    def __init__(self, root: Path, today: date) -> None:
        """The material of a repository, judged as of a day."""
        self.root = root
        self.today = today
        self.course = Course(root)
        self.broken: dict[str, Problem] = {}
        self._pages: dict[Path, Page | None] = {}

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What a reader gives, or None after its problem is noted."""
        try:
            return read()
        except Problem as problem:
            for each in problem.every():
                self.broken.setdefault(str(each), Problem(each.what, file=each.file, line=each.line, mend=each.mend))
            return None

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters that can be read."""
        tried = (self.attempt(lambda f=f: load_chapter(f, self.root)) for f in self.course.chapter_folders)  # type: ignore[misc]
        return tuple(chapter for chapter in tried if chapter is not None)

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises that can be read."""
        folders = exercise_folders(self.root / "exercises")
        tried = (self.attempt(lambda f=f: load_exercise(f, self.root)) for f in folders)  # type: ignore[misc]
        return tuple(exercise for exercise in tried if exercise is not None)

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """The origins, or nothing."""
        return self.attempt(lambda: self.course.origins) or {}

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """The sources, or nothing."""
        return self.attempt(lambda: self.course.references) or {}

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The terms, or nothing."""
        return self.attempt(lambda: self.course.glossary) or ()

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim that can be read, by id; the first where an id is used twice."""
        found: dict[str, Claim] = {}
        for chapter in self.chapters:
            for claim in self.attempt(lambda c=chapter: c.claims) or ():  # type: ignore[misc]
                found.setdefault(claim.id, claim)
        self.attempt(lambda: self.course.claims)
        return found

    def status(self, claim: Claim) -> str | None:
        """The status of a claim, or None where its sources cannot be read."""
        keys = [source.key for source in claim.sources]
        named = [source.origin for source in claim.sources if source.origin]
        if any(key not in self.references for key in keys) or any(name not in self.origins for name in named):
            return None
        return str(status_of(claim, self.references, self.origins))

    def wrong_answers(self, exercise: Exercise) -> tuple[WrongAnswer, ...]:
        """The wrong answers of an exercise, or nothing."""
        return self.attempt(lambda: exercise.wrong) or ()

    def shown(self, path: Path) -> Path:
        """A path relative to the repository."""
        return path.relative_to(self.root)

    def page(self, path: Path) -> Page | None:
        """A text file by absolute path, or None where it cannot be read."""
        if path not in self._pages:
            text = self.attempt(lambda: read_text(path, self.root))
            self._pages[path] = None if text is None else Page(self.shown(path), text)
        return self._pages[path]

    def line_of(self, path: Path, text: str) -> int:
        """The line of a file that holds the beginning of a text, or 1; quotes in it may be written in another way."""
        page = self.page(path)
        start = text.partition('"')[0][:40]
        return next((number for number, line in enumerate(page.lines if page else [], start=1) if start in line), 1)

    def pages(self, *patterns: str) -> Iterator[Page]:
        """The readable text files that match, in order."""
        for path in sorted({path for pattern in patterns for path in self.root.glob(pattern)}):
            hidden = any(part in IGNORED or part.startswith(".") for part in self.shown(path).parts)
            if path.is_file() and not hidden and (page := self.page(path)):
                yield page

    def chapter_pages(self) -> Iterator[tuple[Chapter, Page]]:
        """The prose of each chapter that has some."""
        for chapter in self.chapters:
            if page := self.page(chapter.index):
                yield chapter, page

    def texts(self) -> Iterator[Page]:
        """Everything that can state something: prose, openers, questions, claims, hints."""
        yield from self.prose()
        yield from self.pages(
            "chapters/*/chapter.toml",
            "chapters/*/questions.toml",
            "chapters/*/claims.toml",
            "exercises/*/*/exercise.toml",
        )

    def prose(self) -> Iterator[Page]:
        """Everything written for readers: chapters, tasks, explanations, the site's own pages."""
        return self.pages(
            "chapters/*.md",
            "chapters/*/*.md",
            "exercises/*/*/task.md",
            "exercises/*/*/why.md",
            "docs/**/*.md",
        )

    def every_text(self) -> Iterator[Page]:
        """Every text file of the repository, code and tests too, but nothing generated, installed or locked."""
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(
                name for name in folders if name in OUR_HIDDEN or not (name.startswith(".") or name in GENERATED)
            )
            for name in sorted(names):
                path = Path(folder, name)
                if name not in LOCKS and path.is_file() and path.stat().st_size <= LARGEST:
                    raw = path.read_bytes()
                    if b"\0" not in raw:
                        yield Page(self.shown(path), raw.decode("utf-8", errors="replace"))
