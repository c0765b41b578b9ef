"""Writes the nodes of the resolved tree as Typst: what all renderers of nodes share, and how they are found.

The renderers stand in typst_inline, typst_blocks and typst_floats, one function per node type; a type without one is
refused, so nothing is dropped in silence. The look stands in print/textbook.typ, whose names the functions call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.tree import Book, Node, Page, Role
from takedown.publishing.typst_text import escape, label, mark, string, unprintable

Renderer = Callable[["Writer", Node], str]
RENDERERS: dict[str, Renderer] = {}
"""What renders each node type."""

SIGNS = "docs/assets/signs"
"""The folder of the claims' signs, one for each status; the site uses the same files."""

FIXED = {
    "thematicBreak": "#scene-break()\n\n",
    "break": "#linebreak();",
    "comment": "",  # for writers only
    "footnoteDefinition": "",  # set where it is first referred to
}
"""The types that are always written the same way."""

KEPT_BACK = {"hints": "hints", "worksheet": "worksheets"}
"""The named groups that stand at the back, and the chapter that holds them."""

INLINE = {
    "text", "emphasis", "strong", "inlineCode", "subscript", "superscript", "delete", "underline", "smallcaps", "break",
    "span", "abbreviation", "inlineMath", "link", "crossReference", "cite", "citeGroup", "footnoteReference", "claim",
    "sign", "index",
}  # fmt: skip
"""The types that stand inside a paragraph."""


def renders(*types: str) -> Callable[[Renderer], Renderer]:
    """A decorator: the function renders nodes of these types."""

    def keep(renderer: Renderer) -> Renderer:
        for one in types:
            RENDERERS[one] = renderer
        return renderer

    return keep


ONE_LINE = 85
"""Characters up to which a paragraph may be a single line."""


def leads_in(before: Node | None, node: Node, after: Node) -> bool:
    """Whether a node must not be parted from what follows it.

    That is a paragraph that announces a list or the like, one that stands for a heading, a single line under a heading,
    and whatever comes before the lines that lead to hints and worksheets.
    """
    if _is_kept_back(after):
        return node.type == "paragraph" or _is_kept_back(node)
    if node.type != "paragraph" or after.type == "container":
        return False
    said = node.plain.strip()
    is_title = [child.type for child in node.children] == ["strong"]
    single = before is not None and before.type == "heading" and len(said) <= ONE_LINE
    return said.endswith(":") or is_title or single


def _is_kept_back(node: Node) -> bool:
    """Whether a node stands at the back, with a line in its place."""
    return node.type == "box" and node.get("name") in KEPT_BACK


def at(node: Node) -> str:
    """Where a node stands in the source, as a Typst string."""
    return string(f"{node.file}:{node.line}")


def numbered(node: Node) -> str:
    """Word and number of a node: ``Question 1.2``."""
    return f"{node.get('word')} {node.number}".strip()


@dataclass(frozen=True)
class Mark:
    """One place in the text that the index leads to."""

    entry: str
    sub: str
    place: str


@dataclass(frozen=True)
class Kept:
    """Something that the text keeps for the back of the book.

    Args:
        page: the page that it belongs to.
        title: its title as Typst.
        home: the label of the place that it belongs to.
        here: its own label.
        body: it, as Typst.
        blank: whether it has cells to fill, so that somebody puts a name on it.
    """

    page: Page
    title: str
    home: str
    here: str
    body: str
    blank: bool = False


@dataclass(frozen=True)
class Listed:
    """A figure or table in the lists behind the contents.

    Args:
        number: word and number, ``Figure 9.2``.
        words: the first sentence of its caption, as Typst.
        place: its label.
    """

    number: str
    words: str
    place: str


@dataclass
class Writer:
    """The state of writing one book; nodes are written in reading order.

    Args:
        book: the book.
    """

    book: Book
    page: Page = field(init=False)
    offset: int = 0
    """How much deeper the headings of this page are: 1 inside a part."""
    media: dict[str, Path] = field(default_factory=dict)
    """The pictures by their name beside the Typst source."""
    labels: set[str] = field(default_factory=set)
    wanted: dict[str, Node] = field(default_factory=dict)
    """The labels that something links to, and the first that does."""
    kept: dict[str, list[Kept]] = field(default_factory=dict)
    """What stands at the back: hints, answers, worksheets."""
    marks: list[Mark] = field(default_factory=list)
    listed: dict[str, list[Listed]] = field(default_factory=dict)
    """Figures and tables with a number, by kind, in reading order."""
    uses: dict[str, list[str]] = field(default_factory=dict)
    """Where each claim is used, as labels."""
    statuses: dict[str, Node] = field(default_factory=dict)
    """The statuses whose sign is drawn, and the first node that asks for it."""
    notes: int = 0
    at_back: str = ""
    """What is being kept for the back: "hints" or "worksheets" change how boxes and tables are written."""
    heading: tuple[str, str] = ("", "")
    """The last heading as Typst, and its label."""
    footnotes: dict[str, Node] = field(default_factory=dict)
    noted: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    """Abbreviations that this page has written out."""
    line: tuple[str, int] = ("", 0)
    """The source line that the text has come to."""

    def open(self, page: Page, offset: int) -> None:
        """Begin a page."""
        self.page, self.offset = page, offset
        self.footnotes = {node.identifier: node for node in page.root.walk() if node.type == "footnoteDefinition"}
        self.noted, self.explained = set(), set()
        self.heading = (escape(page.title), label(page.slug))

    # --- nodes --------------------------------------------------------------------------------------------------------
    def render(self, node: Node) -> str:
        """One node.

        Raises:
            Problem: nothing renders its type.
        """
        if node.type in FIXED:
            return FIXED[node.type]
        renderer = RENDERERS.get(node.type)
        if renderer is None:
            raise node.problem(
                f"the PDF cannot show a {node.type}", "write it with the constructs that docs/contribute names"
            )
        if node.type in INLINE:
            return renderer(self, node)
        if node.line:
            self.line = (node.file, node.line)
        return mark(node.file, node.line) + renderer(self, node)

    def inside(self, nodes: Node | Iterable[Node]) -> str:
        """The children of a node, or these nodes, one after the other."""
        written = ""
        every = nodes.children if isinstance(nodes, Node) else tuple(nodes)
        for before, node, after in zip((None, *every), every, (*every[1:], None), strict=False):
            one = self.render(node)
            if after is not None and leads_in(before, node, after):
                one = f"#lead-in[{one.strip()}]\n\n"
            if node.type == "claim" and written.endswith(" "):
                written = f"{written[:-1]}~"  # a sign stays with the word before it
            written += one
        return written

    @property
    def here(self) -> str:
        """The source line that the text has come to, as a Typst string."""
        return string(f"{self.line[0]}:{self.line[1]}")

    def words(self, node: Node, value: str) -> str:
        """Text of a node, with a mark wherever it passes to the next source line.

        Raises:
            Problem: it holds a character that cannot be printed.
        """
        if bad := unprintable(value):
            raise Problem(
                f"the text holds the character {bad}, which cannot be printed",
                file=self.line[0] or node.file or None,
                line=self.line[1] or node.line or None,
                mend="delete it, or say it in words",
                status=1,
            )
        first, *others = value.split("\n")
        written = escape(first)
        for other in others:
            self.line = (self.line[0], self.line[1] + 1)
            written += " " + mark(*self.line) + escape(other).lstrip(" ")
        return written

    # --- places -------------------------------------------------------------------------------------------------------
    def own(self, node: Node) -> str:
        """The label of a node as an argument, ``id: <...>``; nothing if it has none."""
        place = self.place(node)
        return f", id: {place}" if place else ""

    def place(self, node: Node) -> str:
        """The label of a node, counted as set, or ``""``."""
        if not node.identifier:
            return ""
        return self.set_label(label(self.page.slug, node.identifier))

    def spot(self, node: Node) -> str:
        """The place that a link to this node leads to, if it has an identifier."""
        place = self.place(node)
        return f"#spot({place});" if place else ""

    def set_label(self, one: str) -> str:
        """A label, or ``""`` if the book has it already (a label may stand on one thing only)."""
        if one in self.labels:
            return ""
        self.labels.add(one)
        return one

    def target(self, node: Node, slug: str, identifier: str) -> str:
        """The label of a place elsewhere in the book; ``""`` if print leaves that page out.

        Raises:
            Problem: there is no such page.
        """
        page = self.book.by_slug.get(slug)
        if page is None:
            raise node.problem(f"there is no page {slug!r} in the book", "mend the link")
        if not page.printed:
            return ""
        one = label(slug) if identifier in {"", page.label} else label(slug, identifier)
        self.wanted.setdefault(one, node)
        return one

    def listed_on(self, node: Node, role: Role, identifier: str) -> str:
        """The label of an item of a generated page; ``""`` if the book has no such page in print."""
        page = self.book.page(role)
        return self.target(node, page.slug, identifier) if page is not None else ""

    def missing(self) -> Iterable[Problem]:
        """A problem for each link that leads nowhere."""
        for one, node in self.wanted.items():
            if one not in self.labels:
                yield node.problem(
                    f"the link to {one.strip('<>')} leads nowhere in print", "mend the label or the link"
                )

    def signs(self) -> Mapping[str, Path]:
        """The pictures of the signs that are drawn.

        Raises:
            Problem: a status has no sign.
        """
        for status, node in self.statuses.items():
            path = self.book.root / SIGNS / f"{status}.svg"
            if not path.is_file():
                raise node.problem(f"the status {status!r} has no sign", f"draw {SIGNS}/{status}.svg")
            self.media[f"signs/{status}.svg"] = path
        return self.media

    def picture(self, node: Node) -> str:
        """The name under which a picture lies beside the source: by content, so that it is the same everywhere.

        Raises:
            Problem: the file cannot be read.
        """
        path = Path(node.get("path"))
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        except OSError:
            raise node.problem(f"there is no picture {node.get('source') or path.name}", "mend its name") from None
        name = f"media/{digest}{path.suffix}"
        self.media[name] = path
        return name
