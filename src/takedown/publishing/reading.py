"""One page's tree as the engine wrote it -> its nodes; a page that reads as it did the last time keeps them.

A page's nodes depend on its tree and on what is asked of the course on the way: where its claims stand, which files are
behind its images. Both are noted, so that whoever reads the same book again and again refines only what changed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from takedown.problems import Problem
from takedown.publishing.lines import Origins, origin
from takedown.publishing.raw import Context, Raw, Standing
from takedown.publishing.refine import refine
from takedown.publishing.tree import Node


class Given(NamedTuple):
    """What a page is read from: its tree, the origin of each line, words of formulas, maker and year of sources."""

    text: str
    origins: Origins
    words: Mapping[str, str]
    cited: Mapping[str, tuple[str, str]]


class Asked(NamedTuple):
    """What is asked for a page: where a claim stands, and the file behind an image; either raises a Problem."""

    standing: Callable[[str], Standing]
    image: Callable[[str], Path]


@dataclass
class Memory:
    """What was read the last time, by the slug of the page."""

    pages: dict[str, _Read] = field(default_factory=dict)


@dataclass(frozen=True)
class _Read:
    """A page's nodes, and all that they were made from."""

    given: Given
    standings: Mapping[str, Standing]
    images: Mapping[str, Path]
    root: Node

    def holds(self, given: Given, asked: Asked) -> bool:
        """Whether the same nodes would be made again."""
        if given != self.given:
            return False
        try:
            return all(asked.standing(name) == known for name, known in self.standings.items()) and all(
                asked.image(source) == known for source, known in self.images.items()
            )
        except Problem:
            return False


def read_page(slug: str, given: Given, asked: Asked, memory: Memory) -> tuple[Node, list[Problem]]:
    """The nodes of a page, and what is wrong with it; a page with faults is read anew the next time, to tell them."""
    before = memory.pages.pop(slug, None)
    if before is not None and before.holds(given, asked):
        memory.pages[slug] = before
        return before.root, []
    standings: dict[str, Standing] = {}
    images: dict[str, Path] = {}

    def standing(name: str) -> Standing:
        standings[name] = asked.standing(name)
        return standings[name]

    def image(source: str) -> Path:
        images[source] = asked.image(source)
        return images[source]

    raw: Raw = json.loads(given.text)
    context = Context(
        origin=partial(origin, given.origins),
        words=given.words.get,
        standing=standing,
        image=image,
        slug=slug,
        cited=given.cited,
    )
    root = refine(raw["tree"], context)
    if not context.problems:
        memory.pages[slug] = _Read(given, standings, images, root)
    return root, context.problems
