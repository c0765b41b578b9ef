"""A page of the site as XHTML for the EPUB: the article alone, without what only a browser can do.

Links lead to the files of the EPUB, signs are drawn in place, and solutions are taken out, to stand at the back.
Nothing here knows packages or zip files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html  # type: ignore[import-untyped]  # lxml publishes no types

from takedown.problems import Problem
from takedown.publishing.xhtml import OPS, XHTML, XML, Element, classes, make, say, set_type, words, x
from takedown.publishing.xhtml_blocks import footnotes, formula, index_without, program, sign, stack, tabs

ANSWER = "solution"
"""The class of the folded answers on the site."""

ANSWERS_FILE = "answers.xhtml"
"""The file of the EPUB that holds the answers."""

LINKS: Mapping[str, tuple[str, str]] = {
    "cite": ("biblioref", "doc-biblioref"),
    "term": ("glossref", "doc-glossref"),
    "footnote-ref": ("noteref", "doc-noteref"),
}
"""What a link of a class is for, in the words of EPUB (``epub:type``) and of DPUB-ARIA."""

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
    _signs: dict[Path, bytes] = field(default_factory=dict)

    def page(self, address: str) -> Converted:
        """The page of an address.

        Raises:
            Problem: it has no article, or shows a picture without words, from elsewhere, or that is missing.
        """
        text = (self.site / address).read_bytes().replace(b"<wbr>", b"<wbr></wbr>")  # no empty element to the parser
        article = html.document_fromstring(text, html.HTMLParser(encoding="utf-8")).find(".//article")
        if article is None:
            raise self._fault(address, "the page has no article", "build the site again")
        index_without(
            article.iterfind(".//div[@class='terms']//li"),
            lambda link: self.link(address, link.get("href", "")) is not None,
        )
        answers: list[Answer] = []
        section = _Copy(self, address, answers).element(article)
        section.tag = x("section")
        _tidy(section)
        headings = [(h2.get("id"), words(h2)) for h2 in section.iter(x("h2")) if h2.get("id")]
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
        file = self.file(address, url)
        name = "media/" + self._target(address, url).replace("/", "-")
        self.media[name] = file
        return name

    def file(self, address: str, url: str) -> Path:
        """The file in the site of a picture that a page shows.

        Raises:
            Problem: it comes from elsewhere, or is missing.
        """
        file = self.site / self._target(address, url)
        if _ADDRESS.match(url) or not file.is_file():
            raise self._fault(address, f"the picture {url} is not in the site", "keep pictures beside the chapter")
        return file

    def sign(self, address: str, url: str) -> bytes:
        """A sign that a page shows, read once."""
        file = self.file(address, url)
        if file not in self._signs:
            self._signs[file] = file.read_bytes()
        return self._signs[file]

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
        new = etree.Element(x(old.tag), nsmap={None: XHTML, "epub": OPS})
        self._attributes(old, new)
        self._content(old, new)
        return stack(new) if old.tag == "table" else new

    def _content(self, old: Element, new: Element) -> None:
        """The words and elements inside an element."""
        say(new, old.text)
        for child in old:
            for made in self._copies(child):
                new.append(made)
            say(new, child.tail)

    def _copies(self, old: Element) -> Iterator[Element]:
        """What an element becomes: nothing, or one element."""
        if not isinstance(old.tag, str):
            return
        kinds = classes(old)
        if old.tag in _DROPPED_TAGS or kinds & _DROPPED_CLASSES:
            return
        if old.tag == "math":
            yield formula(old)
        elif old.tag == "img":
            yield self._picture(old, is_sign="sign" in kinds)
        elif ANSWER in kinds:
            yield self._answer(old)
        elif old.tag == "div" and kinds & {"highlight", "tabbed-set", "footnote"}:
            yield self._block(old, kinds)
        elif old.tag == "a" and old.get("href") and self._link(old) is None:
            yield self._unlinked(old)
        else:
            yield self.element(old)

    def _block(self, old: Element, kinds: frozenset[str]) -> Element:
        """A block that the EPUB shows in its own way."""
        if "highlight" in kinds:
            return program(old)
        return tabs(old, self.element) if "tabbed-set" in kinds else footnotes(old, self.element)

    def _attributes(self, old: Element, new: Element) -> None:
        """The attributes that an EPUB keeps, with links and pictures as they are named there."""
        for name, value in old.attrib.items():
            if name in _KEPT:
                new.set(name, value)
        if old.tag in {"td", "th"} and (align := _alignment(old)):
            new.set("class", align)
        if old.get("lang"):
            new.set(f"{{{XML}}}lang", old.get("lang"))
        if old.tag == "aside":
            new.set("role", "note")  # beside the text, but no landmark to jump to
        if old.tag == "a" and old.get("href"):
            new.set("href", self._link(old))
            _roles(old, new)

    def _picture(self, old: Element, *, is_sign: bool) -> Element:
        said = old.get("alt")
        if said is None:
            raise Problem(
                f"the picture {old.get('src')} has no words for those who cannot see it",
                file=f"build/site/{self._address}",
                mend="give it an :alt:",
                status=1,
            )
        url = old.get("src", "")
        if is_sign:
            return sign(self._converter.sign(self._address, url), said)
        new = self.element(old)
        new.set("src", self._converter.picture(self._address, url))
        return new

    def _link(self, old: Element) -> str | None:
        return self._converter.link(self._address, old.get("href"))

    def _unlinked(self, old: Element) -> Element:
        """A link to a page that the EPUB does not hold: its words alone."""
        new = etree.Element(x("span"))
        self._content(old, new)
        return new

    def _answer(self, old: Element) -> Element:
        """Take an answer out, and leave a link to it."""
        exercise = old.get("data-answers") or _around(old)
        body = self.element(old)
        body.attrib.pop("id", None)
        said = "Answer"
        for title in body.findall(x("summary")):
            said = words(title)
            body.remove(title)
        self._answers.append(Answer(exercise, body))
        return make("p", make("a", said, href=f"{ANSWERS_FILE}#answer-{exercise}"), class_="to-answer")


def _roles(old: Element, new: Element) -> None:
    """What a link is for, said to reading systems."""
    kinds = classes(old)
    for name in sorted(kinds & LINKS.keys()):
        kind, role = LINKS[name]
        set_type(new, kind)
        new.set("role", role)
    if "footnote-backref" in kinds or old.get("href").startswith("#fnref"):
        new.set("role", "doc-backlink")
        new.set("aria-label", old.get("aria-label", "Back to the text"))
    if "claim" in kinds and (said := next((one.get("alt") for one in old.iter("img")), None)):
        new.set("title", said)  # for those who point at the sign


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


def _alignment(cell: Element) -> str:
    """How the words of a table's cell are set: right or center; an empty string if as all words."""
    found = re.search(r"text-align:\s*(right|center)", cell.get("style", ""))
    said = found.group(1) if found else cell.get("align", "")
    return said if said in {"right", "center"} else ""
