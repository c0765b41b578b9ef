"""A PDF per chapter, and what the site offers to take away: made in one run, kept by content, no link that is dead."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from lxml import html

from takedown.cli import takedown

Built = Any
"""The built feature book, see conftest."""
PDFS = {"takedown-01_features.pdf", "takedown-02_second.pdf"}


@pytest.fixture(scope="module")
def root(feature: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the feature book with its outputs."""
    return Path(shutil.copytree(feature.root, tmp_path_factory.mktemp("chapters") / "book"))


@pytest.fixture
def command(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run ``takedown`` in the book's folder."""
    monkeypatch.chdir(root)
    return lambda *arguments: CliRunner().invoke(takedown, arguments)


def taken(site: Path) -> set[Path]:
    """What the pages of a site offer to take away."""
    links = {
        (page.parent / link).resolve()
        for page in site.rglob("*.html")
        for link in html.parse(str(page)).xpath("//article//a/@href")
        if "download/" in link
    }
    assert [] == [link for link in links if not link.is_file()]
    return links


def test_site_offers_what_is_built_in_the_same_run(command: Callable[..., Result], root: Path) -> None:
    """Each chapter's PDF and the whole book stand in the site where its links lead, the same bytes as in build/."""
    result = command("build", "site", "pdf", "epub", "chapters")
    assert 0 == result.exit_code, result.stderr
    assert "chapter PDFs: 2 made, 0 unchanged" in result.stderr
    assert PDFS == {path.name for path in (root / "build" / "chapters").iterdir()}
    offered = taken(root / "build" / "site")
    assert PDFS | {"takedown.pdf", "takedown.epub"} == {path.name for path in offered}
    for path in offered:
        made = root / "build" / ("chapters" if path.name in PDFS else "") / path.name
        assert made.read_bytes() == path.read_bytes()


def placed(root: Path) -> dict[str, bytes]:
    """The PDFs of chapters that stand in the place of the last good build, by name."""
    return {path.name: path.read_bytes() for path in (root / "build" / "chapters").iterdir()}


def test_site_that_is_built_alone_offers_nothing(command: Callable[..., Result], root: Path) -> None:
    """Where no PDF was made with the site, no link leads to one, and none of an earlier run is kept in it."""
    assert 0 == command("build", "site", "--quiet").exit_code
    assert set() == taken(root / "build" / "site")
    assert not (root / "build" / "site" / "download").exists()


def test_chapter_that_did_not_change_is_not_made_again(command: Callable[..., Result], root: Path) -> None:
    """An edit of one chapter costs the setting of that chapter; what was made before it is dropped."""
    command("build", "chapters")
    before = placed(root)
    chapter = root / "chapters" / "02_second" / "index.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(f"{text}\nOne more sentence.\n", encoding="utf-8")
    assert "chapter PDFs: 1 made, 1 unchanged" in command("build", "chapters").stderr
    after = placed(root)
    assert ["takedown-02_second.pdf"] == [name for name in sorted(PDFS) if before[name] != after[name]]
    chapter.write_text(text, encoding="utf-8")
    assert "chapter PDFs: 1 made, 1 unchanged" in command("build", "chapters").stderr
    assert before == placed(root)
    assert 2 == len(list((root / "build" / "cache" / "chapters").glob("*.pdf")))


def test_fault_of_one_chapter_is_told_and_costs_nothing(command: Callable[..., Result], root: Path) -> None:
    """What the compiler refuses of a chapter is a sentence with its line; the PDFs of the last good build stay."""
    command("build", "chapters")
    before = placed(root)
    chapter = root / "chapters" / "02_second" / "index.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(f"{text}\nA sign that no font has: 汉.\n", encoding="utf-8")
    result = command("build", "chapters", "--quiet")
    chapter.write_text(text, encoding="utf-8")
    line = len(text.splitlines()) + 2
    assert f"chapters/02_second/index.md:{line}: the book's fonts have no 汉 (U+6C49)" in result.stderr
    assert 1 == result.exit_code
    assert before == placed(root)
