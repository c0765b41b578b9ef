"""One chapter as a small book of its own: the chapter, and of the back matter only what it uses.

Numbers stay those of the whole book. A link to a page that the excerpt leaves out stays as words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from takedown.problems import Problem
from takedown.publishing.shelf import chapter_slugs
from takedown.publishing.tree import Book, Meta, Node, Page, Role, Section


def excerpt(book: Book, slug: str) -> Book:
    """The book of one chapter: its page, the claims, sources and terms that it uses, and no other page in print.

    Args:
        book: the resolved book.
        slug: the chapter, ``02_reading_the_sources``.

    Raises:
        Problem: there is no such chapter.
    """
    chapter = book.by_slug.get(slug)
    if chapter is None or not chapter.number:
        raise no_chapter(slug, chapter_slugs(book))
    return only(book, (chapter,), _meta(book.meta, chapter))


def no_chapter(name: str, known: Sequence[str]) -> Problem:
    """The refusal of a chapter that is not among the known ones."""
    return Problem(f"there is no chapter {name!r} in the book", mend=f"take one of {', '.join(known)}")


def only(book: Book, pages: Sequence[Page], meta: Meta) -> Book:
    """The book of some pages, the claims, sources and terms that they use, and no other page in print.

    Args:
        book: the resolved book.
        pages: those of its pages that are printed.
        meta: what stands on the cover.
    """
    roots = [page.root for page in pages]
    claims = {node.get("claim") for root in roots for node in root.walk() if node.type == "claim"}
    ledger = _back(book, "ledger", claims)
    sources = {node.get("key") for root in (*roots, *ledger.values()) for node in root.walk() if node.type == "cite"}
    kept = {page.slug: page.root for page in pages}
    kept |= {**ledger, **_back(book, "references", sources), **_glossary(book, roots)}
    return Book(book.root, meta, tuple(_section(section, kept) for section in book.sections))


def _meta(meta: Meta, chapter: Page) -> Meta:
    """The title page: the chapter's title, and of which book it is a chapter."""
    whole = f"Chapter {chapter.number} of {meta.title}: {meta.subtitle}"
    return replace(meta, title=chapter.title, subtitle=whole)


def _section(section: Section, kept: dict[str, Node]) -> Section:
    """A section whose pages are printed only if they are kept, with what is kept of them; nothing is in preparation."""
    pages = [
        replace(page, root=kept[page.slug], printed=True) if page.slug in kept else replace(page, printed=False)
        for page in section.pages
    ]
    return replace(section, entries=tuple(pages))


def _back(book: Book, role: Role, wanted: set[str]) -> dict[str, Node]:
    """The wanted entries of a page at the back, by the slug of that page; headings over nothing are left out."""
    page = book.page(role)
    if page is None:
        return {}
    children: list[Node] = []
    for node in page.root.children:
        if node.type == "heading":
            while children and children[-1].type == "heading":
                children.pop()
            children.append(node)
        elif node.type != "entry" or node.get("name") in wanted:
            children.append(node)
    while children and children[-1].type == "heading":
        children.pop()
    if not any(node.type == "entry" for node in children):
        return {}
    return {page.slug: replace(page.root, children=tuple(children))}


def _glossary(book: Book, roots: Sequence[Node]) -> dict[str, Node]:
    """The terms that the pages link to, and the terms that their explanations link to in turn."""
    page = book.page("glossary")
    if page is None:
        return {}
    explained = dict(explanations(page.root))
    wanted: set[str] = set()
    waiting = [*roots]
    while waiting:
        for node in waiting.pop().walk():
            term = node.identifier if node.get("page") == page.slug else ""
            if term in explained and term not in wanted:
                wanted.add(term)
                waiting.append(explained[term])
    return {page.slug: _only(page.root, wanted)} if wanted else {}


def explanations(root: Node) -> list[tuple[str, Node]]:
    """Each term's id with its explanation."""
    found = []
    for node in root.walk():
        if node.type == "definitionList":
            term = ""
            for child in node.children:
                if child.type == "definitionTerm":
                    term = child.identifier
                elif term:
                    found.append((term, child))
    return found


def _only(node: Node, wanted: set[str]) -> Node:
    """A node whose definition lists hold only the wanted terms with their explanations."""
    if node.type != "definitionList":
        return replace(node, children=tuple(_only(child, wanted) for child in node.children))
    children, take = [], False
    for child in node.children:
        if child.type == "definitionTerm":
            take = child.identifier in wanted
        if take:
            children.append(child)
    return replace(node, children=tuple(children))
