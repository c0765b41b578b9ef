"""Every link leads somewhere: inside site, EPUB and PDF, and out of them only to addresses that writers gave.

The feature book is looked at on every change, the real one by the slow tests.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree, html

from takedown.publishing.epub_front import LICENCES

Built = Any
"""A built book, see conftest."""
WRITTEN = ("chapters", "docs", "exercises", "book.yml", "mkdocs.yml")
"""Where writers give addresses."""
OURS = {address for _, address in LICENCES.values()}
"""The addresses that the book gives of itself."""
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def broken(links: Iterable[tuple[str, str]], files: Iterable[str], ids: Mapping[str, set[str]]) -> list[str]:
    """The links that lead to no file, or to a part of a page that is not there.

    Args:
        links: the file that each link stands in, and where it leads.
        files: every file that is there.
        ids: the parts of each page.
    """
    there = set(files)
    told = []
    for name, url in links:
        if urlsplit(url).scheme:
            continue
        path, _, fragment = url.partition("#")
        path = unquote(path.partition("?")[0])
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        target = target if target in there else posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in there or (fragment and target in ids and fragment not in ids[target]):
            told.append(f"{name}: {url}")
    return told


def _ids(pages: Mapping[str, Any]) -> dict[str, set[str]]:
    return {name: set(page.xpath("//@id")) for name, page in pages.items()}


def _urls(pages: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each address in the pages, with the name of its page."""
    return [(name, str(url)) for name, page in pages.items() for url in page.xpath("//@href|//@src")]


@pytest.fixture(scope="module")
def pages(either: Built) -> dict[str, Any]:
    """Every page of the site, whole; 404.html has absolute addresses, since it is shown at any depth."""
    folder = either.folder / "site"
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
    return {name: html.document_fromstring((folder / name).read_bytes()) for name in names if name != "404.html"}


def _annotations(built: Built) -> Iterator[Any]:
    for page in built.pdf.pages:
        yield from (one.get_object() for one in page.get("/Annots", []))


def _addresses(built: Built) -> set[str]:
    """The addresses that the PDF's links lead to."""
    return {str(one["/A"]["/URI"]) for one in _annotations(built) if "/URI" in one.get("/A", {})}


def test_links_of_the_site_lead_somewhere(either: Built, pages: dict[str, Any]) -> None:
    """Each address in a page, its head and its navigation included, is that of a file and of a part that are there."""
    folder = either.folder / "site"
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]

    assert [] == broken(_urls(pages), files, _ids(pages))


def test_search_leads_somewhere(either: Built, pages: dict[str, Any]) -> None:
    """What the search of the site finds is a page, or a part of one, that is there."""
    index = json.loads((either.folder / "site" / "search" / "search_index.json").read_text("utf-8"))
    found = [("index.html", entry["location"] or "index.html") for entry in index["docs"]]

    assert found
    assert [] == broken(found, pages, _ids(pages))


def test_links_of_the_epub_lead_somewhere(either: Built) -> None:
    """Each address in its pages, in the contents and in the package is that of a file and of a part that are there."""
    package = etree.fromstring(either.files["package.opf"])
    held = [("package.opf", str(href)) for href in package.xpath("//@href")]

    assert [] == broken([*_urls(either.epub), *held], either.files, _ids(either.epub))
    assert set(either.files) - {"mimetype", "META-INF/container.xml", "package.opf"} == {href for _, href in held}


def test_links_of_the_pdf_lead_somewhere(either: Built) -> None:
    """Each link inside the PDF leads to a place with a name that is there."""
    names = set(either.pdf.named_destinations)
    inside = [str(one["/Dest"]) for one in _annotations(either) if isinstance(one.get("/Dest"), str)]

    assert inside
    assert [] == sorted(set(inside) - names)


def test_addresses_are_those_that_writers_gave(either: Built, pages: dict[str, Any]) -> None:
    """Each link out of an output is a whole address on the web that stands in the sources, or the licence's."""
    told = {url for _, url in [*_urls(pages), *_urls(either.epub)] if urlsplit(url).scheme} | _addresses(either)
    written = "\n".join(path.read_text("utf-8") for name in WRITTEN for path in _texts(either.root / name))

    assert told
    assert [] == sorted(url for url in told if not _is_whole(url))
    assert [] == sorted(url for url in told - OURS if url not in written)


def _texts(path: Path) -> Iterator[Path]:
    """The texts in a folder, or the one file."""
    if path.is_file():
        yield path
    yield from (file for file in path.rglob("*") if file.suffix in {".md", ".bib", ".toml", ".yml"})


def _is_whole(url: str) -> bool:
    """Whether an address is one on the web that a browser can open."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and bool(HOST.fullmatch(host)) and not re.search(r"[\s<>\"]", url)


def test_epub_and_pdf_lead_out_to_the_same_addresses(either: Built) -> None:
    """A reader on paper is sent to the sources that a reader of the EPUB is sent to."""
    inside = {url for _, url in _urls(either.epub) if urlsplit(url).scheme}

    assert sorted(inside) == sorted(_addresses(either))


def test_pictures_have_words(either: Built) -> None:
    """Each picture of site and EPUB says in words what it shows."""
    for shown in (either.site, either.epub):
        for name, page in shown.items():
            assert not page.xpath(".//img[not(normalize-space(@alt))]"), name


def test_ids_are_unique(either: Built) -> None:
    """No page has an id twice, in site and EPUB."""
    for shown in (either.site, either.epub):
        for name, page in shown.items():
            ids = page.xpath(".//@id")

            assert sorted(set(ids)) == sorted(ids), name


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("b.html", []),
        ("b.html#there", []),
        ("folder/", []),
        ("https://example.org/x", []),
        ("c.html", ["a.html: c.html"]),
        ("b.html#gone", ["a.html: b.html#gone"]),
        ("#gone", ["a.html: #gone"]),
    ],
)
def test_broken_link_is_told(url: str, said: list[str]) -> None:
    """The check can fail: a missing file and a missing part are told with the page they are linked from."""
    ids = {"a.html": set[str](), "b.html": {"there"}}

    assert said == broken([("a.html", url)], [*ids, "folder/index.html"], ids)
