"""No kind of page hinders a reader, as far as axe-core can tell; no rule is switched off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("axe")]

LOOKS = [(width, scheme) for scheme in ("default", "slate") for width in (390, 1280)]
"""A phone and a desktop, light and dark."""
KINDS = {
    "ledger": "ledger.html",
    "references": "references.html",
    "front door": "index.html",
    "chapter": "01_the_case.html",
    "chapter with tables": "12_dutch_powers.html",
    "contents": "contents.html",
    "glossary": "glossary.html",
    "index of terms": "terms.html",
    "as of": "as-of.html",
    "tables": "teach/plans.html",
    "code": "contribute/files.html",
}


def hindrances(reader, part: str = "html") -> list[str]:
    """What axe-core finds in the page in each of its looks."""
    found = []
    for width, scheme in LOOKS:
        reader.show(width, scheme)
        found += [f"{width} px, {scheme}: {one}" for one in reader.hindrances(part)]
    return found


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_page_of_each_kind(reader, served: str, address: str) -> None:
    """A page of each kind, on phone and desktop, light and dark."""
    reader.open(served + address)
    assert [] == hindrances(reader)


def test_every_construct(reader, features: Path, serve: Callable[[Path], str]) -> None:
    """Everything that a chapter can hold, used or not used by the book so far."""
    reader.open(serve(features) + "01_features.html")
    assert [] == hindrances(reader)


def test_page_for_a_wrong_address(reader, served: str) -> None:
    """The page that a server shows for what is not there."""
    reader.open(served + "nothing/here.html")
    assert reader.page.get_by_role("heading", name="404").is_visible()
    assert [] == hindrances(reader)


def test_results_of_the_search(reader, served: str) -> None:
    """The search while it shows what it found; what it covers is for nobody to read."""
    reader.open(served + "index.html")
    for width, scheme in LOOKS:
        reader.show(width, scheme)
        reader.page.keyboard.press("f")
        reader.page.keyboard.type("police")
        reader.page.locator(".md-search-result__item").first.wait_for()
        reader.settle()
        assert [] == reader.hindrances(".md-search"), f"{width} px, {scheme}"
        reader.page.keyboard.press("Escape")
        reader.page.locator(".md-search-result__item").first.wait_for(state="hidden")


@pytest.mark.parametrize("link", ["a.claim", "a.term"])
def test_open_card(reader, served: str, link: str) -> None:
    """The card of a sign and of a term while it shows."""
    reader.open(served + "01_the_case.html")
    for width, scheme in LOOKS:
        reader.show(width, scheme)
        reader.page.locator("h1").click()
        reader.page.locator(f"article {link}").first.hover()
        reader.page.locator(".card:visible").wait_for()
        assert [] == reader.hindrances(".card:not([hidden])"), f"{width} px, {scheme}"


def test_open_answers(reader, served: str) -> None:
    """Answers and hints that were unfolded."""
    reader.open(served + "01_the_case.html")
    reader.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert [] == hindrances(reader)


@pytest.mark.parametrize(
    ("spoilt", "wanted"),
    [
        (("<article", '<article><img src="assets/images/favicon.png"></article><article'), "violations image-alt"),
        (("</h1>", '</h1><p style="color:#999;background:#888">Pale words.</p>'), "violations color-contrast"),
        (("</h1>", "</h1><h4>A level is left out</h4>"), "violations heading-order"),
        (("</h1>", '</h1><p><a href="a">a</a><a href="b">b</a></p>'), "violations target-size"),
    ],
)
def test_fault_is_found(reader, spoil: Callable[..., Path], spoilt: tuple[str, str], wanted: str) -> None:
    """These tests can fail: a picture without words, pale words, a level left out, two links that touch."""
    reader.open(spoil(spoilt))
    assert [one for one in reader.hindrances() if one.startswith(wanted)]
