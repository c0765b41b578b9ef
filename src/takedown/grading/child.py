"""A learner's program in a process of its own, with limits; what it says is read as one reads a stranger's letter.

The process is a bare Python (``-I -S``: no packages, no environment, no folder of ours) that is sent
:mod:`takedown.grading.server` and what that needs, the teaching models that the exercise allows, and then the answer.
It gets inputs and gives back values. Its exit status, output and files are never looked at. A crash, a hang or a
flood is its result, told in plain words.

Limits: seconds of wall clock for all calls of one task, kept by the judge; memory, files and processes, kept by the
system (rlimits on POSIX, a job object on Windows). That protects a learner from his own mistakes; it is no wall against
a stranger, which comes with its own back-end.
"""

from __future__ import annotations

import contextlib
import functools
import json
import marshal
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from types import CodeType, TracebackType
from typing import Self

from takedown.grading.answers import PlaceLost
from takedown.grading.codec import MAX_BYTES, CodecError, decode
from takedown.grading.server import CALL, HEAD, LOAD, MARK, PRINTED, READY, START, frame, read_exactly, write_all
from takedown.grading.spec import ExerciseSpec, sources
from takedown.problems import Problem

if sys.platform == "win32":  # pragma: no cover - see there
    from takedown.grading.windows import Job

OVERHEAD = 64  # MiB that a bare Python takes for itself
START_WITHIN = 30.0  # seconds; a machine that needs longer cannot be worked on
MOST_REPLY = MAX_BYTES + 8192
BACKSTOP = 60  # seconds after which a child ends itself if nobody else did
PYTHON = getattr(sys, "_base_executable", "") or sys.executable  # on Windows that of an environment starts another
_OWN = ("takedown.grading.codec", "takedown.grading.guest", "takedown.grading.server")
_BOOT = """\
import marshal, sys, types
def take(size):
    data = b""
    while len(data) < size:
        part = sys.stdin.buffer.raw.read(size - len(data))
        if not part: sys.exit()
        data += part
    return data
told = marshal.loads(take(int.from_bytes(take(4), "big")))
for name in ("takedown", "takedown.grading"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__path__ = []
for name, code in told["own"]:
    module = sys.modules[name] = types.ModuleType(name)
    exec(code, module.__dict__)
for name in ("takedown", "takedown.grading"):
    del sys.modules[name]
sys.meta_path.insert(0, sys.modules["takedown.grading.guest"].Sources(told["models"]))
sys.modules["takedown.grading.server"].main(told["memory"])
"""


@functools.cache
def _own_code() -> list[tuple[str, CodeType]]:
    """What a child runs, compiled once: the other end is the same Python, and starts sooner so."""
    files = [(name, Path(__file__).with_name(f"{name.rpartition('.')[2]}.py")) for name in _OWN]
    return [(name, compile(file.read_text("utf-8"), file.name, "exec", dont_inherit=True)) for name, file in files]


class Child:
    """One process, started in the background, that takes requests until it fails or is closed."""

    def __init__(self, own: bytes, memory: int) -> None:
        options = ["-I", "-S", "-B", "-X", "utf8", "-c", _BOOT]
        keep = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        try:
            self._process = subprocess.Popen(
                [PYTHON, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                bufsize=0, env=keep, cwd=Path(PYTHON).anchor, start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError as error:
            raise Problem(
                f"no process for the learner's program can be started ({error.strerror})", mend="end other programs"
            ) from error
        if sys.platform == "win32":  # pragma: no cover - elsewhere the child limits itself
            self._job = Job(int(vars(self._process)["_handle"]), memory)
        self._asked: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._told: queue.SimpleQueue[bytes | PlaceLost] = queue.SimpleQueue()
        threading.Thread(target=self._talk, args=(own,), daemon=True).start()
        self._is_ready = False

    def _talk(self, own: bytes) -> None:
        """In a thread: write one request, read its reply, so that neither can block the judge."""
        assert self._process.stdin is not None  # noqa: S101  # both are pipes
        assert self._process.stdout is not None  # noqa: S101
        with self._process.stdin as incoming, self._process.stdout as outgoing, contextlib.suppress(OSError):
            request: bytes | None = len(own).to_bytes(4, "big") + own
            mark = START
            while request is not None:
                write_all(incoming.fileno(), request)
                self._told.put(_read_frame(outgoing.fileno(), mark))
                request = self._asked.get()
                if request is not None:
                    mark = request[:MARK]

    def wait_until_ready(self) -> None:
        """Wait for Python to start: that is not the learner's time."""
        if self._is_ready:
            return
        try:
            self._is_ready = self._next(START_WITHIN) == READY
        except PlaceLost as lost:
            raise Problem("the process for the learner's program does not start", mend="try again") from lost

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The reply to a request; a :class:`PlaceLost` says why there is none, and then there never is."""
        self._asked.put(frame(secrets.token_bytes(MARK), request))
        return self._next(seconds)

    def _next(self, seconds: float) -> bytes:
        try:
            told = self._told.get(timeout=max(0.0, seconds))
        except queue.Empty:
            told = PlaceLost(
                "timeout", "no answer came in time", "whether each loop and each call of itself comes to an end"
            )
        if isinstance(told, PlaceLost):
            self.close()
            raise told
        return told

    def close(self) -> None:
        """End the process, and what it started."""
        self._asked.put(None)
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                self._job.close()
                self._process.kill()
            else:
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _read_frame(stream: int, mark: bytes) -> bytes | PlaceLost:
    """One reply; anything that is not one, and the end, is :class:`PlaceLost`."""
    head = read_exactly(stream, HEAD)
    size = int.from_bytes(head[MARK:], "big")
    content = read_exactly(stream, size) if head[:MARK] == mark and size <= MOST_REPLY else b""
    if len(head) == HEAD and len(content) == size and size:
        return content
    if len(head) == HEAD and (head[:MARK] != mark or size > MOST_REPLY):
        return PlaceLost(
            "protocol",
            "your program wrote on the channel that carries its answers",
            "what writes to open files by number",
        )
    return PlaceLost("crash", "your program ended its own process", "os._exit, signals, and what crashes Python")


class ChildPlace:
    """The place of one task: one child, and another where the first was lost, within one budget of seconds."""

    def __init__(self, children: Children, source: str) -> None:
        self._children = children
        self._source = source
        self._left = float(children.spec.limits.wall)
        self._child: Child | None = None

    def load(self) -> bytes:
        """Load the answer."""
        spec = self._children.spec
        told = {"source": self._source, "name": spec.answer_name, "imports": spec.imports,
                "seconds": int(spec.limits.wall) + BACKSTOP}  # fmt: skip
        return self._ask(LOAD + json.dumps(told).encode())

    def call(self, name: str, payload: bytes) -> bytes:
        """Call a function; a program that ended its process is loaded again first."""
        if self._left <= 0:
            raise PlaceLost("timeout", "no time was left for this task", "the case before it")
        if self._child is None and (reply := self.load())[:1] != b"v":
            return reply
        return self._ask(CALL + name.encode() + b"\0" + payload)

    def _ask(self, request: bytes) -> bytes:
        if self._child is None:
            self._child = self._children.take()
        self._child.wait_until_ready()
        began = time.monotonic()
        try:
            return self._child.ask(request, self._left)
        except PlaceLost as lost:
            self._child = None
            if lost.reason == "timeout":
                self._left = 0.0
                lost.what = f"your program gave no answer within {self._children.spec.limits.wall:g} seconds"
            raise
        finally:
            self._left -= time.monotonic() - began

    def printed(self) -> str:
        """The beginning of what the program printed; nothing where its process is gone."""
        with contextlib.suppress(PlaceLost, CodecError):
            if self._child is not None:
                return str(decode(self._child.ask(PRINTED, 1.0)[1:]))
        return ""

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.close()
            self._child = None


class Children:
    """Gives children for an exercise; the next is started while the one before it works. A context manager."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self.spec = spec
        self._memory = spec.limits.memory + OVERHEAD
        told = {"own": _own_code(), "models": sources(spec.imports), "memory": self._memory}
        self._own = marshal.dumps(told)
        self._ready: deque[Child] = deque([Child(self._own, self._memory)])

    def place(self, source: str) -> ChildPlace:
        """The place of one task of one answer."""
        return ChildPlace(self, source)

    def take(self) -> Child:
        """A fresh child."""
        self._ready.append(Child(self._own, self._memory))
        return self._ready.popleft()

    def __enter__(self) -> Self:
        """The children."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End those that were not needed."""
        while self._ready:
            self._ready.popleft().close()
