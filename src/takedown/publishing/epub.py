"""The EPUB 3, made from the pages of the built site: contents by part, landmarks, answers at the back.

The same book gives the same bytes: names, dates and the identifier follow from the content. What is claimed of its
accessibility is what the tests look for; no conformance to a standard is claimed.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from takedown.problems import Problem
from takedown.publishing.tree import Book, Meta, Page, Section
from takedown.publishing.xhtml import ANSWERS_FILE, Converted, Converter, Element, document, make, rebase, words

ROLES: Mapping[str, tuple[str, str]] = {
    "chapter": ("chapter", "doc-chapter"),
    "references": ("bibliography", "doc-bibliography"),
    "glossary": ("glossary", "doc-glossary"),
    "docs": ("preface", "doc-preface"),
    "docs at the back": ("appendix", "doc-appendix"),
    "terms": ("backmatter", "doc-index"),
}
"""What a page is, in the words of EPUB (``epub:type``) and of DPUB-ARIA; other pages are back matter."""

TERMS = "terms"
"""The page of the site that is made from the marks of the index, and is in no section of the book."""

FEATURES = (
    "tableOfContents",
    "structuralNavigation",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
)
SUMMARY = (
    "All text can be read aloud and enlarged."
    " Pictures have alternative text; formulas are MathML with words; signs differ by shape and carry words."
    " Not reviewed by a person with a screen reader; no conformance to a standard is claimed."
)

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True)
class File:
    """A file of the EPUB that is read: its name, its title in the contents, its body, and its headings (id, words)."""

    name: str
    title: str
    body: Element
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def has_math(self) -> bool:
        """Whether it holds a formula."""
        return next(self.body.iter("{http://www.w3.org/1998/Math/MathML}math"), None) is not None


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
        order.append(("", [_file(TERMS, TERMS, converter.page(f"{TERMS}.html"))]))
    front = [_cover(book.meta), _title_page(book.meta)]
    reading = [*front, *(file for _, group in order for file in group)]
    _check_links(reading)
    media = {name: path.read_bytes() for name, path in sorted(converter.media.items())}
    media["media/cover.png"] = cover(book.meta)
    return _Package(book.meta, reading, order, media, epoch).zipped()


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


def _name(slug: str) -> str:
    """The file of a page in the EPUB."""
    return slug.replace("/", "-") + ".xhtml"


def _file(slug: str, role_of_page: str, converted: Converted) -> File:
    """A page with its role said to reading systems."""
    kind, role = ROLES.get(role_of_page, ("backmatter", ""))
    section = converted.section
    section.attrib.pop("class", None)
    section.set("{http://www.idpf.org/2007/ops}type", kind)
    if role:
        section.set("role", role)
    heading = next(section.iter("{http://www.w3.org/1999/xhtml}h1"), None)
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
            answer.body.tag = "{http://www.w3.org/1999/xhtml}div"
            answer.body.attrib.pop("class", None)
            back = make("a", said, href=f"{_name(page.slug)}#{answer.exercise}", role="doc-backlink")
            title = make("p", back, class_="box-title")
            section.append(make("div", title, answer.body, class_="answer", id=f"answer-{answer.exercise}"))
    return File(ANSWERS_FILE, "Answers", make("body", section), tuple(headings)) if headings else None


def _order(
    sections: Sequence[Section], files: Mapping[str, File], answers: File | None
) -> list[tuple[str, list[File]]]:
    """The files in order, grouped: the title of a part, or an empty string, and its files."""
    groups: list[tuple[str, list[File]]] = []
    pending = answers
    for section in sections:
        own = [files[page.slug] for page in section.pages if page.slug in files]
        if section.kind == "back" and pending is not None:
            own, pending = [pending, *own], None
        if own:
            groups.append((section.title if section.kind == "part" else "", own))
    if pending is not None:
        groups.append(("", [pending]))
    return groups


def _cover(meta: Meta) -> File:
    """The first page: the picture of the cover."""
    picture = make("img", src="media/cover.png", alt=f"Cover: {meta.title}. {meta.subtitle}".strip())
    section = make("section", make("p", picture), epub_type="cover", class_="cover", aria_label="Cover")
    return File("cover.xhtml", "Cover", make("body", section))


def _title_page(meta: Meta) -> File:
    """The second page: title, authors, version, licence."""
    section = make(
        "section", make("h1", meta.title), epub_type="titlepage", class_="title-page", aria_label="Title page"
    )
    if meta.subtitle:
        section.append(make("p", meta.subtitle))
    section.append(make("p", ", ".join(meta.authors)))
    day = f"{meta.released.day} {meta.released:%B %Y}"
    section.append(make("p", f"Version {meta.version}, {day}"))
    section.append(make("p", f"Licence: {meta.licence}"))
    return File("title.xhtml", "Title page", make("body", section))


def _check_links(files: Sequence[File]) -> None:
    """Refuse an EPUB in which a link leads nowhere.

    Raises:
        Problem: the first such link.
    """
    ids = {file.name: {part.get("id") for part in file.body.iter()} for file in files}
    for file in files:
        for link in file.body.iter("{http://www.w3.org/1999/xhtml}a"):
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


class _Package:
    """The files of an EPUB around its pages."""

    def __init__(
        self,
        meta: Meta,
        reading: Sequence[File],
        order: Sequence[tuple[str, list[File]]],
        media: Mapping[str, bytes],
        epoch: int,
    ) -> None:
        self._meta = meta
        self._reading = reading
        self._order = order
        self._media = media
        self._modified = datetime.fromtimestamp(epoch, UTC)

    def zipped(self) -> bytes:
        """The EPUB itself."""
        language = self._meta.language
        properties = {file.name: "mathml" if file.has_math else "" for file in self._reading}
        pages = {file.name: document(file.title, language, file.body) for file in self._reading}
        pages["nav.xhtml"] = document("Contents", language, self._navigation())
        style = Path(__file__).with_name("epub.css").read_bytes()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            self._put(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._put(archive, "META-INF/container.xml", _CONTAINER.encode())
            self._put(archive, "book/package.opf", self._opf(pages, properties))
            self._put(archive, "book/book.css", style)
            for name, content in {**pages, **self._media}.items():
                self._put(archive, f"book/{name}", content)
        return buffer.getvalue()

    def _put(self, archive: zipfile.ZipFile, name: str, content: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
        """Add a file that bears the book's time."""
        year = max(self._modified.year, 1980)  # the first that a zip knows
        moment = self._modified
        info = zipfile.ZipInfo(name, (year, moment.month, moment.day, moment.hour, moment.minute, moment.second))
        info.compress_type = how
        info.external_attr = 0o644 << 16
        info.create_system = 3  # the same on every system
        archive.writestr(info, content)

    def _opf(self, pages: Mapping[str, bytes], properties: Mapping[str, str]) -> bytes:
        """What the EPUB is and holds."""
        package = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})
        package.set("version", "3.0")
        package.set("unique-identifier", "id")
        package.set("{http://www.w3.org/XML/1998/namespace}lang", self._meta.language)
        metadata = etree.SubElement(package, f"{{{_OPF}}}metadata")
        for name, attributes, value in self._metadata(pages, any(properties.values())):
            etree.SubElement(metadata, name, attributes).text = value
        manifest = etree.SubElement(package, f"{{{_OPF}}}manifest")
        spine = etree.SubElement(package, f"{{{_OPF}}}spine")
        _item(manifest, "css", "book.css", "text/css")
        for name in pages:
            kind = "nav" if name == "nav.xhtml" else properties[name]
            _item(manifest, _identifier(name), name, "application/xhtml+xml", kind)
        for name in self._media:
            kind = "cover-image" if name == "media/cover.png" else ""
            _item(manifest, _identifier(name), name, mimetypes.guess_type(name)[0] or "image/png", kind)
        names = [file.name for file in self._reading]
        for name in [*names[:2], "nav.xhtml", *names[2:]]:
            etree.SubElement(spine, f"{{{_OPF}}}itemref").set("idref", _identifier(name))
        text: bytes = etree.tostring(package, encoding="utf-8", xml_declaration=True, pretty_print=True)
        return text

    def _metadata(self, pages: Mapping[str, bytes], has_math: bool) -> Iterator[tuple[str, dict[str, str], str]]:
        """Each entry of the metadata: its name, its attributes, its words."""
        meta = self._meta
        digest = hashlib.sha256(b"".join([*pages.values(), *self._media.values()])).digest()
        yield f"{{{_DC}}}identifier", {"id": "id"}, uuid.UUID(bytes=digest[:16], version=5).urn
        yield f"{{{_DC}}}title", {"id": "title"}, meta.title
        if meta.subtitle:
            yield f"{{{_DC}}}title", {"id": "subtitle"}, meta.subtitle
            for number, name in enumerate(("title", "subtitle"), start=1):
                kind = "main" if name == "title" else name
                yield f"{{{_OPF}}}meta", {"refines": f"#{name}", "property": "title-type"}, kind
                yield f"{{{_OPF}}}meta", {"refines": f"#{name}", "property": "display-seq"}, str(number)
        yield f"{{{_DC}}}language", {}, meta.language
        for author in meta.authors:
            yield f"{{{_DC}}}creator", {}, author
        yield f"{{{_DC}}}date", {}, meta.released.isoformat()
        yield f"{{{_DC}}}rights", {}, meta.licence
        yield f"{{{_OPF}}}meta", {"property": "dcterms:modified"}, self._modified.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield from self._accessibility(has_math)

    @staticmethod
    def _accessibility(has_math: bool) -> Iterator[tuple[str, dict[str, str], str]]:
        """What the book offers a reader who cannot see it."""
        features = (*FEATURES, "MathML", "describedMath") if has_math else FEATURES
        entries = [
            ("accessMode", "textual"),
            ("accessMode", "visual"),
            ("accessModeSufficient", "textual"),
            *(("accessibilityFeature", feature) for feature in features),
            ("accessibilityHazard", "none"),
            ("accessibilitySummary", SUMMARY),
        ]
        for name, value in entries:
            yield f"{{{_OPF}}}meta", {"property": f"schema:{name}"}, value

    def _navigation(self) -> Element:
        """The contents, nested by part, chapter and section, and the landmarks."""
        contents = make("ol")
        for title, files in self._order:
            inner = contents
            if title:
                inner = make("ol")
                contents.append(make("li", make("span", title), inner))
            for file in files:
                inner.append(self._entry(file))
        marks = [("toc", "nav.xhtml", "Contents"), *self._landmarks()]
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

    @staticmethod
    def _entry(file: File) -> Element:
        """A file in the contents, with its sections."""
        entry = make("li", make("a", file.title, href=file.name))
        if file.headings:
            lines = [make("li", make("a", said, href=f"{file.name}#{own}")) for own, said in file.headings]
            entry.append(make("ol", *lines))
        return entry

    def _landmarks(self) -> Iterator[tuple[str, str, str]]:
        """The places that reading systems offer as such: kind, file, title."""
        for file in self._reading:
            section = file.body[0]
            kind = section.get("{http://www.idpf.org/2007/ops}type")
            if kind in {"cover", "titlepage", "bibliography", "glossary"}:
                yield kind, file.name, file.title
        first = next((files[0] for title, files in self._order if title), None)
        if first is not None:
            yield "bodymatter", first.name, "Start of the text"


def _item(manifest: Element, own: str, name: str, media_type: str, properties: str = "") -> None:
    """A file that the EPUB holds."""
    item = etree.SubElement(manifest, f"{{{_OPF}}}item")
    item.set("id", own)
    item.set("href", name)
    item.set("media-type", media_type)
    if properties:
        item.set("properties", properties)


def _identifier(name: str) -> str:
    """The id of a file in the package."""
    return "f-" + re.sub(r"[^A-Za-z0-9._-]", "-", name)
