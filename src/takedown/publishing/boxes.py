"""The words that name a box or a status, the same in every output."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A kind of box: the word that names it, and the class that gives it icon and colour on the site."""

    word: str
    css: str


BOXES = {
    "note": Box("Note", "note"),
    "tip": Box("Tip", "tip"),
    "important": Box("Important", "info"),
    "warning": Box("Warning", "warning"),
    "article": Box("The article", "article"),
    "worked": Box("Worked example", "worked"),
    "think": Box("You might think", "think"),
    "other-side": Box("The other side", "other-side"),
    "key-points": Box("Key points", "key-points"),
}


def box_title(kind: str, shown: str, plain: str) -> str:
    """The title of a box: its own words, after the word of its kind unless they begin with it.

    Args:
        kind: the kind of the box.
        shown: its title as the output writes it, "" if it has none.
        plain: the same as plain words.
    """
    word = BOXES[kind].word
    if not shown:
        return word
    return shown if plain.casefold().startswith(word.casefold()) else f"{word}: {shown}"


SIGNS = {
    "established": "Established",
    "reported": "Reported: one origin",
    "contested": "Contested",
    "inferred": "Inferred",
    "withheld": "Withheld",
    "unseen": "Unseen: no source was read",
}
"""The words of each status."""

_MEANINGS = {
    "reported": "One origin stands behind this.",
    "contested": "A source says otherwise.",
    "inferred": "The book concludes this; no source says it.",
    "withheld": "Somebody keeps this back.",
}


def meaning(status: str, origins: int) -> str:
    """What a status that may stand in a text means, in a few words; docs/read/signs.md has the rule.

    Args:
        status: the status.
        origins: how many independent origins stand behind the claim.
    """
    if status == "established":
        return f"{origins} independent origins say so." if origins > 1 else "The text that says so was read."
    return _MEANINGS[status]
