"""The build as a command: a failed one loses nothing and says in a sentence what to mend."""

from __future__ import annotations

import gc
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from takedown.cli import takedown
from takedown.problems import Problem
from takedown.publishing import build as module
from takedown.publishing.build import OUTPUTS, build

Built = Any
"""The built feature book, see conftest."""
INDEX = "chapters/01_features/index.md"


@pytest.fixture
def book(feature: Built, tmp_path: Path) -> Path:
    """A copy of the feature book with its outputs, to be broken."""
    shutil.copytree(feature.root, tmp_path / "book")
    return tmp_path / "book"


@pytest.fixture
def command(book: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Run ``takedown`` in the book's folder."""
    monkeypatch.chdir(book)
    return lambda *arguments: CliRunner().invoke(takedown, arguments)


def outputs(root: Path) -> dict[str, bytes]:
    """Every file of every output, by name."""
    build_ = root / "build"
    files = [path for path in (build_ / "site").rglob("*") if path.is_file()]
    return {
        path.relative_to(build_).as_posix(): path.read_bytes()
        for path in [*files, build_ / "takedown.pdf", build_ / "takedown.epub"]
        if path.is_file()
    }


BROKEN = {
    "unknown claim": (
        INDEX,
        "{claim}`firm`",
        "{claim}`farm`",
        f"{INDEX}:13: there is no claim 'farm': perhaps you mean firm",
    ),
    "link to nowhere": (INDEX, "{ref}`sec-01-claims`", "{ref}`sec-01-clams`", f"{INDEX}:20: "),
    "figure that nothing makes": (
        INDEX,
        "figures/wave.svg",
        "figures/wives.svg",
        f"{INDEX}:56: the image figures/wives",
    ),
    "figure without words": (
        INDEX,
        ":alt: A circle beside a square, both without a name and of the same height.\n",
        "",
        f"{INDEX}:64: an image has no alternative text",
    ),
    "raw HTML": (INDEX, "After the line.", "After <b>the</b> line.", f"{INDEX}:51: raw HTML"),
    "script that stops": (
        "chapters/01_features/figures/wave.py",
        "drawing = Figure(",
        "raise KeyError('x')\n    drawing = Figure(",
        "chapters/01_features/figures/wave.py:20: the figure cannot be made (KeyError: 'x')",
    ),
    "chapter.toml": (
        "chapters/01_features/chapter.toml",
        "part = 1",
        "part = one",
        "chapters/01_features/chapter.toml:3: this is not valid TOML",
    ),
    "unknown key": (
        "chapters/01_features/chapter.toml",
        "part = 1",
        "prat = 1",
        "chapters/01_features/chapter.toml:3: unknown key 'prat': perhaps you mean part",
    ),
    "claims.toml": (
        "chapters/01_features/claims.toml",
        'key = "second-paper"',
        'key = "third-paper"',
        "names source 'third-paper', which is not in chapters/references.bib: perhaps you mean first-paper",
    ),
    "references.bib": ("chapters/references.bib", "year = {1948},", "year = {1948", "chapters/references.bib:"),
    "glossary": ("chapters/glossary.md", ": A measure", "A measure", "chapters/glossary.md:5: "),
    "exercise.toml": (
        "exercises/01_features/colours/exercise.toml",
        'kind = "table"',
        'kind = "tableau"',
        "exercises/01_features/colours/exercise.toml:2: 'kind' is 'tableau'",
    ),
    "book.yml": ("book.yml", "project:", "project: [", "book.yml:"),
    "page in no entry": ("book.yml", "    - title: About\n", "", "book.yml"),
    "CITATION.cff": ("CITATION.cff", "2020-02-29", "2021-02-29", "CITATION.cff:"),
    "mkdocs.yml": ("mkdocs.yml", "name: material", "name: materials", "mkdocs.yml: MkDocs stopped"),
    "wide code": (INDEX, 'print("a plain fence")', f'print("{"a" * 200}")', f"{INDEX}:"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_failed_build_says_what_to_mend_and_loses_nothing(
    book: Path, command: Callable[..., Result], fault: str
) -> None:
    """One sentence with file, line and mend; the last good outputs are byte for byte what they were."""
    name, old, new, complaint = BROKEN[fault]
    path = book / name
    text = path.read_text("utf-8")
    assert old in text
    before = outputs(book)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    result = command("build", "--quiet")

    said = result.stderr.splitlines()
    assert [line for line in said if complaint in line], said
    assert all(re.search(r"^[\w./]+:.*\.$", line) for line in said[:-1]), said
    assert said[-1].startswith("Nothing was replaced")
    assert str(book) not in result.output
    assert "Traceback" not in result.output
    assert result.exit_code in {1, 2}
    assert before == outputs(book)
    assert not (book / "build" / "new").exists()


def test_every_fault_is_told_once(book: Path, command: Callable[..., Result]) -> None:
    """Two broken chapters are two sentences, in one run."""
    for slug, claim in (("01_features", "firm"), ("02_second", "second")):
        path = book / "chapters" / slug / "index.md"
        path.write_text(
            path.read_text("utf-8").replace(f"{{claim}}`{claim}`", "{claim}`nobody-said`", 1), encoding="utf-8"
        )

    said = command("build", "--quiet").stderr.splitlines()

    assert ["chapters/01_features/index.md", "chapters/02_second/index.md"] == [
        line.partition(":")[0] for line in said[:2]
    ]
    assert 3 == len(said)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"\xef\xbb\xbfText.\n"], ids=["no UTF-8", "byte order mark"])
def test_wrong_encoding_is_one_sentence(book: Path, command: Callable[..., Result], raw: bytes) -> None:
    """A chapter that is not plain UTF-8 is named, with the line."""
    (book / INDEX).write_bytes(raw)

    said = command("build", "--quiet").stderr.splitlines()

    assert said[0].startswith(f"{INDEX}:1: the file ")


def test_debug_shows_the_traceback(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for it gets the exception itself."""
    monkeypatch.chdir(book)
    (book / INDEX).write_bytes(b"\xff")

    assert isinstance(CliRunner().invoke(takedown, ["--debug", "build"]).exception, Problem)


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In any other folder one sentence says where to go."""
    monkeypatch.chdir(tmp_path)

    result = CliRunner().invoke(takedown, ["build"])

    assert "go to the folder that holds book.yml" in result.stderr
    assert 2 == result.exit_code


def test_progress_is_shown(command: Callable[..., Result]) -> None:
    """Somebody who waits sees what is being done, and at the end where the outputs are."""
    result = command("build")

    assert 0 == result.exit_code, result.stderr
    assert "0 figures made, 1 unchanged" in result.stderr
    for name in ("build/site/", "build/takedown.pdf", "build/takedown.epub"):
        assert f"{name} is ready" in result.stderr


@pytest.mark.parametrize("name", OUTPUTS)
def test_one_output_alone(book: Path, command: Callable[..., Result], name: str) -> None:
    """``build pdf`` makes the PDF and leaves the others as they are."""
    shutil.rmtree(book / "build" / "site")
    shutil.rmtree(book / "build" / "chapters", ignore_errors=True)
    for other in ("takedown.pdf", "takedown.epub"):
        (book / "build" / other).write_bytes(b"old")

    result = command("build", name, "--quiet")

    assert 0 == result.exit_code, result.stderr
    made = {key for key, output in OUTPUTS.items() if (book / "build" / output).is_dir()}
    made |= {key for key in ("pdf", "epub") if (book / "build" / OUTPUTS[key]).read_bytes() != b"old"}
    assert {name} == made


def test_outputs_are_what_they_were_after_a_second_build(book: Path) -> None:
    """Building again without a change gives the same bytes."""
    before = outputs(book)
    build(book)

    assert before == outputs(book)


def test_change_reaches_every_output(book: Path) -> None:
    """A sentence that was changed is new in site, PDF and EPUB, and no other page of the site changes."""
    before = outputs(book)
    path = book / "chapters" / "02_second" / "index.md"
    path.write_text(path.read_text("utf-8").replace("looks back", "peeks back"), encoding="utf-8")

    build(book)

    after = outputs(book)
    changed = {name for name in after if before.get(name) != after[name]}
    pages = {name for name in changed if name.endswith(".html")}
    assert {"site/02_second.html"} == pages
    assert {"takedown.pdf", "takedown.epub"} <= changed
    assert before.keys() == after.keys()


def test_killed_build_is_cleared_away(book: Path) -> None:
    """What a killed build left is removed; an output that it had moved aside comes back when the next one fails."""
    folder = book / "build"
    before = outputs(book)
    (folder / "new" / "site").mkdir(parents=True)
    (folder / "site").rename(folder / "site.last")
    (folder / "takedown.pdf.last").write_bytes(b"older")
    (book / INDEX).write_bytes(b"\xff")

    with pytest.raises(Problem):
        build(book)

    assert before == outputs(book)
    assert not (folder / "takedown.pdf.last").exists()


def test_output_that_cannot_be_replaced_stays(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last step fails, as when a program holds the file on Windows, the old output is put back."""
    before = outputs(book)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "site":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Problem, match=r"build/new/site: the build cannot use this file \(Permission denied\)"):
        build(book)

    assert before == outputs(book)


def test_site_that_fails_tells_the_faults_of_the_pdf_too(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run says everything that is wrong, whichever output finds it."""

    class Failing:
        def wait(self) -> Path:
            raise Problem("the PDF fails", status=1)

    def fail(*_: object) -> None:
        raise Problem("the site fails", status=1)

    monkeypatch.setattr("takedown.publishing.pdf.start_pdf", lambda *_, **__: Failing())
    monkeypatch.setattr("takedown.publishing.site.build_site", fail)
    with pytest.raises(Problem) as caught:
        build(book)

    assert ["the site fails.", "the PDF fails."] == [str(fault) for fault in caught.value.every()]


def test_interrupted_build_ends_the_pdf(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who interrupts a build leaves no process behind."""
    stopped = []

    class Job:
        def stop(self) -> None:
            stopped.append(True)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("takedown.publishing.pdf.start_pdf", lambda *_, **__: Job())
    monkeypatch.setattr("takedown.publishing.site.build_site", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build(book)

    assert [True] == stopped


def test_time_of_the_environment_is_honoured(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH, where somebody sets it, is the time that the EPUB bears and its files too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    build(book, ["epub"])

    with zipfile.ZipFile(book / "build" / "takedown.epub") as archive:
        assert b"2001-09-09T01:46:40Z" in archive.read("book/package.opf")
        assert {(2001, 9, 9, 1, 46, 40)} == {info.date_time for info in archive.infolist()}
    assert "1000000000" == os.environ["SOURCE_DATE_EPOCH"]


def test_time_that_is_none_is_refused(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A senseless SOURCE_DATE_EPOCH is one sentence."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")

    with pytest.raises(Problem, match="SOURCE_DATE_EPOCH is 'yesterday': set it to seconds since 1970, or unset it"):
        build(book)


def test_build_leaves_the_process_as_it_was(book: Path) -> None:
    """No variable and no setting of this process is changed by a build."""
    before = dict(os.environ)
    build(book, ["pdf"])

    assert before == dict(os.environ) | {key: before[key] for key in before.keys() - os.environ.keys()}
    assert gc.isenabled()


def test_garbage_search_that_was_off_stays_off() -> None:
    """The build switches the search for garbage on again only if it was on."""
    gc.disable()
    try:
        with module.in_one_go():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_build_asks_nothing_of_the_network(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build connects to nobody: no version is looked up, no font or script fetched."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the build asked for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    assert 3 == len(build(book))


NAMESPACE = [shutil.which("unshare") or "", "--map-root-user", "--net"]


@pytest.mark.slow
def test_build_works_without_a_network_and_without_git(book: Path) -> None:
    """All processes together, in a place with no network: site, PDF and EPUB, from a folder that is no repository."""
    if (
        shutil.which("unshare") is None
        or subprocess.run([*NAMESPACE, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("this system cannot take the network away from a process")
    shutil.rmtree(book / "build")

    done = subprocess.run(
        [*NAMESPACE, sys.executable, "-m", "takedown", "build"],
        cwd=book,
        env={**os.environ, "PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, done.stderr
    assert outputs(book)


def test_serve_is_given_root_and_port(
    book: Path, command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """``serve --port`` serves this repository there; a refusal is one sentence."""
    served: list[tuple[Path, int]] = []
    monkeypatch.setattr("takedown.publishing.serve.serve", lambda root, port, _tell: served.append((root, port)))

    assert 0 == command("serve", "--port", "8123").exit_code
    assert [(book, 8123)] == served

    def refuse(*_: object) -> None:
        raise Problem("port 8123 cannot be used", mend="give another with --port")

    monkeypatch.setattr("takedown.publishing.serve.serve", refuse)
    result = command("serve", "--port", "8123")

    assert "port 8123 cannot be used: give another with --port.\n" == result.stderr
    assert 2 == result.exit_code
