"""The search finds English and Dutch words and their longer forms, from a folder and from a server."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WORDS = {
    "English": ("cryptophone", "glossary.html"),
    "English, its beginning": ("cryptoph", "glossary.html"),
    "Dutch": ("vormverzuim", "12_dutch_powers.html#sec-12-359a"),
    "Dutch, written with a capital": ("Vormverzuim", "glossary.html"),
    "Dutch, where the text has the plural": ("verdachte", "references.html"),
}
"""What is typed, and a place that has to be found, by its address from the front door."""


def search(reader, words: str) -> list[str]:
    """Type words into the search by the keyboard alone; gives the places that it shows, without the words to mark."""
    reader.page.keyboard.press("f")
    reader.page.keyboard.type(words)
    reader.page.locator(".md-search-result__meta", has_text="document").wait_for()
    links = reader.page.evaluate("[...document.querySelectorAll('.md-search-result__link')].map(link => link.href)")
    here = reader.page.url.rpartition("/")[0]
    return [
        link.removeprefix(f"{here}/").replace(link[link.index("?") : (link + "#").index("#")], "") for link in links
    ]


@pytest.mark.parametrize("place", ["folder", "server"])
@pytest.mark.parametrize(("words", "wanted"), WORDS.values(), ids=WORDS)
def test_word_is_found(reader, book: Path, served: str, words: str, wanted: str, place: str) -> None:
    """Glossary terms in both languages are found."""
    reader.open(book / "index.html" if place == "folder" else f"{served}index.html")
    assert wanted in search(reader, words)
    assert [] == reader.complaints


def test_result_leads_to_the_section(reader, book: Path) -> None:
    """Who chooses a result by keyboard arrives at the section where the word stands, and sees its heading."""
    reader.open(book / "index.html")
    assert "12_dutch_powers.html#sec-12-359a" in search(reader, "vormverzuim")
    while "#sec-12-359a" not in (reader.page.evaluate("document.activeElement.href") or ""):
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url("**/12_dutch_powers.html*#sec-12-359a")
    heading = reader.page.locator("#sec-12-359a")
    assert reader.page.evaluate("h => h.getBoundingClientRect().top < innerHeight", heading.element_handle())
    assert "vormverzuim" in [mark.lower() for mark in reader.page.locator("mark").all_inner_texts()]


def test_word_that_is_nowhere_is_said_to_be_nowhere(reader, book: Path) -> None:
    """These tests can fail: a word that the book does not use is not found, and the reader is told so."""
    reader.open(book / "index.html")
    reader.page.keyboard.press("f")
    reader.page.keyboard.type("zyxwvut")
    reader.page.get_by_text("No matching documents").wait_for()
    assert 0 == reader.page.locator(".md-search-result__link").count()
