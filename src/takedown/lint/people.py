"""Nobody who was accused can be found by description: no age with a town, no trade with an age or a town.

What the article says about them is not in the repository, only hashes of the pairs (data/people.toml), with a salt.
They keep the pairs from being read and spread here; they do not hide them from somebody who has the article, which is
public. A pair is looked for in a window of 25 words, in every text file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from takedown.lint.copying import Word, hash_of, spelled
from takedown.lint.material import Material
from takedown.lint.registry import check
from takedown.problems import Problem

WINDOW = 25
"""Words within which two details count as said of one person."""

_MONTHS = frozenset(
    {
        "jan", "january", "januari", "feb", "february", "februari", "mar", "march", "maart", "apr", "april", "may",
        "mei", "jun", "june", "juni", "jul", "july", "juli", "aug", "august", "augustus", "sep", "sept",
        "september", "oct", "october", "oktober", "okt", "nov", "november", "dec", "december",
    }
)  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70,
}  # fmt: skip
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
}  # fmt: skip
_AGE = re.compile(r"([1-9]\d)(?:jarige?|year|yr|yo|j)?")
_DUTCH = re.compile(rf"({'|'.join(_ONES)})en({'|'.join(_TENS)})(?:jarige?)?")
_ENDINGS = ("enaars", "enaar", "aars", "aar", "ers", "er", "se", "s", "e")
_SHORTEST = 4  # letters that are left of a word; the shortest place name that is looked for has as many
_TIED = (
    r"\d{{4}}[-/.]\d\d?[-/.]{0}(?!\d)|\d{{4}}-{0}(?!\d)|(?<!\d){0}[-/.]\d\d?[-/.]\d{{4}}"
    r"|[€$£]\s?{0}|\d[.,:]{0}|(?<!\d){0}(?:[.,:]\d|\s?%)"
)
"""A number as part of a date, an amount, a time or a longer number."""


@dataclass(frozen=True)
class Forbidden:
    """The pairs that must not meet: salt, hashes, and the trade words, which are common ones and stand in the open."""

    salt: bytes
    pairs: frozenset[str]
    trades: frozenset[str]


@cache
def forbidden() -> Forbidden:
    """What data/people.toml holds."""
    data = tomllib.loads(files("takedown.lint").joinpath("data/people.toml").read_text(encoding="utf-8"))
    return Forbidden(bytes.fromhex(data["salt"]), frozenset(data["pairs"]), frozenset(map(stem, data["trades"])))


def pair(one: str, other: str, salt: bytes) -> str:
    """The hash of two details, in whatever order."""
    return hash_of(sorted((one, other)), salt)


def stem(word: str) -> str:
    """A word cut so that a place and the name of its people, or one and many of a trade, are the same."""
    while ending := next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _SHORTEST), ""):
        word = word[: -len(ending)]
    return word


@check
def nobody_is_described(material: Material) -> Iterable[Problem]:
    """No file says an age, a town or a trade of an accused person together."""
    known = forbidden()
    for page in material.every_text():
        for line in met(page.text, known):
            yield Problem(
                "two details that together describe an accused person",
                file=page.path,
                line=line,
                mend='leave them out: "a supplier", "two men"',
            )


def met(text: str, known: Forbidden) -> Iterator[int]:
    """The lines on which two details meet that must not."""
    words = list(spelled(text))
    lines = text.split("\n")
    told = 0
    for position, detail in _details(words, lines, known):
        low, high = max(0, position - WINDOW), position + WINDOW + 1
        for other in words[low:high]:
            if len(other.text) >= _SHORTEST and _pair(detail, stem(other.text), known.salt) in known.pairs:
                line = max(words[position].line, other.line)
                if line > told:
                    told = line
                    yield line
                break


@cache
def _pair(one: str, other: str, salt: bytes) -> str:
    """As :func:`pair`; the same two words meet often."""
    return pair(one, other, salt)


def _details(words: Sequence[Word], lines: Sequence[str], known: Forbidden) -> Iterator[tuple[int, str]]:
    """The words that may be an age or a trade, with what they stand for."""
    for position, word in enumerate(words):
        if stem(word.text) in known.trades:
            yield position, stem(word.text)
        elif (age := _age(words, position)) and not _is_measure(words, position, lines):
            yield position, age


def _age(words: Sequence[Word], position: int) -> str:
    """The age that a word may be, written out or in digits; "" if none."""
    text = words[position].text
    if found := _AGE.fullmatch(text):
        return found.group(1)
    if found := _DUTCH.fullmatch(text):
        return str(_ONES[found.group(1)] + _TENS[found.group(2)])
    if text in _TENS:
        following = words[position + 1].text if position + 1 < len(words) else ""
        return str(_TENS[text] + _ONES.get(following, 0))
    return ""


def _is_measure(words: Sequence[Word], position: int, lines: Sequence[str]) -> bool:
    """Whether a number is part of a date, an amount or a longer number."""
    beside = {words[place].text for place in (position - 1, position + 1) if 0 <= place < len(words)}
    word = words[position]
    return bool(beside & _MONTHS) or re.search(_TIED.format(word.text), lines[word.line - 1]) is not None
