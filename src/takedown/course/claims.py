"""Claims, the origins they come from, and the status that follows from them.

A status is computed from the sources, never typed: see :func:`status_of`. What counts is who first knew something,
not how many printed it, so sources are counted by the group of their origin.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from takedown.course.records import Identifier, Record, Text, nearest, read_list, together, unique
from takedown.course.references import Reference
from takedown.problems import Problem

SPEAKS_FOR_ITSELF = frozenset({"statute", "judgment", "paper"})
"""The kinds of source that establish, alone, what they themselves say."""


class Status(StrEnum):
    """How sure a claim is, in the order in which the rules are tried."""

    UNSEEN = "unseen"
    WITHHELD = "withheld"
    INFERRED = "inferred"
    CONTESTED = "contested"
    ESTABLISHED = "established"
    REPORTED = "reported"


class Origin(Record):
    """Somebody who first knew something; ``part_of`` names the origin with which it counts as one."""

    id: Identifier
    knower: Text
    interest: Text
    part_of: Identifier | None = None


class Source(Record):
    """A source of a claim; ``origin`` where it is not the source's usual one."""

    key: Text
    origin: Identifier | None = None


class Dispute(Record):
    """A source that says otherwise, and how."""

    key: Text
    how: Text
    origin: Identifier | None = None


class Claim(Record):
    """One statement with its sources; ``article`` is its number among the statements of the base article."""

    id: Identifier
    statement: Text
    kind: Literal["fact", "figure", "said", "inference", "withheld"]
    about: Literal["what happened", "what it says"] = "what happened"
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    disputed_by: tuple[Dispute, ...] = ()
    article: Annotated[str, StringConstraints(pattern=r"^A\d\d$")] | None = None
    note: Text | None = None

    @property
    def chapter(self) -> str:
        """The slug of the chapter that owns the claim."""
        return self.file.parent.name


def read_origins(path: Path, root: Path) -> dict[str, Origin]:
    """The closed list of origins, by id.

    Raises:
        Problem: the file is broken, an id is used twice, or ``part_of`` names nothing or runs in a circle.
    """
    records = read_list(path, root, "origin", Origin)
    problems = list(unique(records))
    origins = {record.id: record for record in records}
    for record in records:
        if record.part_of is not None and record.part_of not in origins:
            problems.append(
                Problem(
                    f"origin {record.id!r} is part of {record.part_of!r}, which is no origin",
                    file=record.file,
                    line=record.line,
                    mend=nearest(record.part_of, origins),
                )
            )
        elif _in_circle(record, origins):
            problems.append(
                Problem(
                    f"origin {record.id!r} is part of itself by way of part_of",
                    file=record.file,
                    line=record.line,
                    mend="cut the circle",
                )
            )
    together(problems)
    return origins


def _in_circle(origin: Origin, origins: Mapping[str, Origin]) -> bool:
    """Whether following ``part_of`` from an origin comes back to it."""
    seen: set[str] = set()
    current = origin.part_of
    while current is not None and current in origins and current not in seen:
        if current == origin.id:
            return True
        seen.add(current)
        current = origins[current].part_of
    return False


def group_of(origin: str, origins: Mapping[str, Origin]) -> str:
    """The id under which an origin is counted: the last one along ``part_of``."""
    while (parent := origins[origin].part_of) is not None:
        origin = parent
    return origin


def read_claims(path: Path, root: Path) -> tuple[Claim, ...]:
    """The claims of one chapter.

    Raises:
        Problem: the file is broken or an id is used twice in it.
    """
    claims = read_list(path, root, "claim", Claim)
    together(unique(claims))
    return claims


def origin_of(source: Source, references: Mapping[str, Reference]) -> str:
    """Who first knew what a source says: its own origin for this claim, else the reference's."""
    return source.origin or references[source.key].origin


def independent_origins(
    claim: Claim, references: Mapping[str, Reference], origins: Mapping[str, Origin]
) -> frozenset[str]:
    """The groups of origins behind the sources that were seen."""
    return frozenset(
        group_of(origin_of(source, references), origins) for source in claim.sources if references[source.key].was_seen
    )


def status_of(claim: Claim, references: Mapping[str, Reference], origins: Mapping[str, Origin]) -> Status:
    """How sure a claim is: the first rule that fits.

    unseen (no source's passage was seen), withheld, inferred, contested (a source says otherwise), established (two or
    more independent origins; or a statute, judgment or paper that was seen, for what it says itself), reported.
    """
    seen = [references[source.key] for source in claim.sources if references[source.key].was_seen]
    speaks_for_itself = claim.about == "what it says" and any(source.kind in SPEAKS_FOR_ITSELF for source in seen)
    independent = len(independent_origins(claim, references, origins)) >= 2
    rules = (
        (Status.UNSEEN, not seen),
        (Status.WITHHELD, claim.kind == "withheld"),
        (Status.INFERRED, claim.kind == "inference"),
        (Status.CONTESTED, bool(claim.disputed_by)),
        (Status.ESTABLISHED, independent or speaks_for_itself),
    )
    return next((status for status, fits in rules if fits), Status.REPORTED)
