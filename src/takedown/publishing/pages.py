"""A book -> everything that MkDocs reads: one Markdown page per page, the index of terms, and the images.

Each page is rendered once. Links inside the book are checked here: one that leads to no page or id is refused with file
and line of the source.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from takedown.course.records import together
from takedown.problems import Problem
from takedown.publishing.excerpt import explanations
from takedown.publishing.foot import REPORT, foot, tracker, whole
from takedown.publishing.markup import Renderer, escape
from takedown.publishing.markup_blocks import BLOCKS
from takedown.publishing.markup_text import TEXT
from takedown.publishing.shelf import Shelf
from takedown.publishing.tree import Book, Node, Page, Planned, Section

TERMS = "terms"
"""The address of the index of terms, without ending."""

METHODS = {**TEXT, **BLOCKS}
"""How each type of node is rendered."""

Nav = list[dict[str, "str | Nav"]]
"""MkDocs' navigation: titles, and a page or a list below each."""


@dataclass(frozen=True)
class Pages:
    """What MkDocs reads: the files by their name in the docs folder, and the navigation."""

    files: Mapping[str, bytes]
    nav: Nav


_NOTHING = Shelf()


@dataclass
class _Site:
    """What the pages of one book share while they are rendered."""

    book: Book
    shelf: Shelf
    tracker: str
    images: dict[str, Path] = field(default_factory=dict)
    links: list[tuple[str, str, Node]] = field(default_factory=list)
    terms: list[tuple[str, str, str, Page]] = field(default_factory=list)

    @cached_property
    def glossary(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Each term and what it means in plain words, by the page and the id that links to it name."""
        page = self.book.page("glossary")
        if page is None:
            return {}
        terms = {node.identifier: node.plain for node in page.root.walk() if node.type == "definitionTerm"}
        return {
            (page.slug, name): (terms[name], " ".join(node.plain.split())) for name, node in explanations(page.root)
        }


class _Around:
    """The surroundings of one page, see :class:`takedown.publishing.markup.Surroundings`."""

    def __init__(self, site: _Site, page: Page) -> None:
        """The surroundings of a page of the site."""
        self._site = site
        self._page = page

    def _relative(self, address: str) -> str:
        """An address as it looks from the page."""
        return posixpath.relpath(address, posixpath.dirname(self._page.address) or ".")

    def page(self, slug: str, target: str, node: Node) -> str:
        """The address of a place in the book, remembered as one that must be there."""
        self._site.links.append((slug, target, node))
        there = "" if slug == self._page.slug and target else self._relative(f"{slug}.html")
        return there + (f"#{target}" if target else "")

    def role(self, role: str, target: str, node: Node) -> str:
        """The address of a place on the page of a role."""
        return self.page(role, target, node)

    def image(self, node: Node) -> str:
        """The address of an image's file, named by its content."""
        path = Path(node.get("path"))
        name = f"media/{path.stem}-{_digest(path, path.stat().st_mtime_ns)}{path.suffix}"
        self._site.images[name] = path
        return self._relative(name)

    def sign(self, status: str) -> str:
        """The address of a status's sign."""
        return self._relative(f"assets/signs/{status}.svg")

    def term(self, node: Node) -> tuple[str, str] | None:
        """The term of the glossary that a link leads to, and what it means; none on the glossary's own page."""
        slug = node.get("page")
        return self._site.glossary.get((slug, node.get("target"))) if slug != self._page.slug else None

    def offered(self) -> list[str]:
        """Links to the whole book in the forms that the site offers."""
        return whole(self._site.shelf, self._relative)

    def foot(self) -> str:
        """The foot of the page."""
        slug, target = REPORT
        own = self.page(slug, target, self._page.root) if slug in self._site.book.by_slug else ""
        report = self._site.tracker or own
        return foot(self._site.book.meta, self._page.slug, self._site.shelf, self._relative, report)

    def indexed(self, node: Node) -> None:
        """Remember an index entry of the page."""
        self._site.terms.append((node.get("entry"), node.get("sub"), node.identifier, self._page))


@lru_cache(maxsize=1024)
def _digest(path: Path, _stamp: int) -> str:
    """The first letters of the digest of a file, read again when it changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def write_pages(book: Book, shelf: Shelf = _NOTHING) -> Pages:
    """Render a book for MkDocs.

    Args:
        book: the resolved book.
        shelf: what the site offers to take away; nothing if it is built alone.

    Raises:
        Problem: a node is unknown, or a link of the book leads nowhere; carries the other such links.
    """
    site = _Site(book, shelf, tracker(book.root))
    files: dict[str, bytes] = {}
    anchors: dict[str, set[str]] = {}
    for page in book.pages:
        around = _Around(site, page)
        renderer = Renderer(around, METHODS)
        text = renderer.page(page.root, f"Chapter {page.number}" if page.number else "", page.title, page.label)
        files[f"{page.slug}.md"] = f"---\n{_front(page)}---\n\n{text}\n{around.foot()}\n".encode()
        anchors[page.slug] = renderer.anchors
    together(_broken(site, anchors))
    if site.terms:
        index = Page(TERMS, "docs", "Index", "", "", Node("root"))
        files[f"{TERMS}.md"] = f"{_terms(site)}\n{_Around(site, index).foot()}\n".encode()
    files |= {name: path.read_bytes() for name, path in sorted(site.images.items())}
    return Pages(files, _nav(book, bool(site.terms)))


def _broken(site: _Site, anchors: Mapping[str, set[str]]) -> list[Problem]:
    """The links that lead nowhere."""
    problems = []
    for slug, target, node in site.links:
        if slug not in anchors:
            problems.append(node.problem(f"the link leads to {slug}, which is no page", "mend it"))
        elif target and target not in anchors[slug]:
            problems.append(node.problem(f"the link leads to #{target}, which is not on page {slug}", "mend it"))
    return problems


def _terms(site: _Site) -> str:
    """The index of terms: entries by letter, each with the pages that mark it."""
    entries: dict[str, dict[str, list[str]]] = {}
    for entry, sub, identifier, page in site.terms:
        name = entry[:1].upper() + entry[1:]
        where = f"chapter {page.number}" if page.number else page.title
        link = f'<a href="{escape(page.address)}#{escape(identifier)}">{escape(where)}</a>'
        entries.setdefault(name, {}).setdefault(sub, []).append(link)
    items = []
    for name, subs in sorted(entries.items(), key=lambda item: item[0].casefold()):
        below = "".join(f"<li>{escape(sub)}: {', '.join(links)}</li>" for sub, links in sorted(subs.items()) if sub)
        own = f": {', '.join(subs[''])}" if "" in subs else ""
        items.append(f"<li>{escape(name)}{own}{f'<ul>{below}</ul>' if below else ''}</li>")
    listed = "\n".join(items)
    return f'---\ntitle: Index\n---\n\n# Index\n\n<div class="terms">\n<ul>\n{listed}\n</ul>\n</div>\n'


def _yaml(text: str) -> str:
    """A text as YAML in double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _front(page: Page) -> str:
    """The front matter of a page; the front door has no lists of pages and sections beside it."""
    hidden = "hide: [navigation, toc]\n" if page.slug == "index" else ""
    return f"title: {_yaml(_nav_title(page))}\n{hidden}"


def _nav_title(page: Page) -> str:
    """The title of a page in navigation and browser tab."""
    if page.slug == "index":
        return "Home"
    return f"{page.number}. {page.title}" if page.number else page.title


def _nav(book: Book, terms: bool) -> Nav:
    """The navigation: the site's own groups, and between them the book with its parts."""
    nav: Nav = []
    inner: Nav = []
    contents = book.page("contents")
    if contents is not None:
        inner.append({contents.title: f"{contents.slug}.md"})
    for section in book.sections:
        pages = _section(section, without="contents")
        if section.kind == "back":
            pages += [{"Index": f"{TERMS}.md"}] if terms else []
            if pages:
                inner.append({section.title: pages})
        elif section.kind == "part":
            if pages:
                inner.append({section.title: pages})
        elif section.title:
            nav.append({section.title: pages})
        else:
            nav += pages
    at = next((place for place, section in enumerate(_shown(book)) if section.kind != "docs"), len(nav))
    nav.insert(at, {"The book": inner})
    return nav


def _shown(book: Book) -> list[Section]:
    """The sections that make entries of the navigation's first level, one for each."""
    shown: list[Section] = []
    for section in book.sections:
        shown += [section] * (len(section.pages) if not section.title else 1)
    return shown


def _section(section: Section, without: str) -> Nav:
    """The pages of a section; chapters in preparation have none."""
    return [
        {_nav_title(entry): f"{entry.slug}.md"}
        for entry in section.entries
        if not isinstance(entry, Planned) and entry.role != without
    ]
