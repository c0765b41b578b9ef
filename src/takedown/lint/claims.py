"""Claims in the text: each is known, seen and used, and the text states nothing that it must not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from takedown.course.records import nearest
from takedown.lint.material import Material
from takedown.lint.myst import claims_named, keys_cited, plain
from takedown.lint.registry import check
from takedown.problems import Problem


@check
def claims_have_known_sources(material: Material) -> Iterable[Problem]:
    """Every source and origin that a claim names exists."""
    for claim in material.claims.values():
        yield from material.attempt(lambda c=claim: tuple(material.course.unknown_names(c))) or ()  # type: ignore[misc]


@check
def claims_in_prose_are_known(material: Material) -> Iterable[Problem]:
    """Every claim that a text marks stands in a claims.toml, and at least one of its sources was seen."""
    for place in _named(material):
        claim = material.claims.get(place.name)
        if claim is None:
            yield place.problem(f"there is no claim {place.name!r}", nearest(place.name, material.claims))
        elif material.status(claim) == "unseen":
            yield place.problem(f"claim {place.name!r} rests on no source that was seen", "see one, or leave it out")


@check
def sources_in_prose_are_known(material: Material) -> Iterable[Problem]:
    """Every source that a text cites stands in references.bib."""
    if not material.references:
        return
    for page in material.texts():
        for number, line in page.said:
            for key in keys_cited(line):
                if key not in material.references:
                    yield Problem(
                        f"{key!r} is no source",
                        file=page.path,
                        line=number,
                        mend=nearest(key, material.references),
                    )


@check
def no_orphan_claims(material: Material) -> Iterable[Problem]:
    """Every claim is marked somewhere in the text."""
    used = {place.name for place in _named(material)}
    for claim in material.claims.values():
        if claim.id not in used:
            yield Problem(
                f"claim {claim.id!r} is used nowhere",
                file=claim.file,
                line=claim.line,
                mend=f"mark it with {{claim}}`{claim.id}`, or remove it",
            )


@check
def no_orphan_sources(material: Material) -> Iterable[Problem]:
    """Every source is named by a claim, a text or further reading."""
    used = {key for page in material.texts() for _, line in page.said for key in keys_cited(line)}
    used |= {further.key for chapter in material.chapters for further in chapter.further}
    for claim in material.claims.values():
        used |= {source.key for source in claim.sources} | {dispute.key for dispute in claim.disputed_by}
    for reference in material.references.values():
        if reference.key not in used:
            yield Problem(
                f"source {reference.key!r} is used nowhere",
                file=reference.file,
                line=reference.line,
                mend="name it in a claim or a text, or remove it",
            )


@check
def no_orphan_origins(material: Material) -> Iterable[Problem]:
    """Every origin is behind a source, a claim or another origin."""
    used = {reference.origin for reference in material.references.values()}
    used |= {origin.part_of for origin in material.origins.values() if origin.part_of}
    for claim in material.claims.values():
        used |= {source.origin for source in claim.sources if source.origin}
        used |= {dispute.origin for dispute in claim.disputed_by if dispute.origin}
    for origin in material.origins.values():
        if origin.id not in used:
            yield Problem(
                f"origin {origin.id!r} is behind nothing", file=origin.file, line=origin.line, mend="remove it"
            )


@check
def no_orphan_terms(material: Material) -> Iterable[Problem]:
    """Every term of the glossary occurs in the text."""
    pages = [page.text.lower() for page in material.texts() if page.path.name != "glossary.md"]
    texts = " ".join(" ".join(text.split()) for text in pages)
    if not texts:
        return
    for term in material.glossary:
        bare = re.sub(r"[*_`]", "", term.term).lower()
        if bare not in texts and re.sub(r"\s*\(.*\)$", "", bare) not in texts:
            yield Problem(
                f"term {term.term!r} occurs in no chapter", file=term.file, line=term.line, mend="use it or remove it"
            )


@dataclass(frozen=True)
class _Never:
    """A sentence that no text may state as fact."""

    says: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str]


@cache
def _never() -> tuple[_Never, ...]:
    """The list of data/never.toml."""
    data = tomllib.loads(files("takedown.lint").joinpath("data/never.toml").read_text(encoding="utf-8"))
    return tuple(
        _Never(entry["says"], re.compile(entry["pattern"], re.IGNORECASE), re.compile(entry["unless"], re.IGNORECASE))
        for entry in data["never"]
    )


@check
def never_stated_as_fact(material: Material) -> Iterable[Problem]:
    """What is not known about the case is not stated as if it were."""
    for page in material.texts():
        for number, line in page.said:
            said = plain(line)
            for never in _never():
                if never.pattern.search(said) and not never.unless.search(said):
                    yield Problem(
                        never.says, file=page.path, line=number, mend="say who says so, or that it is unknown"
                    )


@dataclass(frozen=True)
class _Place:
    """A claim's mark in a text."""

    name: str
    page: object
    line: int

    def problem(self, what: str, mend: str) -> Problem:
        """A problem at this place."""
        return Problem(what, file=str(self.page), line=self.line, mend=mend)


def _named(material: Material) -> Iterator[_Place]:
    """Every mark of a claim in the texts."""
    for page in material.texts():
        for number, line in page.said:
            for name in claims_named(line):
                yield _Place(name, page.path, number)
