"""The package of the EPUB: what it is, what it holds, what it offers those who cannot see it, and the zip around it.

What is said of its accessibility is what the tests look for; no conformance to a standard is claimed.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from takedown.publishing.epub_contents import File, Group, navigation
from takedown.publishing.tree import Meta
from takedown.publishing.xhtml import Element, document

FEATURES = (
    "tableOfContents",
    "structuralNavigation",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
    "unlocked",
)
"""What every EPUB of this kind offers, in the words of the W3C's list of accessibility features."""

SUMMARY = (
    "All text can be read aloud and enlarged, and takes the colours of the reading system."
    " Pictures have alternative text; formulas are MathML with words; signs differ by shape and carry words."
    " Tables are marked up as such, also where a small screen shows them row by row."
    " Not reviewed by a person with a screen reader; no conformance to a standard is claimed."
)

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


class Package:
    """The files of an EPUB around its pages.

    Args:
        meta: what the book is called, and whose it is.
        reading: the files that are read, in order.
        order: those that the contents list, by part.
        media: the pictures by name.
        epoch: the time that it bears, in seconds since 1970.
    """

    def __init__(
        self,
        meta: Meta,
        reading: Sequence[File],
        order: Sequence[Group],
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
        properties = {file.name: " ".join(file.properties) for file in self._reading}
        pages = {file.name: document(file.title, language, file.body) for file in self._reading}
        pages["nav.xhtml"] = document("Contents", language, navigation(self._reading, self._order))
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
        for name, attributes, value in self._metadata(pages):
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

    def _metadata(self, pages: Mapping[str, bytes]) -> Iterator[tuple[str, dict[str, str], str]]:
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
        yield from self._accessibility()

    def _accessibility(self) -> Iterator[tuple[str, dict[str, str], str]]:
        """What the book offers a reader who cannot see it."""
        features = list(FEATURES)
        if any("mathml" in file.properties for file in self._reading):
            features += ["MathML", "describedMath"]
        if any(file.kind == "index" for file in self._reading):
            features.append("index")
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
