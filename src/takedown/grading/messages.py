"""Text that learners read: made safe to show, cut to a length, never an instruction to a terminal or a page.

Whatever a learner's program says (the text of an exception, a name, a value) passes through :func:`clean`
before it stands in a message.
"""

from __future__ import annotations

import unicodedata

LIMIT = 500  # characters of a whole message
PART = 160  # characters of one part of it
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def hidden(text: str) -> str:
    """The first character of ``text`` that shows nothing or turns the direction of writing, or an empty string."""
    for character in text:
        if character not in "\n\t\r" and unicodedata.category(character) in _HIDDEN:
            return character
    return ""


def clean(text: str, limit: int = PART) -> str:
    """``text`` on one line, without characters that hide or steer, at most ``limit`` characters."""
    line = " ".join(text[: 4 * limit].split())
    shown = "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in _HIDDEN else character for character in line
    )
    return cut(shown, limit)


def cut(text: str, limit: int = LIMIT) -> str:
    """``text``, or its beginning with an ellipsis, at most ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def show(value: object, limit: int = PART) -> str:
    """A plain value as a learner would write it, cut in the middle if it is long."""
    if isinstance(value, (list, dict, str, bytes)) and len(value) > limit:
        value = _beginning(value, limit)
    text = clean(repr(value), 10 * limit)
    if len(text) <= limit:
        return text
    half = (limit - 3) // 2
    return f"{text[:half]} … {text[-half:]}"


def _beginning(value: list[object] | dict[object, object] | str | bytes, limit: int) -> object:
    if isinstance(value, dict):
        return dict(list(value.items())[:limit])
    return value[:limit]


def sentence(text: str) -> str:
    """``text`` with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…" else ".")
