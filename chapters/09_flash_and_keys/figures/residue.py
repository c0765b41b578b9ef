"""What overwriting a whole model device leaves after each pass, by spare and by the rule that breaks ties."""

from __future__ import annotations

from typing import Final

from matplotlib.figure import Figure

from takedown.models.flash import Ties, overwrite_device
from takedown.publishing.figures import DASHES, PALETTE, WIDTH

SPARES: Final = (0.5, 0.25, 0.15, 0.07)
PASSES: Final = 6
RULES: Final[tuple[tuple[Ties, str], ...]] = (("oldest", "the oldest block"), ("newest", "the newest block"))


def left(ties: Ties, spare: float) -> list[float]:
    """The share left after each pass, in per cent of the visible size: 100 blocks of 64 pages, three kept empty."""
    return [100 * share for share in overwrite_device(spare, passes=PASSES, ties=ties)]


def figure() -> Figure:
    """Two panels, one for each rule."""
    drawing = Figure(figsize=(WIDTH, 3.1))
    panels = drawing.subplots(1, 2, sharey=True)
    passes = range(1, PASSES + 1)
    for axes, (ties, name) in zip(panels, RULES, strict=True):
        for spare, colour, dash in zip(SPARES, PALETTE, DASHES, strict=True):
            axes.plot(
                passes, left(ties, spare), color=colour, linestyle=dash, marker="o", markersize=3.5,
                label=f"{spare:.0%} spare",
            )  # fmt: skip
        axes.set_title(f"Ties to {name}", fontsize=9, fontweight="normal")
        axes.set_xticks(passes)
        axes.set_xlabel("passes")
        axes.grid(axis="y")
    panels[0].set_ylim(-2, 50)
    panels[0].set_ylabel("old data left, % of visible size")
    drawing.suptitle(
        "On a new device, one rule decides what the second pass leaves",
        x=0.01,
        ha="left",
        fontsize=10,
        fontweight="bold",
    )
    handles, labels = panels[0].get_legend_handles_labels()
    drawing.legend(handles, labels, loc="outside lower center", ncols=4, fontsize=8)
    return drawing
