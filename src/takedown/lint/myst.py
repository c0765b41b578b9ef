"""A MyST text cut into blocks with their lines, as far as the checks of prose need it.

Not a parser: what a page means is decided by Jupyter Book; this only tells paragraphs, items, tables, headings and
directives apart, and what the roles in a line name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["paragraph", "heading", "item", "table", "directive", "label", "code"]

_FENCE = re.compile(r"^\s*(:{3,}|`{3,}|~{3,})\s*(?:\{([a-z:_-]+)\})?\s*(.*)$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$")
_LABEL = re.compile(r"^\(([^()\s]+)\)=\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_OPTION = re.compile(r"^\s*:([a-z-]+):\s*(.*)$")
_ROLE = re.compile(r"\{([a-z][a-z:-]*)\}`([^`]+)`")
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:")
_SPAN = re.compile(r"(?P<role>\{[a-z][a-z:-]*\}`[^`]+`)|(?P<code>`+)(?!`).*?(?<!`)(?P=code)(?!`)")
_BOXES = {"admonition", "note", "tip", "warning", "important", "dropdown", "aside", "tab-set", "tab-item"}
_TRANSPARENT = _BOXES | {"figure", "table", "list-table", "exercise", "solution"}


@dataclass(frozen=True)
class Directive:
    """An opened directive: its name, argument, options and the line on which it begins."""

    name: str
    argument: str
    line: int
    options: dict[str, str] = field(default_factory=dict)

    @property
    def classes(self) -> list[str]:
        """The words of its ``:class:``."""
        return self.options.get("class", "").split()


@dataclass(frozen=True)
class Block:
    """A piece of a page: its sort, its lines numbered from ``line``, and the directives around it."""

    sort: Sort
    line: int
    lines: tuple[str, ...]
    inside: tuple[Directive, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one."""
        return "\n".join(self.lines)

    @property
    def level(self) -> int:
        """The level of a heading."""
        return len(self.lines[0]) - len(self.lines[0].lstrip("#"))


@dataclass
class _Open:
    """A directive or code fence that is being read."""

    fence: str
    directive: Directive
    in_options: bool = True

    @property
    def is_code(self) -> bool:
        """Whether what stands inside is not prose."""
        return self.directive.name not in _TRANSPARENT


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a page, in order; front matter and comments are left out."""
    return tuple(_Cutter().cut(text))


class _Cutter:
    """Reads a page line by line, with the fences that are open and the lines that wait for their block's end."""

    def __init__(self) -> None:
        """Nothing read, nothing open."""
        self.open: list[_Open] = []
        self.waiting: list[str] = []
        self.sort: Sort = "paragraph"
        self.begun = 0

    def cut(self, text: str) -> Iterator[Block]:
        """The blocks of a text."""
        lines = text.split("\n")
        front = next((n for n, line in enumerate(lines[1:], start=2) if line == "---"), 0) if lines[0] == "---" else 0
        for number, line in enumerate(lines, start=1):
            if number > front:
                yield from self.take(number, line)
        yield from self.close()

    def close(self) -> Iterator[Block]:
        """The block that was being read, if any."""
        if self.waiting:
            yield Block(self.sort, self.begun, tuple(self.waiting), tuple(o.directive for o in self.open))
            self.waiting = []

    def begin(self, sort: Sort, number: int, line: str) -> Iterator[Block]:
        """Close what was being read and begin another block."""
        yield from self.close()
        self.sort, self.begun, self.waiting = sort, number, [line]

    def take(self, number: int, line: str) -> Iterator[Block]:
        """One more line."""
        fence = _FENCE.match(line)
        if self.open and self._closes(line):
            yield from self.close()
            self.open.pop()
        elif self.open and self.open[-1].is_code:
            if not self._option(line) and (line.strip() or self.waiting):
                yield from self._code(number, line)
        elif fence:
            yield from self.close()
            directive = Directive(fence.group(2) or "", fence.group(3).strip(), number)
            self.open.append(_Open(fence.group(1), directive))
            yield Block("directive", number, (line,), tuple(o.directive for o in self.open))
        elif self.open and self._option(line):
            pass
        elif not line.strip() or line.startswith("%"):
            yield from self.close()
        else:
            yield from self._text(number, line)

    def _code(self, number: int, line: str) -> Iterator[Block]:
        """A line of what is no prose: a program, a formula, a glossary."""
        if self.waiting:
            self.waiting.append(line)
        else:
            yield from self.begin("code", number, line)

    def _text(self, number: int, line: str) -> Iterator[Block]:
        """A line that is no fence, option or gap."""
        if _HEADING.match(line) or _LABEL.match(line):
            yield from self.begin("heading" if line.startswith("#") else "label", number, line)
            yield from self.close()
        elif line.lstrip().startswith("|"):
            if self.sort != "table" or not self.waiting:
                yield from self.begin("table", number, line)
            else:
                self.waiting.append(line)
        elif _ITEM.match(line):
            yield from self.begin("item", number, line)
        elif _FOOTNOTE.match(line):
            yield from self.begin("paragraph", number, line)
        elif self.waiting and self.sort != "table":
            self.waiting.append(line)
        else:
            yield from self.begin("paragraph", number, line)

    def _closes(self, line: str) -> bool:
        """Whether a line ends the innermost open fence."""
        bare, fence = line.strip(), self.open[-1].fence
        return len(bare) >= len(fence) and set(bare) == {fence[0]}

    def _option(self, line: str) -> bool:
        """Take an option of the directive that was just opened."""
        current = self.open[-1]
        option = _OPTION.match(line)
        if current.in_options and option:
            current.directive.options[option.group(1)] = option.group(2).strip()
            return True
        if line.strip():
            current.in_options = False
        return False


def without_code(line: str) -> str:
    """A line without its code spans; a role, which looks like one, is kept."""
    return _SPAN.sub(lambda found: found.group("role") or "", line)


def roles(text: str) -> Iterator[tuple[str, str]]:
    """Each role of a text with what it names: ("claim", "messages-258000")."""
    for found in _ROLE.finditer(text):
        yield found.group(1), found.group(2)


def claims_named(text: str) -> list[str]:
    """The claim ids that a text marks."""
    return [name.strip() for role, name in roles(text) if role == "claim"]


def keys_cited(text: str) -> list[str]:
    """The keys of the sources that a text cites, by role or in brackets."""
    keys = [key for role, names in roles(text) if role.partition(":")[0] == "cite" for key in names.split(",")]
    for group in re.findall(r"\[([^\[\]]*@[^\[\]]*)\]", text):
        keys += re.findall(r"@([A-Za-z0-9_:-]+)", group)
    return [key.strip() for key in keys]


def plain(line: str) -> str:
    """A line as it is read: roles, code, links, comments and marks of emphasis taken out."""
    line = re.sub(r"\{abbr\}`([^`(]+)\([^`]*`", r"\1", line)
    line = re.sub(r"\{term\}`([^`<]+)(?:<[^`]*)?`", r"\1", line)
    line = re.sub(r"\{[a-z:-]+\}`[^`]*`", "", line)
    line = re.sub(r"\[@[^\]]*\]", "", line)
    line = re.sub(r"`[^`]*`", "", line)
    line = re.sub(r"\$[^$]*\$", "", line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r"<https?://[^>]*>|https?://\S+", "", line)
    return re.sub(r"(?<!\w)[*_]+|[*_]+(?!\w)", "", line).strip()


_MARKS = re.compile(r"\s*(?:\{(?:claim|cite(?::[a-z]+)?|index)\}`[^`]*`|\[@[^\]]*\]|\[\^[^\]]+\])")


def spoken(line: str) -> str:
    """A line as it would be read aloud: as :func:`plain`, but what stands in code or a reference is a word."""
    line = _MARKS.sub("", line)
    line = re.sub(r"\{(?:abbr|term)\}`([^`(<]+)[^`]*`", r"\1", line)
    line = re.sub(r"\{[a-z:-]+\}`[^`]*`|`[^`]*`|\$[^$]*\$|<https?://[^>]*>|\[\]\([^)]*\)", "it", line)
    return " ".join(plain(line).split())
