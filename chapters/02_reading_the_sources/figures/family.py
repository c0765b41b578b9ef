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
    "court-file": "what was said\nat hearings",
    "court-gelderland": "court of Arnhem",
    "court-overijssel": "court of Almelo",
    "nos-newsroom": "a newsroom's test",
}
"""What the boxes at the left say, by the id of the origin."""
UNKNOWN = "way unknown"
"""The step of reports of which we cannot say how they came by the story; their lines are broken."""
BOX, STEP, RIGHT = 0.14, 0.44, 0.8
"""Where the middles of the boxes lie, and where the steps between and the names of reports begin."""


def rows() -> list[dict[str, str]]:
    """The reports in the order in which they are drawn, top to bottom."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure() -> Figure:
    """The family tree."""
    drawing = Figure(figsize=(WIDTH, 4.6))
    axes = drawing.subplots()
    axes.set_axis_off()
    axes.set_xlim(-0.02, 1.28)
    heights = _heights()
    axes.set_ylim(max(heights.values()) + 0.8, -0.8)
    for origin, shown in ORIGINS.items():
        own = [row for row in rows() if row["origin"] == origin]
        height = sum(heights[row["report"]] for row in own) / len(own)
        _reports(axes, own, heights, height, colour=BLUE if origin == "police-and-prosecution" else GREY)
        _box(axes, height, shown, is_main=origin == "police-and-prosecution")
    axes.set_title("One announcement behind thirteen of our reports")
    return drawing


def _heights() -> dict[str, float]:
    """Where each report stands: one line apart, and a gap between families and between ways."""
    heights: dict[str, float] = {}
    height = 0.0
    before: dict[str, str] | None = None
    for row in rows():
        if before is not None:
            is_same_way = row["through"] == before["through"] or row["through"] in heights
            height += 1.7 if row["origin"] != before["origin"] else 1.0 if is_same_way else 1.3
        heights[row["report"]], before = height, row
    return heights


def _reports(axes: Axes, own: list[dict[str, str]], heights: dict[str, float], start: float, *, colour: str) -> None:
    """The reports of one origin, with the texts through which they have it."""
    for row in own:
        height, through = heights[row["report"]], row["through"]
        if through in heights:  # from another report: drawn below it and set in, with a line from its name
            axes.plot(
                [RIGHT + 0.03, RIGHT + 0.03, RIGHT + 0.07], [heights[through] + 0.4, height, height],
                color=colour, linewidth=0.8,
            )  # fmt: skip
            axes.text(RIGHT + 0.085, height, row["shown"], fontsize=7.5, va="center", color=INK)
            continue
        axes.text(RIGHT, height, row["shown"], fontsize=7.5, va="center", color=INK)
        if not through:
            axes.plot([BOX, RIGHT - 0.015], [start, height], color=colour, linewidth=0.8, zorder=1)
    for through in dict.fromkeys(row["through"] for row in own if row["through"] and row["through"] not in heights):
        members = [heights[row["report"]] for row in own if row["through"] == through]
        middle = sum(members) / len(members)
        dashes = "--" if through == UNKNOWN else "-"
        axes.plot([BOX, STEP - 0.01], [start, middle], color=colour, linewidth=0.8, linestyle=dashes, zorder=1)
        for height in members:
            axes.plot(
                [STEP + 0.1, RIGHT - 0.015], [middle, height], color=colour, linewidth=0.8, linestyle=dashes, zorder=1
            )
        axes.text(
            STEP, middle, through, fontsize=7.5, style="italic", va="center", color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5}, zorder=3,
        )  # fmt: skip


def _box(axes: Axes, height: float, shown: str, *, is_main: bool) -> None:
    """An origin; its white ground covers the lines that begin behind it."""
    style = {"boxstyle": "round,pad=0.45", "facecolor": "white", "edgecolor": BLUE if is_main else GREY}
    axes.text(
        BOX, height, shown, fontsize=8 if is_main else 7.5, ha="center", va="center", color=INK,
        weight="bold" if is_main else "normal", bbox=style, zorder=3,
    )  # fmt: skip
