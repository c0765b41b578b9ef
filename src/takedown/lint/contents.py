"""The two files that publish the book: book.yml names every page in order, mkdocs.yml asks nothing of the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from takedown.lint.material import Material, Page
from takedown.lint.registry import check
from takedown.problems import Problem
from takedown.publishing.plan import CONFIG, read_plan

SITE = "mkdocs.yml"
_REMOTE = re.compile(r"^\s*-\s*(?:\w+:\s*)?[\"']?(?:https?:)?//")
_LISTS = ("extra_css", "extra_javascript")
_REDIRECT = re.compile(r"^\s+[\"']?([\w./#-]+?)[\"']?:\s*[\"']?([\w./#-]+?)[\"']?\s*(?:#.*)?$")


@check
def contents_are_complete(material: Material) -> Iterable[Problem]:
    """book.yml can be read, names every page once, and the chapters in the order of their numbers."""
    plan = material.attempt(lambda: read_plan(material.root))
    if plan is None:
        return
    entries = [entry for group in plan.groups for entry in group.entries if entry.role == "chapter"]
    for before, after in pairwise(entries):
        if after.slug[:2] <= before.slug[:2]:
            yield Problem(
                f"{after.slug} comes after {before.slug}",
                file=CONFIG,
                line=material.line_of(material.root / CONFIG, after.slug),
                mend="keep the order of the numbers",
            )


@check
def site_stands_alone(material: Material) -> Iterable[Problem]:
    """mkdocs.yml reads docs/, makes pages that open from a disk, and loads no script, style or font from elsewhere."""
    page = material.page(material.root / SITE)
    if page is None:
        return
    for key, value in (("docs_dir", "docs"), ("use_directory_urls", "false")):
        if not re.search(rf"^{key}:\s*[\"']?{value}[\"']?\s*(?:#.*)?$", page.text, re.MULTILINE):
            yield Problem(f"{key} is not {value}", file=SITE, line=1, mend=f"write {key}: {value}")
    if not re.search(r"^\s+font:\s*false\b", page.text, re.MULTILINE):
        yield Problem("the theme's fonts come from elsewhere", file=SITE, line=1, mend="write font: false below theme")
    within = ""
    for number, line in enumerate(page.lines, start=1):
        if line[:1].strip():
            within = line.partition(":")[0] if line[0] != "-" else within
        if within in _LISTS and _REMOTE.match(line):
            yield Problem("a script or style from elsewhere", file=SITE, line=number, mend="put it into docs/assets")


@check
def redirects_lead_somewhere(material: Material) -> Iterable[Problem]:
    """An address that once was published leads to a page that is there."""
    plan = material.attempt(lambda: read_plan(material.root))
    page = material.page(material.root / SITE)
    if plan is None or page is None:
        return
    there = {f"{entry.slug}.html" for entry in plan.pages}
    for number, old, new in _redirects(page):
        if old in there:
            yield Problem(f"{old} is a page of its own", file=SITE, line=number, mend="remove the redirect")
        if new.partition("#")[0] not in there:
            yield Problem(
                f"{old} leads to {new}, which is no page", file=SITE, line=number, mend="name a page, NAME.html"
            )


def _redirects(page: Page) -> Iterator[tuple[int, str, str]]:
    """The lines below ``redirects:``, with the old and the new address."""
    depth = -1
    for number, line in enumerate(page.lines, start=1):
        indent = len(line) - len(line.lstrip())
        if re.match(r"^\s+redirects:", line):
            depth = indent
        elif depth >= 0 and line.strip() and indent <= depth:
            depth = -1
        elif depth >= 0 and (found := _REDIRECT.match(line)):
            yield number, found.group(1), found.group(2)
