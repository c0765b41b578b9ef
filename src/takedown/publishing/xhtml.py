"""A page of the site as XHTML for the EPUB: the article alone, without what only a browser can do.

Tabs stand one under the other, links lead to the files of the EPUB, formulas get their
namespace, and solutions are taken out, to stand at the back. Nothing here knows packages or zip files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from lxml import etree, html  # type: ignore[import-untyped]  # lxml publishes no types

from takedown.problems import Problem

Element: TypeAlias = Any
"""An element of lxml."""

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

ANSWER = "solution"
"""The class of the folded answers on the site."""

_DROPPED_TAGS = frozenset({"script", "style", "link", "button", "form", "input", "nav", "template", "noscript"})
_DROPPED_CLASSES = frozenset({"headerlink", "md-source-file", "md-content__button", "md-tags", "screen-only"})
_KEPT = frozenset(
    {"id", "class", "href", "src", "alt", "title", "lang", "dir", "role", "datetime", "cite"}
    | {"colspan", "rowspan", "scope", "headers", "start", "reversed", "value"}
    | {"aria-label", "aria-hidden", "aria-labelledby", "aria-describedby"}
)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass
class Answer:
    """A solution that was taken out of a page: the id of its exercise, and what it holds."""

    exercise: str
    body: Element


@dataclass
class Converted:
    """A page as XHTML: its section, its headings of the second level (id, words), and the answers taken out of it."""

    section: Element
    headings: list[tuple[str, str]]
    answers: list[Answer]


@dataclass
class Converter:
    """Converts the pages of a site.

    Args:
        site: the folder of the built site.
        names: the file in the EPUB of each page that it takes, by address in the site.
        media: filled with the pictures that the pages show: their name in the EPUB, and the file.
    """

    site: Path
    names: Mapping[str, str]
    media: dict[str, Path] = field(default_factory=dict)

    def page(self, address: str) -> Converted:
        """The page of an address.

        Raises:
            Problem: it has no article, or shows a picture without words, from elsewhere, or that is missing.
        """
        text = (
            (self.site / address).read_bytes().replace(b"<wbr>", b"<wbr></wbr>")
        )  # the parser does not know it as empty
        article = html.document_fromstring(text, html.HTMLParser(encoding="utf-8")).find(".//article")
        if article is None:
            raise self._fault(address, "the page has no article", "build the site again")
        answers: list[Answer] = []
        section = _Copy(self, address, answers).element(article)
        section.tag = _x("section")
        _tidy(section)
        headings = [(h2.get("id"), words(h2)) for h2 in section.iter(_x("h2")) if h2.get("id")]
        return Converted(section, headings, answers)

    def link(self, address: str, url: str) -> str | None:
        """Where a link of a page leads in the EPUB; None where the EPUB does not hold it."""
        if _ADDRESS.match(url) or url.startswith("#"):
            return url
        path, hash_sign, fragment = url.partition("#")
        target = self._target(address, path)
        if target not in self.names:
            return None
        return self.names[target] + hash_sign + fragment

    def picture(self, address: str, url: str) -> str:
        """The name in the EPUB of a picture that a page shows.

        Raises:
            Problem: it comes from elsewhere, or is missing.
        """
        target = self._target(address, url)
        file = self.site / target
        if _ADDRESS.match(url) or not file.is_file():
            raise self._fault(address, f"the picture {url} is not in the site", "keep pictures beside the chapter")
        name = "media/" + target.replace("/", "-")
        self.media[name] = file
        return name

    @staticmethod
    def _target(address: str, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(address), path))

    @staticmethod
    def _fault(address: str, what: str, mend: str) -> Problem:
        return Problem(what, file=f"build/site/{address}", mend=mend, status=1)


class _Copy:
    """Copies one page, element by element; what is left out keeps the words that follow it."""

    def __init__(self, converter: Converter, address: str, answers: list[Answer]) -> None:
        self._converter = converter
        self._address = address
        self._answers = answers

    def element(self, old: Element) -> Element:
        """The XHTML of an element and all below it."""
        new = etree.Element(_x(old.tag), nsmap={None: XHTML, "epub": OPS})
        self._attributes(old, new)
        self._content(old, new)
        return new

    def _content(self, old: Element, new: Element) -> None:
        """The words and elements inside an element."""
        _say(new, old.text)
        for child in old:
            for made in self._copies(child):
                new.append(made)
            _say(new, child.tail)

    def _copies(self, old: Element) -> Iterator[Element]:
        """What an element becomes: nothing, one element, or its children alone."""
        if not isinstance(old.tag, str):
            return
        classes = set(old.get("class", "").split())
        if old.tag in _DROPPED_TAGS or classes & _DROPPED_CLASSES:
            return
        if old.tag == "math":
            yield _math(old, etree.Element(_m("math"), nsmap={None: MATHML}))
        elif ANSWER in classes:
            yield from self._answer(old)
        elif "tabbed-set" in classes:
            yield self._tabs(old)
        elif "footnote" in classes and old.tag == "div":
            yield self._footnotes(old)
        elif old.tag == "a" and old.get("href") and self._link(old) is None:
            yield self._unlinked(old)
        else:
            yield self.element(old)

    def _attributes(self, old: Element, new: Element) -> None:
        """The attributes that an EPUB keeps, with links and pictures as they are named there."""
        for name, value in old.attrib.items():
            if name in _KEPT:
                new.set(name, value)
        if old.tag in {"td", "th"} and (align := _alignment(old)):
            new.set("style", f"text-align: {align}")
        if old.get("lang"):
            new.set(f"{{{XML}}}lang", old.get("lang"))
        if "highlighttable" in old.get("class", "").split():
            new.set("role", "presentation")  # the numbers of lines beside a program are no table
        if old.tag == "img":
            self._image(old, new)
        if old.tag == "a" and old.get("href"):
            new.set("href", self._link(old))
            self._roles(old, new)

    def _image(self, old: Element, new: Element) -> None:
        if old.get("alt") is None:
            raise Problem(
                f"the picture {old.get('src')} has no words for those who cannot see it",
                file=f"build/site/{self._address}",
                mend="give it an :alt:",
                status=1,
            )
        new.set("src", self._converter.picture(self._address, old.get("src", "")))

    def _link(self, old: Element) -> str | None:
        return self._converter.link(self._address, old.get("href"))

    def _unlinked(self, old: Element) -> Element:
        """A link to a page that the EPUB does not hold: its words alone."""
        new = etree.Element(_x("span"))
        self._content(old, new)
        return new

    @staticmethod
    def _roles(old: Element, new: Element) -> None:
        """What a link is for, said to reading systems."""
        href = old.get("href")
        if "footnote-ref" in old.get("class", "").split():
            new.set(_ops("type"), "noteref")
            new.set("role", "doc-noteref")
        elif "footnote-backref" in old.get("class", "").split() or href.startswith("#fnref"):
            new.set("role", "doc-backlink")
            new.set("aria-label", old.get("aria-label", "Back to the text"))

    def _tabs(self, old: Element) -> Element:
        """Tabs one under the other, each under its title."""
        new = etree.Element(_x("div"))
        new.set("class", "tabs")
        labels = [words(label) for label in old.iter("label")]
        blocks = [block for block in old.iter("div") if "tabbed-block" in block.get("class", "").split()]
        for label, block in zip(labels, blocks, strict=True):
            title = etree.SubElement(new, _x("p"))
            title.set("class", "box-title")
            title.text = label
            new.append(self.element(block))
        return new

    def _footnotes(self, old: Element) -> Element:
        """Footnotes as reading systems know them: they may show one where it is referred to."""
        new = etree.Element(_x("section"))
        new.set(_ops("type"), "footnotes")
        new.set("role", "doc-endnotes")
        new.set("aria-label", "Footnotes")
        for number, item in enumerate(old.iter("li"), start=1):
            note = etree.SubElement(new, _x("aside"))
            note.set(_ops("type"), "footnote")
            note.set("role", "doc-footnote")
            note.set("id", item.get("id"))
            mark = etree.SubElement(note, _x("span"))
            mark.set("class", "note-number")
            mark.text = f"{number}. "
            inner = etree.SubElement(note, _x("div"))
            self._content(item, inner)
        return new

    def _answer(self, old: Element) -> Iterator[Element]:
        """Take an answer out, and leave a link to it."""
        exercise = old.get("data-answers") or _around(old)
        body = self.element(old)
        body.attrib.pop("id", None)
        said = "Answer"
        for title in body.findall(_x("summary")):
            said = words(title)
            body.remove(title)
        self._answers.append(Answer(exercise, body))
        link = etree.Element(_x("p"))
        link.set("class", "to-answer")
        leads = etree.SubElement(link, _x("a"))
        leads.set("href", f"{ANSWERS_FILE}#answer-{exercise}")
        leads.text = said
        yield link


ANSWERS_FILE = "answers.xhtml"
"""The file of the EPUB that holds the answers."""


def _around(old: Element) -> str:
    """The id of the box that an answer stands in."""
    return next((outer.get("id") for outer in old.iterancestors() if outer.get("id")), "")


def _tidy(section: Element) -> None:
    """Leave one line break for the empty lines between the blocks of a page."""
    if not (section.text or "").strip():
        section.text = "\n"
    for block in section:
        if not (block.tail or "").strip():
            block.tail = "\n"


def _math(old: Element, new: Element) -> Element:
    """A formula with its words, without the source that some readers would print."""
    for name, value in old.attrib.items():
        if name != "xmlns":
            new.set(name, value)
    _say(new, old.text)
    for child in old:
        if isinstance(child.tag, str) and child.tag != "annotation":
            if child.tag == "semantics":
                _math(child, new)
            else:
                new.append(_math(child, etree.Element(_m(child.tag))))
        _say(new, child.tail)
    return new


def _say(new: Element, text: str | None) -> None:
    """Append words to an element, after what it holds."""
    if not text:
        return
    if len(new):
        new[-1].tail = (new[-1].tail or "") + text
    else:
        new.text = (new.text or "") + text


def _alignment(cell: Element) -> str:
    """How the words of a table's cell are set: left, right or center; an empty string if nothing is said."""
    found = re.search(r"text-align:\s*(left|right|center)", cell.get("style", ""))
    return found.group(1) if found else str(cell.get("align", ""))


def words(element: Element) -> str:
    """The words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def rebase(section: Element, page: str, own: Callable[[str], bool]) -> None:
    """Make the links of a piece that moves to another file lead back to the page it came from.

    Args:
        section: the piece.
        page: the file it came from.
        own: whether an id moves along.
    """
    for link in section.iter(_x("a")):
        href = link.get("href", "")
        if href.startswith("#") and not own(href[1:]):
            link.set("href", page + href)


def document(title: str, language: str, body: Element) -> bytes:
    """A whole file of the EPUB around the content of its body."""
    root = etree.Element(_x("html"), nsmap={None: XHTML, "epub": OPS})
    root.set("lang", language)
    root.set(f"{{{XML}}}lang", language)
    head = etree.SubElement(root, _x("head"))
    etree.SubElement(head, _x("title")).text = title
    style = etree.SubElement(head, _x("link"))
    style.set("rel", "stylesheet")
    style.set("type", "text/css")
    style.set("href", "book.css")
    body.tag = _x("body")
    root.append(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return text + b"\n"


def make(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An XHTML element; ``epub_type`` stands for ``epub:type``, ``aria_label`` for ``aria-label``, and so on."""
    new = etree.Element(_x(tag), nsmap={None: XHTML, "epub": OPS})
    for name, value in attributes.items():
        new.set(_ops("type") if name == "epub_type" else name.rstrip("_").replace("_", "-"), value)
    for child in children:
        if isinstance(child, str):
            _say(new, child)
        else:
            new.append(child)
    return new


def _x(tag: str) -> str:
    return f"{{{XHTML}}}{tag}"


def _m(tag: str) -> str:
    return f"{{{MATHML}}}{tag}"


def _ops(name: str) -> str:
    return f"{{{OPS}}}{name}"
