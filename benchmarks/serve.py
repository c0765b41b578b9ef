"""How long from saving a source until ``takedown serve`` shows it: over HTTP, and in a browser that reloads by itself.

Run by hand: ``.venv/bin/python benchmarks/serve.py [--runs 5] [--only CASE]``. Works on a copy of the book in
build/benchmark/serve. A browser takes part where Playwright for Python and a Chromium on PATH are found; without them
only the first half is measured.

*Served*: the server gives the new page to whoever asks. *Visible*: a browser that had the page open has drawn a frame
with the new words, picture or rule in it. Each case is one kind of edit, a new one each time, saved as editors do: a
new file takes the old one's place. *Processor* is what the server and the processes below it used for one edit.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from build import NOT_THE_SOURCES, PROJECT, WORK, machine

LIMIT = 2.0
"""Seconds from saving to visible that the median of every case must not exceed."""
PATIENCE = 60.0
POLL = 0.1
"""Seconds between two questions for the page: each answer takes time from the server that is being measured."""


@dataclass(frozen=True)
class Case:
    """One kind of edit.

    Args:
        name: what is edited.
        file: the source, relative to the book.
        page: the page that must show it.
        edit: the old text and a word that was never there -> the new text.
        seen: what the browser must find true of the page; ``WORD`` stands for the word.
    """

    name: str
    file: str
    page: str
    edit: Callable[[str, str], str]
    seen: str = "document.querySelector('article')?.textContent.includes('WORD')"


def _after(pattern: str) -> Callable[[str, str], str]:
    """Puts the word behind the first thing that a pattern finds."""

    def edit(text: str, word: str) -> str:
        found = re.search(pattern, text, re.MULTILINE)
        if found is None:
            sys.exit(f"nothing in the source is like {pattern}")
        return f"{text[: found.end()]} {word}{text[found.end() :]}"

    return edit


def _drawn(text: str, word: str) -> str:
    """The figure's script with the word drawn into the figure."""
    number = int(re.sub(r"\D", "", word))
    return f"{text}\n_plain = figure\n\n\ndef figure():\n    made = _plain()\n    made.text({number % 9973 / 9973}, 0.5, 'x')\n    return made\n"  # noqa: E501


PARAGRAPH = r"^[A-Z][a-z]+ [a-z].*[a-z]\.$"
CASES = (
    Case("a sentence of a chapter", "chapters/01_the_case/index.md", "01_the_case.html", _after(PARAGRAPH)),
    Case("a heading of a chapter", "chapters/08_what_a_wipe_does/index.md", "08_what_a_wipe_does.html",
         _after(r"^## .*$")),
    Case("a chapter's title (navigation of all pages)", "chapters/01_the_case/chapter.toml", "01_the_case.html",
         lambda text, word: text.replace('title = "', f'title = "{word} ', 1),
         "document.querySelector('nav.md-nav')?.textContent.includes('WORD')"),
    Case("claims.toml (the ledger)", "chapters/01_the_case/claims.toml", "ledger.html",
         _after(r'^statement = "[^"]*(?=\.")')),
    Case("references.bib", "chapters/references.bib", "references.html", _after(r"^  title = \{[^{}]*(?=\})")),
    Case("a figure's script", "chapters/08_what_a_wipe_does/figures/layers.py", "08_what_a_wipe_does.html", _drawn,
         "(image => image && (image.scrollIntoView(), image.complete) && image.naturalWidth && image.src != OLD)"
         "(document.querySelector('img[src*=\"media/layers\"]'))"),
    Case("a page of docs/", "docs/read/index.md", "read/index.html", _after(PARAGRAPH)),
    Case("the glossary", "chapters/glossary.md", "glossary.html", _after(r"^: [A-Z].*\.$")),
    Case("an exercise's task.md", "exercises/01_the_case/agreeing_reports/task.md", "01_the_case.html",
         _after(PARAGRAPH)),
    Case("book.css", "docs/assets/book.css", "01_the_case.html",
         lambda text, word: f"{text}\n:root {{ --watched: {word}; }}\n",
         "getComputedStyle(document.documentElement).getPropertyValue('--watched').trim() == 'WORD'"),
)  # fmt: skip


def main() -> None:
    """Copy the book, serve it, edit it, print the table."""
    root = WORK / "serve"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(PROJECT, root, ignore=NOT_THE_SOURCES)
    chosen = [case for case in CASES if ARGUMENTS.only in case.name]
    print(f"{machine()}; load {os.getloadavg()[0]:.1f} at the start; {ARGUMENTS.runs} edits of each, median (worst)")
    with _serving(root) as (address, server), _browser() as page:
        print(f"{'':46} {'served':18} {'visible' if page else 'no browser found':18} processor")
        for case in chosen:
            served, visible, processor = measure(case, root, address, page, server)
            shown = said(visible) if page else ""
            print(f"{case.name:46} {said(served):18} {shown:18} {statistics.median(processor):.2f} s", flush=True)
    print(f"\ngoal: {LIMIT:.0f} s from saving to visible")


def said(times: list[float]) -> str:
    """Median and worst of some times."""
    return f"{statistics.median(times):.2f} s  ({max(times):.2f})"


def measure(
    case: Case, root: Path, address: str, page: Any, server: psutil.Process
) -> tuple[list[float], list[float], list[float]]:
    """Seconds until each edit of a case was served, until it was seen, and of the processor."""
    source = root / case.file
    before = source.read_text("utf-8")
    served, visible, processor = [], [], []
    if page:
        page.goto(f"{address}/{case.page}", wait_until="load")
    for number in range(ARGUMENTS.runs + 1):  # the first one warms up: the browser's cache, the kept results
        word = f"watched{time.monotonic_ns()}"
        time.sleep(1.0)  # an edit comes when the server is at rest
        there = case.page if ".css" not in case.file else "assets/book.css"
        old = _get(f"{address}/{there}")
        picture = page.evaluate("document.querySelector('img[src*=\"media/layers\"]')?.src") if page else ""
        used = _used(server)
        start = time.perf_counter()
        _save(source, case.edit(before, word))
        first = _until_served(f"{address}/{there}", old, start)
        if page:
            condition = case.seen.replace("WORD", word).replace("OLD", repr(picture))
            page.wait_for_function(condition, timeout=PATIENCE * 1000)
        if number:
            served.append(first)
            visible.append(time.perf_counter() - start)
            processor.append(_used(server) - used)
    _save(source, before)
    time.sleep(3.0)
    return served, visible, processor


def _used(server: psutil.Process) -> float:
    """Seconds of the processor that a process and all below it used, also those that ended."""
    times = [one.cpu_times() for one in (server, *server.children())]
    own = sum(one.user + one.system for one in times)
    return own + times[0].children_user + times[0].children_system


def _save(path: Path, text: str) -> None:
    """Write a file as editors do: whole, in the place of the old one."""
    new = path.with_name(f".{path.name}.saving")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - it is our own server
        return re.sub(rb"\(shown => .*?</script>", b"", answer.read(), flags=re.DOTALL)


def _until_served(address: str, old: bytes, start: float) -> float:
    """Seconds from the start until an address gives something else than before."""
    while _get(address) == old:
        if time.perf_counter() - start > PATIENCE:
            sys.exit(f"{address} never changed")
        time.sleep(POLL)
    return time.perf_counter() - start


@contextlib.contextmanager
def _serving(root: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The address and the process of ``takedown serve`` at work on a book."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with (root / "serve.log").open("w") as log:
        start = time.perf_counter()
        command = [sys.executable, "-m", "takedown", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
        address = f"http://127.0.0.1:{port}"
        try:
            while server.poll() is None:
                with contextlib.suppress(OSError):
                    _get(f"{address}/index.html")
                    break
                time.sleep(0.1)
            else:
                sys.exit((root / "serve.log").read_text())
            print(f"up after {time.perf_counter() - start:.1f} s")
            yield address, psutil.Process(server.pid)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


@contextlib.contextmanager
def _browser() -> Iterator[Any]:
    """A page of a browser, or None where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None or importlib.util.find_spec("playwright") is None:
        yield None
        return
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may not be there

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="edits of each kind (default 5)")
    parser.add_argument("--only", default="", help="only the cases whose name holds this")
    ARGUMENTS = parser.parse_args()
    main()
