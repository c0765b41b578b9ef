"""Waits until a source is saved, and says which.

The system's own events wake it where there are any; what counts is a look at the files' times and sizes. So an editor
that writes a new file in the old one's place, several quick saves, and file systems without events are all the same to
it, and reading a file is no change.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

QUIET = 0.03
"""Seconds without a further change after which a save counts as done."""

LOOK = 1.0
"""Seconds between looks where no event comes."""

LOOK_WITHOUT_EVENTS = 0.2
"""Seconds between looks where the system gives no events at all."""

_EVENTS: list[type[FileSystemEvent]] = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]

_Sight = dict[str, tuple[int, int, int]]


class Watch(FileSystemEventHandler):
    """Watches files and folders of a repository; use it in a ``with`` statement.

    Args:
        root: the repository.
        names: what to watch, relative to it; it may be missing, and come later.
    """

    def __init__(self, root: Path, names: Sequence[str]) -> None:
        """Remember what is there now."""
        self._root = root
        self._names = names
        self._woken = threading.Event()
        self._observer = Observer()
        self._period = LOOK
        self._seen = self._look()

    def __enter__(self) -> Self:
        """Ask the system for events; without them there are only looks."""
        try:
            self._observer.schedule(self, str(self._root), recursive=False, event_filter=_EVENTS)
            for name in self._names:
                if (self._root / name).is_dir():
                    self._observer.schedule(self, str(self._root / name), recursive=True, event_filter=_EVENTS)
            self._observer.start()
        except OSError:  # too many watches, or a file system without events
            self._period = LOOK_WITHOUT_EVENTS
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ask for no more events."""
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - the look says what changed
        """Wake up."""
        self._woken.set()

    def wait(self, patience: float | None = None) -> list[str]:
        """Wait until something was saved, created or removed; gives its names, relative to the repository.

        Args:
            patience: seconds after which to give up, with no name; without it there is no end.
        """
        while True:
            if changed := self._changed():
                return changed
            self._woken.wait(self._period if patience is None else min(self._period, patience))
            self._woken.clear()
            if patience is not None and (patience := patience - self._period) < 0:
                return self._changed()

    def _changed(self) -> list[str]:
        """What is not as it was, once it is quiet."""
        now = self._look()
        if now == self._seen:
            return []
        quiet = threading.Event()
        while quiet.wait(QUIET) or (later := self._look()) != now:
            now = later
        before, self._seen = self._seen, now
        return sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))

    def _look(self) -> _Sight:
        """Time, size and number of each file."""
        sight: _Sight = {}
        for name in self._names:
            path = self._root / name
            for entry in _files(str(path)) if path.is_dir() else [path]:
                try:
                    stat = entry.stat()
                except OSError:
                    continue  # it went away meanwhile
                sight[os.path.relpath(entry, self._root)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return sight


def _files(folder: str) -> Iterator[os.DirEntry[str]]:
    """The files of a folder and below, without those that editors and Python keep for themselves."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith("~") or entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry
