"""Thirteen Dutch powers against time: seen in force, in force by a sourced beginning, not in force, or not seen by us.

The rows come from takedown.models.powers and data/powers.toml. What the model answers with "not known" is drawn as not
seen by us: the law of those days is public, and nobody who wrote this book has read it.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from takedown.models.powers import NOT_IN_FORCE, Power, read_powers, state
from takedown.publishing.figures import BLUE, GREY, INK, LIGHT, RED, WIDTH

DATA = Path(__file__).parents[1] / "data" / "powers.toml"
LEFT, RIGHT = date(2000, 1, 1), date(2026, 12, 31)
"""The edges of the drawing."""
THE_DAY = date(2018, 11, 6)
PALE = "#cfdbe9"
"""A light tint of the blue of what was seen."""
UNKNOWN: dict[str, Any] = {"facecolor": "none", "edgecolor": LIGHT, "hatch": "////", "linewidth": 0.0}
BETWEEN: dict[str, Any] = {"facecolor": PALE, "edgecolor": BLUE, "linewidth": 0.5}
FORCE: dict[str, Any] = {"facecolor": BLUE, "edgecolor": BLUE, "linewidth": 0.8}
ABSENT: dict[str, Any] = {"facecolor": "white", "edgecolor": RED, "linewidth": 1.2}


def powers() -> tuple[Power, ...]:
    """The powers in the order of the data, top to bottom."""
    return read_powers(DATA.read_text(encoding="utf-8"))


def figure() -> Figure:
    """Powers against time."""
    drawing = Figure(figsize=(WIDTH, 4.6))
    axes = drawing.subplots()
    drawn = powers()
    for height, power in enumerate(drawn):
        _draw(axes, height, power)
    axes.axvline(_year(THE_DAY), color=INK, linewidth=1.2)
    axes.annotate(
        "6 Nov 2018", (_year(THE_DAY), -0.75), (-4, 0), textcoords="offset points", ha="right", fontsize=8, color=INK
    )
    axes.set_yticks(range(len(drawn)), [f"{power.title}, {_short(power.article)}" for power in drawn], fontsize=7.5)
    axes.set_ylim(len(drawn) - 0.4, -1.3)
    axes.set_xlim(_year(LEFT), _year(RIGHT))
    axes.set_xticks(range(2000, 2027, 5))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_title("On the day itself we have one firm answer: no hacking power", x=-0.95)
    drawing.legend(handles=_legend(), loc="outside lower center", ncols=2, fontsize=8, handlelength=1.6)
    return drawing


def _draw(axes: Axes, height: int, power: Power) -> None:
    """One power: hatching all along, over it what is known, and a thin pale bar between two days of sight."""
    left, right = _year(LEFT), _year(RIGHT)
    axes.barh(height, right - left, left=left, height=0.5, **UNKNOWN)
    if power.begins:
        begin = _year(power.begins.day)
        absent = state(power, LEFT).status == NOT_IN_FORCE
        if absent and begin - left > 1:
            axes.barh(height, begin - left, left=left, height=0.5, **ABSENT)
        axes.barh(height, _year(power.seen[-1].day) - begin, left=begin, height=0.26, **FORCE)
    days = [_year(dated.day) for dated in power.seen]
    if not power.begins and len(days) > 1:
        axes.barh(height, days[-1] - days[0], left=days[0], height=0.14, **BETWEEN)
    axes.plot(days, [height] * len(days), linestyle="", marker="o", markersize=5.5, color=BLUE, markeredgecolor="white")


def _short(article: str) -> str:
    """The article without the name of the code."""
    return article.removesuffix(" Sv").replace(" and ", ", ")


def _year(day: date) -> float:
    """A day on the axis of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _legend() -> list[Line2D | Patch]:
    """What the marks mean."""
    return [
        Line2D([], [], marker="o", color=BLUE, linestyle="", label="a day on which it was seen in force"),
        Patch(label="in force, by a sourced beginning", **FORCE),
        Patch(label="not in force, by a source", **ABSENT),
        Patch(label="not seen by us, but seen before and after", **BETWEEN),
        Patch(label="not seen by us", **(UNKNOWN | {"edgecolor": GREY})),
    ]
