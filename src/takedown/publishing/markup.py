"""One page of the tree -> HTML as Material for MkDocs styles it: what the renderers of nodes share.

Pure: what a page needs of the rest of the book (addresses, files of images) is asked of a :class:`Surroundings`. How
each type of node is rendered stands in :mod:`markup_text` and :mod:`markup_blocks`; a type that neither knows is an
error that names the source file and line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from takedown.publishing.tree import Node


class Surroundings(Protocol):
    """What a page asks of the book around it; addresses are relative to the page."""

    def page(self, slug: str, target: str, node: Node) -> str:
        """The address of a place in the book."""

    def role(self, role: str, target: str, node: Node) -> str:
        """The address of a place on the page of a role."""

    def image(self, node: Node) -> str:
        """The address of an image's file."""

    def sign(self, status: str) -> str:
        """The address of a status's sign."""

    def term(self, node: Node) -> tuple[str, str] | None:
        """The term of the glossary that a link leads to, and what it means, in plain words; None for any other link."""

    def offered(self) -> Sequence[str]:
        """Links to the whole book, as HTML, in the forms that can be taken away; there may be none."""

    def indexed(self, node: Node) -> None:
        """Remember an index entry."""


def escape(text: str) -> str:
    """A text as it stands in HTML, in quotes too."""
    return html.escape(text, quote=True)


_MARKDOWN = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]()#+-.!~^=|:$"}


def in_markdown(text: str) -> str:
    """A piece of HTML's text in which Markdown sees no markup."""
    return text.translate(_MARKDOWN)


_LAST_WORD = re.compile(r"(.*?)([^\s<>]*)(\s*)", re.DOTALL)


def _joins(blank: Node, claim: Node) -> bool:
    """Whether a sign follows another with nothing but space between."""
    return blank.type == "text" and not blank.get("value").strip() and claim.type == "claim"


Method = Callable[["Renderer", Node], str]
"""How one type of node is rendered."""


def tag(name: str, attributes: str = "", after: str = "") -> Method:
    """The method of a type that is one HTML element.

    Args:
        name: the element.
        attributes: what stands in its opening tag besides the id.
        after: what follows it. A new line keeps its last word apart from the next one in the search's index.
    """
    opening = f"{name} {attributes}".strip()
    return lambda page, node: f"<{opening}{page.id_of(node)}>{page.inside(node)}</{name}>{after}"


@dataclass
class Renderer:
    """Renders one page; it remembers footnotes and counts tab sets.

    Args:
        around: the rest of the book.
        methods: how each type of node is rendered.
    """

    around: Surroundings
    methods: Mapping[str, Method]
    anchors: set[str] = field(default_factory=set)
    footnotes: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    referred: dict[str, int] = field(default_factory=dict)
    tab_sets: int = 0
    in_heading: bool = False

    def page(self, root: Node, above: str, title: str, label: str) -> str:
        """A page as Markdown: its headings as Markdown, so that they get into contents and search, the rest as HTML.

        Args:
            root: what the page holds.
            above: what stands above the title ("Chapter 1"), or "".
            title: the title, in plain words.
            label: the id of the title, or "".
        """
        over = f'<span class="eyebrow">{in_markdown(escape(above))}.</span> ' if above else ""
        parts = [f"# {over}{in_markdown(escape(title))}" + (f" {{ #{self.anchor(label)} }}" if label else "")]
        run: list[str] = []
        for node in root.children:
            if node.type == "heading":
                self._flush(parts, run)
                self.in_heading = True
                number = f"{node.number} " if node.number else ""
                text = number + "".join(self.render(child) for child in node.children)
                self.in_heading = False
                parts.append(f"{'#' * node.number_of('depth', 2)} {text} {{ #{self.anchor(node.identifier)} }}")
            else:
                run.append(self.render(node))
        self._flush(parts, run)
        if self.footnotes:
            parts.append(self._footnotes())
        if self.cards:
            parts.append(self._cards())
        return "\n\n".join(parts) + "\n"

    @staticmethod
    def _flush(parts: list[str], run: list[str]) -> None:
        """Close a run of blocks: one piece of HTML that Markdown leaves alone."""
        text = "\n".join(piece for piece in run if piece)
        run.clear()
        if text:
            parts.append(f"<div>\n{text}\n</div>")

    def render(self, node: Node) -> str:
        """One node.

        Raises:
            Problem: its type is unknown.
        """
        method = self.methods.get(node.type)
        if method is None:
            raise node.problem(f"the site cannot show {node.type!r}", "teach takedown/publishing/markup.py to")
        return method(self, node)

    def inside(self, node: Node, *without: str) -> str:
        """What a node holds, but for some types."""
        return self.together([child for child in node.children if child.type not in without])

    def together(self, children: Sequence[Node]) -> str:
        """Nodes that follow each other."""
        if not any(child.type == "claim" for child in children):
            return "".join([self.render(child) for child in children])
        return "".join(self._with_signs(children))

    def _with_signs(self, children: Sequence[Node]) -> list[str]:
        """Rendered nodes, each run of claim signs kept on the line of the word before it."""
        parts: list[str] = []
        place = 0
        while place < len(children):
            parts.append(self.render(children[place]))
            place += 1
            if children[place - 1].type != "claim":
                continue
            signs = [parts.pop()]
            while place + 1 < len(children) and _joins(children[place], children[place + 1]):
                signs.append(self.render(children[place + 1]))
                place += 2
            before, word, gap = _LAST_WORD.fullmatch(parts.pop() if parts else "").groups()  # type: ignore[union-attr]
            parts += [before, f'<span class="nowrap">{word}{"&nbsp;" if gap else ""}{"&nbsp;".join(signs)}</span>']
        return parts

    def anchor(self, identifier: str) -> str:
        """An id, remembered as one that links may lead to."""
        self.anchors.add(identifier)
        return escape(identifier)

    def id_of(self, node: Node) -> str:
        """The id attribute of a node."""
        return f' id="{self.anchor(node.identifier)}"' if node.identifier else ""

    def _footnotes(self) -> str:
        notes = "".join(
            f'<li id="fn-{number}">{body}<a class="footnote-backref" href="#fnref-{number}"'
            f' aria-label="Back to footnote {number} in the text">↩</a></li>'
            for number, body in sorted(self.footnotes.items(), key=lambda item: int(item[0]))
        )
        return f'<div class="footnote" role="doc-endnotes">\n<hr>\n<ol>{notes}</ol>\n</div>'

    def _cards(self) -> str:
        """The cards of the page's claims and terms, hidden until :file:`docs/assets/book.js` shows one.

        The search looks for the end of what it leaves out by the name of the element, so no other one is a section.
        """
        each = "\n".join(
            f'<div class="card" id="{escape(name)}" hidden>{body}</div>' for name, body in self.cards.items()
        )
        return f'<section class="screen-only" data-search-exclude>\n{each}\n</section>'
