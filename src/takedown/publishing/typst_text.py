"""The smallest pieces of Typst source: escaped text, strings, labels, lengths, and marks of where a line comes from.

Nothing here knows the book's tree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TEXT_WIDTH = 13.5
"""The width of the text in print, in centimetres; print/look.typ computes the same, and a test compares them."""

_SPECIAL = re.compile(r"([\\*_`$#<>@\[\]~=+/{}^-]|(?<![^\d.\s])\.)")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]")
_BREAKS = re.compile(r"[\s/\u2013\u2014\u200b-]+")
_LENGTH = re.compile(r"^\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|px|pt|mm|cm|in|em)?\s*$")
_CENTIMETRES = {
    "px": 2.54 / 96,
    "": 2.54 / 96,
    "pt": 2.54 / 72,
    "mm": 0.1,
    "cm": 1.0,
    "in": 2.54,
    "em": 10.5 * 2.54 / 72,
}


def escape(text: str) -> str:
    """Text as Typst markup, each character standing for itself.

    Runs of ASCII white space become one space, as in the tree's own rules. Straight quotes stay bare, so that Typst
    sets them by language.
    """
    return _SPECIAL.sub(r"\\\1", _SPACES.sub(" ", text))


def string(text: str) -> str:
    """A Typst string literal."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'


def label(*parts: str) -> str:
    """A Typst label made of a page's slug and an id on it."""
    return "<" + "--".join(_UNSAFE.sub(".", part) for part in parts if part) + ">"


def listed(items: Iterable[str]) -> str:
    """A Typst array of code, right for one item and for none too."""
    return "(" + "".join(f"{item}, " for item in items).rstrip() + ")"


def truth(value: bool) -> str:
    """A truth as Typst."""
    return "true" if value else "false"


def mark(file: str, line: int) -> str:
    """A comment that says which source line the code after it comes from."""
    return f"/*{file}:{line}*/" if file and "*/" not in file else ""


MARK = re.compile(r"/\*([^*\n]+?):(\d+)\*/")
"""What :func:`mark` writes."""


def unprintable(text: str) -> str:
    """The name of the first character that cannot stand in a book, or ``""``."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs", "Cn", "Co"} and character not in "\t\n\r\f\v":
            return f"U+{ord(character):04X}"
    return ""


def unbreakable(text: str, longest: int) -> list[str]:
    """The words of a text that no line break can part and that have more characters than this, once each."""
    return list(dict.fromkeys(word for word in _BREAKS.split(text) if len(word) > longest))


def width(value: str) -> tuple[str, bool]:
    """A width from the tree as Typst, and whether it fits into the text.

    Raises:
        ValueError: it is not a width.
    """
    found = _LENGTH.match(value)
    if found is None:
        raise ValueError(value)
    number, unit = float(found[1]), found[2] or ""
    if unit == "%":
        return f"{number:g}%", 0 < number <= 100
    centimetres = number * _CENTIMETRES[unit]
    return f"{centimetres:.4g}cm", 0 < centimetres <= TEXT_WIDTH
