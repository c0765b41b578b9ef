"""Eighteen reports and where each has its story from.

The rows stand in data/family.csv; a test holds them to the sources.
"""

from __future__ import annotations

import csv
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from takedown.publishing.figures import BLUE, GREY, INK, WIDTH

DATA = Path(__file__).parents[1] / "data" / "family.csv"
ORIGINS = {
    "police-and-prosecution": "the announcement\nof 6 November 2018",
    "court-file": "case files",
    "court-gelderland": "court of Arnhem",
    "court-overijssel": "court of Almelo",
    "nos-newsroom": "a newsroom's test",
}
"""What the boxes at the left say, by the id of the origin."""
LEFT, MIDDLE, RIGHT = 0.0, 0.5, 0.76
"""Where origins, texts in between and reports stand, as shares of the width."""


def rows() -> list[dict[str, str]]:
    """The reports in the order in which they are drawn, top to bottom."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure() -> Figure:
    """The family tree."""
    drawing = Figure(figsize=(WIDTH, 4.4))
    axes = drawing.subplots()
    axes.set_axis_off()
    axes.set_xlim(-0.02, 1.16)
    heights = _heights()
    axes.set_ylim(max(heights.values()) + 0.8, -0.8)
    for origin, shown in ORIGINS.items():
        own = [row for row in rows() if row["origin"] == origin]
        height = sum(heights[row["report"]] for row in own) / len(own)
        _box(axes, LEFT, height, shown, is_main=origin == "police-and-prosecution")
        _reports(axes, own, heights, height, is_main=origin == "police-and-prosecution")
    axes.set_title("One announcement became thirteen reports")
    return drawing


def _heights() -> dict[str, float]:
    """Where each report stands: one line apart, and a gap between families."""
    heights: dict[str, float] = {}
    height, before = 0.0, ""
    for row in rows():
        height += 0.0 if not before else 1.0 if row["origin"] == before else 1.6
        heights[row["report"]], before = height, row["origin"]
    return heights


def _reports(axes: Axes, own: list[dict[str, str]], heights: dict[str, float], start: float, *, is_main: bool) -> None:
    """The reports of one origin, with the texts through which they have it."""
    colour = BLUE if is_main else GREY
    edge = LEFT + (0.3 if is_main else 0.26)
    for through in dict.fromkeys(row["through"] for row in own):
        members = [row for row in own if row["through"] == through]
        middle = sum(heights[row["report"]] for row in members) / len(members)
        for row in members:
            height = heights[row["report"]]
            axes.text(RIGHT, height, row["shown"], fontsize=7.5, va="center", color=INK)
            begin = (MIDDLE + 0.15, middle) if through else (edge, start)
            axes.plot([begin[0], RIGHT - 0.015], [begin[1], height], color=colour, linewidth=0.8)
        if through:
            axes.plot([edge, MIDDLE], [start, middle], color=colour, linewidth=0.8, zorder=1)
            axes.text(
                MIDDLE + 0.04, middle, through, fontsize=7.5, style="italic", ha="center", va="center", color=INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5}, zorder=3,
            )  # fmt: skip


def _box(axes: Axes, left: float, height: float, shown: str, *, is_main: bool) -> None:
    """An origin."""
    style = {"boxstyle": "round,pad=0.45", "facecolor": "none", "edgecolor": BLUE if is_main else GREY}
    axes.text(
        left + 0.14, height, shown, fontsize=8 if is_main else 7.5, ha="center", va="center", color=INK,
        weight="bold" if is_main else "normal", bbox=style,
    )  # fmt: skip
