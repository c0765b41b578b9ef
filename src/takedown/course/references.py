"""The sources of the book: references.bib with the fields that this project adds.

``origin`` says who first knew it, ``kind`` what sort of source it is, ``seen`` how much of it was read, ``archived``
where an archive keeps a copy, or that none was found.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from takedown.course.records import Day, Identifier, Record, Text, check, nearest, set_place, together
from takedown.course.source import Document, Place, read_text, shown
from takedown.problems import Problem

if TYPE_CHECKING:
    from bibtexparser.library import Library
    from bibtexparser.model import Entry

_BIBTEX = frozenset(
    {
        "subtitle",
        "shorttitle",
        "editor",
        "translator",
        "journal",
        "journaltitle",
        "booktitle",
        "volume",
        "number",
        "issue",
        "pages",
        "doi",
        "isbn",
        "issn",
        "institution",
        "organization",
        "howpublished",
        "edition",
        "series",
        "language",
        "langid",
        "address",
        "location",
        "month",
        "eprint",
        "eprinttype",
        "school",
        "court",
        "ecli",
        "eventtitle",
        "type",
        "version",
    }
)
NONE_FOUND = "none found"
"""What ``archived`` holds where a copy was looked for in vain."""

_MOMENT = re.compile(r"^/web/\d{14}")
_OWN = {"origin", "kind", "seen", "url", "archived", "urldate", "note", "title", "author", "publisher", "date", "year"}


class Reference(Record):
    """One source: what it is, where it stands, who first knew what it says, and how much of it was seen."""

    key: Text
    type: Text
    title: Text
    kind: Literal["judgment", "statute", "paper", "official", "press", "blog"]
    origin: Identifier
    seen: Literal["full", "passage", "no"]
    author: Text | None = None
    publisher: Text | None = None
    date: Text | None = None
    url: Text | None = None
    archived: Text | None = None
    urldate: Day | None = None
    note: Text | None = None
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def was_seen(self) -> bool:
        """Whether at least the passage that matters was read."""
        return self.seen != "no"

    @property
    def has_copy(self) -> bool:
        """Whether the address of an archived copy is known."""
        return self.archived not in {None, NONE_FOUND}

    @property
    def year(self) -> str:
        """The year of the source, or ``n.d.``."""
        return (self.date or "n.d.")[:4]


def read_references(path: Path, root: Path) -> dict[str, Reference]:
    """The sources by key.

    Raises:
        Problem: the file is no BibTeX, a key is used twice, or an entry lacks or misuses a field.
    """
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - slow, and only the book's sources need it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says there is said here as a Problem
    text = read_text(path, root)
    where = shown(path, root)
    library = parse_string(text, append_middleware=[])
    problems = list(_broken(library, where))
    references: dict[str, Reference] = {}
    for entry in library.entries:
        reference, faults = _reference(entry, where)
        problems += faults
        if reference is not None:
            references[reference.key] = reference
    together([*problems, *_addressed_twice(references.values())])
    return references


def _broken(library: Library, where: Path) -> list[Problem]:
    """What the parser could not read."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock  # noqa: PLC0415 - as above

    problems: list[Problem] = []
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateBlockKeyBlock):
            what, mend = f"key {block.key!r} is used twice", "give one of them another key"
        elif isinstance(block, DuplicateFieldKeyBlock):
            what, mend = f"a field stands twice ({', '.join(sorted(block.duplicate_keys))})", "keep one"
        else:
            what, mend = "this is not valid BibTeX", "close every brace and end every field but the last with a comma"
        problems.append(Problem(what, file=where, line=line, mend=mend))
    return problems


def _reference(entry: Entry, where: Path) -> tuple[Reference | None, list[Problem]]:
    """One entry as a record, or what is wrong with it."""
    raw = {field.key.lower(): _plain(str(field.value)) for field in entry.fields}
    start = (entry.start_line or 0) + 1
    lines: dict[Place, int] = {(): start, ("entry",): start}
    for field in entry.fields:
        lines["entry", field.key.lower()] = (field.start_line or entry.start_line or 0) + 1
    document = Document(path=where, text="", data={}, lines=lines)
    data: dict[str, object] = {name: value for name, value in raw.items() if name in _OWN - {"year"}}
    data |= {"key": entry.key, "type": entry.entry_type.lower()}
    data["fields"] = tuple((name, value) for name, value in raw.items() if name not in _OWN)
    if "date" not in raw and "year" in raw:
        data["date"] = raw["year"]
    problems = [
        Problem(
            f"{entry.key}: unknown field {name!r}",
            file=where,
            line=document.line(("entry", name)),
            mend=nearest(name, _OWN | _BIBTEX),
        )
        for name in raw
        if name not in _OWN | _BIBTEX
    ]
    if "urldate" in raw:
        try:
            data["urldate"] = date.fromisoformat(raw["urldate"])
        except ValueError:
            problems.append(
                Problem(
                    f"{entry.key}: urldate is {raw['urldate']!r}",
                    file=where,
                    line=document.line(("entry", "urldate")),
                    mend="write a day like 2018-11-06",
                )
            )
            del data["urldate"]
    record, faults = check(Reference, data, document, ("entry",))
    problems += [
        Problem(f"{entry.key}: {fault.what}", file=fault.file, line=fault.line, mend=fault.mend) for fault in faults
    ]
    if record is not None and not problems:
        problems += [*_incomplete(entry.key, raw, where, start), *_misplaced(record, document)]
    if record is not None:
        set_place(record, where, start)
    return record, problems


def _incomplete(key: str, raw: Mapping[str, str], where: Path, line: int) -> list[Problem]:
    """What a source that can be cited needs beyond its typed fields."""
    online = "url" in raw or "doi" in raw
    lacks = (
        ("author" not in raw and "publisher" not in raw, "neither author nor publisher", "say who published it"),
        ("date" not in raw and "year" not in raw, "no date or year", "add date or year"),
        ("url" in raw and "urldate" not in raw, "a url without urldate", "say on which day it was read"),
        (
            online and "archived" not in raw,
            "it stands online, and archived is missing",
            f"give the address of a copy in an archive, or write '{NONE_FOUND}' if you looked in vain",
        ),
    )
    return [Problem(f"{key}: {what}", file=where, line=line, mend=mend) for lacking, what, mend in lacks if lacking]


def _misplaced(reference: Reference, document: Document) -> list[Problem]:
    """Addresses that lead nowhere, or to something else than they promise."""
    problems: list[Problem] = []
    for name, address in (("url", reference.url), ("archived", reference.archived)):
        if address is None or (name == "archived" and address == NONE_FOUND):
            continue
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or "." not in parts.netloc or " " in address:
            what = f"{name} is {address!r}"
            mend = "write a whole address that begins with https:// or http://"
            mend += f", or '{NONE_FOUND}'" if name == "archived" else ""
        elif name == "archived" and address == reference.url:
            what = "archived is the same as url"
            mend = f"give the address of a copy in an archive, or write '{NONE_FOUND}'"
        elif name == "archived" and parts.netloc == "web.archive.org" and not _MOMENT.match(parts.path):
            what = f"archived is {address!r}, which asks the archive for a copy and names none"
            mend = "give the address with the 14 digits of the copy that you saw"
        else:
            continue
        line = document.line(("entry", name))
        problems.append(Problem(f"{reference.key}: {what}", file=document.path, line=line, mend=mend))
    return problems


def _addressed_twice(references: Iterable[Reference]) -> list[Problem]:
    """Sources whose address another source has already."""
    first: dict[str, Reference] = {}
    problems: list[Problem] = []
    for reference in references:
        if reference.url is None:
            continue
        before = first.setdefault(reference.url, reference)
        if before is not reference:
            what = f"{reference.key}: the url is that of {before.key} ({before.file.as_posix()}:{before.line})"
            mend = "give each source the address of its own page, or make them one"
            problems.append(Problem(what, file=reference.file, line=reference.line, mend=mend))
    return problems


def _plain(value: str) -> str:
    """A BibTeX value without the braces that protect capitals, on one line."""
    return " ".join(value.replace("{", "").replace("}", "").split())
