"""The resolved book that the renderers read: typed nodes, pages, and their order with the parts.

:func:`takedown.publishing.parsing.make_tree` makes a :class:`Book` of any root folder. A renderer handles every node
type below and raises ``node.problem("...")`` for any other. Every node knows the source file and line it comes from.
Numbers, references, citations, words and Typst code are final: a renderer counts and resolves nothing.

Blocks
    ``heading``          depth 2 to 6, identifier, number ("1.2" or ""); the page's own title is no node, see Page.title
    ``paragraph``, ``blockquote``, ``thematicBreak``
    ``list``             ordered, start; holds ``listItem`` (tight; checked: true, false or absent)
    ``definitionList``   holds ``definitionTerm`` and ``definitionDescription`` in turn
    ``glossary``         holds a definitionList whose terms have an identifier
    ``container``        kind figure, table or code; identifier, word ("Figure"), number ("1.2" or ""); holds ``image``,
                         ``table`` or ``code``, a ``caption`` (blocks, without the number) and perhaps a ``legend``
    ``image``            path (absolute, of a file that exists), source (as written), alt, width
    ``table``            holds ``tableRow``, which hold ``tableCell`` (header, align, colspan, rowspan)
    ``code``             value, lang, numbered, start (first line number), emphasised (tuple of line numbers)
    ``math``             value (TeX), mathml, words, typst, identifier, number
    ``admonition``       kind note, tip, warning, important, article, worked, think, other-side or key-points; folded;
                         title (plain words, "" where the kind's own word serves); perhaps holds ``admonitionTitle``
    ``aside``            a margin note; perhaps holds ``admonitionTitle``
    ``details``          a folded box; holds ``summary`` first
    ``tabSet``           holds ``tabItem`` (title, selected)
    ``exercise``         identifier, number, word ("Question"); perhaps holds ``admonitionTitle``
    ``solution``         answers (identifier of its exercise), number (of its exercise), word, identifier
    ``entry``            kind claim or reference, name, identifier ("claim-ID", "ref-KEY"): an item of a generated list
    ``footnoteDefinition``  identifier, number
    ``box``              a plain group with a ``name`` ("opener", "facts"): style it or just render the children
Inline
    ``text`` (value), ``emphasis``, ``strong``, ``inlineCode`` (value), ``subscript``, ``superscript``, ``delete``,
    ``underline``, ``smallcaps``, ``break``, ``span``
    ``abbreviation``     title
    ``inlineMath``       value (TeX), mathml, words, typst
    ``link``             url (absolute) or, inside the book, page (slug) and target (identifier or "")
    ``crossReference``   page (slug), target (identifier), kind; children hold the words and number
    ``cite``             key; children hold the words; links to identifier ``ref-KEY`` on the page of role references
    ``citeGroup``        kind parenthetical or narrative; holds ``cite``
    ``footnoteReference``  identifier, number
    ``claim``            claim (id), status, words ("Reported: one origin, claim ID"), statement, origins (how
                         many), sources and against (tuples, each "NOS, 6 November 2018"); links to identifier
                         ``claim-ID`` on the page of role ledger
    ``sign``             status, words: the bare sign
    ``index``            entry, sub, identifier ("idx-1", counted per page); children hold the words in the text

Links inside the book name a page by its slug; the pages of the generated roles (ledger, references, glossary, as-of,
contents) are ordinary pages of the tree. ``Page.printed`` says whether the PDF and the EPUB take the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from takedown.problems import Problem

MAY_BREAK = "\u200b"
"""Where the parser lets a long address break."""

Role = Literal["docs", "chapter", "ledger", "references", "glossary", "as-of", "contents"]


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its type, what it holds, where it stands in the source, and its other values."""

    type: str
    children: tuple[Node, ...] = ()
    file: str = ""
    line: int = 0
    data: Mapping[str, object] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """A value as text; the default where it is absent or null."""
        value = self.data.get(name)
        return default if value is None else str(value)

    def flag(self, name: str) -> bool:
        """A value as a truth."""
        return bool(self.data.get(name))

    def number_of(self, name: str, default: int = 0) -> int:
        """A value as a whole number."""
        value = self.data.get(name)
        return int(value) if isinstance(value, (int, float, str)) and str(value).lstrip("-").isdigit() else default

    @property
    def identifier(self) -> str:
        """The id that links lead to, or ``""``."""
        return self.get("identifier")

    @property
    def number(self) -> str:
        """The number that readers see, or ``""``."""
        return self.get("number")

    def child(self, kind: str) -> Node | None:
        """The first direct child of a type."""
        return next((node for node in self.children if node.type == kind), None)

    def without(self, *kinds: str) -> tuple[Node, ...]:
        """The direct children that are of no such type."""
        return tuple(node for node in self.children if node.type not in kinds)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def plain(self) -> str:
        """The words alone."""
        if self.type in {"text", "inlineCode", "code"}:
            return self.get("value")
        if self.type in {"math", "inlineMath"}:
            return self.get("words") or self.get("value")
        return "".join(child.plain for child in self.children)

    def problem(self, what: str, mend: str = "") -> Problem:
        """A refusal that names the source file and line of this node."""
        return Problem(what, file=self.file or None, line=self.line or None, mend=mend, status=1)


@dataclass(frozen=True)
class Page:
    """One page of the book.

    Args:
        slug: its address without ending; ``learn/paper`` has a folder.
        role: what it is.
        title: its title, without number.
        number: "1" for chapter 1, else "".
        source: the file to mend, relative to the repository.
        root: the node that holds all others.
        printed: whether PDF and EPUB take it.
        label: the identifier that links to the page's top use; "" if it has none.
    """

    slug: str
    role: Role
    title: str
    number: str
    source: str
    root: Node
    printed: bool = True
    label: str = ""

    @property
    def address(self) -> str:
        """The address in the site, relative to its top."""
        return f"{self.slug}.html"

    @cached_property
    def solutions(self) -> Mapping[str, Node]:
        """The solutions of this page by the identifier of their exercise."""
        return {node.get("answers"): node for node in self.root.walk() if node.type == "solution"}


@dataclass(frozen=True)
class Planned:
    """A chapter in preparation: named in the contents, without a page."""

    slug: str
    number: str
    title: str


@dataclass(frozen=True)
class Section:
    """A run of pages under one title in the contents: a part of the book, or a group of the site's own pages."""

    title: str
    kind: Literal["part", "docs", "back"]
    entries: tuple[Page | Planned, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """The entries that have a page."""
        return tuple(entry for entry in self.entries if isinstance(entry, Page))


@dataclass(frozen=True)
class Meta:
    """What stands on the cover and in the colophon."""

    title: str
    subtitle: str
    authors: tuple[str, ...]
    licence: str
    language: str
    version: str
    released: date


@dataclass(frozen=True)
class Book:
    """The whole book, in order."""

    root: Path
    meta: Meta
    sections: tuple[Section, ...]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def by_slug(self) -> Mapping[str, Page]:
        """The pages by address."""
        return {page.slug: page for page in self.pages}

    def page(self, role: Role) -> Page | None:
        """The first page of a role."""
        return next((page for page in self.pages if page.role == role), None)
