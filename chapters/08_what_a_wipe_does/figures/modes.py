"""Which deleted rows can be read in a database file: by setting, by way of deleting, and by how many are deleted."""

from __future__ import annotations

from typing import Final, Literal

from matplotlib.figure import Figure

from takedown.models.deletion import MODES, Mode, Which, delete
from takedown.publishing.figures import DASHES, HATCHES, PALETTE, WIDTH

ROWS: Final = 2000
DELETED: Final = 500
WAYS: Final[tuple[tuple[Which, str], ...]] = (
    ("random", "500\nat random"), ("last", "the last\n500"),
    ("all", "all, with\na condition"), ("table", "the whole\ntable"),
)  # fmt: skip
SHARES: Final = (10, 20, 30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100)
SHOWN: Final[tuple[Literal["off"], Literal["fast"], Literal["on"]]] = ("off", "fast", "on")


def by_way(mode: Mode) -> list[float]:
    """Per cent of the deleted rows that can be read, for each way of deleting."""
    found = [delete(mode, rows=ROWS, deleted=DELETED, which=way) for way, _ in WAYS]
    return [100 * each.left / len(each.numbers) for each in found]


def by_share(mode: Mode) -> list[float]:
    """Per cent of the deleted rows that can be read, for rows deleted at random, by the share deleted."""
    counts = [ROWS * share // 100 for share in SHARES]
    return [100 * delete(mode, rows=ROWS, deleted=count).left / count for count in counts]


def figure() -> Figure:
    """Bars and lines."""
    drawing = Figure(figsize=(WIDTH, 3.3))
    bars, lines = drawing.subplots(1, 2, sharey=True, width_ratios=(1.25, 1))
    for place, (mode, colour, hatch, dash) in enumerate(zip(MODES, PALETTE, HATCHES, DASHES, strict=False)):
        at = [number + (place - 1) * 0.27 for number in range(len(WAYS))]
        heights = by_way(mode)
        bars.bar(at, heights, width=0.25, color=colour, hatch=hatch, edgecolor="white", linewidth=0, label=mode)
        for left, height in zip(at, heights, strict=True):
            if not height:
                bars.text(left, 1.5, "0", ha="center", va="bottom", fontsize=7)
        lines.plot(SHARES, by_share(mode), color=colour, linestyle=dash, label=mode)
    bars.set_xticks(range(len(WAYS)), [name for _, name in WAYS], fontsize=7)
    bars.set_ylabel("deleted rows that can be read, %", fontsize=8)
    bars.set_title("by way of deleting", fontsize=9, fontweight="normal")
    lines.set_title("by how many, at random", fontsize=9, fontweight="normal")
    lines.set_xlabel("rows deleted, % of all", fontsize=8)
    for axes in (bars, lines):
        axes.set_ylim(-2, 106)
        axes.grid(axis="y")
    drawing.suptitle(
        "Under fast, what is left depends on which rows are deleted", x=0.01, ha="left", fontsize=10, fontweight="bold"
    )
    handles, labels = lines.get_legend_handles_labels()
    drawing.legend(handles, labels, loc="outside lower center", ncols=3, fontsize=8)
    return drawing
