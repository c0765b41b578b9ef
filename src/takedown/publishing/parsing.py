"""From a repository to its :class:`~takedown.publishing.tree.Book`: stage, parse once, read the trees, refuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path

from takedown.course import Course, independent_origins
from takedown.course.claims import Dispute, Source
from takedown.course.records import together
from takedown.course.source import read_toml
from takedown.problems import Problem
from takedown.publishing.engine import Answer, Engine, Message, Request
from takedown.publishing.labels import citation_labels, in_short
from takedown.publishing.plan import Planned
from takedown.publishing.raw import Standing
from takedown.publishing.reading import Asked, Given, Memory, read_page
from takedown.publishing.stage import Draft, Stage, stage
from takedown.publishing.tree import Book, Page, Section
from takedown.publishing.tree import Planned as InPreparation

FORMULAS = "chapters/formulas.en.toml"


More = Callable[[Course], Mapping[Planned, Draft]]
"""Gives pages that book.yml does not name, for an output of their own."""


def make_tree(
    root: Path,
    engine: Engine | None = None,
    meanwhile: Callable[[], None] | None = None,
    more: More | None = None,
    memory: Memory | None = None,
) -> Book:
    """The resolved book of a repository.

    Args:
        root: the folder with book.yml, chapters/, docs/ and exercises/; build/ is written in it.
        engine: a running engine to ask; without one, one is started and ended.
        meanwhile: what to do while the engine works, such as making the figures; its files are looked for afterwards.
        more: pages to stage beside those of book.yml.
        memory: kept by whoever will ask again with the same engine; then only what changed is parsed and read.

    Raises:
        Problem: the first fault, with file and line of the source; it carries the others.
    """
    root = root.resolve()
    if engine is None:
        with Engine(root / "build" / "cache" / "engine") as own:
            return make_tree(root, own, meanwhile, more, memory)
    course = Course(root)
    staged = stage(root, course, more(course) if more is not None else {})
    out = root / "build" / "tree"
    engine.ask(
        staged.folder,
        out,
        [
            Request(page.staged, page.slug, page.number, tuple(sorted(staged.sheets[page.staged].unnumbered)))
            for page in staged.plan.pages
        ],
        again=memory is not None,
    )
    try:
        if meanwhile is not None:
            meanwhile()
    finally:
        answer = engine.answer()
    together(_complaints(answer, staged))
    return _book(root, course, staged, out, memory or Memory())


def _complaints(answer: Answer, staged: Stage) -> list[Problem]:
    """What the parser complains of, said of the source, from the top of each file down."""
    problems = []
    followed = [message for message in answer.messages if not _FOLLOWS.match(message.text)]
    for message in followed or answer.messages:
        file, line = staged.source(message.file, _nearer(message, staged))
        what, mend = _said(message.text.strip().split("\n")[0].rstrip("."))  # what follows names files of the stage
        problems.append(Problem(what, file=file, line=line or None, mend=mend, status=1))
    return sorted(problems, key=lambda problem: (str(problem.file), problem.line or 0))


_USUAL = (
    (
        r"Cross reference target was not found: term-(?P<it>.+)",
        "the glossary has no term {it!r}",
        "add it to chapters/glossary.md, or write the word as it stands there",
    ),
    (
        r"(?:Cross reference target was not found: |No target for internal reference \"#)(?P<it>[^\"]+)(?:\".*)?",
        "there is no label {it!r} in the book",
        "mend it, or put the label before what it should lead to",
    ),
    (
        r"Could not link citation with label \"(?P<it>.+)\"",
        "there is no source {it!r} in chapters/references.bib",
        "add it there, or mend the key",
    ),
    (
        r"Duplicate identifier in \w+ \"(?P<it>.+)\"",
        "the label {it!r} stands a second time in the book",
        "give this one another name",
    ),
    (
        r"unknown (?P<kind>directive|role): (?P<it>.+)",
        "there is no {kind} {it!r}",
        "use one that docs/contribute/constructs.md names",
    ),
)
"""What the parser says of the usual slips, with this book's words for it and the mend."""


def _said(text: str) -> tuple[str, str]:
    """What is wrong and how to mend it; a complaint that is not usual stays in the parser's own words."""
    for pattern, what, mend in _USUAL:
        if found := re.fullmatch(pattern, text):
            return what.format(**found.groupdict()), mend
    what, _, mend = text.partition(": ")
    return what, mend


_FOLLOWS = re.compile(r"(Cross reference|Link) text is empty for")
"""What the parser says a second time of a reference to nothing."""

_NAMED = re.compile(r'"#?([^"]+)"|<#?([^>]+)>|: (?:term-)?([\w./-]+)$')


def _nearer(message: Message, staged: Stage) -> int:
    """The staged line of a complaint: the parser names the first line of a paragraph, so look for what it names."""
    sheet = staged.sheets.get(message.file)
    named = [word for found in _NAMED.findall(message.text) for word in found if word]
    if sheet is None or not message.line:
        return message.line
    for line in range(message.line, len(sheet.lines) + 1):
        text = sheet.lines[line - 1]
        if any(word in text for word in named):
            return line
        if not text.strip():
            break
    return message.line


def _book(root: Path, course: Course, staged: Stage, out: Path, memory: Memory) -> Book:
    """The trees of all pages, in the order of the plan."""
    words = _formulas(root)
    labels = citation_labels(course.references)
    standing = lru_cache(maxsize=None)(partial(_standing, course))
    problems: list[Problem] = []

    def page(planned: Planned) -> Page:
        slug = planned.slug
        text = (out / f"{slug}.json").read_text("utf-8")
        given = Given(text, tuple(staged.sheets[planned.staged].origins), words, labels)
        node, faults = read_page(slug, given, Asked(standing, partial(_image, root, planned)), memory)
        problems.extend(faults)
        return Page(slug, planned.role, staged.titles[slug], planned.number, planned.source, node, planned.printed,
                    staged.labels[slug])  # fmt: skip

    sections = tuple(
        Section(
            group.title,
            group.kind,
            tuple(
                page(entry) if entry.ready else InPreparation(entry.slug, entry.number, entry.title)
                for entry in group.entries
            ),
        )
        for group in staged.plan.groups
    )
    together(problems)
    return Book(root, staged.plan.meta, sections)


def _formulas(root: Path) -> Mapping[str, str]:
    """The words of each formula, by its TeX."""
    path = root / FORMULAS
    if not path.is_file():
        return {}
    document = read_toml(path, root)
    for tex, words in document.data.items():
        if not isinstance(words, str) or not words.strip():
            raise Problem(f"{tex} has no words", file=document.path, line=document.line((tex,)), mend="write a string")
    return {tex: str(words) for tex, words in document.data.items()}


def _standing(course: Course, name: str) -> Standing:
    """Where a claim stands that may be used in prose.

    Raises:
        Problem: there is none of that id, or none of its sources was seen.
    """
    status = course.status(name)
    if status == "unseen":
        raise Problem(
            f"none of the sources of claim {name!r} was seen", mend="read one, or take the claim out of prose"
        )
    claim = course.claim(name)

    def named(sources: Iterable[Source | Dispute]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(in_short(course.references[source.key]) for source in sources))

    origins = len(independent_origins(claim, course.references, course.origins))
    return Standing(str(status), claim.statement, origins, named(claim.sources), named(claim.disputed_by))


def _image(root: Path, page: Planned, source: str) -> Path:
    """The file behind an image's address: a drawn figure of a chapter, or a file of docs/.

    Raises:
        Problem: there is none.
    """
    if page.role == "chapter" and source.startswith("figures/"):
        name = Path(source).name
        path = root / "build" / "figures" / page.slug / name
        mend = f"write chapters/{page.slug}/figures/{Path(name).stem}.py, or mend the name"
    else:
        path = (root / page.source).parent / source
        mend = "mend its path"
    if not path.is_file() or not path.resolve().is_relative_to(root):
        raise Problem(f"the image {source} is not there", mend=mend)
    return path
