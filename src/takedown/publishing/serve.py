"""``takedown serve``: build, watch, make again what an edit changed, have browsers load it.

While a source is broken the last good pages stay up, and the terminal says what to mend, and where.
"""

from __future__ import annotations

import gc
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing.build import in_one_go
from takedown.publishing.live import WATCHED, Living
from takedown.publishing.released import clock_of
from takedown.publishing.reloading import Server
from takedown.publishing.remaking import AROUND, Remaker
from takedown.publishing.watching import Watch

Tell = Callable[[str], None]
_NAMED = 2
"""How many of the files that changed, or of the pages that were made again, a line names."""


def serve(root: Path, port: int, tell: Tell) -> None:
    """Serve the site on this machine until it is interrupted.

    Args:
        root: the repository.
        port: the port on 127.0.0.1.
        tell: told what happens, a line each.

    Raises:
        Problem: the first build fails, or the port is taken.
    """
    root = root.resolve()
    with tempfile.TemporaryDirectory(prefix="takedown-serve-") as folder, _ended_by_signals(tell):
        try:
            server = Server(Path(folder), port)
        except OSError as error:
            raise Problem(f"port {port} cannot be used ({error.strerror})", mend="give another with --port") from None
        work = _Work(root, Living(root), Remaker(root, Path(folder)), server, tell)
        try:
            with Watch(root, ("docs", *WATCHED, *AROUND)) as watch:
                work.begin()
                while True:
                    work.update(watch.wait())
        finally:
            work.end()


class _Work:
    """What the server does: begin, update after each edit, end."""

    def __init__(self, root: Path, book: Living, site: Remaker, server: Server, tell: Tell) -> None:
        self._root = root
        self._book = book
        self._site = site
        self._server = server
        self._tell = tell

    def begin(self) -> None:
        """Build everything, then let browsers in."""
        start = time.monotonic()
        self._tell("Building the site ...")
        self._make()
        gc.collect()
        gc.freeze()  # what stays as long as the server need not be searched for garbage after each edit
        self._server.start()
        self._say([f"{self._server.address} is up after {time.monotonic() - start:.1f} s. Ctrl-C ends it."])

    def update(self, changed: Sequence[str]) -> None:
        """Make again what the edit of some sources changed; nothing if the book is broken."""
        start = time.monotonic()
        try:
            made, complaints = self._make()
        except Problem as problem:
            self._say([*(str(one) for one in problem.every()), "The last good pages stay up."])
            return
        except OSError as error:  # an editor was at work meanwhile; what it does next is told by the watch
            self._say([f"{error.filename} could not be read ({error.strerror}): save it again."])
            return
        if made:
            self._server.renew()
        what = f"{_named([name.removesuffix('.md') for name in made])} made again" if made else "no page changed"
        self._say([f"{_named(changed)}: {what}, {time.monotonic() - start:.2f} s", *complaints])

    def end(self) -> None:
        """Leave nothing behind."""
        self._server.close()
        self._book.close()
        gc.unfreeze()

    def _make(self) -> tuple[list[str], list[str]]:
        """Bring the site up to date; gives the names of what is new in it, and what MkDocs complained of.

        Raises:
            Problem: the book is broken.
        """
        with clock_of(self._root), in_one_go():
            pages = self._book.pages()
            with self._server.busy:
                return self._site.make(pages)

    def _say(self, lines: Sequence[str]) -> None:
        """Lines that belong together, with the time of day before the first."""
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        for number, line in enumerate(lines):
            self._tell(f"{' ' * len(now) if number else now}  {line}")


def _named(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


@contextmanager
def _ended_by_signals(tell: Tell) -> Iterator[None]:
    """Ctrl-C and the signal to terminate end the ``with`` statement in order; neither is a fault."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        tell("Ended.")
    finally:
        signal.signal(signal.SIGTERM, before)
