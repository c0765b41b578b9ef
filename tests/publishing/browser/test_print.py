"""What comes out when a page of the site is printed by a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("axe")]

CONTROLS = ".md-header, .md-tabs, .md-sidebar, .md-search, .md-top, .md-footer nav, .md-code__nav, .card, .headerlink"


def squash(text: str) -> str:
    """Words without spaces and hyphens, since print breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\u200b\u2010\u2060-]+", "", text)


def faults(reader, page: Path) -> list[str]:
    """What is wrong with a page on paper: pale words, controls, hidden answers, empty sheets, negatives."""
    reader.open(page)
    answers = reader.page.evaluate("[...document.querySelectorAll('details.solution')].map(each => each.textContent)")
    reader.page.emulate_media(media="print")
    shown = [control for control in reader.page.locator(CONTROLS).all() if control.is_visible()]
    inverted = reader.page.evaluate(
        "[...document.querySelectorAll('article img')].filter(img => getComputedStyle(img).filter !== 'none').length"
    )
    sheets = [sheet.extract_text() for sheet in reader.printed().pages]
    printed = squash("".join(sheets))
    return [
        *reader.hindrances("article"),
        *(f"shows {control.evaluate('node => node.className')}" for control in shown),
        *(f"hides {answer[:60]}" for answer in answers if squash(answer[-60:]) not in printed),
        *(f"leaves sheet {number} empty" for number, text in enumerate(sheets, 1) if not text.strip()),
        *([f"inverts {inverted} pictures"] if inverted else []),
    ]


@pytest.mark.parametrize("setting", ["light", "dark"])
def test_chapter_on_paper(new_reader: Callable, book: Path, setting: str) -> None:
    """A printed chapter has no controls, every answer unfolded, no empty sheet, and black figures on white."""
    reader = new_reader(color_scheme=setting)
    assert [] == faults(reader, book / "01_the_case.html")


@pytest.mark.parametrize(
    ("spoilt", "wanted"),
    [
        ("<style>.md-header { display: block !important }</style>", "shows md-header"),
        ("<p style='color: #ddd'>Pale words.</p>", "violations color-contrast"),
        ("<style>details > :not(summary) { display: none !important }</style>", "hides Answer to"),
        ("<style>.gap { break-before: page; break-after: page }</style><div class=gap>&nbsp;</div><p>x</p>",
         "leaves sheet"),
        ("<style>article img { filter: invert(1) !important }</style>", "inverts"),
    ],
)  # fmt: skip
def test_fault_is_found(reader, spoil: Callable[..., Path], spoilt: str, wanted: str) -> None:
    """The test above can fail: a control, a hidden answer, an empty sheet or a negative on paper is found."""
    assert [one for one in faults(reader, spoil(("</h1>", f"</h1>{spoilt}"))) if one.startswith(wanted)]
