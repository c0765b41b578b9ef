"""The resolved tree as one Typst file: the order of the printed book, what stands at its back, and its index.

How each node is written stands in typst_inline, typst_blocks and typst_floats, the look in print/. Numbers and words
come from the tree; Typst counts only pages. :mod:`takedown.publishing.pdf` makes the PDF of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from takedown.course.records import together
from takedown.problems import Problem
from takedown.publishing import typst_blocks, typst_floats, typst_inline  # noqa: F401 - they register their renderers
from takedown.publishing.tree import Book, Meta, Page, Planned, Section
from takedown.publishing.typst_text import escape, label, listed, string, truth
from takedown.publishing.typst_writer import Mark, Writer

LANGUAGES = {"en": "gb"}
"""The languages that print/words.typ has words for, with the region whose quotes they use."""
AT_BACK: Mapping[str, int] = {"ledger": 2, "references": 2, "glossary": 2, "as-of": 1}
"""The roles of the pages that are looked up, not read, and the columns that they are set in."""

SHORT_BACK = 8_000
"""Characters of Typst up to which the columns of a chapter at the back are made equally high."""

LISTED: Mapping[str, str] = {"figure": "figures", "table": "tables"}
"""The kinds of containers that have a list behind the contents, with its name in print/words.typ."""


@dataclass(frozen=True)
class Source:
    """What the compiler needs: the Typst source, and the pictures by the name that it uses for them."""

    text: str
    media: Mapping[str, Path]


def render(book: Book) -> Source:
    """The whole printed book.

    Raises:
        Problem: a node cannot be shown in print, or a link leads nowhere; the first carries the others.
    """
    writer = Writer(book)
    own_contents = book.page("contents")
    if own_contents is not None:
        writer.labels.add(label(own_contents.slug))  # print/textbook.typ sets it on its own contents
    body: list[str] = []
    first_part = min((index for index, section in enumerate(book.sections) if section.kind == "part"), default=0)
    last = max((index for index, section in enumerate(book.sections) if section.kind == "part"), default=-1)
    for index, section in enumerate(book.sections):
        if index == first_part:
            body.append("#show: main-matter\n")
        body += _section(writer, section)
        if index == last:
            body += _back(writer)
    if last < 0:
        body += _back(writer)
    body.append(index_of(writer.marks))
    together(writer.missing())
    before = f"{preamble(book.meta)}#show: textbook.with({meta(book, lists(writer))})\n\n"
    return Source(before + "\n".join(part for part in body if part) + "\n", dict(writer.signs()))


def preamble(meta_: Meta) -> str:
    """The first lines of the file."""
    return f'// {meta_.title.splitlines()[0]}: generated, do not edit.\n#import "textbook.typ": *\n'


def lists(writer: Writer) -> str:
    """The lists of figures and of tables, as a Typst array; a kind that the book has none of is left out."""
    kinds = []
    for kind, name in LISTED.items():
        entries = [f"({string(one.number)}, [{one.words}], {one.place})" for one in writer.listed.get(kind, [])]
        if entries:
            kinds.append(f"(word({string(name)}), {listed(entries)})")
    return listed(kinds)


def meta(book: Book, lists_: str = "()") -> str:
    """What stands before the text: on the cover, in the imprint, in contents and lists; as a Typst dictionary.

    Raises:
        Problem: print has no words in the book's language.
    """
    about = book.meta
    day = about.released
    if about.language not in LANGUAGES:
        raise Problem(f"print has no words in the language {about.language!r}", mend="add them to print/words.typ")
    return (
        "(\n"
        f"  title: {string(about.title)},\n"
        f"  subtitle: {string(about.subtitle)},\n"
        f"  authors: {listed(string(author) for author in about.authors)},\n"
        f"  licence: {string(about.licence)},\n"
        f"  version: {string(about.version)},\n"
        f"  released: datetime(year: {day.year}, month: {day.month}, day: {day.day}),\n"
        f"  lang: {string(about.language)},\n"
        f"  region: {string(LANGUAGES[about.language])},\n"
        f"  planned: {_planned(book.sections)},\n"
        f"  lists: {lists_},\n"
        ")"
    )


def _planned(sections: Iterable[Section]) -> str:
    """The chapters in preparation, by part, as a Typst array."""
    parts = []
    for section in sections:
        chapters = [entry for entry in section.entries if isinstance(entry, Planned)]
        if chapters:
            named = listed(f"({string(chapter.number)}, {string(chapter.title)})" for chapter in chapters)
            parts.append(f"({string(section.title)}, {named})")
    return listed(parts)


def _section(writer: Writer, section: Section) -> list[str]:
    """The pages of one section that are printed; a part has its title before them."""
    pages = [page for page in section.pages if page.printed and page.role != "contents"]
    if not pages:
        return []
    in_part = section.kind == "part"
    first = [f"#part([{escape(section.title)}])\n"] if in_part else []
    return first + [
        _page(writer, page, offset=int(in_part), after_part=in_part and index == 0) for index, page in enumerate(pages)
    ]


def _page(writer: Writer, page: Page, *, offset: int, after_part: bool) -> str:
    """One page: its title, then its body."""
    writer.open(page, offset)
    place = writer.set_label(label(page.slug))
    body = writer.render(page.root)
    if page.role in AT_BACK:
        return _back_chapter(AT_BACK[page.role], f"[{escape(page.title)}]", place, body)
    number = string(page.number) if page.number else "none"
    above = f"[Chapter {escape(page.number)}]" if page.number else "none"
    flags = f"id: {place}, new-page: {truth(not after_part)}"
    return f"\n#chapter({1 + offset}, {number}, {above}, [{escape(page.title)}], {flags})\n\n{body}"


def _back(writer: Writer) -> list[str]:
    """What the pages kept back: hints, answers, worksheets, each in a chapter of its own."""
    parts: list[str] = []
    for name in ("hints", "answers"):
        items: list[str] = []
        for page, group in groupby(writer.kept.get(name, []), key=lambda item: item.page):
            number = string(page.number) if page.number else "none"
            items.append(f"#section(2, 2, {number}, [{escape(page.title)}], listed: false)\n")
            items += [f"#answer([{item.title}], {item.home}, {item.here})[{item.body}]" for item in group]
        if items:
            parts.append(_back_chapter(2, f"word({string(name)})", label("back", name), "\n".join(items)))
    sheets = [
        f"#worksheet(2, [{item.title}], {item.home}, {item.here}, first: {truth(index == 0)}, "
        f"blank: {truth(item.blank)})[{item.body}]"
        for index, item in enumerate(writer.kept.get("worksheets", []))
    ]
    if sheets:
        place = label("back", "worksheets")
        title = f'chapter(1, none, none, word("worksheets"), id: {place}, new-page: false)'
        parts.append("\n".join([f"\n#worksheet-pages({title})[", *sheets, "]"]))
    return parts


def _back_chapter(columns: int, title: str, place: str, body: str) -> str:
    """A chapter at the back, in columns."""
    short = truth(len(body) <= SHORT_BACK)
    return f"\n#back-chapter({columns}, {title}, id: {place}, short: {short})[\n\n{body}\n]\n"


# --- index ------------------------------------------------------------------------------------------------------------
def index_of(marks: Iterable[Mark]) -> str:
    """The index: entries by letter, with their places and their sub-entries; Typst finds the pages.

    Entries that differ only in the case of their first letter are one.
    """
    entries: dict[str, dict[str, list[str]]] = {}
    for one in marks:
        name = one.entry[:1].upper() + one.entry[1:]
        entries.setdefault(name, {}).setdefault(one.sub, []).append(one.place)
    if not entries:
        return ""
    lines = []
    letter = ""
    for name in sorted(entries, key=sort_key):
        first = sort_key(name)[:1].upper()
        if first != letter:
            letter = first
            lines.append(f"#index-letter([{escape(letter)}])")
        places = entries[name]
        lines.append(f"#index-entry([{escape(name)}], {listed(places.get('', ()))})")
        lines += [
            f"#index-entry([{escape(sub)}], {listed(places[sub])}, sub: true)"
            for sub in sorted(places, key=sort_key)
            if sub
        ]
    body = "\n".join(lines)
    return _back_chapter(3, 'word("index")', label("back", "index"), body)


def sort_key(word: str) -> str:
    """The key under which a word is filed: without accents and case."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(character for character in plain if not unicodedata.combining(character)).casefold()
