"""What is not known about the case: the sentence that states it is refused, the one that says who says it is not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

INDEX = "chapters/18_the_appeal/index.md"

STATED = {
    "how-it-was-decrypted": [
        "The police broke the encryption.",
        "They obtained the keys from the server.",
        "The messages were decrypted with a man-in-the-middle.",
        "Officers cracked IronChat's encryption that summer.",
    ],
    "sellers-convicted": [
        "The suppliers were convicted in 2020.",
        "The owner of the company was sentenced.",
        "Both sellers have been found guilty.",
    ],
    "number-of-users": [
        "IronChat had 500 users.",
        "Thousands of customers bought one.",
        "It had a hundred paying subscribers.",
    ],
    "no-lawful-users": [
        "All users were criminals.",
        "There were no innocent users.",
        "It was used only by criminals.",
        "Every customer was a suspect.",
    ],
    "first-in-europe": [
        "It was the first time in Europe.",
        "This had never before happened in Europe.",
        "Europe's first.",
    ],
    "button-worked": [
        "The panic button worked.",
        "The panic button erased everything.",
        "The wipe button failed that night.",
    ],
}
TOLD = {
    "how-it-was-decrypted": [
        "Whether the police broke the encryption is not known.",
        "One report says that the police cracked the encryption.",
        "Perhaps they obtained the keys from the server.",
    ],
    "sellers-convicted": [
        "It is not known whether the suppliers were convicted.",
        "The suppliers were never convicted.",
    ],
    "number-of-users": [
        "One newspaper wrote of 500 customers.",
        "How many is unknown: 500 users is a claim of one side.",
        "Imagine an invented service with 1,000 users.",
        "A hundred suspects are not a hundred users.",
    ],
    "no-lawful-users": [
        "The police said that all users were criminals.",
        "No source says that there were no innocent users.",
    ],
    "first-in-europe": [
        "The prosecutor called it the first time in Europe.",
        "In his view it had never happened in Europe.",
    ],
    "button-worked": [
        "The police said that the panic button erased all data.",
        "Nobody knows whether the panic button worked.",
    ],
}


def entries() -> list[str]:
    """The ids of the list."""
    return [
        entry["id"] for entry in tomllib.loads(files("takedown.lint").joinpath("data/never.toml").read_text())["never"]
    ]


@pytest.mark.parametrize("sentence", [each for some in STATED.values() for each in some])
def test_stated_as_fact(sentence: str, change, found) -> None:
    """Each unknown, stated flatly, is refused once."""
    change(INDEX, "", f"\n{sentence}\n")

    assert 1 == len(found("never-stated-as-fact"))


@pytest.mark.parametrize("sentence", [each for some in TOLD.values() for each in some])
def test_told_as_what_it_is(sentence: str, change, found) -> None:
    """A sentence that says who says it, or that it is not known, passes."""
    change(INDEX, "", f"\n{sentence}\n")

    assert [] == found("never-stated-as-fact")


def test_the_whole_list_is_tried() -> None:
    """Each entry of the list has sentences on both sides here."""
    assert entries() == list(STATED) == list(TOLD)


@pytest.mark.parametrize("name", ["chapter.toml", "claims.toml", "questions.toml", "teaching.md"])
def test_other_texts_of_a_chapter(name: str, change, found) -> None:
    """The opener, the claims, the questions and the teaching note are held to it too."""
    change(f"chapters/18_the_appeal/{name}", "", "\n# The panic button worked.\n")

    assert 1 == len(found("never-stated-as-fact"))
