"""Record the files of real databases in WAL mode: ``python tests/models/record_wal.py`` writes models/wal_pages.py.

A database in memory has no write-ahead log, so :func:`takedown.models.deletion.wal` gives recorded ones. Each is made
in a file in a temporary folder, and read while its connection is open, since closing it would empty the log.
"""

from __future__ import annotations

import base64
import itertools
import sqlite3
import tempfile
import textwrap
import zlib
from contextlib import closing
from pathlib import Path

from takedown.models import deletion
from takedown.models.carving import message

TARGET = Path(deletion.__file__).with_name("wal_pages.py")
MARK = b"\xfe\xdc\xba\x98"  # followed by the number of a message, in place of its text
HEAD = 32  # bytes of a log's header
FRAME = 24  # bytes of a frame's header
State = tuple[str, str, str]
TEXT = '''\
"""Pages of real databases in WAL mode and of their logs, recorded by tests/models/record_wal.py; not to be edited.

``PAGES`` holds the different pages, compressed, with the number of a message after a mark in place of its text.
``STATES`` gives, for secure_delete, the checkpoint after the load and the one after the deletion, the pages of the
database and those of the log, in the order of the files.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = "{version}"  # of the SQLite that was recorded
STATES: Final[dict[tuple[str, str, str], tuple[str, str]]] = {{
{states}
}}
PAGES: Final = (
{pages}
)
'''


def record(folder: Path, state: State) -> tuple[bytes, bytes]:
    """The bytes of the database and of its log in one state."""
    mode, after_load, after_deletion = state
    path = folder / ("-".join(state) + ".db")
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute(f"PRAGMA page_size={deletion.PAGE}")
        base.execute("PRAGMA journal_mode=wal")
        base.execute("PRAGMA wal_autocheckpoint=0")
        base.execute("PRAGMA synchronous=off")  # nobody pulls the plug here
        deletion.prepare(base, mode)  # type: ignore[arg-type]  # one of the three
        deletion.load(base, deletion.WAL_ROWS)
        base.execute(f"PRAGMA wal_checkpoint({after_load})").fetchone()
        numbers = deletion.choose(deletion.WAL_ROWS, deletion.WAL_DELETED, seed=deletion.WAL_SEED)
        deletion.remove(base, numbers, "random")
        if after_deletion != "none":
            base.execute(f"PRAGMA wal_checkpoint({after_deletion})").fetchone()
        return path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()


def states() -> list[State]:
    """Every combination of mode and checkpoints."""
    return list(itertools.product(deletion.MODES, ("truncate", "passive"), ("none", "passive", "truncate")))


def images(log: bytes) -> list[bytes]:
    """The page images of a log, without the headers."""
    step = FRAME + deletion.PAGE
    return [log[start + FRAME : start + step] for start in range(HEAD, len(log), step)]


def pages(database: bytes) -> list[bytes]:
    """The pages of a database."""
    return [database[start : start + deletion.PAGE] for start in range(0, len(database), deletion.PAGE)]


def module() -> str:
    """The text of models/wal_pages.py."""
    with tempfile.TemporaryDirectory() as folder:
        found = {state: record(Path(folder), state) for state in states()}
    files = {state: (pages(database), images(log)) for state, (database, log) in found.items()}
    columns = itertools.zip_longest(*(itertools.chain(*pair) for pair in files.values()))
    different = list(dict.fromkeys(page for column in columns for page in column if page is not None))
    order = {page: number for number, page in enumerate(different)}
    packed = b"".join(different)
    assert MARK not in packed, "choose another mark"
    for number in range(1, deletion.WAL_ROWS + 1):
        packed = packed.replace(message(number).encode(), MARK + number.to_bytes(2, "big"))
    text = base64.b85encode(zlib.compress(MARK + packed, 9)).decode()
    lines = []
    for (first, second, third), pair in files.items():
        both = [f'        "{" ".join(str(order[page]) for page in file)}",' for file in pair]
        lines += [f'    ("{first}", "{second}", "{third}"): (', *both, "    ),"]
    chunks = [f'    "{chunk}"' for chunk in textwrap.wrap(text, 110)]
    return TEXT.format(version=sqlite3.sqlite_version, states="\n".join(lines), pages="\n".join(chunks))


if __name__ == "__main__":
    TARGET.write_text(module(), encoding="utf-8")
