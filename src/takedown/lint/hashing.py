"""Makes the two data files that hold only hashes: run by hand, once, by somebody who has what is hashed.

``python -m takedown.lint.hashing article < TEXTS > article.toml`` hashes the word runs of a text, or of several (the
article, and literal translations of it) with a form feed between them.
``python -m takedown.lint.hashing people < DETAILS > people.toml`` hashes pairs of details: one person a line, as
``ages | towns | trades`` with commas between several; the trades, which are common words, are listed in the open too.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterable, Iterator
from itertools import combinations

from takedown.lint.copying import RUN, hashes_of, spelled
from takedown.lint.people import pair, stem

SALT = 16


def article_file(text: str, salt: bytes) -> str:
    """What data/article.toml holds for a text, or for several with a form feed between them."""
    return _file(
        [f"# Hashes of every run of {RUN} words of the article; see takedown.lint.copying.", f'salt = "{salt.hex()}"'],
        "runs",
        sorted({each for part in text.split("\f") for each in hashes_of(part, salt)}),
    )


def people_file(details: str, salt: bytes) -> str:
    """What data/people.toml holds for some details."""
    people = [[_words(part) for part in line.split("|")] for line in details.splitlines() if line.strip()]
    trades = sorted({trade for _, _, own in people for trade in own})
    return _file(
        [
            "# Hashes of the pairs of details that must not meet; see takedown.lint.people.",
            f'salt = "{salt.hex()}"',
            f"trades = [{', '.join(map(_quoted, trades))}]",
        ],
        "pairs",
        sorted({hashed for person in people for hashed in _pairs(person, salt)}),
    )


def _words(part: str) -> list[str]:
    """The details between commas, each one word in normal form."""
    return [word.text for each in part.split(",") for word in spelled(each)]


def _pairs(person: list[list[str]], salt: bytes) -> Iterator[str]:
    """The hashes of one person's details, two by two, of different kinds."""
    for some, others in combinations(person, 2):
        for one in some:
            for other in others:
                yield pair(stem(one), stem(other), salt)


def _file(head: Iterable[str], name: str, hashes: Iterable[str]) -> str:
    """A TOML file: a head, and a list of hashes, five on a line."""
    quoted = [_quoted(each) for each in hashes]
    lines = [f"  {', '.join(quoted[start : start + 5])}," for start in range(0, len(quoted), 5)]
    return "\n".join([*head, f"{name} = [", *lines, "]", ""])


def _quoted(text: str) -> str:
    """A word as TOML."""
    return f'"{text}"'


def main(arguments: list[str]) -> None:
    """Read what is hashed from standard input, write the file to standard output, with a fresh salt."""
    make = {"article": article_file, "people": people_file}[arguments[0]]
    sys.stdout.write(make(sys.stdin.read(), secrets.token_bytes(SALT)))


if __name__ == "__main__":
    main(sys.argv[1:])
