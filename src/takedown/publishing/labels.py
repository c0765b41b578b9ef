"""How a source is named in a sentence and in the list of references, the same in every output."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping

from takedown.course import Origin, Reference
from takedown.publishing.lines import plain

KINDS = {
    "judgment": "judgment",
    "statute": "statute",
    "paper": "paper",
    "official": "official text",
    "press": "press report",
    "blog": "blog post",
}
SEEN = {"full": "read in full", "passage": "the passage used was read", "no": "not read, known through another source"}


def maker(reference: Reference) -> str:
    """Who made a source, in the few words that a citation takes: surnames, or the organisation."""
    author = reference.author
    if author is None:
        return reference.publisher or reference.title
    names = re.split(r"\s+and\s+", author)
    surnames = [name.partition(",")[0].strip() if "," in name else name.strip() for name in names]
    if surnames[-1].lower() == "others" or len(surnames) > 2:
        return f"{surnames[0]} et al."
    return " and ".join(surnames)


def citation_labels(references: Mapping[str, Reference]) -> dict[str, tuple[str, str]]:
    """Maker and year of each source; those of one maker and year get a, b, c in the order of keys."""
    groups: dict[tuple[str, str], list[str]] = {}
    for key in sorted(references):
        reference = references[key]
        groups.setdefault((maker(reference), reference.year), []).append(key)
    labels = {}
    for (who, year), keys in groups.items():
        for position, key in enumerate(keys):
            letter = chr(ord("a") + position) if len(keys) > 1 else ""
            labels[key] = (who, f"{year}{letter}")
    return labels


def in_short(reference: Reference) -> str:
    """Who made a source and when, in the words of a note: "NOS, 6 November 2018"."""
    return f"{maker(reference)}, {in_words(reference.date or '')}"


def in_words(when: str) -> str:
    """A date as one says it, as exactly as it is known: "6 November 2018", "November 2018", "2018"."""
    year, *rest = when.split("-")
    if not year:
        return "no date"
    month = [calendar.month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def in_order(references: Mapping[str, Reference]) -> list[str]:
    """The keys of the sources by maker, year and key."""
    labels = citation_labels(references)
    return sorted(references, key=lambda key: (labels[key][0].casefold(), labels[key][1], key))


def described(reference: Reference, label: tuple[str, str], origins: Mapping[str, Origin]) -> str:
    """One source in MyST, as the list of references shows it."""
    fields = dict(reference.fields)
    who, year = label
    makers = reference.author.replace(" and ", "; ") if reference.author else who
    when = reference.date or "no date"
    letter = year[len(reference.year) :]
    parts = [f"{plain(makers)} ({plain(when)}{letter}). *{plain(reference.title)}*."]
    within = [
        fields[name] for name in ("journal", "journaltitle", "booktitle", "series", "court", "ecli") if name in fields
    ]
    within += [f"{word} {fields[name]}" for name, word in _NUMBERED.items() if name in fields]
    if reference.author and reference.publisher:
        within.append(reference.publisher)
    if within:
        parts.append(plain(", ".join(within).replace("--", "\N{EN DASH}")) + ".")
    if "doi" in fields:
        parts.append(f"<https://doi.org/{fields['doi']}>.")
    elif reference.url:
        parts.append(f"<{reference.url}>.")
    if reference.has_copy:
        parts.append(f"Archived copy: <{reference.archived}>.")
    seen = SEEN[reference.seen] + (f" on {reference.urldate.isoformat()}" if reference.urldate else "")
    origin = plain(origins[reference.origin].knower.partition(":")[0])  # the ledger has it whole
    copy = "; no archived copy found" if reference.archived and not reference.has_copy else ""
    parts.append(f"{KINDS[reference.kind].capitalize()}; origin: {origin}; {seen}{copy}.")
    if reference.note:
        parts.append(plain(reference.note))
    return " ".join(parts)


_NUMBERED = {"volume": "volume", "number": "number", "issue": "issue", "pages": "pages"}
