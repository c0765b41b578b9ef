"""The printed book: Typst source, pictures and look in one folder, then PDF/UA-1 by typst-py in a process of its own.

The compiler works beside the making of the site: :func:`start_pdf` returns at once. What it complains of is told with
the source file and line, which typst_writer left in comments. Every warning is an error. The bytes depend on the
book and on the day of its release only.

As a program: ``python -m takedown.publishing.pdf EPOCH FOLDER OUT [FOLDER OUT ...]`` compiles prepared folders, as soon
as its standard input ends.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from takedown.course.records import together
from takedown.problems import Problem
from takedown.publishing.released import epoch
from takedown.publishing.tree import Book
from takedown.publishing.typst import render
from takedown.publishing.typst_text import MARK

STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with language, title, alternative texts; the compiler refuses a book that cannot be."""
MAIN = "book.typ"
_LOOK = Path(__file__).with_name("print")


def prepare(book: Book, folder: Path) -> None:
    """Write everything that the compiler needs into a folder, which is emptied first.

    Raises:
        Problem: the book cannot be shown in print; the first fault carries the others.
    """
    source = render(book)
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "media").mkdir(parents=True)
    (folder / "signs").mkdir()
    for path in sorted(_LOOK.glob("*.typ")):
        shutil.copyfile(path, folder / path.name)
    for name, path in source.media.items():
        shutil.copyfile(path, folder / name)
    (folder / MAIN).write_text(source.text, encoding="utf-8", newline="\n")


def compile_folder(folder: Path, seconds: int) -> bytes:
    """The PDF of a prepared folder.

    Args:
        folder: what :func:`prepare` wrote.
        seconds: the time written into the PDF, from 1970.

    Raises:
        Problem: the compiler refuses the book, warns of something, or something does not fit on a page.
    """
    import typst  # noqa: PLC0415 - 40 MB that only the compiling process needs

    fonts = typst.Fonts(include_system_fonts=False)
    try:
        compiler = typst.Compiler(folder / MAIN, root=folder, font_paths=fonts)
        data, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[STANDARD], timestamp=seconds)
    except typst.TypstError as error:
        raise _told(folder, error.diagnostic or error.message) from None
    if warnings:
        raise _told(folder, "\n".join(warning.diagnostic or warning.message for warning in warnings))
    marks = json.loads(compiler.query("<trouble>", field="value"))
    together(_troubles(marks))
    if not isinstance(data, bytes):
        raise Problem("the PDF has no pages", mend="list a printed page in book.yml")
    return data


def make_pdf(book: Book, folder: Path | None = None) -> bytes:
    """The PDF of a book, made in this process.

    Args:
        book: the book.
        folder: where its Typst source goes; without one, a temporary folder.

    Raises:
        Problem: as :func:`prepare` and :func:`compile_folder`.
    """
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="takedown-pdf-") as temporary:
            return make_pdf(book, Path(temporary) / "pdf")
    prepare(book, folder)
    return compile_folder(folder, epoch(book.meta.released))


@dataclass(frozen=True)
class Job:
    """A PDF, or a folder of them, that is being made in another process.

    Args:
        process: that process.
        out: where what it makes goes when it is done; until then, and if it fails, what was there stays.
    """

    process: subprocess.Popen[bytes]
    out: Path

    def wait(self) -> Path:
        """Wait for the end and give the path of what was made.

        Raises:
            Problem: the compiler refused the book; the first fault carries the others.
        """
        said = self.process.communicate()[0].decode("utf-8", "replace").strip()
        if self.process.returncode == 0:
            return self.out
        try:
            problems = [
                Problem(one["what"], file=one["file"], line=one["line"], mend=one["mend"], status=1)
                for one in json.loads(said.splitlines()[-1])
            ]
        except (IndexError, KeyError, TypeError, ValueError):
            problems = []
        together(problems)
        raise Problem(
            f"the process that makes the PDF ended with status {self.process.returncode}",
            mend="free some memory, then build again",
        )

    def stop(self) -> None:
        """End the process, as when another output has failed."""
        self.process.kill()
        with self.process:  # closes the pipe and waits
            pass


def start_pdf(book: Book, folder: Path, out: Path, seconds: int | None = None) -> Job:
    """Begin to make a PDF in another process.

    Args:
        book: the book.
        folder: where its Typst source goes.
        out: the PDF to write; replaced only when the new one is whole.
        seconds: the time written into the PDF, from 1970; by default the day of the release.

    Raises:
        Problem: the book cannot be shown in print; nothing was started.
    """
    time = epoch(book.meta.released) if seconds is None else seconds
    process = start_compiler([(folder, out)], time, ready=False)  # it loads while the folder is being prepared
    job = Job(process, out)
    try:
        prepare(book, folder)
    except BaseException:
        job.stop()
        raise
    if process.stdin is not None:
        process.stdin.close()
        process.stdin = None
    return job


def start_compiler(work: Sequence[tuple[Path, Path]], seconds: int, *, ready: bool = True) -> subprocess.Popen[bytes]:
    """Begin to compile folders, each to its PDF, one after the other in one other process.

    Args:
        work: folders that :func:`prepare` wrote, and the PDF of each.
        seconds: the time written into the PDFs, from 1970.
        ready: whether the folders are prepared; if not, the process waits until its standard input is closed.
    """
    command = [sys.executable, "-m", "takedown.publishing.pdf", str(seconds)]
    return subprocess.Popen(
        [*command, *(str(path) for pair in work for path in pair)],
        stdin=subprocess.DEVNULL if ready else subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "MALLOC_ARENA_MAX": "2"},  # glibc's own guess takes up to 50 MB more, and no less time
    )


def export_pdf(book: Book, folder: Path, out: Path, seconds: int | None = None) -> Path:
    """Make a PDF in another process and wait for it; arguments and errors as :func:`start_pdf` and :meth:`Job.wait`."""
    return start_pdf(book, folder, out, seconds).wait()


# --- what the compiler complains of -----------------------------------------------------------------------------------
_BLOCK = re.compile(r"^(?:error|warning): ", re.MULTILINE)
_PLACE = re.compile(rf"(?<![\w-]){re.escape(MAIN)}:(\d+):(\d+)")
_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed with font")


def _told(folder: Path, diagnostic: str) -> Problem:
    """The compiler's complaints in this book's words, said of the source."""
    source = (folder / MAIN).read_text("utf-8")
    problems: list[Problem] = []
    for block in _BLOCK.split(diagnostic)[1:] or [diagnostic]:
        problem = _one(source, block)
        if str(problem) not in {str(other) for other in problems}:
            problems.append(problem)
    return problems[0].with_more(problems[1:])


def _one(source: str, block: str) -> Problem:
    """One complaint."""
    file, line = None, None
    found = _PLACE.search(block)
    if found is not None:
        file, line = source_of(source, int(found[1]), int(found[2]))
    what = block.strip().splitlines()[0]
    glyph = _GLYPH.search(block)
    if glyph is not None:
        code = " ".join(f"U+{ord(character):04X}" for character in glyph[1])
        what, mend = f"the book's fonts have no {glyph[1]} ({code})", "say it in words, or use another character"
    else:
        what, mend = f"the PDF cannot be set: {what}", "mend what stands there, or report it if it is right"
    return Problem(what, file=file, line=line, mend=mend, status=1)


def source_of(source: str, line: int, column: int) -> tuple[str | None, int | None]:
    """The file and line that a place of the Typst source comes from.

    Args:
        source: the Typst source.
        line: its line, from 1.
        column: its column, from 0.
    """
    lines = source.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: column + 1]])
    marks = MARK.findall(before)
    return (marks[-1][0], int(marks[-1][1])) if marks else (None, None)


def _troubles(marks: Sequence[dict[str, str]]) -> Iterator[Problem]:
    """What does not fit on its page, once each."""
    for what, at in dict.fromkeys((mark["what"], mark["at"]) for mark in marks):
        file, _, line = at.rpartition(":")
        yield Problem(what, file=file, line=int(line), mend="shorten it, or split it", status=1)


def main(arguments: Sequence[str]) -> int:
    """Compile prepared folders; faults go to standard output as JSON, and what was there before stays."""
    seconds, *names = arguments
    problems: list[Problem] = []
    for folder, out in zip(map(Path, names[::2]), map(Path, names[1::2]), strict=True):
        try:
            _put(out, compile_folder(folder, int(seconds)))
        except Problem as problem:
            problems += problem.every()
    if problems:
        told = [
            {"what": one.what, "file": one.file.as_posix() if one.file else None, "line": one.line, "mend": one.mend}
            for one in problems
        ]
        sys.stdout.write(json.dumps(told) + "\n")
    return 1 if problems else 0


def _put(out: Path, data: bytes) -> None:
    """Write a PDF whole or not at all.

    Raises:
        Problem: the file system refuses it.
    """
    fresh = out.with_name(f"{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(data)
        fresh.replace(out)
    except OSError as error:
        mend = "make room and give yourself the right to write there, then build again"
        raise Problem(f"{out.name} cannot be kept ({error.strerror})", mend=mend) from error


if __name__ == "__main__":
    import typst  # noqa: F401 - loaded while the folders are still being prepared

    sys.stdin.read()
    sys.exit(main(sys.argv[1:]))
