"""The learner's folder ``work/``: answers, what is solved, and how both survive a crash.

A learner's file is only ever created or moved aside here, never written over. The state of the exercises stands in
one small text file, ``work/progress.toml``, that is replaced in one step and can be copied to another machine;
what it says of an exercise holds only for the very answer it was said of, by the hash of the file.
It holds no name, no time and no address.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol

from takedown.problems import Problem

PROGRESS = "progress.toml"
VERSION = 1
_HEADER = (
    "# What is solved, written by takedown. Copy the folder work/ to another machine and go on there.\n"
    "# If this file is lost, `takedown check --all` makes it again from your answers.\n"
)


class Startable(Protocol):
    """What this module needs to know of an exercise."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def extension(self) -> str: ...  # noqa: D102
    @property
    def stub(self) -> Path: ...  # noqa: D102


@dataclass(frozen=True)
class Record:
    """What is remembered of one exercise.

    Attributes:
        answer: hash of the answer that was judged last.
        score: points of that answer.
        max: points to be had.
        passed: every task passed.
        hints: how many hints were shown.
        checks: how often an answer was judged.
        solved_once: some answer passed, perhaps an earlier one.
    """

    answer: str = ""
    score: float = 0.0
    max: float = 0.0
    passed: bool = False
    hints: int = 0
    checks: int = 0
    solved_once: bool = False


@dataclass(frozen=True)
class Progress:
    """All records, by exercise; ``note`` says what was wrong with the file, if anything was."""

    records: Mapping[str, Record] = field(default_factory=dict)
    note: str = ""

    def of(self, exercise: str) -> Record:
        """The record of one exercise, empty if it was never touched."""
        return self.records.get(exercise, Record())


def digest(content: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(content).hexdigest()


class Work:
    """The folder ``work/`` below the root of the course."""

    def __init__(self, root: Path) -> None:
        """The folder of the course at ``root``."""
        self.root = root
        self.folder = root / "work"

    def path(self, exercise: Startable) -> Path:
        """Where the learner's answer to an exercise stands."""
        return self.folder / exercise.id / f"answer.{exercise.extension}"

    def shown(self, path: Path) -> str:
        """A path as the learner types it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def start(self, exercise: Startable) -> bool:
        """Put the stub into work/; False if an answer is already there, which is left alone."""
        target = self.path(exercise)
        if target.exists() or target.is_symlink():
            return False
        content = exercise.stub.read_bytes()
        _make_folder(target.parent)
        with _temporary(target, content) as temporary:
            try:
                os.link(temporary, target)  # in one step, and never over a file
            except FileExistsError:
                return False
            except OSError:  # a file system without links
                try:
                    with target.open("xb") as stream:
                        stream.write(content)
                except FileExistsError:
                    return False
        return True

    def reset(self, exercise: Startable) -> Path | None:
        """Move the answer aside as ``answer.1.py`` (then 2, ...) and put the stub back; the place it went to."""
        target = self.path(exercise)
        aside = None
        if target.exists():
            aside = free_name(target)
            target.rename(aside)
        self.start(exercise)
        return aside

    def read(self, exercise: Startable) -> bytes:
        """The learner's answer, or a :class:`Problem` that says how to begin."""
        target = self.path(exercise)
        try:
            return target.read_bytes()
        except FileNotFoundError:
            raise Problem(f"no answer yet at {self.shown(target)}", mend=f"takedown start {exercise.id}") from None
        except OSError as error:
            raise Problem(f"cannot be read ({error.strerror})", file=self.shown(target), mend="mend the file") from None

    def latest(self, exercises: Mapping[str, Startable]) -> str | None:
        """The exercise whose answer was changed last; None if nothing is started."""
        times: list[tuple[int, str]] = []
        for name, exercise in exercises.items():
            with contextlib.suppress(OSError):
                times.append((self.path(exercise).stat().st_mtime_ns, name))
        return max(times)[1] if times else None

    # ---- progress

    @property
    def progress_file(self) -> Path:
        """The state file."""
        return self.folder / PROGRESS

    def progress(self) -> Progress:
        """Read the state; a file that cannot be read is kept aside, and the records start again."""
        try:
            content = self.progress_file.read_bytes()
        except FileNotFoundError:
            return Progress()
        except OSError as error:
            raise Problem(f"cannot be read ({error.strerror})", file=self.shown(self.progress_file)) from None
        try:
            records = _parse(content)
        except _NewerError:
            raise Problem(
                "written by a newer takedown", file=self.shown(self.progress_file), mend="update takedown"
            ) from None
        except (ValueError, TypeError, RecursionError):
            aside = free_name(self.progress_file)
            self.progress_file.rename(aside)
            return Progress(
                note=f"{self.shown(self.progress_file)} could not be read and was kept as {aside.name}: "
                "takedown check --all makes it again."
            )
        return Progress(records)

    def remember(self, exercise: str, **changes: object) -> Progress:
        """Change the record of one exercise and write the state in one step."""
        before = self.progress()
        record = replace(before.of(exercise), **changes)  # type: ignore[arg-type]  # the names are checked by replace
        after = replace(before, records={**before.records, exercise: record})
        write_whole(self.progress_file, _dump(after.records).encode())
        return after

    def remember_check(self, exercise: str, content: bytes, score: float, maximum: float, *, passed: bool) -> Progress:
        """Note the verdict on an answer."""
        before = self.progress().of(exercise)
        return self.remember(
            exercise, answer=digest(content), score=score, max=maximum, passed=passed,
            checks=before.checks + 1, solved_once=before.solved_once or passed,
        )  # fmt: skip

    def state(self, exercise: Startable, progress: Progress) -> str:
        """``open``, ``started``, ``unchecked``, ``unsolved``, ``changed`` or ``solved``."""
        try:
            content = self.path(exercise).read_bytes()
        except OSError:
            return "open"
        record = progress.of(exercise.id)
        if record.answer == digest(content):
            return "solved" if record.passed else "unsolved"
        if record.solved_once:
            return "changed"
        with contextlib.suppress(OSError):
            if content == exercise.stub.read_bytes():
                return "started"
        return "unchecked"


def free_name(path: Path) -> Path:
    """The first of ``name.1.ext``, ``name.2.ext``, ... that is not taken."""
    number = 1
    while (candidate := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    return candidate


class _NewerError(Exception):
    """The state file has a later version."""


def _parse(content: bytes) -> dict[str, Record]:
    """The records in a state file; anything unexpected raises ValueError or TypeError."""
    document = tomllib.loads(content.decode("utf-8"))
    version = document.pop("version") if "version" in document else None
    if not isinstance(version, int):
        raise TypeError("no version")
    if version > VERSION:
        raise _NewerError
    records: dict[str, Record] = {}
    entries = document.pop("exercise", {})
    if not isinstance(entries, dict):
        raise TypeError("exercise")
    for name, entry in entries.items():
        record = Record(**entry)
        for key, value in asdict(Record()).items():
            wanted = (int, float) if isinstance(value, float) else type(value)
            if not isinstance(getattr(record, key), wanted):
                raise TypeError(f"{name}.{key}")
        if record.answer and not re.fullmatch(r"[0-9a-f]{64}", record.answer):
            raise ValueError(f"{name}.answer")
        records[name] = record
    if document:
        raise ValueError("unknown keys")
    return records


def _dump(records: Mapping[str, Record]) -> str:
    """The state file: sorted, one line per fact, defaults left out."""
    lines = [_HEADER, f"version = {VERSION}\n"]
    defaults = asdict(Record())
    for name in sorted(records):
        lines.append(f"\n[exercise.{json.dumps(name)}]\n")
        # JSON's strings, numbers and booleans are TOML's too
        lines += [f"{key} = {json.dumps(value)}\n" for key, value in asdict(records[name]).items()
                  if value != defaults[key]]  # fmt: skip
    return "".join(lines)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(f"cannot make the folder ({error.strerror})", file=folder, mend="free the place") from None


@contextlib.contextmanager
def _temporary(target: Path, content: bytes, *, sync: bool = True) -> Iterator[Path]:
    """A whole file beside ``target``; gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            if sync:
                os.fsync(stream.fileno())
        temporary.chmod(0o644)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes, *, sync: bool = True) -> None:
    """Write a file in one step: at every moment there is the old one or the new one, whole.

    ``sync`` waits until it is on the disk, for what cannot be made again.
    """
    _make_folder(target.parent)
    with _temporary(target, content, sync=sync) as temporary:
        _replace(temporary, target)


def _replace(source: Path, target: Path) -> None:
    """``Path.replace``, patient with the virus scanners of Windows."""
    for _ in range(20):
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(0.02)
        else:
            return
    source.replace(target)
