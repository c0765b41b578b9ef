"""Look at a zip file from a stranger before anything of it is unpacked, then read only what is wanted.

Nothing is ever written to disk from an archive: answers are small, so they are read into memory with a bound.
What is refused: escaping, absolute and link entries, duplicate names (letter case and Unicode form do not count),
encryption, rare compression, too many entries, too large, too well compressed. Odd single names are left out.
"""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from takedown.grading.answers import MAX_ANSWER
from takedown.problems import Problem

MAX_ARCHIVE = 16 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_DIRECTORY = 1024 * 1024  # bytes of the table of contents
MAX_TOTAL = 64 * 1024 * 1024
MAX_RATIO = 200
MAX_LEVELS = 16
MAX_NAME = 200
WINDOWS_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
_END = b"PK\x05\x06"
_END_LENGTH = 22


@dataclass(frozen=True)
class Archive:
    """What an archive holds after the check: the files that may be read, and what was left out, in words."""

    path: Path
    entries: Mapping[PurePosixPath, zipfile.ZipInfo]
    left_out: tuple[str, ...]

    def read(self, name: PurePosixPath, limit: int = MAX_ANSWER) -> bytes:
        """The bytes of one entry; more than ``limit`` bytes, or damage, is a :class:`Problem`."""
        info = self.entries[name]
        if info.file_size > limit:
            raise Problem(f"{shown(str(name))} is larger than {limit // 1024} KiB", mend="hand in the answer only")
        try:
            with zipfile.ZipFile(self.path) as opened, opened.open(info) as stream:
                content = stream.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise Problem(f"damaged archive, {shown(str(name))} cannot be read", mend="pack it again") from error
        if len(content) > limit:
            raise Problem(f"{shown(str(name))} is larger than it says", mend="pack it again")
        return content


def shown(name: str, limit: int = 80) -> str:
    """A stranger's file name made safe to print: control, bidirectional and private characters are escaped."""
    harmless = "".join(
        character
        if character.isprintable() and unicodedata.category(character) not in {"Cf", "Co", "Cs"}
        else character.encode("unicode_escape", "backslashreplace").decode("ascii")
        for character in name
    )
    return harmless if len(harmless) <= limit else harmless[: limit - 3] + "..."


def check(path: Path) -> Archive:
    """The archive at ``path``, checked by its table of contents alone; a bad one is a :class:`Problem`."""
    _check_size(path)
    try:
        with zipfile.ZipFile(path) as opened:
            infos = opened.infolist()
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise Problem("damaged archive", mend="pack it again") from error
    if len(infos) > MAX_ENTRIES:  # the count in the end record may lie
        raise Problem(f"more than {MAX_ENTRIES:,} entries", mend="hand in the answers only")
    _check_volume(infos)
    entries: dict[PurePosixPath, zipfile.ZipInfo] = {}
    left_out: list[str] = []
    seen: set[str] = set()
    for info in infos:
        _check_entry(info)
        if info.is_dir():
            continue
        key = _folded(info.filename)
        if key in seen:
            raise Problem(f"two entries named {shown(info.filename)}", mend="pack it again with one")
        seen.add(key)
        reason = _odd(info.filename)
        if reason:
            left_out.append(f"{shown(info.filename)}: {reason}")
        else:
            entries[PurePosixPath(unicodedata.normalize("NFC", info.filename))] = info
    return Archive(path, entries, tuple(left_out))


def _check_size(path: Path) -> None:
    """Refuse by the file's size and by its end record, before the library reads the table of contents."""
    size = path.stat().st_size
    if size > MAX_ARCHIVE:
        raise Problem(f"the archive is larger than {MAX_ARCHIVE // 1024**2} MiB", mend="hand in the answers only")
    with path.open("rb") as stream:
        stream.seek(max(0, size - _END_LENGTH - 0xFFFF))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise Problem("damaged archive, or not a zip file", mend="pack it again as zip")
    count, directory = struct.unpack("<10xHI6x", tail[at : at + _END_LENGTH])
    if count > MAX_ENTRIES or directory > MAX_DIRECTORY:
        raise Problem(f"more than {MAX_ENTRIES:,} entries", mend="hand in the answers only")


def _check_volume(infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if total > MAX_TOTAL:
        raise Problem(f"it would unpack to more than {MAX_TOTAL // 1024**2} MiB", mend="hand in the answers only")
    if total > MAX_ANSWER and total > MAX_RATIO * max(packed, 1):
        raise Problem("it is compressed too well to be an answer", mend="hand in the answers only")


def _check_entry(info: zipfile.ZipInfo) -> None:
    """Refuse the whole archive for an entry that no honest program writes."""
    # orig_filename: zipfile cuts the name at a zero byte and turns the separators of the system.
    name = info.orig_filename
    parts = name.replace("\\", "/").split("/")
    says = shown(name)
    if "\0" in name:
        raise Problem(f"the name {says} holds a zero byte", mend="pack it again")
    if name.startswith(("/", "\\")) or (len(name) > 1 and name[1] == ":"):
        raise Problem(f"{says} is an absolute path", mend="pack the folder, not the disk")
    if ".." in parts:
        raise Problem(f"{says} leads out of the archive", mend="pack it again")
    if len(parts) > MAX_LEVELS:
        raise Problem(f"{says} lies more than {MAX_LEVELS} folders deep", mend="pack it again")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Problem(f"{says} is a link or a device", mend="pack the file itself")
    if info.flag_bits & 0x41:  # 0x1 encrypted, 0x40 strong encryption
        raise Problem(f"{says} is encrypted", mend="pack it again without a password")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Problem(f"{says} is compressed in a rare way", mend="pack it again as an ordinary zip")


def _folded(name: str) -> str:
    """The name as the most forgetful file system sees it."""
    parts = unicodedata.normalize("NFKC", name.replace("\\", "/")).casefold().split("/")
    return "/".join(part.rstrip(". ") for part in parts if part not in {"", "."})


def _odd(name: str) -> str:
    """Why this one entry is left out, or nothing."""
    if "\\" in name:
        return "a name with a backslash"
    for part in name.split("/"):
        reason = odd_part(part)
        if reason:
            return reason
    return ""


def odd_part(part: str) -> str:
    """Why a single file or folder name is not taken from a stranger, or nothing."""
    if part != shown(part, limit=10**6):
        return "a name with invisible characters"
    if len(part) > MAX_NAME:
        return "a name that is too long"
    if not part or part == "." or part.startswith("-") or part != part.rstrip(". "):
        return "a name that not every system can hold"
    if part.split(".", 1)[0].casefold() in WINDOWS_DEVICES or set(part) & set('<>:"|?*'):
        return "a name that Windows cannot hold"
    return ""


def answers_in(archive: Archive) -> Iterator[tuple[PurePosixPath, zipfile.ZipInfo]]:
    """The entries without the dust that systems add (``__MACOSX``, hidden files)."""
    for name, info in archive.entries.items():
        if "__MACOSX" not in name.parts and not any(part.startswith(".") for part in name.parts):
            yield name, info
