"""What a class handed in: find each student's answers in a folder, without believing any of it.

Three layouts are read, and may be mixed: ``<student>/<chapter>/<exercise>/answer.*``, one zip of the same per
student, and with one exercise named, a flat folder of ``<student>.py`` (``.toml``, ``.md``).
The name of the file or folder, as the LMS gave it, decides the student; a manifest inside may only disagree.
Whatever cannot be read becomes a row of the problems, and the others go on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from takedown.grading import archives
from takedown.grading.answers import MAX_ANSWER
from takedown.grading.archives import odd_part, shown
from takedown.problems import Problem

MANIFEST = "manifest.json"
MAX_STUDENTS_FILES = 4_000
EXTENSIONS = (".py", ".toml", ".md")


@dataclass(frozen=True, order=True)
class Trouble:
    """One row of ``problems.csv``."""

    student: str
    exercise: str
    source: str
    what: str


@dataclass(frozen=True, order=True)
class Answer:
    """One answer of one student, as bytes: nothing about it is known yet."""

    student: str
    exercise: str
    content: bytes = field(repr=False, compare=False)
    source: str = field(default="", compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Handed:
    """Everything found in a folder, in the order of students and exercises."""

    answers: tuple[Answer, ...]
    troubles: tuple[Trouble, ...]
    students: tuple[str, ...]


Find = tuple[str, str, Callable[[], bytes]]  # exercise, where it stands, how to read it


def read_submissions(folder: Path, known: Mapping[str, str], only: str | None = None) -> Handed:
    """Read ``folder``; ``known`` maps each exercise to its file extension, ``only`` names the one of a flat folder.

    Raises:
        Problem: there is no such folder, or nothing in it.
    """
    if not folder.is_dir():
        raise Problem("no such folder of submissions", file=folder, mend="give the folder that the LMS exported")
    reader = _Reader(folder, known, only)
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    for entry in entries:
        if not entry.name.startswith(".") and entry.name != "__MACOSX":
            reader.take(entry)
    if not reader.students and not reader.troubles:
        raise Problem("no submission in this folder", file=folder, mend="put one folder or zip per student into it")
    return Handed(
        tuple(sorted(reader.answers.values())), tuple(sorted(set(reader.troubles))), tuple(sorted(reader.students))
    )


class _Reader:
    """Collects answers and troubles of one folder."""

    def __init__(self, folder: Path, known: Mapping[str, str], only: str | None) -> None:
        self.folder = folder
        self.known = known
        self.only = only
        self.answers: dict[tuple[str, str], Answer] = {}
        self.troubles: list[Trouble] = []
        self.students: set[str] = set()

    def take(self, entry: os.DirEntry[str]) -> None:
        """One entry of the folder: a student's folder, zip or single answer."""
        suffix = PurePosixPath(entry.name).suffix.lower()
        is_folder = entry.is_dir(follow_symlinks=False)
        student = unicodedata.normalize("NFC", entry.name if is_folder else entry.name[: len(entry.name) - len(suffix)])
        odd = odd_part(student)
        if odd:
            self.trouble(shown(student), "", entry.name, f"not taken: {odd}")
        elif entry.is_symlink():
            self.trouble(student, "", entry.name, "not taken: a link, not a file")
        elif is_folder:
            self.students.add(student)
            self.take_all(student, entry.name, _folder_finds(student, Path(entry.path), self))
        elif not entry.is_file(follow_symlinks=False):
            self.trouble(student, "", entry.name, "not taken: a device, not a file")
        elif suffix == ".zip":
            self.students.add(student)
            self.take_zip(student, Path(entry.path))
        elif suffix in EXTENSIONS and self.only is not None:
            self.students.add(student)
            self.take_single(student, Path(entry.path), suffix)
        else:
            mend = "name the exercise with --exercise" if suffix in EXTENSIONS else "a folder or a zip is wanted"
            self.trouble(student, "", entry.name, f"not taken: {mend}")

    def take_single(self, student: str, path: Path, suffix: str) -> None:
        """A flat file ``<student>.py``."""
        assert self.only is not None  # noqa: S101 - the caller asked
        wanted = self.known[self.only]
        if suffix != f".{wanted}":
            self.trouble(student, self.only, path.name, f"not taken: {self.only} wants a .{wanted} file")
        else:
            self.take_all(student, path.name, [(self.only, path.name, lambda: _read_file(path))])

    def take_zip(self, student: str, path: Path) -> None:
        """A student's zip: checked before anything is read."""
        try:
            archive = archives.check(path)
        except Problem as problem:
            self.trouble(student, "", path.name, str(problem).rstrip("."))
            return
        for what in archive.left_out:
            self.trouble(student, "", path.name, f"left out {what}")
        names = [name for name, _ in archives.answers_in(archive)]
        finds = list(self.pick(student, path.name, names, lambda name: lambda: archive.read(name)))
        self.take_all(student, path.name, finds)
        self.compare_manifest(student, path.name, names, archive.read)

    def pick(
        self,
        student: str,
        source: str,
        names: Iterable[PurePosixPath],
        reader: Callable[[PurePosixPath], Callable[[], bytes]],
    ) -> Iterator[Find]:
        """The answers among the files of one student, at whatever depth the folder was packed."""
        by_exercise: dict[str, list[PurePosixPath]] = {}
        loose: list[PurePosixPath] = []
        for name in names:
            if name.stem == "answer" and len(name.parts) > 2:  # chapter/exercise/answer.*
                exercise = "/".join(name.parts[-3:-1])
                if exercise in self.known or self.only is None:
                    by_exercise.setdefault(exercise, []).append(name)
                    continue
            if self.only and name.suffix == f".{self.known[self.only]}":
                loose.append(name)
        if self.only and self.only not in by_exercise:
            named = [name for name in loose if name.stem == "answer"] or loose
            if named:
                by_exercise[self.only] = named
        for exercise, found in by_exercise.items():
            yield from self.pick_one(student, exercise, source, found, reader)

    def pick_one(
        self,
        student: str,
        exercise: str,
        source: str,
        found: list[PurePosixPath],
        reader: Callable[[PurePosixPath], Callable[[], bytes]],
    ) -> Iterator[Find]:
        """The one file that is this exercise's answer; a wrong ending or two candidates is a trouble."""
        if exercise not in self.known:
            self.trouble(student, shown(exercise), source, "not taken: no such exercise")
            return
        fitting = [name for name in found if name.suffix == f".{self.known[exercise]}"]
        if not fitting:
            says = f"not taken: {shown(found[0].name)} is not answer.{self.known[exercise]}"
            self.trouble(student, exercise, source, says)
        elif len(fitting) > 1:
            self.trouble(student, exercise, source, f"not taken: {len(fitting)} files could be the answer")
        else:
            yield exercise, f"{source}/{fitting[0]}", reader(fitting[0])

    def take_all(self, student: str, source: str, finds: Iterable[Find]) -> None:
        """Read the finds of one student; a second source of the same answer is a trouble."""
        count = 0
        for exercise, where, read in finds:
            count += 1
            if self.only is not None and exercise != self.only:
                continue
            if (student, exercise) in self.answers:
                first = self.answers[student, exercise].source
                self.trouble(student, exercise, where, f"not taken: {shown(first)} was taken for this student")
                continue
            try:
                content = read()
            except Problem as problem:
                self.trouble(student, exercise, where, str(problem).rstrip("."))
            else:
                self.answers[student, exercise] = Answer(student, exercise, content, where)
        if not count and not any(row.student == student for row in self.troubles):
            self.trouble(student, "", source, "no answer found in it")

    def compare_manifest(
        self, student: str, source: str, names: list[PurePosixPath], read: Callable[[PurePosixPath], bytes]
    ) -> None:
        """A manifest that names another student, or other bytes, is worth a look by the teacher."""
        for name in sorted((name for name in names if name.name == MANIFEST), key=lambda name: len(name.parts))[:1]:
            try:
                says, files = _manifest(read(name))
            except Problem as problem:
                self.trouble(student, "", source, str(problem).rstrip("."))
                return
            if says not in {"", student}:
                self.trouble(student, "", source, f"the manifest says student {shown(says)}; the file name counts")
            for exercise, digest in files.items():
                answer = self.answers.get((student, exercise))
                if answer and answer.source.startswith(f"{source}/") and answer.digest != digest:
                    self.trouble(student, exercise, source, "the answer was changed after it was packed")

    def trouble(self, student: str, exercise: str, source: str, what: str) -> None:
        """Write one row of problems."""
        self.troubles.append(Trouble(student, exercise, shown(source, 200), what))


def _folder_finds(student: str, folder: Path, reader: _Reader) -> Iterator[Find]:
    """The answers in a student's unpacked folder; links are not followed and the walk is bounded."""
    names: list[PurePosixPath] = []
    count = 0
    for where, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        if len(Path(where).relative_to(folder).parts) >= archives.MAX_LEVELS:
            folders.clear()
        count += len(files) + len(folders)
        if count > MAX_STUDENTS_FILES:
            reader.trouble(student, "", folder.name, f"more than {MAX_STUDENTS_FILES:,} files, the rest not read")
            break
        inside = PurePosixPath(Path(where).relative_to(folder).as_posix())
        names += [inside / name for name in sorted(files) if not name.startswith(".")]
    yield from reader.pick(student, folder.name, names, lambda name: lambda: _read_file(folder / name))


def _read_file(path: Path) -> bytes:
    """A stranger's file on disk: regular, not a link, not too large."""
    try:
        what = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(what.st_mode) and what.st_size <= MAX_ANSWER else b""
    except OSError as error:
        raise Problem(f"{shown(path.name)} cannot be read ({error.strerror})", mend="hand it in again") from error
    if not stat.S_ISREG(what.st_mode):
        raise Problem(f"{shown(path.name)} is a link or a device", mend="hand in the file itself")
    if what.st_size > MAX_ANSWER:
        raise Problem(f"{shown(path.name)} is larger than {MAX_ANSWER // 1024} KiB", mend="hand in the answer only")
    return content


def _manifest(content: bytes) -> tuple[str, dict[str, str]]:
    """Student and digests that a manifest claims."""
    student: object = None
    files: object = None
    with contextlib.suppress(ValueError, TypeError, KeyError, RecursionError):
        claimed = json.loads(content.decode("utf-8"))
        student, files = claimed["student"], claimed["answers"]
    well_formed = isinstance(files, dict) and all(isinstance(digest, str) for digest in files.values())
    if not isinstance(student, str) or not isinstance(files, dict) or not well_formed:
        raise Problem(f"{MANIFEST} cannot be read", mend="make the file with takedown submit")
    return unicodedata.normalize("NFC", student), files
