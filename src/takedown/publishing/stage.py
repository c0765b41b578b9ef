"""build/stage: what the parser reads, made of chapters/, docs/ and exercises/, with the way back to every source line.

Only files whose text changed are written, so the living engine parses only those.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from takedown.course import Course
from takedown.course.source import read_text
from takedown.problems import Problem
from takedown.publishing.compose import compose_chapter
from takedown.publishing.generated import claim_uses, generate
from takedown.publishing.lines import Sheet
from takedown.publishing.modeltables import with_tables
from takedown.publishing.plan import GENERATED, Group, Plan, Planned, read_plan

_LABEL = re.compile(r"^\(([A-Za-z0-9][\w.-]*)\)=\s*$")
_TITLE = re.compile(r"^#\s+(.+?)\s*$")


_AS_THEY_ARE = {"references.bib": "chapters/references.bib", "stage.yml": "book.yml"}
"""Staged files without a line of their own making, and their sources."""


MORE = "Chapter by chapter"
"""The title in the contents of pages that book.yml does not name."""


@dataclass(frozen=True)
class Stage:
    """What was staged: the folder, the plan, and each staged page with its lines."""

    folder: Path
    plan: Plan
    sheets: Mapping[str, Sheet]
    titles: Mapping[str, str]
    labels: Mapping[str, str]

    def source(self, staged: str, line: int) -> tuple[str, int]:
        """The source file and line of a staged line."""
        sheet = self.sheets.get(staged)
        return sheet.origin(line) if sheet is not None else (_AS_THEY_ARE.get(staged, staged), line)


@dataclass(frozen=True)
class Draft:
    """A page before its front matter: what its source gives."""

    sheet: Sheet
    title: str
    label: str


def stage(root: Path, course: Course, more: Mapping[Planned, Draft] = MappingProxyType({})) -> Stage:
    """Stage the book of a repository into ``root/build/stage``.

    Args:
        root: the repository.
        course: what it holds.
        more: pages that book.yml does not name, for an output of their own.

    Raises:
        Problem: a source is missing, broken, or in no entry of book.yml.
    """
    folder = root / "build" / "stage"
    plan = read_plan(root)
    generated = [page for page in plan.pages if page.role in GENERATED]
    drafts = {page.slug: _draft(page, plan, root, course) for page in plan.pages}
    if more:
        plan = replace(
            plan, groups=(*plan.groups[:-1], Group("Chapter by chapter", "part", tuple(more)), plan.groups[-1])
        )
        drafts |= {page.slug: draft for page, draft in more.items()}
    sheets = {page.staged: drafts[page.slug].sheet for page in plan.pages if page.role not in GENERATED}
    labels = {page.slug: drafts[page.slug].label for page in plan.pages}
    uses = claim_uses(sheets, {page.staged: labels[page.slug] for page in plan.pages})
    for page in generated:
        sheets[page.staged] = generate(page, plan, course, drafts[page.slug].sheet, uses)
    titles = {slug: draft.title for slug, draft in drafts.items()}
    sheets = {
        page.staged: _whole(page, sheets[page.staged], titles[page.slug], labels[page.slug], root)
        for page in plan.pages
    }
    files = {name: sheet.text for name, sheet in sheets.items()}
    files["references.bib"] = read_text(root / "chapters" / "references.bib", root)
    files["stage.yml"] = _config(plan)
    write_changed(folder, files)
    return Stage(folder, plan, sheets, titles, labels)


def _draft(page: Planned, plan: Plan, root: Path, course: Course) -> Draft:
    """What the source of a page gives."""
    if page.role == "chapter":
        chapter = course.chapter(page.slug)
        learn = any(other.slug == "learn/index" for other in plan.pages)
        return Draft(compose_chapter(chapter, course, learn), chapter.title, f"ch-{page.slug[:2]}")
    if not (root / page.source).is_file():
        return Draft(Sheet(), page.title, page.role)
    sheet, title, label = docs_page(root / page.source, root)
    return Draft(with_tables(sheet, root, course), title, label if page.role == "docs" else page.role)


def _whole(page: Planned, sheet: Sheet, title: str, label: str, root: Path) -> Sheet:
    """The staged page: front matter, then the sheet with its paths as they look from the stage."""
    whole = Sheet()
    for line in ("---", f"title: {json.dumps(title)}", *([f"label: {label}"] if label else []), "---", ""):
        whole.add(line, page.source, 1, fixed=True)
    whole.unnumbered = {line + len(whole.lines) for line in sheet.unnumbered}
    whole.lines += _adapt(sheet, page, root)
    whole.origins += sheet.origins
    return whole


def docs_page(path: Path, root: Path) -> tuple[Sheet, str, str]:
    """A page of docs/: its lines, its title (the first ``# ...``) and the label before it.

    Raises:
        Problem: it has front matter, or does not begin with a title.
    """
    where = path.relative_to(root)
    lines = read_text(path, root).rstrip("\n").split("\n")
    if lines[0].strip() == "---":
        raise Problem("front matter is not used here", file=where, line=1, mend="begin with '# Title'")
    label = ""
    for number, line in enumerate(lines):
        if found := _LABEL.match(line):
            label = found[1]
        elif found := _TITLE.match(line):
            sheet = Sheet()
            sheet.add("\n".join(["" for _ in lines[: number + 1]] + lines[number + 1 :]), where)
            return sheet, re.sub(r"[`*]", "", found[1]), label
        elif line.strip() and not line.startswith("%"):
            raise Problem("the page does not begin with its title", file=where, line=number + 1, mend="add '# Title'")
    raise Problem("the page has no title", file=where, line=1, mend="begin with '# Title'")


_INCLUDE = re.compile(r"^(\s*[`:]{3,}\s*\{literalinclude\}\s*)(\S+)\s*$")


def _adapt(sheet: Sheet, page: Planned, root: Path) -> Iterator[str]:
    """The lines with the paths of included files as they look from the stage.

    Raises:
        Problem: an included file is missing or outside the repository.
    """
    depth = len(Path(page.staged).parts) - 1 + 2
    for line, (file, number) in zip(sheet.lines, sheet.origins, strict=True):
        if found := _INCLUDE.match(line):
            target = (root / file).parent.joinpath(found[2]).resolve()
            if not target.is_file() or not target.is_relative_to(root.resolve()):
                raise Problem(
                    f"the included file {found[2]} is not there", file=file, line=number, mend="mend its path"
                )
            yield f"{found[1]}{'../' * depth}{target.relative_to(root.resolve()).as_posix()}"
        else:
            yield line


def _config(plan: Plan) -> str:
    """The parser's configuration (YAML reads JSON)."""
    project = {
        "title": plan.meta.title,
        "bibliography": ["references.bib"],
        "settings": {"infer_dois_from_urls": False},
        "abbreviations": dict(plan.abbreviations),
        "toc": [{"file": page.staged} for page in plan.pages],
    }
    return json.dumps({"version": 1, "project": project}, indent=1) + "\n"


def write_changed(folder: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Write files whose content changed, remove those that no longer belong, and name what was written."""
    for old in sorted(folder.rglob("*")):
        if old.is_file() and old.relative_to(folder).as_posix() not in files:
            old.unlink()
    written = []
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        path = folder / name
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(name)
    return written
