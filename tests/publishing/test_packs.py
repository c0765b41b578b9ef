"""What is handed out: a learner gets no solution, a teacher gets every note, and a chapter stands alone."""

from __future__ import annotations

import errno
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

from takedown.cli import VERBS, takedown
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
def stand_ins(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand-ins for what a pack needs built, so that nothing is."""
    out = root / "build"
    for name in ("takedown.pdf", *SITE, "site/404.html"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(name.encode())
    monkeypatch.setattr("takedown.publishing.packs.build", lambda *_: None)
    monkeypatch.setattr("takedown.publishing.packs.read_book", lambda *_: None)
    monkeypatch.setattr("takedown.publishing.packs.teacher_book", lambda _: None)
    monkeypatch.setattr("takedown.publishing.packs.make_pdf", lambda _: b"teacher.pdf")


@pytest.fixture
def zips(root: Path, stand_ins: None) -> Callable[[str], dict[str, bytes]]:
    """Makes a pack of the stand-ins and gives its files."""

    def make(kind: str, of: Path = root) -> dict[str, bytes]:
        (path,) = make_packs(of, kind)
        with zipfile.ZipFile(path) as archive:
            return {name.removeprefix(f"takedown-{kind}/"): archive.read(name) for name in archive.namelist()}

    return make


@pytest.mark.parametrize("kind", ["learner", "teacher", "offline"])
def test_start_can_be_read_anywhere_and_names_only_what_is_there(
    zips: Callable[[str], dict[str, bytes]], kind: str
) -> None:
    """START.txt has the line ends that every editor knows, and each file and command that it names exists."""
    files = zips(kind)
    text = files["START.txt"].decode("ascii")
    assert text.count("\n") == text.count("\r\n")
    for name in re.findall(r"\b[\w/]+\.(?:pdf|epub|html|txt)\b", text):
        assert any(path == name or path.endswith(f"/{name}") for path in files), name
    assert set(re.findall(r"\btakedown ([a-z]+)", text)) <= set(VERBS)


def test_learner_gets_all_exercises_and_no_answer(root: Path, zips: Callable[[str], dict[str, bytes]]) -> None:
    """Task, stub, data and tests are in the pack; solutions, wrong answers, samples and teaching notes are not."""
    names = zips("learner")
    for folder in (path.parent for path in (root / "exercises").glob("*/*/exercise.toml")):
        inside = folder.relative_to(root).as_posix()
        assert {f"{inside}/task.md", f"{inside}/test_answer.py", f"{inside}/exercise.toml"} <= set(names)
        assert not [name for name in names if re.match(rf"{re.escape(inside)}/(solution|wrong|samples)/", name)]
    assert not [name for name in names if re.match(r"chapters/.*teaching\.md$|docs/teach/", name)]
    assert {"START.txt", "takedown.pdf", "book.yml"} <= set(names)


def test_no_answer_lies_in_the_learners_pack_under_another_name(
    root: Path, zips: Callable[[str], dict[str, bytes]]
) -> None:
    """No file of the pack is, byte for byte, a solution, a wrong answer, a sample or a teaching note."""
    given = set(zips("learner").values())
    kept = [*root.glob("exercises/*/*/solution/*"), *root.glob("exercises/*/*/wrong/*")]
    kept += [*root.glob("exercises/*/*/samples/*"), *root.glob("chapters/*/teaching.md")]
    assert [] == [path for path in kept if path.is_file() and path.read_bytes() in given]


def test_reason_is_kept_back_where_the_teacher_releases(
    root: Path, zips: Callable[..., dict[str, bytes]], tmp_path: Path
) -> None:
    """An exercise whose solution a teacher shows has its reason in the teacher's pack only."""
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    manifest = copy / "exercises/01_the_case/who_says_it/exercise.toml"
    manifest.write_text('release = "teacher"\n' + manifest.read_text(encoding="utf-8"), encoding="utf-8")
    names = {name for name in zips("learner", copy) if name.endswith("/why.md")}
    assert "exercises/01_the_case/who_says_it/why.md" not in names
    assert "exercises/01_the_case/conflicting_dates/why.md" in names


def test_learner_pack_works_where_it_is_unpacked(zips: Callable[[str], dict[str, bytes]], tmp_path: Path) -> None:
    """From the pack alone an exercise is listed, begun and judged."""
    folder = tmp_path / "a folder"
    for name, content in zips("learner").items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

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
    names = zips("teacher")
    wanted = [*root.glob("chapters/*/teaching.md"), *root.glob("exercises/*/*/solution/*")]
    wanted += [*root.glob("exercises/*/*/wrong/*"), *root.glob("exercises/*/*/samples/*")]
    wanted += [*root.glob("docs/teach/*")]
    assert {f"sources/{path.relative_to(root).as_posix()}" for path in wanted} <= set(names)
    assert {"START.txt", "teacher.pdf", "takedown.pdf"} <= set(names)


def test_offline_pack_has_the_site_with_its_downloads(zips: Callable[[str], dict[str, bytes]]) -> None:
    """The site is in it, and PDF and EPUB once, where its links lead; its page for a wrong address is not.

    That page works on a server only.
    """
    assert {"START.txt", *SITE} == set(zips("offline"))


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


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS])
def test_full_or_read_only_disk_is_one_sentence(
    command: Callable[..., Result], stand_ins: None, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """What the file system refuses is told with the file and a mend, without a traceback."""

    def refuse(path: Path, *_: object) -> None:
        raise OSError(error, os.strerror(error), str(path))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    result = command("pack", "teacher", "--quiet")
    assert 2 == result.exit_code
    assert result.stderr == (
        f"build/packs/takedown-teacher.zip: the build cannot use this file ({os.strerror(error)}): "
        "make room and give yourself the right to write there, then build again.\n"
    )


def test_wrong_use_is_one_sentence(command: Callable[..., Result]) -> None:
    """A chapter in preparation, and chapters for a pack that takes none."""
    result = command("pack", "chapter", "3", "--quiet")
    assert 2 == result.exit_code
    assert result.stderr.startswith("there is no chapter '3' in the book: take one of 01_the_case")
    assert 1 == result.stderr.count("\n")
    result = command("pack", "nothing")
    assert 2 == result.exit_code
    assert "'nothing' is not one of 'learner', 'teacher', 'offline', 'chapter'." in result.stderr
    result = command("pack", "learner", "3")
    assert 2 == result.exit_code
    assert "A learner pack takes no chapters." in result.stderr


def test_quiet_says_nothing(command: Callable[..., Result], stand_ins: None) -> None:
    """With --quiet a pack is made in silence."""
    result = command("pack", "teacher", "--quiet")
    assert (0, "") == (result.exit_code, result.stderr)
