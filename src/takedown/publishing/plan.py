"""What the book holds and in which order: book.yml read as sections, with the chapters that are still in preparation.

book.yml is an ordinary configuration of Jupyter Book. Its table of contents names every page; a chapter whose folder
is not there yet keeps its ``title`` in the contents, so the list of 17 chapters stands in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from takedown.course.source import read_text
from takedown.problems import Problem
from takedown.publishing.released import release
from takedown.publishing.settings import read_yaml
from takedown.publishing.tree import Meta, Role

CONFIG = "book.yml"
_CHAPTER = re.compile(r"^chapters/((\d\d)_[a-z0-9_]+)/index\.md$")
_KEYS = {"title", "subtitle", "authors", "license", "bibliography", "toc", "abbreviations", "options", "description"}

GENERATED: dict[Role, str] = {
    "contents": "Contents",
    "ledger": "Claims and their sources",
    "references": "References",
    "glossary": "Glossary",
    "as-of": "As of",
}
"""The pages that staging writes: role, which is also the address, and title."""


@dataclass(frozen=True)
class Planned:
    """An entry of the plan: a page to stage, or a chapter in preparation (``ready`` is false)."""

    slug: str
    role: Role
    source: str
    staged: str
    number: str = ""
    title: str = ""
    printed: bool = True
    ready: bool = True


@dataclass(frozen=True)
class Group:
    """Entries under one title of the contents."""

    title: str
    kind: Literal["part", "docs", "back"]
    entries: tuple[Planned, ...]


@dataclass(frozen=True)
class Plan:
    """The order of the book and what book.yml says of it as a whole."""

    meta: Meta
    groups: tuple[Group, ...]
    abbreviations: Mapping[str, str]

    @property
    def pages(self) -> tuple[Planned, ...]:
        """The entries that become a page, in order."""
        return tuple(entry for group in self.groups for entry in group.entries if entry.ready)


class _Reader:
    """Reads book.yml and says on which line a fault stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.text = read_text(root / CONFIG, root)

    def problem(self, what: str, mend: str, word: str = "") -> Problem:
        """A refusal at the line that holds a word."""
        lines = self.text.split("\n")
        line = next((number for number, line in enumerate(lines, start=1) if word and word in line), 1)
        return Problem(what, file=CONFIG, line=line, mend=mend)

    def project(self) -> dict[str, object]:
        """The ``project`` table.

        Raises:
            Problem: the file is no YAML, lacks a key, or holds unknown keys.
        """
        project = read_yaml(self.root / CONFIG, self.root).get("project")
        if not isinstance(project, dict):
            raise self.problem("there is no project in it", "add 'project:' with title, authors and toc")
        for key in project:
            if key not in _KEYS:
                raise self.problem(f"unknown key {key!r}", f"known are {', '.join(sorted(_KEYS))}", f"{key}:")
        for key in ("title", "authors", "license", "toc"):
            if not project.get(key):
                raise self.problem(f"key {key!r} is missing", "add it below project")
        return dict(project)


def read_plan(root: Path) -> Plan:
    """The plan of the repository at ``root``.

    Raises:
        Problem: book.yml is broken, names a page that is missing, or leaves out one that is there.
    """
    reader = _Reader(root)
    project = reader.project()
    options = project.get("options")
    printed = _strings(options.get("print")) if isinstance(options, dict) else ()
    toc = project["toc"]
    if not isinstance(toc, list) or not all(isinstance(item, dict) for item in toc):
        raise reader.problem("'toc' is not a list of entries", "write '- file: docs/index.md'", "toc:")
    groups = tuple(_groups(toc, reader, frozenset(printed)))
    _complete(groups, reader)
    return Plan(meta=_meta(project, root), groups=groups, abbreviations=_words(project.get("abbreviations")))


def _meta(project: Mapping[str, object], root: Path) -> Meta:
    """The cover and the colophon."""
    authors = project["authors"]
    names = [author["name"] if isinstance(author, dict) else str(author) for author in _list(authors)]
    version, released = release(root)
    return Meta(
        title=str(project["title"]),
        subtitle=str(project.get("subtitle") or ""),
        authors=tuple(str(name) for name in names),
        licence=str(project["license"]),
        language="en",
        version=version,
        released=released,
    )


def _groups(toc: list[dict[str, object]], reader: _Reader, printed: frozenset[str]) -> Iterator[Group]:
    """The sections of the contents; entries without a section of their own form one without a title."""
    loose: list[Planned] = []
    taken: set[str] = set()
    for item in toc:
        if "children" in item:
            if loose:
                yield Group("", "docs", tuple(loose))
                loose = []
            children = [child for child in _list(item["children"]) if isinstance(child, dict)]
            entries = [entry for child in children for entry in _entries(child, reader, printed, taken)]
            part = any(entry.role == "chapter" for entry in entries)
            yield Group(str(item.get("title") or ""), "part" if part else "docs", tuple(entries))
        else:
            loose += _entries(item, reader, printed, taken)
    if loose:
        yield Group("", "docs", tuple(loose))
    yield Group("At the back", "back", tuple(_generated(reader.root)))


def _entries(
    item: Mapping[str, object], reader: _Reader, printed: frozenset[str], taken: set[str]
) -> Iterator[Planned]:
    """The pages of one entry: a file, or all files of a pattern that no earlier entry named."""
    if "pattern" in item:
        found = sorted(path.relative_to(reader.root).as_posix() for path in reader.root.glob(str(item["pattern"])))
        names = [name for name in found if name not in taken]
    elif "file" in item:
        names = [str(item["file"])]
    else:
        raise reader.problem("an entry of 'toc' has neither file nor pattern", "give it one", str(item.get("title")))
    for name in names:
        if name in taken:
            raise reader.problem(f"{name} stands twice in 'toc'", "keep one", name)
        taken.add(name)
        yield _entry(name, str(item.get("title") or ""), reader, name in printed)


def _entry(name: str, title: str, reader: _Reader, printed: bool) -> Planned:
    """One page."""
    there = (reader.root / name).is_file()
    if chapter := _CHAPTER.match(name):
        folder = (reader.root / name).parent
        entry = Planned(chapter[1], "chapter", name, name, str(int(chapter[2])), title)
        if folder.is_dir() and any(folder.iterdir()):
            return entry
        if not title:
            raise reader.problem(f"{name} is missing and has no title", "write the chapter, or add its title", name)
        return replace(entry, ready=False)
    if not name.startswith("docs/") or not name.endswith(".md"):
        raise reader.problem(f"{name} is no page of this book", "name docs/....md or chapters/NN_slug/index.md", name)
    if not there:
        raise reader.problem(f"{name} is missing", "write it, or take it out of 'toc'", name)
    return Planned(name[len("docs/") : -len(".md")], "docs", name, name, printed=printed)


def _generated(root: Path) -> Iterator[Planned]:
    """The pages that staging writes; docs/NAME.md, where it is there, is how the page begins."""
    for role, title in GENERATED.items():
        source = f"docs/{role}.md"
        if role == "glossary":
            source = "chapters/glossary.md"
            if not (root / source).is_file():
                continue
        yield Planned(role, role, source, f"docs/{role}.md", title=title, printed=role != "contents")


def _complete(groups: tuple[Group, ...], reader: _Reader) -> None:
    """Refuse a contents without a first page, or one that leaves out a page that is there."""
    entries = [entry for group in groups for entry in group.entries]
    if not entries or entries[0].slug != "index":
        raise reader.problem("the first entry of 'toc' is not docs/index.md", "put it first", "toc:")
    named = {entry.source for entry in entries} | {f"docs/{role}.md" for role in GENERATED}
    there = [*reader.root.glob("docs/**/*.md"), *reader.root.glob("chapters/[0-9][0-9]_*/index.md")]
    for path in sorted(there):
        name = path.relative_to(reader.root).as_posix()
        if name not in named:
            raise reader.problem(f"{name} is in no entry of 'toc'", f"add '- file: {name}' where it belongs", "toc:")


def _list(value: object) -> list[object]:
    """A value that should be a list."""
    return list(value) if isinstance(value, list) else [value]


def _strings(value: object) -> tuple[str, ...]:
    """A value that should be a list of strings."""
    return tuple(str(item) for item in _list(value)) if value else ()


def _words(value: object) -> dict[str, str]:
    """A value that should be a table of strings."""
    return {str(key): str(word) for key, word in value.items()} if isinstance(value, dict) else {}
