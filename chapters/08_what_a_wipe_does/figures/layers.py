"""Four layers of a phone, what each does when it is told to delete, what stays there, and who can see it."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from takedown.publishing.figures import BLUE, GREY, INK, RED, WIDTH

LAYERS: Final = (
    ("application", "strikes a row from its list", "letters in its file", "files"),
    ("file system", "strikes a file from its list", "content at free addresses", "addresses"),
    ("controller", "gives the address a new page", "the old page, now stale", "chips"),
    ("memory", "erases whole blocks, later", "whatever no erase has met", "chips"),
)
"""Name; what it does when told to delete; what is left; the first place from which that is seen."""
PLACES: Final = ("the screen", "the files", "all addresses", "the chips")
"""What somebody reads who looks in above each layer."""
PASSED: Final = ("write this page anew", "store this at address 1,000", "erase block 7")
"""What one layer tells the next, and no more."""


def figure() -> Figure:
    """The boxes, top to bottom."""
    drawing = Figure(figsize=(WIDTH, 3.4))
    axes = drawing.subplots()
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.3, 4.3)
    _head(axes)
    for number, (name, does, left, seen) in enumerate(LAYERS):
        height = 3.3 - number
        axes.text(0.0, height + 0.5, PLACES[number], fontsize=7.5, style="italic", va="center", color=GREY)
        axes.annotate(
            "", (0.325, height + 0.5), (0.19, height + 0.5),
            arrowprops={"arrowstyle": "->", "color": GREY, "linewidth": 1.0},
        )  # fmt: skip
        axes.text(
            0.34, height, name, ha="center", va="center", fontsize=8.5, weight="bold", color=INK,
            bbox={"boxstyle": "round,pad=0.5", "facecolor": "none", "edgecolor": BLUE, "linewidth": 1.2},
        )  # fmt: skip
        axes.text(0.46, height + 0.13, does, fontsize=8, va="center", color=INK)
        axes.text(0.46, height - 0.15, f"left: {left} (seen: {seen})", fontsize=7.5, va="center", color=RED)
        if number < len(PASSED):
            axes.annotate(
                "", (0.34, height - 0.74), (0.34, height - 0.25),
                arrowprops={"arrowstyle": "->", "color": BLUE, "linewidth": 1.2},
            )  # fmt: skip
            axes.text(0.36, height - 0.5, PASSED[number], fontsize=7, va="center", color=BLUE)
    axes.set_title("Each layer forgets for itself and passes little down")
    return drawing


def _head(axes: Axes) -> None:
    """What the columns are."""
    for left, text in ((0.0, "who looks sees"), (0.29, "layer"), (0.46, "told to delete, it ...")):
        axes.text(left, 4.12, text, fontsize=7.5, color=GREY, va="center")
