"""The EPUB 3, made from the pages of the built site: contents by part, landmarks, answers at the back.

The same book gives the same bytes: names, dates and the identifier follow from the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.epub_contents import File, Group
from takedown.publishing.epub_front import cover, cover_page, title_page
from takedown.publishing.epub_package import Package
from takedown.publishing.tree import Book, Page, Section
from takedown.publishing.xhtml import make, rebase, set_type, words, x
from takedown.publishing.xhtml_page import ANSWERS_FILE, Converted, Converter

ROLES: Mapping[str, tuple[str, str]] = {
    "chapter": ("chapter", "doc-chapter"),
    "references": ("bibliography", "doc-bibliography"),
    "glossary": ("glossary", "doc-glossary"),
    "ledger": ("appendix", "doc-appendix"),
    "as-of": ("appendix", "doc-appendix"),
    "docs": ("preface", "doc-preface"),
    "docs at the back": ("appendix", "doc-appendix"),
    "terms": ("index", "doc-index"),
}
"""What a page is, in the words of EPUB (``epub:type``) and of DPUB-ARIA; other pages are back matter."""

TERMS = "terms"
"""The page of the site that is made from the marks of the index, and is in no section of the book."""


def make_epub(book: Book, site: Path, epoch: int) -> bytes:
    """The EPUB of a book.

    Args:
        book: the resolved book: its order, its cover's words.
        site: the folder of the built site, which holds the pages.
        epoch: the time that it bears, in seconds since 1970.

    Raises:
        Problem: a page of the site lacks something that the EPUB needs, or a link leads nowhere.
    """
    names = {page.address: _name(page.slug) for page in book.pages if page.printed}
    if (site / f"{TERMS}.html").is_file():
        names[f"{TERMS}.html"] = _name(TERMS)
    converter = Converter(site, names)
    pages: list[tuple[Page, Converted]] = [(page, converter.page(page.address)) for page in book.pages if page.printed]
    late = set(_after_the_parts(book.sections))
    files = {
        page.slug: _file(page.slug, "docs at the back" if page.slug in late else page.role, converted)
        for page, converted in pages
    }
    order = _order(book.sections, files, _answers(pages, files))
    if f"{TERMS}.html" in names:
        order.append(Group("", [_file(TERMS, TERMS, converter.page(f"{TERMS}.html"))]))
    front = [cover_page(book.meta), title_page(book.meta)]
    reading = [*front, *(file for group in order for file in group.files)]
    _check_links(reading)
    media = {name: path.read_bytes() for name, path in sorted(converter.media.items())}
    media["media/cover.png"] = cover(book.meta)
    return Package(book.meta, reading, order, media, epoch).zipped()


def _name(slug: str) -> str:
    """The file of a page in the EPUB."""
    return slug.replace("/", "-") + ".xhtml"


def _file(slug: str, role_of_page: str, converted: Converted) -> File:
    """A page with its role said to reading systems."""
    kind, role = ROLES.get(role_of_page, ("backmatter", ""))
    section = converted.section
    section.attrib.pop("class", None)
    set_type(section, kind)
    if role:
        section.set("role", role)
    heading = next(section.iter(x("h1")), None)
    title = words(heading) if heading is not None else slug
    section.set("aria-label", title)
    return File(_name(slug), title, make("body", section), tuple(converted.headings))


def _after_the_parts(sections: Sequence[Section]) -> Iterator[str]:
    """The pages of the site's own that stand behind the chapters: no preface, but an appendix."""
    begun = False
    for section in sections:
        begun = begun or section.kind == "part"
        if begun and section.kind == "docs":
            yield from (page.slug for page in section.pages)


def _answers(pages: Sequence[tuple[Page, Converted]], files: Mapping[str, File]) -> File | None:
    """The file of all answers, by page, each with a link back to its question; None if there is none."""
    section = make("section", make("h1", "Answers"), epub_type="backmatter", aria_label="Answers")
    headings: list[tuple[str, str]] = []
    for page, converted in pages:
        if not converted.answers:
            continue
        own = f"answers-{page.slug.replace('/', '-')}"
        headings.append((own, files[page.slug].title))
        section.append(make("h2", files[page.slug].title, id=own))
        ids = {part.get("id") for answer in converted.answers for part in answer.body.iter() if part.get("id")}
        for answer in converted.answers:
            solution = page.solutions.get(answer.exercise)
            if solution is None:
                raise Problem(
                    f"an answer belongs to no question ({answer.exercise or 'it has no id'})",
                    file=page.source,
                    mend="give the question a label, and name it in the solution",
                    status=1,
                )
            said = " ".join(part for part in (solution.get("word"), solution.number) if part)
            rebase(answer.body, _name(page.slug), ids.__contains__)
            answer.body.tag = x("div")
            answer.body.attrib.pop("class", None)
            back = make("a", said, href=f"{_name(page.slug)}#{answer.exercise}", role="doc-backlink")
            title = make("p", back, class_="box-title")
            section.append(make("div", title, answer.body, class_="answer", id=f"answer-{answer.exercise}"))
    return File(ANSWERS_FILE, "Answers", make("body", section), tuple(headings)) if headings else None


def _order(sections: Sequence[Section], files: Mapping[str, File], answers: File | None) -> list[Group]:
    """The files in order, by part."""
    groups: list[Group] = []
    pending = answers
    for section in sections:
        own = [files[page.slug] for page in section.pages if page.slug in files]
        if section.kind == "back" and pending is not None:
            own, pending = [pending, *own], None
        if own:
            groups.append(Group(section.title if section.kind == "part" else "", own))
    if pending is not None:
        groups.append(Group("", [pending]))
    return groups


def _check_links(files: Sequence[File]) -> None:
    """Refuse an EPUB in which a link leads nowhere.

    Raises:
        Problem: the first such link.
    """
    ids = {file.name: {part.get("id") for part in file.body.iter()} for file in files}
    for file in files:
        for link in file.body.iter(x("a")):
            href = link.get("href", "")
            if re.match(r"[a-z][a-z0-9+.-]*:", href) or not href:
                continue
            name, _, fragment = href.partition("#")
            target = ids.get(name or file.name)
            if target is None or (fragment and fragment not in target):
                raise Problem(
                    f"the link {words(link)!r} in {file.title!r} leads to {href}, which is not there",
                    mend="give the target a label, or mend the link",
                    status=1,
                )
