"""Personal details: two that together describe somebody are caught; ages, towns and trades alone are not."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path

import pytest

from takedown.lint import people
from takedown.lint.hashing import main, people_file
from takedown.lint.people import Forbidden, forbidden, met, stem

SALT = bytes(range(16))
KNOWN_FILE = people_file("41 | Zandwijk, Meerhoven | baker, bakker\n\n27,64 | Oosterdam |\n", SALT)
EVIDENCE = Path(__file__).parents[3] / "shared" / "evidence"


def known() -> Forbidden:
    """Made-up people in made-up towns."""
    data = tomllib.loads(KNOWN_FILE)
    return Forbidden(bytes.fromhex(data["salt"]), frozenset(data["pairs"]), frozenset(map(stem, data["trades"])))


@pytest.mark.parametrize(
    "text",
    [
        "A man of 41 from Zandwijk was held.",
        "The 41-year-old lives, as his neighbours told us last week, in the town of Meerhoven.",
        "een 41-jarige Zandwijker",
        "de eenenveertigjarige man uit Zandwijk",
        "de man uit Zandwijk (41)",
        "forty-one years old, Zandwijk",
        "Forty one, and from MEERHOVEN.",
        "a baker in Zandwijk",
        "two bakers, one of them a Zandwijkse woman",
        "the baker, 41, was released",
        'age = 41\ntown = "zandwijk"\n',
        "| 27 | Oosterdam |",
        "Twee Oosterdammers? Nee: twee Oosterdamers van 27 en 64.",
        "aged 64\nand a resident\nof Oosterdam",
    ],
)
def test_two_details_that_meet(text: str) -> None:
    """An age with a town, a trade with either: in words, digits, two languages, tables and data, over lines."""
    assert 1 <= len(list(met(text, known())))


@pytest.mark.parametrize(
    "text",
    [
        "A man of 41 was held.",
        "A supplier in Zandwijk was held.",
        "A man of 42 from Zandwijk.",
        "A baker of 28 in Oosterdam.",
        "Two men of 27 and 64, and a baker.",
        "On 27 May 2031 the bridge of Oosterdam opened; on 2031-05-27 it closed, at 12:27 hours, for 27 %.",
        "It cost €27 in Oosterdam, or 1.27 or 27,000 of them.",
        f"Line 27 ends in a place that is named after {'many ' * 25}words: Oosterdam.",
        "Chapter 41 is about bridges.",
        "zandwijk oosterdam meerhoven",
        "127 people of Oosterdam and 2027 others",
    ],
)
def test_details_that_do_not(text: str) -> None:
    """One detail, another person's, a date, an amount, or one far away describe nobody."""
    assert [] == list(met(text, known()))


def test_each_place_is_told_once() -> None:
    """A passage that says the same three times is one finding; a later passage is another."""
    text = "41, Zandwijk, 41, Zandwijk\n" + "word " * 60 + "\nThe baker of Meerhoven"

    assert [1, 3] == list(met(text, known()))


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Zandwijkers", "Zandwijk"),
        ("Oosterdamse", "Oosterdam"),
        ("Oosterdammer", "Oosterdamm"),
        ("bakers", "baker"),
        ("elst", "elst"),
    ],
)
def test_people_are_named_after_places(name: str, of: str) -> None:
    """A place and the name of its people have one stem."""
    assert stem(of.lower()) == stem(name.lower())


def test_the_check_looks_everywhere(monkeypatch: pytest.MonkeyPatch, change, found) -> None:
    """Data, tests and solutions are held to it as the text is, and the finding repeats no detail."""
    monkeypatch.setattr(people, "forbidden", known)
    names = ["chapters/18_the_appeal/index.md", "exercises/18_the_appeal/middle_value/solution/answer.py"]
    for name in names:
        change(name, "", "\n# A man of 41 from Zandwijk.\n")

    sentences = found("nobody-is-described")

    assert names == [sentence.partition(":")[0] for sentence in sentences]
    assert not any("41" in sentence or "Zandwijk" in sentence for sentence in sentences)


def test_the_file_that_is_shipped() -> None:
    """No town and no age stands in the file; the article, where it is at hand, is caught; this file is not."""
    text = (Path(people.__file__).parent / "data" / "people.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    assert {"salt", "pairs", "trades"} == set(data)
    assert all(trade.islower() and trade.isalpha() for trade in data["trades"])
    assert [] == list(met(Path(__file__).read_text(encoding="utf-8"), forbidden()))

    dossier = EVIDENCE / "article.nl.txt"
    caught = (
        list(met(dossier.read_text(encoding="utf-8"), forbidden()))
        if dossier.is_file()
        else list(met("41 Zandwijk\n27 Oosterdam", known()))
    )
    assert len(caught) >= 2


def test_a_file_is_made_from_details(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists the trades and hides the rest, with a salt of its own."""
    monkeypatch.setattr("sys.stdin", io.StringIO("41 | Zandwijk | baker\n"))
    main(["people"])

    data = tomllib.loads(capsys.readouterr().out)
    assert ["baker"] == data["trades"]
    assert 3 == len(data["pairs"])
    assert data["salt"] != SALT.hex()
