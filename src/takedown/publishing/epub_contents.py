"""The contents of the EPUB: its files by part, chapter and section, and the places that reading systems offer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from takedown.publishing.xhtml import MATHML, SVG, Element, get_type, make

LANDMARKS = frozenset({"cover", "titlepage", "bibliography", "glossary", "index"})
"""What a file may be (``epub:type``) that reading systems offer to jump to."""


@dataclass(frozen=True)
class File:
    """A file of the EPUB that is read: its name, its title in the contents, its body, and its headings (id, words)."""

    name: str
    title: str
    body: Element
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """What it is, in the words of EPUB (``epub:type``)."""
        return get_type(self.body[0])

    @property
    def properties(self) -> tuple[str, ...]:
        """What a reading system must be able to show for it, in the words of the package."""
        known = (("mathml", f"{{{MATHML}}}math"), ("svg", f"{{{SVG}}}svg"))
        return tuple(name for name, tag in known if next(self.body.iter(tag), None) is not None)


@dataclass(frozen=True)
class Group:
    """Files that stand together in the contents: under the title of their part, or under none."""

    title: str
    files: Sequence[File]


def navigation(reading: Sequence[File], order: Sequence[Group]) -> Element:
    """The body of the file of contents: by part, chapter and section, and below it the landmarks.

    Args:
        reading: every file that is read, in order.
        order: the files that the contents list.
    """
    contents = make("ol")
    for group in order:
        entries = [_entry(file) for file in group.files]
        if group.title:
            contents.append(make("li", make("span", group.title), make("ol", *entries)))
        else:
            contents.extend(entries)
    marks = [("toc", "nav.xhtml", "Contents"), *_landmarks(reading, order)]
    listed = [make("li", make("a", title, href=name, epub_type=kind)) for kind, name, title in marks]
    return make(
        "body",
        make(
            "nav",
            make("h1", "Contents"),
            contents,
            epub_type="toc",
            role="doc-toc",
            aria_label="Contents",
            id="toc",
        ),
        make("nav", make("h2", "Landmarks"), make("ol", *listed), epub_type="landmarks", hidden="hidden"),
    )


def _entry(file: File) -> Element:
    """A file in the contents, with its sections."""
    entry = make("li", make("a", file.title, href=file.name))
    if file.headings:
        lines = [make("li", make("a", said, href=f"{file.name}#{own}")) for own, said in file.headings]
        entry.append(make("ol", *lines))
    return entry


def _landmarks(reading: Sequence[File], order: Sequence[Group]) -> Iterator[tuple[str, str, str]]:
    """The places that reading systems offer as such: kind, file, title."""
    for file in reading:
        if file.kind in LANDMARKS:
            yield file.kind, file.name, file.title
    first = next((group.files[0] for group in order if group.title), None)
    if first is not None:
        yield "bodymatter", first.name, "Start of the text"
