"""What a reader does with a page, by keyboard where it can be: light and dark, signs, terms, folded answers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

pytestmark = pytest.mark.slow

SIGN = "article a.claim"
TERM = "article a.term"


# --- light and dark ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("setting", "scheme"), [("light", "default"), ("dark", "slate")])
def test_page_follows_the_setting_of_the_reader(new_reader: Callable, book: Path, setting: str, scheme: str) -> None:
    """Whoever has set the device to dark gets a dark page, without pressing anything."""
    reader = new_reader(color_scheme=setting)
    reader.open(book / "index.html")
    assert scheme == reader.scheme


def test_switch_changes_the_scheme_and_is_remembered(reader, book: Path) -> None:
    """The switch in the head of the page is reached and worked by keyboard, and holds on the pages that follow."""
    reader.open(book / "index.html")
    assert "default" == reader.scheme
    reader.focused("[name=__palette]")
    reader.page.keyboard.press("Enter")
    assert "slate" == reader.scheme
    reader.open(book / "01_the_case.html")
    assert "slate" == reader.scheme
    reader.open(book / "teach" / "index.html")
    reader.page.get_by_title("Switch to light").click()
    assert "default" == reader.scheme
    reader.open(book / "index.html")
    assert "default" == reader.scheme


def unreadable(reader, scheme: str) -> list[str]:
    """The figures of a page that do not stand out on its paper: another paper than the page's, or pale lines."""
    reader.show(1280, scheme)
    dark = scheme == "slate"
    found = []
    for figure in reader.page.locator("figure.drawn > img").all():
        figure.scroll_into_view_if_needed()
        grey = Image.open(io.BytesIO(figure.screenshot())).convert("L")
        counts = grey.histogram()
        paper = counts.index(max(counts))
        darkest, lightest = grey.getextrema()
        if (paper > 80) if dark else (paper < 200):
            found.append(f"paper {paper} of 255 in {scheme}")
        if (lightest < 180) if dark else (darkest > 90):
            found.append(f"nothing but {darkest} to {lightest} of 255 in {scheme}")
    return found


@pytest.mark.parametrize("address", ["01_the_case.html", "08_what_a_wipe_does.html"])
def test_figures_fit_light_and_dark(reader, book: Path, address: str) -> None:
    """A figure has light paper and dark lines on a light page, dark paper and light lines on a dark one."""
    reader.open(book / address)
    assert reader.page.locator("figure.drawn > img").count()
    assert [] == unreadable(reader, "default") + unreadable(reader, "slate")


def test_figure_that_stays_light_is_found(reader, spoil: Callable[..., Path]) -> None:
    """The test above can fail: a figure that dark pages show as light ones do."""
    reader.open(spoil(("</head>", "<style>figure img { filter: none !important; background: white }</style></head>")))
    assert [] == unreadable(reader, "default")
    assert unreadable(reader, "slate")


# --- signs and terms --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("link", [SIGN, TERM])
@pytest.mark.parametrize("way", ["keyboard", "pointer"])
def test_card_shows_and_closes(reader, book: Path, link: str, way: str) -> None:
    """At a sign or a term a card opens by focus and by pointing, within the screen; Escape closes it."""
    reader.open(book / "01_the_case.html")
    first = reader.page.locator(link).first
    card = reader.page.locator(f"#{first.get_attribute('data-card')}")
    assert card.is_hidden()
    if way == "keyboard":
        reader.focused(link)
    else:
        first.hover()
    card.wait_for()
    assert card.get_attribute("id") == first.get_attribute("aria-describedby")
    box = card.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 1280
    assert 0 <= box["y"] <= box["y"] + box["height"] <= 844
    reader.page.keyboard.press("Escape")
    card.wait_for(state="hidden")


def test_card_of_a_sign_says_status_and_sources(reader, book: Path) -> None:
    """The card says the status in words and the sources, and Enter at the sign leads to the ledger's entry."""
    reader.open(book / "01_the_case.html")
    reader.focused(SIGN)
    sign = reader.page.locator(SIGN).first
    card = reader.page.locator(f"#{sign.get_attribute('data-card')}")
    card.wait_for()
    words = card.inner_text()
    status = sign.locator("img").get_attribute("alt").partition(",")[0].partition(":")[0]
    assert words.startswith(f"{status}.")
    assert "Sources: " in words
    entry = sign.get_attribute("href")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**/{entry}")
    reader.settle()
    place = reader.page.locator(f"#{entry.partition('#')[2]}")
    assert status in place.inner_text()
    assert reader.page.evaluate("place => place.matches(':target')", place.element_handle())


def test_card_of_a_term_explains_it(reader, book: Path) -> None:
    """The card of a term says what the glossary says, and Enter at the term leads there."""
    reader.open(book / "01_the_case.html")
    reader.focused(TERM)
    term = reader.page.locator(TERM).first
    card = reader.page.locator(f"#{term.get_attribute('data-card')}")
    card.wait_for()
    words = " ".join(card.inner_text().split())
    entry = term.get_attribute("href")
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_url(f"**/{entry}")
    place = f"#{entry.partition('#')[2]}"
    assert reader.page.locator(place).inner_text() in words
    assert " ".join(reader.page.locator(f"{place} + dd").inner_text().split()) in words


def test_finger_opens_a_card_and_then_the_ledger(new_reader: Callable, book: Path) -> None:
    """On a phone the first tap at a sign shows its card, a tap elsewhere closes it, the second leads on."""
    reader = new_reader(width=390, has_touch=True, is_mobile=True)
    reader.open(book / "01_the_case.html")
    sign = reader.page.locator(SIGN).first
    card = reader.page.locator(f"#{sign.get_attribute('data-card')}")
    sign.tap()
    card.wait_for()
    box = card.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 390
    reader.page.locator("h1").tap()
    card.wait_for(state="hidden")
    sign.tap()
    card.wait_for()
    sign.tap()
    reader.page.wait_for_url("**/ledger.html#claim-*")


# --- folded parts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("part", ["details.solution", ".hints details"])
def test_folded_part_opens_by_keyboard(reader, book: Path, part: str, key: str) -> None:
    """An answer and a hint are closed at first, are reached by the tabulator key, and open and close by a key."""
    reader.open(book / "01_the_case.html")
    folded = reader.page.locator(part).first
    body = folded.locator(":scope > :not(summary)").first
    assert body.is_hidden()
    folded.evaluate("part => part.previousElementSibling?.scrollIntoView()")
    reader.focused(f"{part} > summary")
    reader.page.keyboard.press(key)
    body.wait_for()
    reader.page.keyboard.press(key)
    body.wait_for(state="hidden")


def test_wide_table_is_pushed_by_keyboard(new_reader: Callable, book: Path) -> None:
    """A table wider than a phone is reached by the tabulator key and pushed by the arrows; where it fits, it is not."""
    reader = new_reader(width=390)
    reader.open(book / "teach" / "plans.html")
    wide = ".md-typeset__scrollwrap[tabindex]"
    reader.page.locator(wide).first.wait_for()
    reader.focused(wide)
    reader.page.keyboard.press("ArrowRight")
    reader.page.wait_for_function("wide => document.querySelector(wide).scrollLeft > 0", arg=wide)
    reader.page.set_viewport_size({"width": 1280, "height": 844})
    reader.page.locator(wide).first.wait_for(state="detached")
