"""The other end of a child: takes requests from the judge, gives replies, with what the system allows taken away.

The judge sends this file, :mod:`takedown.grading.guest` and :mod:`takedown.grading.codec` to a bare Python
process (:mod:`takedown.grading.child`), which knows nothing else of this package. A frame is a mark of eight bytes, a
length of four, and the content; a reply carries the mark of its request, so that one written ahead is noticed.
"""

# ruff: noqa: PLC0415  # Windows has neither resource nor alarm

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import Any

from takedown.grading.codec import encode
from takedown.grading.guest import Guest

MARK = 8
HEAD = MARK + 4
LOAD, CALL, PRINTED = b"L", b"C", b"P"
READY = b"ready"
KEPT = 2000  # bytes of what a program prints
START = bytes(MARK)  # the mark of the first frame, which nobody asked for


def read_exactly(stream: int, size: int) -> bytes:
    """The next ``size`` bytes; fewer only at the end."""
    parts = []
    while size and (part := os.read(stream, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def write_all(stream: int, data: bytes) -> None:
    """Write every byte."""
    view = memoryview(data)
    while view:
        view = view[os.write(stream, view) :]


def frame(mark: bytes, content: bytes) -> bytes:
    """A frame."""
    return mark + len(content).to_bytes(4, "big") + content


class Kept(io.RawIOBase):
    """Keeps the beginning of what a program prints, however much that is."""

    def __init__(self) -> None:
        self._start = b""
        self._size = 0

    def writable(self) -> bool:
        """Anything may be written."""
        return True

    def write(self, data: Any) -> int:
        """Keep what still fits."""
        part = bytes(data)
        self._start += part[: KEPT - len(self._start)]
        self._size += len(part)
        return len(part)

    def text(self) -> str:
        """What was kept, and how much was not."""
        more = self._size - len(self._start)
        return self._start.decode("utf-8", "replace") + (f"\n... and {more:,} bytes more" if more else "")


def serve(incoming: int, outgoing: int, printed: Kept) -> None:
    """Answer requests until the judge closes its end."""
    guest: Guest | None = None
    write_all(outgoing, frame(START, READY))
    while len(head := read_exactly(incoming, HEAD)) == HEAD:
        request = read_exactly(incoming, int.from_bytes(head[MARK:], "big"))
        if request[:1] == LOAD:
            told = json.loads(request[1:])
            _end_after(told["seconds"])
            guest = Guest(told["source"], told["name"], told["imports"])
            sys.modules["answer"] = guest.module
            reply = guest.load()
        elif request == PRINTED:
            reply = b"v" + encode(printed.text())
        else:
            name, _, payload = request[1:].partition(b"\0")
            assert guest is not None  # noqa: S101  # the judge loads first
            reply = guest.call(name.decode(), payload)
        write_all(outgoing, frame(head[:MARK], reply))


def take_streams() -> tuple[int, int]:
    """Keep the judge's pipes aside, and give the learner's program an empty keyboard and a deaf screen."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return incoming, outgoing


def set_limits(memory: int) -> None:
    """Take away what a system can: memory beyond ``memory`` MiB, files, processes, core dumps."""
    if sys.platform == "win32":  # pragma: no cover - there the judge puts the process into a job
        return
    import resource

    for name, most in (
        ("RLIMIT_AS", memory * 2**20), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0), ("RLIMIT_NOFILE", 32),
        ("RLIMIT_NPROC", 0),
    ):  # fmt: skip
        if hasattr(resource, name):
            kind = getattr(resource, name)
            with contextlib.suppress(OSError, ValueError):  # a system may refuse, or have less already
                resource.setrlimit(kind, (most, most))


def _end_after(seconds: int) -> None:
    """Let the system end this process if the judge cannot."""
    import signal

    if hasattr(signal, "alarm"):  # on Windows the judge's job ends with the judge
        signal.alarm(seconds)


def main(memory: int) -> None:
    """What a child runs."""
    incoming, outgoing = take_streams()
    printed = Kept()
    sys.stdout = sys.stderr = io.TextIOWrapper(printed, "utf-8", "replace", write_through=True)
    set_limits(memory)
    serve(incoming, outgoing, printed)
