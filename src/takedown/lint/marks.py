"""Headings, labels and figures: addresses that never change, and words for those who do not see the picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from takedown.lint.material import Material, Page
from takedown.lint.myst import Block
from takedown.lint.registry import check
from takedown.problems import Problem

LEAST_ALT = 40
"""Characters under which an alternative text cannot say what a sighted reader learns."""

_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LOOKS = re.compile(
    r"^(?:an? |the )?(?:image|picture|figure|photo|graphic|chart|diagram|plot)\b(?: of| showing|:)", re.IGNORECASE
)
_PREFIX = {"figure": "fig", "table": "tab", "list-table": "tab", "math": "eq", "exercise": "ex"}


@check
def headings_have_addresses(material: Material) -> Iterable[Problem]:
    """Each heading has an explicit id on the line before it, and no level is skipped."""
    for page in material.pages("chapters/*/index.md", "docs/**/*.md"):
        in_chapter = page.path.parts[0] == "chapters"
        level, before = 1, None
        for block in page.blocks:
            if block.sort == "heading":
                yield from _heading(page, block, before, level, in_chapter=in_chapter)
                level = block.level
            before = block


def _heading(page: Page, block: Block, before: Block | None, level: int, *, in_chapter: bool) -> Iterator[Problem]:
    """What is wrong with a heading, after a block and a heading of some level."""
    if in_chapter and block.level == 1:
        yield Problem(
            "a heading of level one",
            file=page.path,
            line=block.line,
            mend="begin with ##: the title stands in chapter.toml",
        )
        return
    if block.level > level + 1:
        yield Problem(
            f"a heading of level {block.level} under one of level {level}",
            file=page.path,
            line=block.line,
            mend="leave no level out",
        )
    labelled = before is not None and before.sort == "label" and before.line >= block.line - 2
    if not labelled and (in_chapter or block.level > 1):
        mend = (
            f"write (sec-{page.path.parts[1][:2]}-...)= on the line before"
            if in_chapter
            else "write (docs-...)= above it"
        )
        yield Problem("a heading without an id", file=page.path, line=block.line, mend=mend)


@dataclass(frozen=True)
class _Label:
    """A label: its file, line and name, and the prefix that it should have ("" for any)."""

    file: Path
    line: int
    name: str
    prefix: str = ""


@check
def labels_are_unique(material: Material) -> Iterable[Problem]:
    """A label names one place in the whole book, and in a chapter it tells its kind and the chapter's number."""
    first: dict[str, _Label] = {}
    for label in _labels(material):
        before = first.setdefault(label.name.lower(), label)
        if before is not label:
            yield Problem(
                f"label {label.name!r} is used twice (first in {before.file.as_posix()}:{before.line})",
                file=label.file,
                line=label.line,
                mend="give one of them another name",
            )
        elif not re.fullmatch(rf"{label.prefix}[a-z0-9-]+", label.name):
            yield Problem(
                f"label {label.name!r} is not of the usual form",
                file=label.file,
                line=label.line,
                mend=f"write {label.prefix}name, in lower case with dashes",
            )


def _labels(material: Material) -> Iterator[_Label]:
    """The labels of the pages, then of questions and exercises, which staging adds."""
    for page in material.pages("chapters/*.md", "chapters/*/index.md", "docs/**/*.md"):
        number = page.path.parts[1][:2] if page.path.name == "index.md" and page.path.parts[0] == "chapters" else ""
        for block, following in zip_longest(page.blocks, page.blocks[1:]):
            kind = ""
            if block.sort == "label":
                name = block.lines[0].strip()[1:-2]
                kind = "sec" if following is not None and following.sort == "heading" else ""
            elif block.sort == "directive":
                name = block.inside[-1].options.get("name") or block.inside[-1].options.get("label", "")
                kind = _PREFIX.get(block.inside[-1].name, "")
            else:
                continue
            if name:
                yield _Label(page.path, block.line, name, f"{kind}-{number}-" if kind and number else "")
    for chapter in material.chapters:
        for question in material.attempt(lambda c=chapter: c.questions) or ():  # type: ignore[misc]
            yield _Label(question.file, question.line, question.id)
    for exercise in material.exercises:
        yield _Label(exercise.file, 1, f"ex-{exercise.chapter[:2]}-{exercise.slug.replace('_', '-')}")


@check
def figures_have_words(material: Material) -> Iterable[Problem]:
    """Each figure has a label, a caption and an alternative text that says what a sighted reader learns."""
    for page in material.prose():
        for block in page.blocks:
            if block.sort == "directive" and block.inside[-1].name == "figure":
                yield from _figure(page, block)
            elif block.sort not in {"directive", "code", "label"}:
                for number, line in enumerate(block.lines, start=block.line):
                    for alt in _IMAGE.findall(line):
                        yield from _words(page, number, alt)


def _figure(page: Page, block: Block) -> Iterator[Problem]:
    """What a figure lacks."""
    figure = block.inside[-1]
    if not figure.options.get("name"):
        yield Problem("a figure without a label", file=page.path, line=block.line, mend="add :name: fig-NN-...")
    captions = [each for each in page.blocks if each.sort == "paragraph" and figure in each.inside]
    if not captions:
        yield Problem("a figure without a caption", file=page.path, line=block.line, mend="write one inside it")
    alt = figure.options.get("alt", "")
    yield from _words(page, block.line, alt)
    if alt and any(alt.strip(". ").lower() in " ".join(each.text.lower().split()) for each in captions):
        yield Problem(
            "the alternative text repeats the caption",
            file=page.path,
            line=block.line,
            mend="say in it what the picture shows",
        )


def _words(page: Page, line: int, alt: str) -> Iterator[Problem]:
    """What is wrong with an alternative text."""
    if len(alt.strip()) < LEAST_ALT:
        what = "the alternative text says too little" if alt.strip() else "no alternative text"
        yield Problem(
            what, file=page.path, line=line, mend=f"say in {LEAST_ALT} or more characters what one learns from it"
        )
    elif _LOOKS.match(alt):
        yield Problem(
            "the alternative text says that it is a picture",
            file=page.path,
            line=line,
            mend="begin with what the picture shows",
        )
