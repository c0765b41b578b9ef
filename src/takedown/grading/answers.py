"""What the ``answer`` fixture gives a test: code that can be called, a parsed table, or an essay.

The way of a call: the test calls ``answer.f(3)``; :class:`CodeAnswer` encodes the arguments and asks a *place*; in
the place a :class:`takedown.grading.guest.Guest` decodes them, calls the learner's function and writes down what came
back; :func:`read_reply` reads that as one reads a stranger's letter, and the test gets a plain value,
:class:`AnswerRaised` or :class:`AnswerFailed`. The place is this process (here), or a process of its own
(:mod:`takedown.grading.child`); test and answer cannot tell which.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import re
import sys
import tomllib
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from takedown.grading.codec import CodecError, Plain, decode, encode
from takedown.grading.essays import EssayAnswer, read_essay
from takedown.grading.expect import remember
from takedown.grading.guest import Guest
from takedown.grading.messages import LIMIT, clean, cut, hidden, sentence, show

MAX_ANSWER = 256 * 1024
MAX_ROWS = 200
_BARE_MONTH = re.compile(r"=\s*\d{4}-\d{2}\s*(#.*)?$", re.MULTILINE)
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "ascii": "ascii", "us-ascii": "ascii", "latin-1": "latin-1", "latin1": "latin-1",
    "iso-8859-1": "latin-1", "iso-8859-15": "iso-8859-15", "cp1252": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


class AnswerRaised(Exception):  # noqa: N818  # an event that a test may want, not an error of the program
    """The learner's function raised an exception.

    Attributes:
        type_name: the name of the exception's class, as "ValueError".
        message: its text, made safe to show.
        line: the line of the answer's file where it was raised, where known.
        call: what was called, as "f(3)", or empty while the file was being loaded.
    """

    def __init__(self, type_name: str, message: str = "", line: int | None = None, call: str = "") -> None:
        self.type_name = type_name
        self.message = message
        self.line = line
        self.call = call
        super().__init__(self.explain())

    def explain(self) -> str:
        """The message for the learner, where the test did not ask for an exception."""
        what = f"{self.type_name}: {self.message}" if self.message else self.type_name
        where = f" at line {self.line}" if self.line else ""
        tried = f"Tried: {self.call}\n" if self.call else ""
        came = f"Came: {what}{where}" if self.call else f"Your file stops{where} while it is loaded: {what}"
        return cut(f"{tried}{came}\nLook at: {_ADVICE.get(self.type_name, 'the line named here')}.")


_ADVICE = {
    "RecursionError": "what ends the function's calls of itself",
    "EOFError": "whether the file waits for input(), which nobody types here",
    "MemoryError": "what grows without an end",
    "ModuleNotFoundError": "which modules the task allows",
    "SystemExit": "what ends the program there",
    "NameError": "the spelling of that name, and whether it is set before",
    "TypeError": "the kinds of the values in that line, and how many arguments the function takes",
}


class AnswerFailed(Exception):  # noqa: N818  # as above
    """The answer gave no value at all: it cannot be read, hangs, ended its process, or returned what cannot travel.

    Attributes:
        reason: one word: "unreadable", "syntax", "missing", "refused", "timeout", "memory", "crash" or "protocol".
        message: what the learner reads.
    """

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        self.message = cut(message, LIMIT)
        super().__init__(self.message)


class PlaceLost(Exception):  # noqa: N818  # as above
    """The place is gone before it gave an answer.

    Attributes:
        reason: one word, as of :class:`AnswerFailed`: "timeout", "memory", "crash" or "protocol".
        what: why there is no answer, in a few words.
        look: one thing to look at.
    """

    def __init__(self, reason: str, what: str, look: str) -> None:
        self.reason = reason
        self.what = what
        self.look = look
        super().__init__(what)

    def explain(self, call: str) -> AnswerFailed:
        """The message for the learner."""
        if call:
            return AnswerFailed(self.reason, f"Tried: {call}\nCame: nothing: {self.what}\nLook at: {self.look}.")
        return AnswerFailed(self.reason, f"Your file does not load: {self.what}.\nLook at: {self.look}.")


class Place(Protocol):
    """Where a learner's code runs: takes requests for calls, gives replies or :class:`PlaceLost`, may be closed."""

    def load(self) -> bytes:
        """Load the file; the reply as from :meth:`takedown.grading.guest.Guest.load`."""

    def call(self, name: str, payload: bytes) -> bytes:
        """Call a function; the reply as from :meth:`takedown.grading.guest.Guest.call`."""

    def printed(self) -> str:
        """The beginning of what the program printed, where the place keeps it."""

    def close(self) -> None:
        """Give back what the place holds."""


class CodeAnswer:
    """A learner's program: ``answer.f(1, x=2)`` calls its function ``f`` with copies of plain values."""

    def __init__(self, place: Place, name: str) -> None:
        self._place = place
        self._name = name
        try:
            reply = place.load()
        except PlaceLost as lost:
            raise lost.explain("") from None
        read_reply(reply, name, "")

    def __getattr__(self, name: str) -> Callable[..., Plain]:
        """A function of the answer; whether it exists shows when it is called."""
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: object, **kwargs: object) -> Plain:
            __tracebackhide__ = True
            written = show_call(name, args, kwargs)
            payload = encode([list(args), kwargs])
            try:
                reply = self._place.call(name, payload)
            except PlaceLost as lost:
                raise lost.explain(written) from None
            value = read_reply(reply, self._name, written)
            remember(written, value)
            return value

        return call


def show_call(name: str, args: Iterable[object], kwargs: Mapping[str, object]) -> str:
    """A call as the learner would write it."""
    parts = [show(arg, 60) for arg in args] + [f"{key}={show(value, 60)}" for key, value in kwargs.items()]
    return cut(f"{name}({', '.join(parts)})", 160)


def read_reply(reply: bytes, name: str, call: str) -> Plain:
    """The value in a reply; :class:`AnswerRaised` or :class:`AnswerFailed` for what is none. Believes nothing.

    Args:
        reply: bytes from the side where the learner's code runs.
        name: the answer's file name.
        call: what was called, as the learner would write it; empty for loading.
    """
    if reply[:1] == b"v":
        try:
            return decode(reply[1:])
        except CodecError as error:
            raise _broken() from error
    told = _read_trouble(reply)
    text = {key: clean(value, 200) for key, value in told.items() if isinstance(value, str)}
    line = told.get("line")
    if type(line) is not int or not 0 < line <= MAX_ANSWER:
        line = None
    kind = text.get("kind")
    if kind == "raised":
        raise AnswerRaised(clean(text.get("type", "an exception"), 60), text.get("message", ""), line, call)
    function = call.partition("(")[0]
    if kind == "syntax":
        raise AnswerFailed("syntax", _syntax(name, line, text))
    if kind == "missing":
        raise AnswerFailed("missing", _missing(name, function, told.get("names")))
    if kind == "not-callable":
        raise AnswerFailed(
            "missing",
            f"{function} in {name} is not a function, it is of class {text.get('type', '?')}: define it with def.",
        )
    if kind == "refused":
        mend = f": {text['mend']}" if text.get("mend") else ""
        raise AnswerFailed(
            "refused", f"Tried: {call}\nCame: {text.get('message', 'a value that cannot travel')}{mend}."
        )
    raise _broken()


def _read_trouble(reply: bytes) -> dict[str, object]:
    """What a reply says went wrong; one that says nothing is refused."""
    try:
        told = json.loads(reply[1:4096].decode("ascii")) if reply[:1] == b"e" else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise _broken()
    return told


def _broken() -> AnswerFailed:
    return AnswerFailed(
        "protocol", "Your program wrote on the channel that carries its answers: return values instead."
    )


def _syntax(name: str, line: int | None, text: Mapping[str, str]) -> str:
    where = f"line {line} of {name}" if line else name
    shown = f" The line is: {text['text']}" if text.get("text") else ""
    return f"Python cannot read {where}: {sentence(text.get('message', 'invalid syntax'))}{shown}"


def _missing(name: str, function: str, raw: object) -> str:
    found = [clean(one, 40) for one in raw[:20] if isinstance(one, str)] if isinstance(raw, list) else []
    near = difflib.get_close_matches(function, found, n=1)
    have = f"; it has {', '.join(found[:5])}" if found else ""
    mean = f" Did you mean {near[0]}? Rename it to {function}." if near else f" Define it with def {function}(...)."
    return f"There is no function {function} in {name}{have}.{mean}"


class Here:
    """The learner's code in this process: plain pytest and the page. No wall around it, but the same rules."""

    def __init__(self, source: str, name: str, imports: Iterable[str] = ()) -> None:
        self._guest = Guest(source, name, imports)

    def load(self) -> bytes:
        """Load the file."""
        with self._around():
            return self._guest.load()

    def call(self, name: str, payload: bytes) -> bytes:
        """Call a function of it."""
        with self._around():
            return self._guest.call(name, payload)

    def printed(self) -> str:
        """Nothing: pytest shows what is printed in this process."""
        return ""

    def close(self) -> None:
        """Nothing to give back."""

    @contextlib.contextmanager
    def _around(self) -> Iterator[None]:
        """No keyboard, no warnings turned into errors, and the module where ``dataclasses`` looks for it."""
        stdin, before = sys.stdin, sys.modules.get("answer")
        sys.stdin = io.StringIO("")
        sys.modules["answer"] = self._guest.module
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            sys.stdin = stdin
            if before is None:
                sys.modules.pop("answer", None)
            else:
                sys.modules["answer"] = before


def read_source(raw: bytes, name: str) -> str:
    """The text of a Python file, the same everywhere; what cannot be read is :class:`AnswerFailed`."""
    encoding = "utf-8"
    for line in raw.removeprefix(b"\xef\xbb\xbf").splitlines()[:2]:
        if match := _CODING.match(line):
            asked = match[1].decode("ascii", "replace").lower().replace("_", "-")
            if asked not in _ENCODINGS:
                raise AnswerFailed(
                    "unreadable",
                    f"{name} says that its coding is {clean(asked, 40)}: save it as UTF-8 and remove that line.",
                )
            encoding = _ENCODINGS[asked]
            break
    return read_text(raw, name, encoding)


def read_text(raw: bytes, name: str, encoding: str = "utf-8") -> str:
    """The text of an answer; refused are files that are too large, empty, of another coding or with NUL bytes."""
    if len(raw) > MAX_ANSWER:
        raise AnswerFailed("unreadable", f"{name} is larger than {MAX_ANSWER // 1024} KiB: hand in the answer alone.")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise AnswerFailed(
            "unreadable",
            f"Line {line} of {name} holds a zero byte, the file may be damaged: type that line anew and save as UTF-8.",
        )
    if not raw.strip():
        raise AnswerFailed("unreadable", f"{name} is empty: write your answer in it.")
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise AnswerFailed(
            "unreadable", f"Line {line} of {name} is not {encoding.upper()}: save the file as UTF-8."
        ) from error


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells as written, and the line of the file where it begins (0 if not known)."""

    cells: Mapping[str, object]
    line: int = 0


@dataclass(frozen=True)
class TableAnswer:
    """A learner's table."""

    rows: tuple[Row, ...]
    text: str = field(default="", repr=False)


def read_table(text: str, name: str) -> TableAnswer:
    """The table in a TOML text; :class:`AnswerFailed` says where it cannot be read."""
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        said = re.sub(r" \(at (line \d+), column \d+\)", r" (at \1)", clean(str(error), 120))
        look = "quotes closed, one = in each line, brackets paired"
        if _BARE_MONTH.search(text):
            look = 'dates without a day, which stand in quotes, as "2018-11"'
        raise AnswerFailed("syntax", f"{name} cannot be read: {said}. Look at: {look}.") from error
    unknown = next((key for key in data if key != "row"), None)
    if unknown is not None:
        raise AnswerFailed(
            "syntax",
            f"{name} has {clean(unknown, 60)} outside the rows: each row begins with [[row]], its cells below it.",
        )
    rows = data.get("row", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise AnswerFailed(
            "syntax", f"The rows of {name} are not a list: begin each with [[row]], in two pairs of brackets."
        )
    if len(rows) > MAX_ROWS:
        raise AnswerFailed("syntax", f"{name} has {len(rows)} rows: the table asks for fewer than {MAX_ROWS}.")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"\s*\[\[\s*row\s*\]\]", line)]
    if len(lines) != len(rows):
        lines = [0] * len(rows)
    return TableAnswer(tuple(Row(row, line) for row, line in zip(rows, lines, strict=True)), text)


def read_essay_answer(text: str, name: str) -> EssayAnswer:
    """The essay in a text; characters that cannot be seen are refused, since a person would not see them."""
    if character := hidden(text.replace("\f", " ")):
        line = text[: text.index(character)].count("\n") + 1
        raise AnswerFailed(
            "unreadable",
            f"Line {line} of {name} holds a character that cannot be seen (U+{ord(character):04X}): type it anew.",
        )
    return read_essay(text)
