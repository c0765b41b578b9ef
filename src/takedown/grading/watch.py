"""See a learner's save within a few hundredths of a second, whatever way the editor writes.

The file is polled, since that works on every system, network folder and editor. A file is taken when it stood still
for a moment: half-saved files, files emptied before they are written, and replaced files come out as one save.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

POLL = 0.02  # seconds between two looks
SETTLE = 0.015  # a file that changed must stand still for so long
EMPTY = 0.3  # an empty file may be the first half of a save
GONE = 0.5  # a missing file may be the middle of a replacement

Signature = tuple[int, int, int]


def signature(path: Path) -> Signature | None:
    """What changes when a file is saved or replaced; None if there is no file."""
    try:
        what = path.stat()
    except OSError:
        return None
    return what.st_mtime_ns, what.st_size, what.st_ino


def saves(
    path: Path, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
) -> Iterator[bytes | None]:
    """The content now, and again after each save that changes it; None once when the file is gone for a while."""
    last: bytes | None = None
    seen: Signature | None = None
    missing_since: float | None = None
    told_gone = False
    while True:
        now = signature(path)
        if now is None:
            missing_since = clock() if missing_since is None else missing_since
            if not told_gone and clock() - missing_since >= GONE:
                told_gone, last = True, None
                yield None
        else:
            missing_since = None
            if now != seen:
                content = _settled(path, now, sleep, clock)
                if content is not None:
                    seen, told_gone = now, False
                    if content != last:
                        last = content
                        yield content
                        continue  # what was saved while the verdict was made is looked at without a pause
        sleep(POLL)


def _settled(path: Path, before: Signature, sleep: Callable[[float], None], clock: Callable[[], float]) -> bytes | None:
    """The content, if the file stood still; None if it is still being written."""
    began = clock()
    while True:
        sleep(SETTLE)
        if signature(path) != before:
            return None
        if before[1] > 0 or clock() - began >= EMPTY:
            break
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if signature(path) == before else None
