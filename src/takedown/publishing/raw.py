"""What the readers of the engine's JSON share: its shape, and what a page's nodes are refined with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from takedown.problems import Problem
from takedown.publishing.tree import Node

Raw = dict[str, Any]  # Any: the engine's JSON


class Standing(NamedTuple):
    """Where a claim stands: its status, what it says, from how many origins, and who says so or otherwise, in short."""

    status: str
    statement: str
    origins: int = 0
    sources: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass
class Context:
    """What a page's nodes are refined with.

    Args:
        origin: the source file and line of a staged line.
        words: the words of a formula, or None.
        standing: where a claim stands; raises a Problem for one that may not stand in prose.
        image: the file behind an image's address; raises a Problem where there is none.
        cited: maker and year of each source, by key.
        slug: the page's own slug.
    """

    origin: Callable[[int], tuple[str, int]]
    words: Callable[[str], str | None]
    standing: Callable[[str], Standing]
    image: Callable[[str], Path]
    slug: str
    cited: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    footnotes: dict[str, int] = field(default_factory=dict)
    indexed: int = 0
    exercises: dict[str, Raw] = field(default_factory=dict)


def walk_raw(raw: Raw) -> Iterable[Raw]:
    """The raw node and all below it."""
    yield raw
    for child in raw.get("children") or ():
        yield from walk_raw(child)


def id_of(raw: Raw) -> str:
    """The id under which a raw node is linked to."""
    return str(raw.get("html_id") or raw.get("identifier") or "")


def with_values(node: Node, type_: str | None = None, children: tuple[Node, ...] | None = None, **data: object) -> Node:
    """The same node with other values."""
    return Node(
        type_ or node.type,
        node.children if children is None else children,
        node.file,
        node.line,
        {**node.data, **data},
    )
