"""Live reload: one engine for many edits, and a broken page never takes the last good one down."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing import live
from takedown.publishing.serve import serve


@pytest.fixture
def root(small) -> Path:
    """A small book whose figure is drawn by hand, ready to be served."""
    small.site()
    figures = small.root / "chapters" / "01_first" / "figures"
    figures.mkdir()
    shutil.copyfile(small.root / "build" / "figures" / "01_first" / "curve.svg", figures / "curve.svg")
    return small.root


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if MkDocs served."""
    monkeypatch.setattr(live, "serving", True)
    monkeypatch.setattr(live, "current", {})
    yield
    live.close()


def test_one_engine_serves_many_edits(small, root: Path, serving) -> None:
    """An edit costs a parse of one page, not a new process, and shows up."""
    first = live.pages(root)
    process = live._engines[root]
    small.change("docs/read.md", "Signs", "All signs")
    second = live.pages(root)
    assert live._engines[root] is process
    assert {"read.md"} == {name for name in second.files if second.files[name] != first.files[name]}


def test_broken_page_leaves_the_last_good_ones_up(small, root: Path, serving, caplog) -> None:
    """While a page is broken the last good pages are served, and the log says what to mend, and where."""
    live.current[root] = good = live.pages(root)
    small.change("docs/read.md", "reported", "sure")
    with caplog.at_level(logging.INFO, "mkdocs.takedown"):
        assert live.pages(root) is good
    assert "docs/read.md:3: there is no status 'sure'" in caplog.text
    assert "The last good pages stay up." in caplog.text
    small.change("docs/read.md", "sure", "withheld")
    assert b"withheld.svg" in live.pages(root).files["read.md"]


def test_book_that_is_broken_from_the_start_is_refused(small, root: Path, serving) -> None:
    """Without a good page to show there is nothing to serve, and no process is left."""
    small.change("docs/read.md", "reported", "sure")
    with pytest.raises(Problem, match="there is no status 'sure'"):
        live.pages(root)
    assert {} == live._engines


def test_taken_port_is_told(small, root: Path) -> None:
    """A port that somebody else uses gives one sentence."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Problem, match=r"port \d+ cannot be used"):
            serve(root, taken.getsockname()[1])
    assert {} == live._engines


def test_broken_book_is_told_and_not_served(small, root: Path) -> None:
    """`takedown serve` of a broken book ends with its fault, file and line."""
    small.change("docs/read.md", "reported", "sure")
    with pytest.raises(Problem, match=r"docs/read\.md:3: there is no status 'sure'"):
        serve(root, 0)


@pytest.mark.slow
def test_server_shows_an_edit_and_ends_without_a_trace(small, root: Path, with_interrupts: Callable[[], None]) -> None:
    """A real server shows an edit, keeps the last good page while one is broken, and leaves no process."""
    port = _free_port()
    code = f"from pathlib import Path; from takedown.publishing.serve import serve; serve(Path({str(root)!r}), {port})"
    server = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=with_interrupts,  # noqa: PLW1509 - no thread of ours runs yet
    )
    try:
        _wait_for(port, "Reading along")
        small.change("chapters/glossary.md", "Reading along", "Listening along")
        _wait_for(port, "Listening along")
        small.change("chapters/glossary.md", "Listening along", "Broken {claim}`lice`")
        time.sleep(3)  # the server has noticed by then; there is no other sign of it from outside
        assert "Listening along" in _get(port)
        engine = int(
            subprocess.run(["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=True).stdout
        )
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)
    with pytest.raises(ProcessLookupError):
        os.kill(engine, 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/glossary.html", timeout=10) as answer:
        return str(answer.read().decode("utf-8"))


def _wait_for(port: int, words: str) -> None:
    """Wait until the glossary shows some words."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if words in _get(port):
                return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.2)
    pytest.fail(f"{words!r} never came")
