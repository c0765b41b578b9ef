"""XHTML as the EPUB needs it: elements with their namespaces, their words, and whole files around them.

Nothing here knows the site or the book.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

Element: TypeAlias = Any
"""An element of lxml."""

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"


def x(tag: str) -> str:
    """The full name of an element of XHTML."""
    return f"{{{XHTML}}}{tag}"


def make(tag: str, *children: Element | str, **attributes: str) -> Element:
    """An XHTML element; ``epub_type`` stands for ``epub:type``, ``aria_label`` for ``aria-label``, and so on."""
    new = etree.Element(x(tag), nsmap={None: XHTML, "epub": OPS})
    for name, value in attributes.items():
        if name == "epub_type":
            set_type(new, value)
        else:
            new.set(name.rstrip("_").replace("_", "-"), value)
    for child in children:
        if isinstance(child, str):
            say(new, child)
        else:
            new.append(child)
    return new


def set_type(element: Element, kind: str) -> None:
    """Say what an element is in the words of EPUB (``epub:type``)."""
    element.set(f"{{{OPS}}}type", kind)


def get_type(element: Element) -> str:
    """What an element is in the words of EPUB; an empty string if it does not say."""
    return str(element.get(f"{{{OPS}}}type", ""))


def say(new: Element, text: str | None) -> None:
    """Append words to an element, after what it holds."""
    if not text:
        return
    if len(new):
        new[-1].tail = (new[-1].tail or "") + text
    else:
        new.text = (new.text or "") + text


def words(element: Element) -> str:
    """The words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def classes(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(element.get("class", "").split())


def rebase(section: Element, page: str, own: Callable[[str], bool]) -> None:
    """Make the links of a piece that moves to another file lead back to the page it came from.

    Args:
        section: the piece.
        page: the file it came from.
        own: whether an id moves along.
    """
    for link in section.iter(x("a")):
        href = link.get("href", "")
        if href.startswith("#") and not own(href[1:]):
            link.set("href", page + href)


def document(title: str, language: str, body: Element) -> bytes:
    """A whole file of the EPUB around the content of its body."""
    root = etree.Element(x("html"), nsmap={None: XHTML, "epub": OPS})
    root.set("lang", language)
    root.set(f"{{{XML}}}lang", language)
    head = etree.SubElement(root, x("head"))
    etree.SubElement(head, x("title")).text = title
    style = etree.SubElement(head, x("link"))
    style.set("rel", "stylesheet")
    style.set("type", "text/css")
    style.set("href", "book.css")
    body.tag = x("body")
    root.append(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    text: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return text + b"\n"
