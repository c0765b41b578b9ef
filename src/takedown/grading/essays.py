"""An essay as its test sees it: the text, its sections, its words, the claims that it cites.

An essay is Markdown with ``##`` headings; a claim is cited as ``[claim-id]``. Comments (``<!-- ... -->``) are notes of
the writer to himself and count for nothing. Whether an essay is any good is for a person; this module only reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_CLAIM = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\](?![(:\[])")
_BLANK = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"\w+(?:[-'\u2019.,]\w+)*")


class _Passage:
    """A text that cites claims."""

    text: str

    @property
    def words(self) -> int:
        """How many words it has; citations are not words."""
        return len(_WORD.findall(_CLAIM.sub(" ", self.text)))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claim ids cited, in order, each once."""
        return tuple(dict.fromkeys(_CLAIM.findall(self.text)))


@dataclass(frozen=True)
class Paragraph(_Passage):
    """A paragraph of a section, counted from 1: lines up to an empty one."""

    number: int
    text: str

    @property
    def plain(self) -> str:
        """Its words in small letters on one line, without citations."""
        return " ".join(_CLAIM.sub(" ", self.text).lower().split())


@dataclass(frozen=True)
class Section(_Passage):
    """A heading and what stands under it until the next heading; the text before the first has an empty title."""

    title: str
    level: int
    text: str

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, in order."""
        blocks = (block.strip() for block in _BLANK.split(self.text))
        return tuple(Paragraph(number, block) for number, block in enumerate(filter(None, blocks), start=1))


@dataclass(frozen=True)
class EssayAnswer:
    """An essay: its text without comments, and its sections."""

    text: str
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """How many words the essay has, headings and citations apart."""
        return sum(section.words for section in self.sections)

    @property
    def claims(self) -> tuple[str, ...]:
        """All claim ids cited, in order, each once."""
        return tuple(dict.fromkeys(claim for section in self.sections for claim in section.claims))

    def section(self, title: str) -> Section | None:
        """The section whose heading is ``title``, letter case and spaces apart; None if there is none."""
        wanted = " ".join(title.casefold().split())
        return next((part for part in self.sections if " ".join(part.title.casefold().split()) == wanted), None)


def read_essay(text: str) -> EssayAnswer:
    """The essay in ``text``."""
    body = _COMMENT.sub("", text.replace("\r\n", "\n"))
    headings = list(_HEADING.finditer(body))
    starts = [0, *(heading.end() for heading in headings)]
    ends = [*(heading.start() for heading in headings), len(body)]
    titles = [("", 0), *((heading[2].strip(), len(heading[1])) for heading in headings)]
    sections = tuple(
        Section(title, level, body[start:end].strip())
        for (title, level), start, end in zip(titles, starts, ends, strict=True)
        if title or body[start:end].strip()
    )
    return EssayAnswer(body.strip(), sections)
