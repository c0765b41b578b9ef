"""What "deleted" leaves in a database file: real SQLite, searched byte by byte.

A table of messages is filled in one transaction, some rows are deleted in another, and the file's bytes are searched.
The databases are real, made by the SQLite of the Python that runs this, as files in memory (SQLite's ``memdb``), and
given out as the bytes of the file (``Connection.serialize``).

**Definitions.** *Recoverable*: the whole text of the row occurs at least once in the bytes. Page size 4096,
``auto_vacuum`` 0, texts of 42 characters, one transaction for the load and one for the deletion.

**secure_delete** is always set here, and by the word, since its default depends on who compiled SQLite (off in SQLite's
own, on in Debian 12's) and since ``PRAGMA secure_delete=2`` is read as "true" and means *on*. *off*: a deleted row's
bytes stay until something else is written there. *on*: they are overwritten with zeros. *fast*: so are they, within a
page that stays in use; a page that becomes empty goes to the list of free pages as it is. What must hold is ``on`` = 0
and ``off`` >= ``fast`` > 400 for the last 500 of 2,000 rows; the exact numbers move with the width of the rows and the
version of SQLite (465, 458 and 0 with 3.39.0 and with 3.40.1). Of rows deleted at random ``on`` leaves none up to 1,000
of 2,000 in our draws, and now and then a few above that, in the free space of pages in use: 3 at 1,700 with seed 1, up
to 7 in 20 draws at 1,600. ``DELETE`` without ``WHERE`` frees all pages at once.

**Why a file keeps more than one thinks.** SQLite saves itself the work of writing a page that becomes free (pager.c,
``sqlite3PagerDontWrite``): in the file it stays as it was when it was last saved, even if rows on it had been
overwritten in memory on the way. A database opened as ``:memory:`` has no file and so shows less (377 instead of 458
under *fast*); it would be the wrong model.

**WAL.** With ``journal_mode=wal`` changed pages go to a log beside the database, and reach the database at a
checkpoint. A database in memory has no such log, so the files of a real one were recorded: :func:`wal` gives them.

**Left out.** What lies below the file: the file system's journal, the flash under it (:mod:`takedown.models.flash`),
backups and every other copy. Rows that are cut in two, rows of other tables, indexes, pages of overflow, encryption of
the whole file, and rollback journals. A carver for real cases needs all that.

**Units.** Rows, pages, bytes.

**Sources.** SQLite's documentation of ``VACUUM``, of checkpoints and of the file format; its words on *fast*, as
bloomberg.github.io/selekt gives them; on the log antonz.org/sqlite-secure-delete; the source of SQLite's pager. The
numbers are this project's own. For orientation: none of six tools handled all cases of a corpus made for testing them
(Nemetz, Schmitt and Freiling, Digital Investigation 24 (2018), abstract).
"""

from __future__ import annotations

import base64
import random
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, get_args

from takedown.models import Parameter, check, given, one_of
from takedown.models.carving import Carved, Found, carve, message, page_kinds, recoverable
from takedown.models.wal_pages import PAGES, STATES, VERSION

__all__ = [
    "MODES", "PARAMETERS", "WAL_VERSION", "Carved", "Deletion", "Found", "WalFiles", "carve", "choose", "delete",
    "live", "message", "page_kinds", "recoverable", "rows", "wal",
]  # fmt: skip

Mode = Literal["off", "fast", "on"]
Which = Literal["random", "last", "all", "table"]
Checkpoint = Literal["none", "passive", "truncate"]

MODES: Final = get_args(Mode)
PAGE: Final = 4096
WAL_ROWS: Final = 2000  # of the recorded files
WAL_DELETED: Final = 500
WAL_SEED: Final = 1
WAL_VERSION: Final = VERSION
_IN_MEMORY: Final = "file:messages?vfs=memdb"  # not shared: the name does not begin with a slash
_WORDS: Final = {0: "off", 1: "on", 2: "fast"}
_TWO: Final[tuple[Which, Which]] = ("random", "last")
PARAMETERS: Final = (
    Parameter("rows", "rows in the table", 100, 3000, 100, 2000),
    Parameter("share", "per cent of the rows that are deleted", 5, 100, 5, 25),
)
_COUNTS: Final = (
    Parameter("rows", "rows in the table", 1, 20_000, 1, 2000),
    Parameter("deleted", "rows", 0, 20_000, 1, 500),
)


@dataclass(frozen=True)
class Deletion:
    """A database after rows were deleted.

    Attributes:
        data: the bytes of its file.
        numbers: the rows that were deleted.
        mode: secure_delete as SQLite gave it back: "off", "fast" or "on".
        free: pages on the list of free pages.
        version: of SQLite.
    """

    data: bytes = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    mode: str
    free: int
    version: str

    @property
    def left(self) -> int:
        """How many of the deleted rows can be recovered."""
        return recoverable(self.data, self.numbers)


@dataclass(frozen=True)
class WalFiles:
    """The two files of a database in WAL mode, as recorded while it was open.

    Attributes:
        database: the bytes of the file.
        log: the page images in the log, one after the other in the order of the file, without the headers of the
            frames (they hold salts and checksums); images that the log no longer uses are among them.
        numbers: the rows that were deleted.
    """

    database: bytes = field(repr=False)
    log: bytes = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)


def choose(rows: int, deleted: int, which: Which = "random", seed: int = 1) -> tuple[int, ...]:
    """The numbers of the rows to delete, in ascending order; rows are numbered from 1.

    Raises:
        ValueError: a value out of bounds; so too in every function here.
    """
    check(_COUNTS, rows=rows, deleted=deleted)
    one_of("which", which, get_args(Which))
    Parameter("deleted", f"rows, of {rows}", 0, rows, 1, 0).check(deleted)
    if which in {"all", "table"}:
        return tuple(range(1, rows + 1))
    if which == "last":
        return tuple(range(rows - deleted + 1, rows + 1))
    draw = random.Random(seed).random  # noqa: S311  # repeatable on purpose; the same on every Python
    left = list(range(1, rows + 1))
    for done in range(deleted):
        other = done + int(draw() * (rows - done))
        left[done], left[other] = left[other], left[done]
    return tuple(sorted(left[:deleted]))


def delete(  # noqa: PLR0913  # the model's parts, all named
    mode: Mode,
    *,
    rows: int = 2000,
    deleted: int = 500,
    which: Which = "random",
    vacuum: bool = False,
    seed: int = 1,
) -> Deletion:
    """Fill a database with ``rows`` messages and delete some.

    Args:
        mode: secure_delete.
        rows: messages, numbered from 1.
        deleted: how many are deleted; "all" and "table" delete all.
        which: "random" rows; the "last" ones; "all" with a WHERE that matches every row; "table", without a WHERE.
        vacuum: whether the database is written anew afterwards.
        seed: of the random rows.
    """
    one_of("mode", mode, MODES)
    numbers = choose(rows, deleted, which, seed)
    with closing(sqlite3.connect(_IN_MEMORY, uri=True, isolation_level=None)) as base:
        prepare(base, mode)
        load(base, rows)
        remove(base, numbers, which)
        if vacuum:
            base.execute("VACUUM")
        return Deletion(
            data=base.serialize(),
            numbers=numbers,
            mode=_WORDS[base.execute("PRAGMA secure_delete").fetchone()[0]],
            free=base.execute("PRAGMA freelist_count").fetchone()[0],
            version=sqlite3.sqlite_version,
        )


def prepare(base: sqlite3.Connection, mode: Mode) -> None:
    """Fix everything on which the result depends, before the first table."""
    base.execute(f"PRAGMA page_size={PAGE}")
    base.execute("PRAGMA auto_vacuum=0")
    base.execute(f"PRAGMA secure_delete={mode}").fetchone()


def load(base: sqlite3.Connection, rows: int) -> None:
    """Write the messages, in one transaction."""
    base.execute("CREATE TABLE message (number INTEGER PRIMARY KEY, body TEXT)")
    base.execute("BEGIN")
    texts = ((number, message(number)) for number in range(1, rows + 1))
    base.executemany("INSERT INTO message VALUES (?, ?)", texts)
    base.execute("COMMIT")


def remove(base: sqlite3.Connection, numbers: Iterable[int], which: Which) -> None:
    """Delete rows, in one transaction."""
    base.execute("BEGIN")
    if which == "table":
        base.execute("DELETE FROM message")
    elif which == "all":
        base.execute("DELETE FROM message WHERE number > 0")
    else:
        base.executemany("DELETE FROM message WHERE number = ?", ((number,) for number in numbers))
    base.execute("COMMIT")


def live(data: bytes) -> tuple[int, ...]:
    """The numbers of the rows that the database itself still shows.

    Raises:
        ValueError: the bytes are no database of this kind, or are damaged.
    """
    with closing(sqlite3.connect(":memory:")) as base:
        try:
            base.deserialize(data)
            found = base.execute("SELECT number FROM message ORDER BY number").fetchall()
        except (sqlite3.Error, OverflowError, MemoryError) as error:  # MemoryError is what no bytes at all give
            raise ValueError(
                f"SQLite cannot read these {len(data)} bytes as a database of messages ({error or 'nothing there'}); "
                "carve() looks for messages in damaged bytes too"
            ) from error
    return tuple(number for (number,) in found)


def wal(mode: Mode, *, load_checkpoint: Checkpoint = "truncate", checkpoint: Checkpoint = "none") -> WalFiles:
    """A database in WAL mode from which 500 of 2,000 rows, at random, were deleted: the files of a real one.

    Args:
        mode: secure_delete.
        load_checkpoint: which checkpoint followed the load: "truncate" or "passive".
        checkpoint: which checkpoint followed the deletion: "none", "passive" or "truncate".
    """
    one_of("mode", mode, MODES)
    one_of("load_checkpoint", load_checkpoint, ("truncate", "passive"))
    one_of("checkpoint", checkpoint, get_args(Checkpoint))
    database, log = STATES[mode, load_checkpoint, checkpoint]
    pages = _recorded()
    return WalFiles(
        database=b"".join(pages[int(number)] for number in database.split()),
        log=b"".join(pages[int(number)] for number in log.split()),
        numbers=choose(WAL_ROWS, WAL_DELETED, seed=WAL_SEED),
    )


@cache
def _recorded() -> list[bytes]:
    """The recorded pages; where a message stood, its number stands in the record."""
    packed = zlib.decompress(base64.b85decode(PAGES))
    mark, out, at = packed[:4], bytearray(), 4
    while (found := packed.find(mark, at)) >= 0:
        out += packed[at:found]
        out += message(int.from_bytes(packed[found + 4 : found + 6], "big")).encode()
        at = found + 6
    out += packed[at:]
    return [bytes(out[start : start + PAGE]) for start in range(0, len(out), PAGE)]


def rows(**parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: for each mode, in per cent of the deleted rows, what can be recovered.

    Columns: ``secure_delete``; ``random rows``; ``last rows``; ``whole table``, deleted without WHERE; ``after VACUUM``
    (random rows).

    Raises:
        TypeError: a parameter that the model does not have.
    """
    chosen = given(PARAMETERS, parameters)
    number = int(chosen["rows"])
    deleted = max(1, number * int(chosen["share"]) // 100)
    table: list[dict[str, float | str]] = []
    for mode in MODES:
        random_rows, last = (delete(mode, rows=number, deleted=deleted, which=which) for which in _TWO)
        whole = delete(mode, rows=number, which="table", deleted=number)
        anew = delete(mode, rows=number, deleted=deleted, vacuum=True)
        table.append(
            {
                "secure_delete": mode,
                "random rows": 100 * random_rows.left / deleted,
                "last rows": 100 * last.left / deleted,
                "whole table": 100 * whole.left / number,
                "after VACUUM": 100 * anew.left / deleted,
            }
        )
    return table
