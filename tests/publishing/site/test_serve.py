"""``takedown serve`` from outside, and what plain ``mkdocs serve`` asks for.

One engine serves many edits, and a broken page never takes the last good one down.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
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


# --- plain mkdocs serve -----------------------------------------------------------------------------------------------


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
    process = live._books[root]._engine
    small.change("docs/read.md", "Signs", "All signs")
    second = live.pages(root)
    assert live._books[root]._engine is process
    assert {"read.md"} == {name for name in second.files if second.files[name] != first.files[name]}


def test_engine_that_died_is_started_again(small, root: Path, serving) -> None:
    """A parser that was killed costs one refusal; the next save starts another."""
    first = live.pages(root)
    live.current[root] = first
    live._books[root]._engine._process.kill()
    live._books[root]._engine._process.wait()
    assert first == live.pages(root)


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
    assert {} == live._books


# --- takedown serve ---------------------------------------------------------------------------------------------------


def test_taken_port_is_told(root: Path) -> None:
    """A port that somebody else uses gives one sentence, before anything is built."""
    said: list[str] = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Problem, match=r"port \d+ cannot be used"):
            serve(root, taken.getsockname()[1], said.append)
    assert [] == said


def test_broken_book_is_told_and_not_served(small, root: Path) -> None:
    """`takedown serve` of a broken book ends with its fault, file and line."""
    small.change("docs/read.md", "reported", "sure")
    with pytest.raises(Problem, match=r"docs/read\.md:3: there is no status 'sure'"):
        serve(root, 0, lambda _: None)


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_server_shows_edits_and_ends_without_a_trace(
    small, root: Path, tmp_path: Path, with_interrupts: Callable[[], None], end: signal.Signals
) -> None:
    """A real server: a line for each edit, the last good page while one is broken, and nothing left when it ends."""
    code = "import sys; from takedown.cli import main; sys.exit(main())"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", str(_free_port())],
        cwd=root,
        env={**os.environ, "TMPDIR": str(scratch)},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=with_interrupts,  # noqa: PLW1509 - no thread of ours runs yet
    )
    assert server.stderr is not None

    def told() -> str:
        return re.sub(r"^[\d:]{8} +| +[\d.]+ s$", "", str(server.stderr.readline().strip()))

    try:
        assert "Building the site ..." == told()
        address = re.match(r"(http://127\.0\.0\.1:\d+/) is up", told())[1]
        assert "Reading along" in _get(f"{address}glossary.html")
        small.change("chapters/glossary.md", "Reading along", "Listening along")
        assert "chapters/glossary.md: glossary.html made again," == told()
        assert "Listening along" in _get(f"{address}glossary.html")
        small.change("chapters/glossary.md", "Listening along", "Broken {claim}`lice`")
        assert "chapters/glossary.md:5: there is no claim 'lice'" in told()
        assert "The last good pages stay up." == told()
        assert "Listening along" in _get(f"{address}glossary.html")
        small.change("chapters/glossary.md", "Broken {claim}`lice`", "Mended {claim}`live`")
        assert "chapters/glossary.md: glossary.html made again," == told()
        (engine,) = [
            int(line)
            for line in subprocess.run(
                ["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=True
            ).stdout.split()
        ]
    finally:
        server.send_signal(end)
        rest = server.communicate(timeout=30)[1]
    assert (0, "Ended.\n") == (server.returncode, rest)
    assert [] == list(scratch.iterdir())
    with pytest.raises(ProcessLookupError):
        os.kill(engine, 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - it is our own server
        return str(answer.read().decode("utf-8"))
