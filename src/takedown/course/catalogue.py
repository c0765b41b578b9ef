"""The course as one object: everything the repository holds, read when it is asked for.

The only code that knows where files lie, together with the folders of :class:`Chapter` and :class:`Exercise`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from takedown.course.chapters import Chapter, load_chapter
from takedown.course.claims import Claim, Dispute, Origin, Source, Status, read_origins, status_of
from takedown.course.exercises import Exercise, exercise_folders, load_exercise, load_exercises
from takedown.course.glossary import Term, read_glossary
from takedown.course.records import nearest, together, unique
from takedown.course.references import Reference, read_references
from takedown.problems import Problem

T = TypeVar("T")


def find_root(start: Path | None = None) -> Path:
    """The repository around a folder (default: the current one): it has book.yml and chapters/.

    Raises:
        Problem: no folder on the way up is one.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "book.yml").is_file() and (folder / "chapters").is_dir():
            return folder
    raise Problem("this folder is not inside the book's repository", mend="go to the folder that holds book.yml")


class Course:
    """Everything a repository holds; each part is read once, on first use, and raises a Problem if it is broken."""

    def __init__(self, root: Path) -> None:
        """A course over the repository at ``root``; nothing is read yet."""
        self.root = root

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in order."""
        return tuple(load_chapter(folder, self.root) for folder in self.chapter_folders)

    @property
    def chapter_folders(self) -> tuple[Path, ...]:
        """Every folder that should hold a chapter, in order."""
        folders = (self.root / "chapters").glob("[0-9][0-9]_*")
        return tuple(sorted(folder for folder in folders if folder.is_dir() and any(folder.iterdir())))

    def chapter(self, slug: str) -> Chapter:
        """One chapter.

        Raises:
            Problem: there is none of that slug; names the nearest.
        """
        return _pick(slug, {chapter.slug: chapter for chapter in self.chapters}, "chapter")

    @cached_property
    def exercises(self) -> tuple[Exercise, ...]:
        """The exercises, by chapter and slug."""
        return load_exercises(self.root / "exercises", self.root)

    def exercise(self, exercise_id: str) -> Exercise:
        """One exercise, by ``chapter/slug``; reads no other.

        Raises:
            Problem: there is none of that id; names the nearest.
        """
        folders = {f"{path.parent.name}/{path.name}": path for path in exercise_folders(self.root / "exercises")}
        return load_exercise(_pick(exercise_id.strip("/"), folders, "exercise"), self.root)

    def exercises_of(self, chapter: str) -> tuple[Exercise, ...]:
        """The exercises of one chapter, easiest first; among equals those that need no programming come first."""
        own = [exercise for exercise in self.exercises if exercise.chapter == chapter]
        return tuple(sorted(own, key=lambda one: (one.level, one.kind in {"code", "model"}, one.minutes, one.slug)))

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Who first knew something, by id."""
        return MappingProxyType(read_origins(self.root / "chapters" / "origins.toml", self.root))

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """The sources, by key."""
        references = read_references(self.root / "chapters" / "references.bib", self.root)
        together(
            Problem(
                f"{reference.key}: origin {reference.origin!r} is not in chapters/origins.toml",
                file=reference.file,
                line=reference.line,
                mend=nearest(reference.origin, self.origins),
            )
            for reference in references.values()
            if reference.origin not in self.origins
        )
        return MappingProxyType(references)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """The claims of all chapters, by id."""
        claims = [claim for chapter in self.chapters for claim in chapter.claims]
        together([*unique(claims), *unique([claim for claim in claims if claim.article], "article")])
        together(fault for claim in claims for fault in self.unknown_names(claim))
        return MappingProxyType({claim.id: claim for claim in claims})

    def unknown_names(self, claim: Claim) -> Iterable[Problem]:
        """A problem for each source key or origin of a claim that does not exist."""
        named: tuple[Source | Dispute, ...] = (*claim.sources, *claim.disputed_by)
        for source in named:
            if source.key not in self.references:
                yield Problem(
                    f"claim {claim.id!r} names source {source.key!r}, which is not in chapters/references.bib",
                    file=claim.file,
                    line=claim.line,
                    mend=nearest(source.key, self.references),
                )
            if source.origin is not None and source.origin not in self.origins:
                yield Problem(
                    f"claim {claim.id!r} names origin {source.origin!r}, which is not in chapters/origins.toml",
                    file=claim.file,
                    line=claim.line,
                    mend=nearest(source.origin, self.origins),
                )

    def claim(self, claim_id: str) -> Claim:
        """One claim.

        Raises:
            Problem: there is none of that id; names the nearest.
        """
        return _pick(claim_id, self.claims, "claim")

    def status(self, claim_id: str) -> Status:
        """How sure a claim is, computed from its sources.

        Raises:
            Problem: there is no such claim; names the nearest.
        """
        return status_of(self.claim(claim_id), self.references, self.origins)

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The terms of the glossary."""
        return read_glossary(self.root / "chapters" / "glossary.md", self.root)


def _pick(name: str, things: Mapping[str, T], sort: str) -> T:
    """The thing of a name, or a problem that names the nearest."""
    if name not in things:
        raise Problem(f"there is no {sort} {name!r}", mend=nearest(name, things))
    return things[name]
