"""Every page of the book's site: nothing is asked of elsewhere, nothing fails, every link leads, a phone is enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PHONES = (360, 390)
"""Widths of small and usual phones, in px."""


def faults(reader, page: Path, site: Path) -> list[str]:
    """What is wrong with a page that is opened from a folder on a phone."""
    reader.asked.clear()
    reader.complaints.clear()
    reader.open(page)
    return [
        *(f"asks for {address}" for address in reader.strangers(f"{site.as_uri()}/")),
        *(f"complains: {said}" for said in reader.complaints),
        *(f"links to {link}" for link in reader.lost(site)),
        *reader.sideways(PHONES),
    ]


@pytest.mark.parametrize("half", [0, 1])
def test_page_from_a_folder(new_reader: Callable, book: Path, half: int) -> None:
    """Without server and network no page asks for anything outside its folder, complains, or scrolls sideways.

    Each link inside the site leads to a page and a place on it.
    """
    pages = sorted(path for path in book.rglob("*.html") if path.name != "404.html")
    reader = new_reader(width=390)
    found = {path.relative_to(book).as_posix(): faults(reader, path, book) for path in pages[half::2]}
    assert {} == {name: wrong for name, wrong in found.items() if wrong}
    assert len(found) > 15


def test_page_for_a_wrong_address(new_reader: Callable, served: str) -> None:
    """On a server, the page for what is not there asks only that server, and fits a phone."""
    reader = new_reader(width=390)
    reader.open(f"{served}no/such/page.html")
    assert [] == reader.strangers(served)
    assert ["Failed to load resource: the server responded with a status of 404 (Not Found)"] == reader.complaints
    assert [] == reader.sideways(PHONES)


@pytest.mark.parametrize(
    ("spoilt", "wanted"),
    [
        ('<img alt="x" src="https://example.org/x.png">', "asks for https://example.org/x.png"),
        ("<style>@import 'http://example.org/x.css';</style>", "asks for http://example.org/x.css"),
        ("<script>thereIsNoSuchThing()</script>", "complains: thereIsNoSuchThing is not defined"),
        ('<script src="nothing.js"></script>', "complains: Failed to load resource: net::ERR_FILE_NOT_FOUND"),
        ('<a href="nothing.html">x</a>', "links to {site}/nothing.html"),
        ('<a href="#nothing">x</a>', "links to {site}/01_features.html#nothing"),
        ("<script>document.body.append(Object.assign(document.createElement('a'), {href: 'later.html'}))</script>",
         "links to {site}/later.html"),
        ('<div style="width: 380px">x</div>', "needs 396 px of 360"),
    ],
)  # fmt: skip
def test_fault_is_found(reader, spoil: Callable[..., Path], spoilt: str, wanted: str) -> None:
    """These tests can fail: whatever a page asks for, complains of, links to or pushes out of the screen is found."""
    page = spoil(("</h1>", f"</h1>{spoilt}"))
    assert wanted.format(site=page.parent.as_uri()) in faults(reader, page, page.parent)
