"""The walk of one page through the blocks of a small model device: where its versions lie, current and stale.

``spans()`` follows the page write by write; the device, its traffic and the three rewrites are fixed by the constants
below, so that the text can speak of what is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from takedown.models.ftl import Device
from takedown.publishing.figures import BLUE, GREY, RED, WIDTH

PAGE, SEED = 20, 20
WRITES = 160
REWRITES = (31, 76, 121)
"""The host writes at which the user rewrites the page; all others go elsewhere."""
AGE = 60
"""Host writes before the drawing begins, so that the collector is at work."""

LOOKS: Mapping[bool, dict[str, Any]] = {
    True: {"color": BLUE},
    False: {"facecolor": "none", "edgecolor": RED, "hatch": "////"},
}
"""How a current and a stale version are drawn."""


class Span(NamedTuple):
    """One version of the page in one block: from which host write to which, and whether it was the current one."""

    block: int
    live: bool
    start: int
    end: int


def device() -> Device:
    """The model device, filled and aged, without the page being touched."""
    made = Device(0.2, blocks=20, pages=4, reserve=1, seed=SEED)
    made.fill()
    made.churn(AGE, avoid=(PAGE,))
    return made


def spans() -> list[Span]:
    """Every stretch during which one block held one version of the page, in the order in which they begin."""
    flash = device()
    begun: dict[tuple[int, int, bool], int] = {}
    done = []
    for write in range(WRITES + 1):
        if write in REWRITES:
            flash.write(PAGE)
        elif write:
            flash.churn(1, avoid=(PAGE,))
        there = {
            (place // flash.pages, held[1], held[2])
            for place, held in enumerate(flash.contents())
            if held is not None and held[0] == PAGE
        }
        done += [Span(gone[0], gone[2], begun.pop(gone), write) for gone in begun.keys() - there]
        for new in there - begun.keys():
            begun[new] = write
    done += [Span(block, live, start, WRITES) for (block, _, live), start in begun.items()]
    return sorted(done, key=lambda span: (span.start, not span.live))


def figure() -> Figure:
    """The walk."""
    drawing = Figure(figsize=(WIDTH, 3.4))
    axes = drawing.subplots()
    found = spans()
    for span in found:
        look: dict[str, Any] = (
            {"color": BLUE} if span.live else {"facecolor": "none", "edgecolor": RED, "hatch": "////"}
        )
        axes.barh(span.block, span.end - span.start, left=span.start, height=0.72, **look)
    current = [span for span in found if span.live]
    for before, after in pairwise(current):
        axes.plot([after.start] * 2, [before.block, after.block], color=GREY, linewidth=0.8, linestyle=":", zorder=0)
        if after.start in REWRITES:
            axes.plot([after.start], [-1.1], marker="^", color=RED, clip_on=False, markersize=6)
    axes.set_xlim(0, WRITES)
    axes.set_ylim(-1.8, 19.6)
    axes.set_yticks(range(0, 20, 4))
    axes.set_xlabel("pages written by the phone, all addresses together")
    axes.set_ylabel("block of the chip")
    axes.set_title("A page moves by itself, and leaves its old versions behind")
    marks = [
        Patch(label="current version", **LOOKS[True]),
        Patch(label="stale version, still in the chip", **LOOKS[False]),
        Line2D([], [], marker="^", color=RED, linestyle="", label="rewritten"),
    ]
    drawing.legend(handles=marks, loc="outside lower center", ncols=3, fontsize=8, handlelength=1.6)
    return drawing
