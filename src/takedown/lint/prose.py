"""How the text is written: sources for what is counted, dated or named, one sentence a line, no padding, no raw HTML.

What a page means is decided by the parser of the build; these checks need no build and take well under a second.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

from takedown.lint.material import Material, Page
from takedown.lint.myst import Block, Directive, claims_named, keys_cited, plain, roles, spoken, without_code
from takedown.lint.registry import check
from takedown.problems import Problem

_UNIT = {"table", "list-table"}
_MONTHS = "January|February|April|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_ABOVE_TEN = (
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?"
)
_UP_TO_TEN = "two|three|four|five|six|seven|eight|nine|ten"
_COUNTABLE = (
    "accounts|arrests|cases|chats|countries|courts|customers|days|euros|hearings|hours|houses|judges|judgments|men|"
    "messages|minutes|months|officers|people|phones|police|raids|sellers|servers|suppliers|suspects|users|verdicts|"
    "weeks|women|years"
)
_COUNTED = re.compile(
    r"(?<![\w-])\d[\d.,]*(?![A-Z])"
    r"|(?i:\b(?:a|one|two|three|several|many) (?:dozens?|hundred|thousand|million|billion)s?\b)"
    r"|(?i:\b(?:dozens|hundreds|thousands|millions|billions) of\b)"
    rf"|(?i:\b(?:{_ABOVE_TEN})\b)|(?i:\b(?:{_UP_TO_TEN}) (?:\w+ )?(?:{_COUNTABLE})\b)"
    rf"|\b(?:{_MONTHS}|{_DAYS})\b"
)
_OF_THE_BOOK = re.compile(
    r"\b(?:chapters?|sections?|parts?|figures?|tables?|exercises?|steps?|questions?|box|boxes|rows?|columns?)\s+"
    r"\d+(?:\.\d+)*(?:\s*(?:,|and|to|or|\u2013|-)\s*\d+(?:\.\d+)*)*",
    re.IGNORECASE,
)
_PARTS = ("e.g", "i.e", "U.S", "U.K")
_SHORT = "al|approx|ca|cf|Dr|ed|eds|etc|Inc|Ltd|Mr|Mrs|Ms|Prof|Rev|St|vs?|[A-Z]"
_ABBREVIATED = re.compile(rf"(?:\b(?:{_SHORT})|{'|'.join(map(re.escape, _PARTS))})\.$")
_NUMBERED = re.compile(r"\b(?:arts?|ch|figs?|nos?|par|pp?|sec|vol)\.$", re.IGNORECASE)  # before a number only
_BOUNDARY = re.compile(r"[.!?…][\"”\u2019')*_]*(?=\s+[\"“\u2018(*_\[]*[A-Z\d])")
_ENDED = re.compile(r"(?:[.!?…:;][\"”\u2019')*_]*|\\|--.*)$")
_LEADING = re.compile(r"^\s*(?:>\s*)*(?:(?:[-*+]|\d+[.)])\s+)*(?:\[[ xX]\]\s+)?(?:\[\^[^\]]+\]:|:\s)?\s*")
_ROLE = re.compile(r"\{[a-z:-]+\}`[^`]*`")
_RUN_IN = re.compile(r"^(?:\*\*[^*]+[.!?:]\*\*|\*[^*]+[.!?:]\*)\s*")
_HTML = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!--")
_DIRECTIVES = frozenset(
    {
        "admonition", "aside", "code", "code-block", "dropdown", "exercise", "figure", "glossary", "important",
        "list-table", "literalinclude", "math", "note", "solution", "tab-item", "tab-set", "table", "tip", "warning",
    }
)  # fmt: skip
_ROLES = frozenset(
    {
        "abbr",
        "cite",
        "cite:p",
        "cite:t",
        "claim",
        "doc",
        "eq",
        "index",
        "math",
        "numref",
        "ref",
        "sign",
        "sub",
        "sup",
        "term",
    }
)


@dataclass(frozen=True)
class Passage:
    """What must hold its own source: a paragraph, an item, a caption, or a table with its caption."""

    line: int
    text: str
    is_table: bool = False


def passages(page: Page) -> Iterator[Passage]:
    """The passages of a page, in order."""
    for table, group in groupby(page.blocks, _table):
        own = [block for block in group if block.sort in {"paragraph", "item", "table"}]
        if table is not None:
            yield Passage(table.line, "\n".join([table.argument, *(block.text for block in own)]), is_table=True)
        else:
            yield from (Passage(block.line, block.text) for block in own)


def _table(block: Block) -> Directive | None:
    """The table directive around a block, if any."""
    return next((directive for directive in block.inside if directive.name in _UNIT), None)


@check
def numbers_have_sources(material: Material) -> Iterable[Problem]:
    """Each passage, answer and key point with a number, a date or a named organisation holds a claim or a citation."""
    named = _organisations(material)
    for _, page in material.chapter_pages():
        for passage in passages(page):
            yield from _unsourced(page, passage, named)
    for chapter in material.chapters:
        for question in material.attempt(lambda c=chapter: c.questions) or ():  # type: ignore[misc]
            yield from _unsourced(Page(question.file, ""), Passage(question.line, question.answer), named)
        opener = Page(chapter.file, "")
        for point in chapter.key_points:
            yield from _unsourced(
                opener, Passage(material.line_of(chapter.folder / "chapter.toml", point), point), named
            )


def _unsourced(page: Page, passage: Passage, named: re.Pattern[str] | None) -> Iterator[Problem]:
    """A problem for a passage that asks for a source and has none."""
    text = "\n".join(without_code(line) for line in passage.text.split("\n"))
    if claims_named(text) or keys_cited(text):
        return
    said = [_LEADING.sub("", plain(line)) for line in passage.text.split("\n")]
    text = _OF_THE_BOOK.sub("", "\n".join(said))
    found = _COUNTED.search(text) or (named.search(text) if named else None)
    if found:
        yield Problem(
            f"{found.group().strip('., ')!r} stands in a passage without a source",
            file=page.path,
            line=passage.line + (0 if passage.is_table else text.count("\n", 0, found.start())),
            mend="mark a claim, or cite a source",
        )


def _organisations(material: Material) -> re.Pattern[str] | None:
    """What to look for: the names of data/organisations.toml, and whoever published a source."""
    names = set(tomllib.loads(_data("organisations.toml"))["names"])
    names |= {reference.publisher for reference in material.references.values() if reference.publisher}
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _data(name: str) -> str:
    """A data file of this package."""
    return files("takedown.lint").joinpath("data", name).read_text(encoding="utf-8")


@check
def one_sentence_a_line(material: Material) -> Iterable[Problem]:
    """Each line of prose is one whole sentence, so that a change shows as the sentence that changed."""
    for page in material.prose():
        for block in page.blocks:
            if block.sort in {"paragraph", "item"} and _table(block) is None:
                yield from _sentences(page, block)


def _sentences(page: Page, block: Block) -> Iterator[Problem]:
    """The lines of a block that hold more or less than a sentence."""
    said = [spoken(_RUN_IN.sub("", _LEADING.sub("", line))) for line in block.lines]
    for number, line in enumerate(said, start=block.line):
        if any(_is_end(line[: found.start() + 1], line[found.end() :]) for found in _BOUNDARY.finditer(line)):
            yield Problem("two sentences on one line", file=page.path, line=number, mend="begin a line for the second")
    raw = zip(block.lines, said, strict=True)
    for number, ((_, line), (following, _)) in enumerate(pairwise(raw), start=block.line):
        if line and not _ENDED.search(line) and not following.lstrip("> ").startswith((": ", "[^")):
            yield Problem("a sentence runs over two lines", file=page.path, line=number, mend="join the lines")


def _is_end(before: str, after: str) -> bool:
    """Whether a full stop between two pieces of text ends a sentence."""
    numbered = after.lstrip()[:1].isdigit() and _NUMBERED.search(before)
    return not numbered and not _ABBREVIATED.search(before)


@dataclass(frozen=True)
class _Phrase:
    """A phrase that says nothing, and what to do instead."""

    pattern: re.Pattern[str]
    mend: str


@cache
def _padding() -> tuple[_Phrase, ...]:
    """The list of data/padding.toml."""
    phrases = tomllib.loads(_data("padding.toml"))["phrase"]
    return tuple(_Phrase(re.compile(rf"\b(?:{each['pattern']})\b", re.IGNORECASE), each["mend"]) for each in phrases)


@check
def no_padding(material: Material) -> Iterable[Problem]:
    """The text has no phrase that fills a line and says nothing."""
    for page in material.texts():
        for number, line in page.said:
            said = plain(line)
            for phrase in _padding():
                if found := phrase.pattern.search(said):
                    yield Problem(f"padding: {found.group()!r}", file=page.path, line=number, mend=phrase.mend)


@check
def only_known_constructs(material: Material) -> Iterable[Problem]:
    """The text uses only what every output can show: no other directive or role, no raw HTML."""
    for page in material.prose():
        for block in page.blocks:
            if block.sort == "directive" and (name := block.inside[-1].name) and name not in _DIRECTIVES:
                yield _unknown(page, block.line, f"the directive {{{name}}}")
        for number, line in page.said:
            yield from _unknown_in_line(page, number, line)


def _unknown_in_line(page: Page, number: int, line: str) -> Iterator[Problem]:
    """Roles and HTML that some output cannot show."""
    for role, _ in roles(line):
        if role not in _ROLES:
            yield _unknown(page, number, f"the role {{{role}}}")
    if _HTML.search(_ROLE.sub("", line)):
        yield _unknown(page, number, "raw HTML")


def _unknown(page: Page, line: int, what: str) -> Problem:
    """Something that not every output can show."""
    return Problem(f"{what} is not used in this book", file=page.path, line=line, mend="see docs/contribute/style.md")


@check
def programs_are_included(material: Material) -> Iterable[Problem]:
    """A program of more than three lines in a chapter is included from a tested file, or is a doctest."""
    for _, page in material.chapter_pages():
        for block in page.blocks:
            if block.sort != "code" or not _is_python(block.inside[-1]):
                continue
            program = [line for line in block.lines if line.strip()]
            if len(program) > 3 and not program[0].lstrip().startswith(">>>"):
                yield Problem(
                    f"a program of {len(program)} lines typed into the text",
                    file=page.path,
                    line=block.line,
                    mend="put it into a tested file and use {literalinclude}, or write it as a doctest",
                )


def _is_python(directive: Directive) -> bool:
    """Whether a fence holds Python."""
    language = directive.argument.split()[:1]
    return directive.name in {"", "code", "code-block"} and language in (["python"], ["py"], ["python3"])
