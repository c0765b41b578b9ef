"""When each event of the case happened, drawn with what is known of its date: a day, a month, a stretch, or nothing.

The rows, their dates and their status stand in data/timeline.csv; a test holds them to the claims.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from takedown.publishing.figures import BLUE, GREY, INK, LIGHT, RED, WIDTH

DATA = Path(__file__).parents[1] / "data" / "timeline.csv"
LEFT, RIGHT = 2016.65, 2021.25
"""The edges of the drawing, in years."""
BEFORE = 2015.0
"""Where a stretch without a known beginning starts: outside the drawing, so that no edge of it shows."""

BARS: Mapping[str, dict[str, Any]] = {
    "contested": {"facecolor": "none", "edgecolor": RED, "hatch": "////", "linestyle": "-"},
    "withheld": {"facecolor": LIGHT, "edgecolor": GREY, "hatch": "", "linestyle": ":"},
    "reported": {"facecolor": "none", "edgecolor": BLUE, "hatch": "", "linestyle": "-"},
}
"""How a stretch of time is filled, by the status of its claim."""


def rows() -> list[dict[str, str]]:
    """The events in the order in which they are drawn, top to bottom."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure() -> Figure:
    """The timeline."""
    drawing = Figure(figsize=(WIDTH, 4.2))
    axes = drawing.subplots()
    events = rows()
    for height, event in enumerate(events):
        _draw(axes, height, event)
    axes.set_yticks(range(len(events)), [event["event"] for event in events])
    axes.set_ylim(len(events) - 0.4, -0.6)
    axes.set_xlim(LEFT, RIGHT)
    axes.set_xticks(range(2017, 2022))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    axes.set_title("The announcement has a day, the beginning has none", x=-0.72)
    drawing.legend(handles=_legend(), loc="outside lower center", ncols=3, fontsize=8, handlelength=1.6)
    return drawing


def _draw(axes: Axes, height: int, event: Mapping[str, str]) -> None:
    """One event: a dot where the day is known, else a bar over the days that are possible."""
    latest = _year(event["latest"])
    earliest = _year(event["earliest"]) if event["earliest"] else BEFORE
    if event["precision"] == "day":
        filled = BLUE if event["status"] == "established" else "white"
        axes.plot([latest], [height], marker="o", markersize=6.5, color=BLUE, markerfacecolor=filled)
    else:
        axes.barh(height, latest - earliest, left=earliest, height=0.46, **BARS[event["status"]])
    axes.annotate(
        event["date_shown"], (latest, height), (7, 0), textcoords="offset points", va="center", fontsize=7.5, color=INK
    )


def _year(day: str) -> float:
    """A day like 2018-11-06 on the axis of years."""
    when = date.fromisoformat(day)
    return when.year + (when.timetuple().tm_yday - 1) / 366


def _legend() -> list[Line2D | Patch]:
    """What the shapes mean."""
    return [
        Line2D([], [], marker="o", color=BLUE, linestyle="", label="day, established"),
        Line2D([], [], marker="o", color=BLUE, linestyle="", markerfacecolor="white", label="day, reported"),
        Patch(label="stretch, reported", **BARS["reported"]),
        Patch(label="contested", **BARS["contested"]),
        Patch(label="withheld", **BARS["withheld"]),
    ]
