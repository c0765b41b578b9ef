"""No run of nine words is taken over from the article on which the book rests.

The article is not in the repository, only hashes of its word runs (data/article.toml): each run of nine words of it,
and of two literal translations into English, in normal form, with a salt, cut to 64 bits. From a run one gets the hash,
from the hash no run. Every text file is looked at, tests and exercises too; a run may stretch over lines, marks of a
comment, quotes.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from takedown.lint.material import Material
from takedown.lint.registry import check
from takedown.problems import Problem

RUN = 9
"""Words in a run; shorter ones are names, dates and common turns of phrase."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Word:
    """A word in normal form: no accents, no letter case; and the line on which it stands."""

    text: str
    line: int


def spelled(text: str) -> Iterator[Word]:
    """The words of a text with their lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line if line.isascii() else _bare(line)
        for found in _WORD.finditer(plain.lower()):
            yield Word(found.group(), number)


def _bare(text: str) -> str:
    """A text without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def hash_of(words: Iterable[str], salt: bytes) -> str:
    """The hash under which some words are kept, 16 hexadecimal digits."""
    return hashlib.blake2b(" ".join(words).encode(), digest_size=8, key=salt).hexdigest()


def runs(text: str, length: int = RUN) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each run of words of a text, with the line on which it begins."""
    words = list(spelled(text))
    for start in range(len(words) - length + 1):
        yield words[start].line, tuple(word.text for word in islice(words, start, start + length))


def hashes_of(text: str, salt: bytes) -> list[str]:
    """The hashes of all runs of a text, sorted, each once: what data/article.toml holds."""
    return sorted({hash_of(run, salt) for _, run in runs(text)})


@cache
def article() -> tuple[bytes, frozenset[str]]:
    """The salt and the hashes of data/article.toml."""
    data = tomllib.loads(files("takedown.lint").joinpath("data/article.toml").read_text(encoding="utf-8"))
    return bytes.fromhex(data["salt"]), frozenset(data["runs"])


@check
def own_words(material: Material) -> Iterable[Problem]:
    """No file has a run of nine words in common with the article."""
    salt, known = article()
    for page in material.every_text():
        told = 0
        for line, run in runs(page.text):
            if line > told and hash_of(run, salt) in known:
                told = line + 1  # one problem a passage, not one a word
                yield Problem(
                    "nine words in a row stand in the article too", file=page.path, line=line, mend="use your own words"
                )
