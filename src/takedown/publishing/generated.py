"""The pages that nobody writes: contents, ledger, references, "as of".

Each begins with the text of docs/NAME.md where that file is there; what follows is made from the course.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from takedown.course import Claim, Course, independent_origins
from takedown.course.claims import Dispute, Source, group_of
from takedown.course.source import shown
from takedown.publishing.boxes import SIGNS
from takedown.publishing.labels import citation_labels, described, in_order
from takedown.publishing.lawdates import VERIFIED, LawRow, law_files
from takedown.publishing.lines import Sheet, plain
from takedown.publishing.plan import Plan, Planned

Uses = Mapping[str, list[str]]
"""The labels of the places that use a claim, by its id."""

_LABEL = re.compile(r"^\(([A-Za-z0-9][\w.-]*)\)=\s*$")
_CLAIM = re.compile(r"\{claim\}`([^`]+)`")
_OPENINGS = {
    "contents": "The book is written in public. What is in preparation is named, so that you see what will come.",
    "ledger": "Every claim of the book, with its status, its sources and what contradicts it. "
    "The status is computed from the sources, never typed.",
    "references": "Every source of the book: who first knew what it says, and how much of it was read.",
    "as-of": "Law, cases and software change. This page says up to which day each chapter was checked.",
}


def claim_uses(sheets: Mapping[str, Sheet], labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Where each claim is used: the label of the nearest heading before it, or of its page; each place once.

    Args:
        sheets: the staged pages by staged name.
        labels: the label of each page by staged name.
    """
    uses: dict[str, list[str]] = {}
    for name, sheet in sheets.items():
        here = labels.get(name, "")
        for line in sheet.lines:
            if found := _LABEL.match(line):
                here = found[1]
            for claim in _CLAIM.findall(line):
                places = uses.setdefault(claim.strip(), [])
                if here and here not in places:
                    places.append(here)
    return uses


def generate(page: Planned, plan: Plan, course: Course, sheet: Sheet, uses: Uses) -> Sheet:
    """Add what is generated for a page's role to its opening."""
    if page.role not in _WRITERS:
        return sheet
    if not any(line.strip() for line in sheet.lines):
        sheet.add(_OPENINGS[page.role], page.source)
    sheet.gap()
    _WRITERS[page.role](sheet, plan, course, uses)
    return sheet


def _contents(sheet: Sheet, plan: Plan, course: Course, _: Uses) -> None:
    """The parts with their chapters, the ones in preparation too, then the pages at the back."""
    for group in plan.groups:
        if group.kind != "part" and group.title != "":
            continue
        if group.kind == "part":
            sheet.heading(f"## {plain(group.title)}", "book.yml", 1)
        for entry in group.entries:
            if entry.role != "chapter":
                continue
            if entry.ready:
                question = course.chapter(entry.slug).question
                title = course.chapter(entry.slug).title
                asked = "" if question.strip() == title.strip() else f" {question}"
                text = f"- Chapter {entry.number}: [{plain(title)}](#ch-{entry.number.zfill(2)}){_stop(title)}{asked}"
            else:
                text = f"- Chapter {entry.number}: {plain(entry.title)}{_stop(entry.title)} *In preparation.*"
            sheet.add(text, "book.yml", 1, fixed=True)
        sheet.gap()
    sheet.heading("## At the back", "book.yml", 1)
    for entry in plan.groups[-1].entries:
        if entry.role != "contents":
            sheet.add(f"- [{plain(entry.title)}](#{entry.role})", "book.yml", 1, fixed=True)


def _stop(title: str) -> str:
    """The full stop after a title that has no mark of its own."""
    return "" if title.rstrip().endswith(("?", "!", ".")) else "."


def _ledger(sheet: Sheet, _: Plan, course: Course, uses: Uses) -> None:
    """Every claim, by the chapter that owns it."""
    for chapter in course.chapters:
        if not chapter.claims:
            continue
        where = shown(chapter.folder / "claims.toml", course.root)
        sheet.add(f"(ledger-{chapter.slug[:2]})=", where, 1, fixed=True)
        sheet.heading(f"## Chapter {chapter.number}: {plain(chapter.title)}", where, 1)
        for claim in chapter.claims:
            sheet.add(_claim(claim, course, uses.get(claim.id, [])), where, claim.line, fixed=True)
            sheet.gap()


def _claim(claim: Claim, course: Course, places: list[str]) -> str:
    """One claim of the ledger."""
    status = course.status(course.claim(claim.id).id)
    counted = sorted(independent_origins(claim, course.references, course.origins))
    article = f" Statement {claim.article} of the article." if claim.article else ""
    lines = [
        f"::::::{{entry}} claim-{claim.id}",
        ":kind: claim",
        f":name: {claim.id}",
        "",
        ("" if status == "unseen" else f"{{sign}}`{status}` ")
        + f"**{SIGNS[status].partition(':')[0]}.** {plain(claim.statement)}{article}",
        "",
        "Sources: " + "; ".join(_source(source, course) for source in claim.sources) + ".",
        "",
        f"Independent origins: {len(counted)}"
        + (f" ({'; '.join(plain(course.origins[name].knower) for name in counted)})." if counted else "."),
    ]
    if claim.disputed_by:
        lines += ["", "Contradicted by: " + "; ".join(_dispute(one, course) for one in claim.disputed_by) + "."]
    if claim.note:
        lines += ["", plain(claim.note)]
    used = ", ".join(f"[](#{place})" for place in places)
    lines += ["", f"Id: `{claim.id}`. " + (f"Used in: {used}." if used else "Not used in the text."), "::::::"]
    return "\n".join(lines)


def _source(source: Source, course: Course) -> str:
    """One source of a claim, with what makes it count or not."""
    reference = course.references[source.key]
    origin = source.origin or reference.origin
    group = group_of(origin, course.origins)
    counts = f"counts with {group}" if group != origin else origin
    return f"{{cite:t}}`{source.key}` ({counts}" + ("" if reference.was_seen else ", not read, so not counted") + ")"


def _dispute(dispute: Dispute, course: Course) -> str:
    """One contradiction."""
    unread = "" if course.references[dispute.key].was_seen else ", not read"
    return f"{{cite:t}}`{dispute.key}`{unread}: {plain(dispute.how.rstrip('.'))}"


def _references(sheet: Sheet, _: Plan, course: Course, __: Uses) -> None:
    """How many sources have an archived copy, then every source, by its maker."""
    online = [reference for reference in course.references.values() if reference.archived]
    if online:
        kept = sum(reference.has_copy for reference in online)
        said = f"Archived copies: {kept} of the {len(online)} sources that stand online."
        sheet.add(said, Path("chapters", "references.bib"), 1, fixed=True)
        sheet.gap()
    labels = citation_labels(course.references)
    for key in in_order(course.references):
        reference = course.references[key]
        text = described(reference, labels[key], course.origins)
        lines = (f"::::::{{entry}} ref-{key}", ":kind: reference", f":name: {key}", "", text, "::::::")
        sheet.add("\n".join(lines), reference.file, reference.line, fixed=True)
        sheet.gap()


def _as_of(sheet: Sheet, plan: Plan, course: Course, _: Uses) -> None:
    """Release, and the days of review of each chapter."""
    meta = plan.meta
    read = [reference.urldate for reference in course.references.values() if reference.urldate]
    latest = f" The last of its {len(course.references)} sources was read on {max(read).isoformat()}." if read else ""
    text = f"This is version {plain(meta.version)} of {meta.released.isoformat()}.{latest}"
    sheet.add(text, "CITATION.cff", 1, fixed=True)
    sheet.gap()
    if not course.chapters:
        return
    where = Path("chapters")
    sheet.add("| Chapter | Checked on | To be checked again by |\n| --- | --- | --- |", where, 1, fixed=True)
    for chapter in course.chapters:
        name = f"[{chapter.number}. {plain(chapter.title)}](#ch-{chapter.slug[:2]})"
        row = f"| {name} | {chapter.reviewed.isoformat()} | {chapter.review_by.isoformat()} |"
        sheet.add(row, shown(chapter.folder / "chapter.toml", course.root), 1, fixed=True)
    _law(sheet, course)


def _law(sheet: Sheet, course: Course) -> None:
    """Each statement of law that a chapter keeps as data, with its day of check and what would change it."""
    files = law_files(course)
    if not files:
        return
    sheet.gap()
    sheet.add("(as-of-law)=", files[0].file, 1, fixed=True)
    sheet.heading("## Statements of law", files[0].file, 1)
    opening = "Each statement of law that a chapter keeps as data, with the day on which it was checked."
    sheet.add(opening, files[0].file, 1, fixed=True)
    sheet.gap()
    heard = ""
    for file in files:
        chapter = course.chapter(file.chapter)
        if heard != file.chapter:
            sheet.gap()
            sheet.heading(f"### Chapter {chapter.number}: {plain(chapter.title)}", file.file, 1)
            heard = file.chapter
        for row, line in file.rows:
            sheet.add(_statement(row), file.file, line, fixed=True)


def _statement(row: LawRow) -> str:
    """One statement of law as an item of a list."""
    said = f"{{cite:t}}`{row.source}`, {VERIFIED[row.verified]}; checked on {row.checked.isoformat()}."
    changed = f"Would be changed by: {plain(row.would_change[:1].lower() + row.would_change[1:])}"
    return f"- **{plain(row.title)}.** {plain(row.statement)} {said} {changed}"


_WRITERS: dict[str, Callable[[Sheet, Plan, Course, Uses], None]] = {
    "contents": _contents,
    "ledger": _ledger,
    "references": _references,
    "as-of": _as_of,
}
