"""Site, PDF and EPUB say the same: every heading, caption and number, each read from the output itself.

The feature book is compared on every change, the real one by the slow tests.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Built = Any
"""A built book, see conftest."""
Collect = Callable[[Any], list[str]]


def words(element: Any) -> str:
    """The words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def pairs(built: Built) -> Iterator[tuple[str, Any, Any]]:
    """Each page that both site and EPUB have: its address, and what both show where it stands.

    Answers are left out, which the EPUB has at the back, and cards, which only the site has.
    """
    for address, article in built.site.items():
        name = address.removesuffix(".html").replace("/", "-") + ".xhtml"
        if name in built.epub:
            yield address, _shown(article), _shown(built.epub[name])


def _shown(page: Any) -> Any:
    shown = copy.deepcopy(page)
    kinds = ("solution", "to-answer", "screen-only")
    for part in shown.xpath(f".//*[{' or '.join(f'contains(@class, {kind!r})' for kind in kinds)}]"):
        part.tail = ""
        part.getparent().remove(part)
    return shown


def headings(page: Any) -> list[str]:
    """The headings of a page, with their numbers."""
    return [words(heading) for heading in page.xpath(".//h1|.//h2|.//h3|.//h4")]


def captions(page: Any) -> list[str]:
    """The captions of a page, with their numbers."""
    return [words(caption) for caption in page.xpath(".//figcaption")]


def signs(page: Any) -> list[str]:
    """The words of the claim signs of a page."""
    sign = ".//a[contains(@class, 'claim')]/*"
    return [str(said) for said in page.xpath(f"{sign}/@alt|{sign}/@aria-label")]


def references(page: Any) -> list[str]:
    """The words of the links to numbered things and to sources."""
    return [words(link) for link in page.xpath(".//a[contains(@href, '#')]") if re.search(r"\d", words(link))]


def formulas(page: Any) -> list[str]:
    """The words of the formulas of a page."""
    return [str(alt) for alt in page.xpath(".//math/@alttext")]


def equations(page: Any) -> list[str]:
    """The numbers of the formulas of a page."""
    return [words(number) for number in page.xpath(".//*[@class='equation-number']")]


def pictures(page: Any) -> list[str]:
    """The words of the pictures of a page."""
    return [str(alt) for alt in page.xpath(".//figure//img[not(@class)]/@alt")]


def titles(page: Any) -> list[str]:
    """The titles of boxes and questions."""
    return [words(title) for title in page.xpath(".//p[@class='admonition-title']")]


@pytest.mark.parametrize(
    "collect",
    [headings, captions, signs, references, formulas, equations, pictures, titles],
    ids=lambda one: one.__name__,
)
def test_site_and_epub_say_the_same(either: Built, collect: Collect) -> None:
    """Numbers, headings, captions, signs, formulas and pictures are the same on each page, in the same order."""
    found = {address: (collect(site), collect(epub)) for address, site, epub in pairs(either)}

    assert any(site for site, _ in found.values())
    assert {address: site for address, (site, _) in found.items()} == {
        address: epub for address, (_, epub) in found.items()
    }


def printed_pages(built: Built) -> Iterator[tuple[str, Any]]:
    """Each page of the site that print has, as the site shows it; the index of print is its own, by page."""
    return ((address, site) for address, site, _ in pairs(built) if address != "terms.html")


def test_headings_are_the_same_in_print(either: Built) -> None:
    """Each heading of the site, with its number, is one of the PDF's outline and stands in its text."""
    outline = {re.sub(r"\s", "", title) for title in either.outline}
    missing = []
    for address, page in printed_pages(either):
        for heading in headings(page):
            title = re.sub(r"^Chapter (\d+)\. ", r"\1 ", heading)
            if re.sub(r"\s", "", title) not in outline or not either.prints(title):
                missing.append(f"{address}: {title}")

    assert [] == missing


@pytest.mark.parametrize("collect", [captions, equations, titles], ids=lambda one: one.__name__)
def test_numbers_are_the_same_in_print(either: Built, collect: Collect) -> None:
    """Each caption, title and number of the site stands in the PDF."""
    missing = []
    for address, page in printed_pages(either):
        for said in collect(page):
            number, _, text = said.partition(". ")
            whole = said.split(": ", 1)  # print sets the number of a question apart from its title
            if collect is captions:
                whole = [f"{number}.", text.partition(",")[0].rstrip(".")]
            missing += [f"{address}: {part}" for part in whole if not either.prints(part)]

    assert [] == missing


def test_print_has_no_caption_of_its_own(either: Built) -> None:
    """The PDF has as many captions, formulas and claim signs as the site: nothing lost, nothing twice."""
    pages = [page for _, page in printed_pages(either)]
    kinds = [tag.kind for tag in either.tags]
    told = [tag.words for tag in either.tags if tag.kind == "Figure" and ", claim " in tag.words]
    answered = signs(either.epub["answers.xhtml"])

    assert sum(len(captions(page)) for page in pages) == kinds.count("Caption")
    assert sorted(said for page in pages for said in formulas(page)) == sorted(
        tag.words for tag in either.tags if tag.kind == "Formula"
    )
    assert sorted([*answered, *(said for page in pages for said in signs(page))]) == sorted(told)
