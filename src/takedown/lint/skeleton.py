"""``takedown new``: a chapter or an exercise to begin with, made of the examples that docs/contribute shows.

What is written passes lint. No file is ever overwritten; two that are there already get one line each: book.yml names a
new chapter, and chapter.toml counts the minutes of a new exercise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from takedown.course import Course, load_chapter
from takedown.course.chapters import CHAPTER_SLUG
from takedown.course.records import nearest
from takedown.course.source import shown
from takedown.lint.run import commit_date
from takedown.problems import Problem

EXAMPLE = "18_example"
"""The chapter of the examples: its slug, its number and its names are what is replaced."""

STARTERS = {"who_says_what": "table", "middle_value": "code", "shared_birthday": "model", "both_sides": "essay"}
"""The exercises of a new chapter, by slug."""

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


@dataclass(frozen=True)
class _New:
    """A file to write."""

    path: Path
    text: str


def chapter(root: Path, slug: str, title: str | None = None, part: int = 1) -> Iterator[str]:
    """Write the skeleton of a chapter; gives the lines that say what was done.

    Raises:
        Problem: the slug is none, its number is taken, or a file is there already.
    """
    if not re.match(CHAPTER_SLUG, slug):
        raise Problem(f"{slug!r} is no chapter slug", mend="write NN_lower_case, like 18_the_appeal")
    taken = [folder.name for folder in Course(root).chapter_folders if folder.name[:2] == slug[:2]]
    if taken:
        raise Problem(f"chapter {slug[:2]} is {taken[0]} already", mend="take a free number")
    number, name = slug[:2], slug[3:].replace("_", "-")
    today = commit_date(root)
    words = {
        **_names(number, name),
        "example-source": _source(root),
        'title = "Example"': f'title = "{title or _title(slug[3:])}"',
        "part = 1": f"part = {part}",
        "reviewed = 2026-11-24": f"reviewed = {today}",
        "review_by = 2027-11-24": f"review_by = {_next_year(today)}",
    }
    new = list(_copies("chapter", root / "chapters" / slug, words))
    test = next(each for each in new if each.path.name == "test_chapter.py")
    new[new.index(test)] = _New(root / "tests" / "chapters" / f"test_{slug}.py", test.text.replace(EXAMPLE, slug))
    for exercise_slug, kind in STARTERS.items():
        new += _copies(kind, root / "exercises" / slug / exercise_slug, words)
    yield from _write(root, new)
    yield _into_contents(root, slug)


def exercise(root: Path, slug: str, kind: str, title: str | None = None) -> Iterator[str]:
    """Write the skeleton of an exercise; gives the lines that say what was done.

    Raises:
        Problem: there is no such chapter, the slug is none, or a file is there already.
    """
    chapter_slug, _, own = slug.strip("/").partition("/")
    folders = {folder.name: folder for folder in Course(root).chapter_folders}
    if not _SLUG.fullmatch(own):
        raise Problem(f"{slug!r} is no exercise", mend="write NN_chapter/lower_case, like 01_the_case/two_reports")
    if chapter_slug not in folders:
        raise Problem(f"there is no chapter {chapter_slug!r}", mend=nearest(chapter_slug, folders))
    home = load_chapter(folders[chapter_slug], root)
    words = {"18-example": next((claim.id for claim in home.claims), f"{chapter_slug[:2]}-example")}
    new = list(_copies(kind, root / "exercises" / chapter_slug / own, words))
    if title:
        manifest = next(each for each in new if each.path.name == "exercise.toml")
        text = re.sub(r'^title = ".*"', lambda _: f'title = "{title}"', manifest.text, count=1)
        new[new.index(manifest)] = _New(manifest.path, text)
    yield from _write(root, new)
    yield _count_minutes(root, home.folder / "chapter.toml", _minutes(kind))


def _names(number: str, name: str) -> dict[str, str]:
    """The names of the example chapter, and what stands for them in another."""
    return {
        EXAMPLE: f"{number}_{name.replace('-', '_')}",
        "18-example": f"{number}-example",
        "sec-18-": f"sec-{number}-",
        "fig-18-": f"fig-{number}-",
        "q-18-": f"q-{number}-",
    }


def _title(slug: str) -> str:
    """A title for the time being."""
    return slug.replace("_", " ").capitalize()


def _next_year(day: date) -> date:
    """The same day a year later, or the last of February."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _source(root: Path) -> str:
    """A source that was seen, for the example's claim; the first of the book."""
    seen = (key for key, reference in Course(root).references.items() if reference.was_seen)
    return next(seen, "example-source")


def _copies(example: str, folder: Path, words: Mapping[str, str]) -> Iterator[_New]:
    """The files of an example, for another folder and with other names."""
    start = files("takedown.lint").joinpath("examples", example)
    for name, file in _files(start):
        text = file.read_text(encoding="utf-8")
        for old, new in words.items():
            text = text.replace(old, new)
        yield _New(folder / name, text)


def _files(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    """The files of a folder and those below it, with their paths."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and not entry.name.startswith("__"):
            yield from _files(entry, f"{before}{entry.name}/")
        elif entry.is_file():
            yield f"{before}{entry.name}", entry


def _write(root: Path, new: list[_New]) -> Iterator[str]:
    """Write files, or none of them if one is there already."""
    for each in new:
        if each.path.exists():
            raise Problem("this file is there already", file=shown(each.path, root), mend="take another slug")
    for each in new:
        each.path.parent.mkdir(parents=True, exist_ok=True)
        with each.path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(each.text)
        yield f"written: {shown(each.path, root).as_posix()}"


def _into_contents(root: Path, slug: str) -> str:
    """Name a chapter in book.yml after the last one with a smaller number; or say what is to be written there."""
    file, entry = root / "book.yml", f"file: chapters/{slug}/index.md"
    lines = file.read_text(encoding="utf-8").split("\n")
    place, indent = None, ""
    for position, line in enumerate(lines):
        found = re.match(r"^(\s*)- file: chapters/((\d\d)_\w+)/index\.md", line)
        if found and found.group(2) == slug:
            return f"book.yml names chapters/{slug} already"
        if found and (place is None or found.group(3) < slug[:2]):
            place, indent = position + (found.group(3) < slug[:2]), found.group(1)
    if place is None:
        return f"now add to toc in book.yml: - {entry}"
    while place < len(lines) and lines[place].startswith(f"{indent}  "):
        place += 1  # past the title of the chapter before
    lines.insert(place, f"{indent}- {entry}")
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return f"named in book.yml: {entry}"


def _minutes(kind: str) -> int:
    """The minutes of an example."""
    text = files("takedown.lint").joinpath("examples", kind, "exercise.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)["minutes"])


def _count_minutes(root: Path, file: Path, minutes: int) -> str:
    """Add the minutes of an exercise to a chapter's homework; or say what is to be written there."""
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"(\bhomework\s*=\s*)(\d+)", lambda m: f"{m.group(1)}{int(m.group(2)) + minutes}", text, count=1)
    if changed == text:
        return f"now add {minutes} minutes to times.homework in {shown(file, root).as_posix()}"
    file.write_text(changed, encoding="utf-8", newline="\n")
    return f"counted in {shown(file, root).as_posix()}: {minutes} minutes more homework"
