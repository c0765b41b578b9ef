"""The first pages of the EPUB: the cover, and the title page with what one needs to cite the book."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from takedown.publishing.epub_contents import File
from takedown.publishing.labels import in_words
from takedown.publishing.tree import Meta
from takedown.publishing.xhtml import Element, make

LICENCES: Mapping[str, tuple[str, str]] = {
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
}
"""Licences by their SPDX identifier: full name and address."""


def cover(meta: Meta) -> bytes:
    """The picture of the cover, as PNG."""
    import typst  # noqa: PLC0415 - 80 MB that only the cover needs

    inputs = {"title": meta.title, "subtitle": meta.subtitle, "authors": ", ".join(meta.authors)}
    picture = typst.compile(
        str(Path(__file__).with_name("cover.typ")),
        format="png",
        ppi=144,
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs=inputs,
    )
    assert isinstance(picture, bytes)  # noqa: S101 - one page gives one picture
    return picture


def cover_page(meta: Meta) -> File:
    """The first page: the picture of the cover."""
    said = f"Cover: {meta.title}. {meta.subtitle}".strip()
    picture = make("img", src="media/cover.png", alt=said, role="doc-cover")
    section = make("section", make("p", picture), epub_type="cover", class_="cover", aria_label="Cover")
    return File("cover.xhtml", "Cover", make("body", section))


def title_page(meta: Meta) -> File:
    """The second page: title, authors, and the imprint with version, day, licence and how to cite."""
    title = make("header", make("h1", meta.title))
    if meta.subtitle:
        title.append(make("p", meta.subtitle, class_="subtitle", role="doc-subtitle"))
    title.append(make("p", ", ".join(meta.authors)))
    section = make(
        "section", title, _imprint(meta), epub_type="titlepage", class_="title-page", aria_label="Title page"
    )
    return File("title.xhtml", "Title page", make("body", section))


def _imprint(meta: Meta) -> Element:
    """Version, day, licence, and how to cite, in the words that print uses."""
    whole = f"{meta.title}: {meta.subtitle}" if meta.subtitle else meta.title
    day = in_words(meta.released.isoformat())
    authors = ", ".join(meta.authors)
    return make(
        "section",
        make("p", f"Version {meta.version}, {day}"),
        make("p", f"© {meta.released.year} {authors}"),
        make("p", "Licence: ", *_licence(meta.licence)),
        make("p", f"Cite as: {authors}. ", make("cite", whole), f". Version {meta.version}, {day}."),
        epub_type="copyright-page",
        class_="imprint",
        aria_label="About this edition",
    )


def _licence(spdx: str) -> tuple[Element | str, ...]:
    """The full name of a licence, which leads to its text; the identifier where the name is not known."""
    if spdx not in LICENCES:
        return (spdx,)
    name, address = LICENCES[spdx]
    return (make("a", name, href=address),)
