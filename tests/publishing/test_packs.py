"""What is handed out: a learner gets no solution, a teacher gets every note, and a chapter stands alone."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from takedown.cli import takedown
from takedown.problems import Problem
from takedown.publishing.excerpt import excerpt
from takedown.publishing.packs import make_packs
from takedown.publishing.parsing import make_tree
from takedown.publishing.pdf import make_pdf
from takedown.publishing.tree import Book

SITE = ("site/index.html", "site/assets/a.css", "site/download/takedown.pdf", "site/download/takedown.epub")
"""Stand-ins for a site that was built with the other outputs."""
REPOSITORY = Path(__file__).parents[2]
PARTS = ("chapters", "exercises", "docs", "src", "tests/publishing/feature", "book.yml", "mkdocs.yml", "CITATION.cff")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's sources."""
    folder = tmp_path_factory.mktemp("packs") / "repository"
    folder.mkdir()
    for name in PARTS:
        path = REPOSITORY / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder / name)
    return folder


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    """The resolved book, its figures drawn."""
    from takedown.publishing.figures import make_figures  # noqa: PLC0415 - matplotlib, for this fixture only

    make_figures(root, lambda _: None)
    return make_tree(root)


@pytest.fixture
def zips(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, bytes]]:
    """Makes a pack without building anything: the outputs are stand-ins."""

    def make(kind: str) -> dict[str, bytes]:
        out = root / "build"
        (out / "site" / "assets").mkdir(parents=True, exist_ok=True)
        (out / "site" / "download").mkdir(exist_ok=True)
        for name in ("takedown.pdf", *SITE, "site/404.html"):
            (out / name).write_bytes(name.encode())
        monkeypatch.setattr("takedown.publishing.packs.build", lambda *_: None)
        (path,) = make_packs(root, kind)
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return make


def test_learner_gets_all_exercises_and_no_answer(root: Path, zips: Callable[[str], dict[str, bytes]]) -> None:
    """Task, stub, data and tests are in the pack; solutions, wrong answers, samples and teaching notes are not."""
    names = zips("learner")
    for folder in (path.parent for path in (root / "exercises").glob("*/*/exercise.toml")):
        inside = f"takedown-learner/{folder.relative_to(root).as_posix()}"
        assert {f"{inside}/task.md", f"{inside}/test_answer.py", f"{inside}/exercise.toml"} <= set(names)
        assert not [name for name in names if re.match(rf"{re.escape(inside)}/(solution|wrong|samples)/", name)]
    assert not [name for name in names if re.search(r"/chapters/.*teaching\.md$", name)]
    assert {f"takedown-learner/{name}" for name in ("START.md", "takedown.pdf", "book.yml")} <= set(names)


def test_learner_pack_works_where_it_is_unpacked(zips: Callable[[str], dict[str, bytes]], tmp_path: Path) -> None:
    """From the pack alone an exercise is listed, begun and judged."""
    for name, content in zips("learner").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    folder = tmp_path / "takedown-learner"

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "takedown", *arguments]
        path = {**os.environ, "PYTHONPATH": str(folder / "src")}
        return subprocess.run(command, cwd=folder, env=path, capture_output=True, text=True, check=False)

    assert "who_says_it" in run("list").stdout
    assert 0 == run("start", "who_says_it").returncode
    checked = run("check", "who_says_it")
    assert 1 == checked.returncode
    assert "0 of 12 points" in checked.stdout


def test_teacher_gets_notes_keys_and_pages(root: Path, zips: Callable[[str], dict[str, bytes]]) -> None:
    """Every teaching note, solution, wrong answer and sample, and every page on teaching."""
    names = {name.removeprefix("takedown-teacher/") for name in zips("teacher")}
    wanted = [*root.glob("chapters/*/teaching.md"), *root.glob("exercises/*/*/solution/*")]
    wanted += [*root.glob("exercises/*/*/wrong/*"), *root.glob("exercises/*/*/samples/*")]
    assert {path.relative_to(root).as_posix() for path in wanted} <= names
    assert {f"teach/{path.name}" for path in root.glob("docs/teach/*.md")} <= names


def test_offline_pack_has_the_site_with_its_downloads(zips: Callable[[str], dict[str, bytes]]) -> None:
    """The site is in it, and PDF and EPUB once, where its links lead; its page for a wrong address is not.

    That page works on a server only.
    """
    names = {name.removeprefix("takedown-offline/") for name in zips("offline")}
    assert {"START.md", *SITE} == names


def test_pack_is_the_same_twice(root: Path, zips: Callable[[str], dict[str, bytes]]) -> None:
    """The same files give the same bytes."""
    zips("teacher")
    first = (root / "build/packs/takedown-teacher.zip").read_bytes()
    zips("teacher")
    assert first == (root / "build/packs/takedown-teacher.zip").read_bytes()


def test_chapter_stands_alone(book: Book) -> None:
    """The PDF of a chapter holds its text, the claims, sources and terms that it uses, and no other chapter."""
    whole = excerpt(book, "02_reading_the_sources")
    printed = [page for page in whole.pages if page.printed]
    assert ["02_reading_the_sources", "ledger", "references", "glossary"] == [page.slug for page in printed]

    chapter = book.by_slug["02_reading_the_sources"].root
    used = {node.get("claim") for node in chapter.walk() if node.type == "claim"}
    ledger = whole.by_slug["ledger"].root
    assert used == {node.get("name") for node in ledger.walk() if node.type == "entry"}
    cited = {node.get("key") for page in printed for node in page.root.walk() if node.type == "cite"}
    listed = {node.get("name") for node in whole.by_slug["references"].root.walk() if node.type == "entry"}
    assert cited - listed == set()
    assert len(listed) < len([node for node in book.by_slug["references"].root.walk() if node.type == "entry"])

    reader = PdfReader(io.BytesIO(make_pdf(whole)))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "Chapter 2 of Takedown" in " ".join(words.split())
    assert reader.metadata is not None
    assert chapter_title(book) == reader.metadata.title


def chapter_title(book: Book) -> str:
    """The title of chapter 2."""
    return book.by_slug["02_reading_the_sources"].title


def test_headings_over_nothing_are_left_out(book: Book) -> None:
    """A chapter that uses no claim of another one has no heading for that one in its ledger."""
    whole = excerpt(book, "08_what_a_wipe_does")
    children = whole.by_slug["ledger"].root.children
    for node, after in zip(children, [*children[1:], None], strict=True):
        if node.type == "heading":
            assert after is not None
            assert after.type == "entry"


def test_excerpt_of_a_book_without_back_matter_is_the_chapter(book: Book) -> None:
    """Where there is no ledger, no reference and no glossary, there is nothing to keep of them."""
    bare = replace(book, sections=tuple(section for section in book.sections if section.kind == "part"))
    assert ["08_what_a_wipe_does"] == [page.slug for page in excerpt(bare, "08_what_a_wipe_does").pages if page.printed]


@pytest.mark.parametrize("slug", ["99_nothing", "ledger"])
def test_unknown_chapter_is_refused(book: Book, slug: str) -> None:
    """What is no chapter has no excerpt."""
    with pytest.raises(Problem, match=f"there is no chapter '{slug}' in the book: take one of 01_the_case, "):
        excerpt(book, slug)


@pytest.fixture
def command(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run ``takedown`` in the repository's copy."""
    monkeypatch.chdir(root)
    return lambda *arguments: CliRunner().invoke(takedown, arguments)


def test_chapters_are_called_by_number_or_name(command: Callable[..., Result], book: Any, root: Path) -> None:
    """`takedown pack chapter 8` makes one PDF and says where it is, also where nothing was built before."""
    shutil.rmtree(root / "build" / "figures")
    result = command("pack", "chapter", "8", "02_reading_the_sources")
    assert 0 == result.exit_code, result.stderr
    assert "build/packs/takedown-08_what_a_wipe_does.pdf is ready" in result.stderr
    assert (root / "build/packs/takedown-02_reading_the_sources.pdf").read_bytes().startswith(b"%PDF")


def test_wrong_use_is_one_sentence(command: Callable[..., Result]) -> None:
    """A chapter in preparation, and chapters for a pack that takes none."""
    result = command("pack", "chapter", "3", "--quiet")
    assert 2 == result.exit_code
    assert result.stderr.startswith("there is no chapter '3' in the book: take one of 01_the_case")
    result = command("pack", "learner", "3")
    assert 2 == result.exit_code
    assert "A learner pack takes no chapters." in result.stderr


def test_quiet_says_nothing(command: Callable[..., Result]) -> None:
    """With --quiet a pack is made in silence."""
    result = command("pack", "teacher", "--quiet")
    assert (0, "") == (result.exit_code, result.stderr)
