"""One message's copies before and after the panic button on the sender's phone: the same graph, drawn twice.

The graph, what the button reaches and what is left come from takedown.models.copies; only the places on the paper
stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch

from takedown.models.copies import Graph, Place, left, message, reached
from takedown.publishing.figures import BLUE, GREY, INK, LIGHT, RED, WIDTH

BUTTON = "phone"
"""The button of the drawing: everything on the sender's phone."""

SPOTS: Mapping[str, tuple[float, float, str]] = {
    "sender app": (0.0, 3.0, "app"),
    "sender files": (0.0, 4.0, "its files"),
    "sender device 1": (0.0, 1.0, "linked laptop"),
    "sender backup": (0.0, 0.0, "backup"),
    "server": (1.0, 3.0, "provider's server\n(cannot be read)"),
    "police server": (1.0, 1.0, "recording,\nmade readable"),
    "recipient 1 app": (2.0, 3.0, "app"),
    "recipient 1 files": (2.0, 4.0, "its files"),
    "recipient 1 notifications": (2.0, 2.0, "notifications"),
    "recipient 1 device 1": (2.0, 1.0, "linked laptop"),
    "recipient 1 backup": (2.0, 0.0, "backup"),
}
"""Where each place is drawn (column, row) and what its box says."""

HALF_WIDTH, HALF_HEIGHT = 0.36, 0.34
LOOKS: Mapping[str, dict[str, Any]] = {
    "readable": {"facecolor": BLUE, "edgecolor": BLUE, "linestyle": "-"},
    "unreadable": {"facecolor": LIGHT, "edgecolor": GREY, "linestyle": ":"},
    "erased": {"facecolor": "none", "edgecolor": RED, "linestyle": "--"},
}
"""How a place is drawn: with a readable copy, with one that cannot be read, with one that was told to erase itself."""


def graph() -> Graph:
    """The message of the drawing: two people, a linked laptop each, and a tap."""
    return message(devices=1, tap=True)


def state(place: Place, button: str | None) -> str:
    """What a place is like before any button (None) or after one."""
    if button and place.id in reached(graph(), button):
        return "erased"
    return "readable" if place.readable else "unreadable"


def figure() -> Figure:
    """Before above, after below."""
    drawing = Figure(figsize=(WIDTH, 6.0))
    above, below = drawing.subplots(2)
    readable = sum(place.readable for place in graph().places)
    _draw(above, None, f"Before: {readable} readable copies")
    _draw(below, BUTTON, f"After the sender's panic button: {len(left(graph(), BUTTON))} readable copies")
    handles = [Patch(label=name, **LOOKS[look]) for look, name in _names().items()]
    drawing.legend(handles=handles, loc="outside lower center", ncols=3, fontsize=8, handlelength=1.6)
    return drawing


def _names() -> dict[str, str]:
    """What the looks mean."""
    return {"readable": "readable copy", "unreadable": "cannot be read", "erased": "told to erase"}


def _draw(axes: Axes, button: str | None, title: str) -> None:
    """One of the two drawings."""
    axes.set_title(title)
    axes.set_xlim(-0.45, 2.45)
    axes.set_ylim(-0.45, 5.05)
    axes.axis("off")
    for number, name in enumerate(("sender", "between", "recipient")):
        axes.text(number, 4.72, name, ha="center", fontsize=8, color=GREY, style="italic")
    for origin, target in graph().flows:
        _arrow(axes, origin, target)
    for place in graph().places:
        column, row, words = SPOTS[place.id]
        look = state(place, button)
        corner = (column - HALF_WIDTH, row - HALF_HEIGHT)
        box = FancyBboxPatch(
            corner, 2 * HALF_WIDTH, 2 * HALF_HEIGHT, boxstyle="round,pad=0,rounding_size=0.08", **LOOKS[look]
        )
        axes.add_patch(box)
        color = "white" if look == "readable" else RED if look == "erased" else INK
        axes.text(column, row, words, ha="center", va="center", fontsize=7, color=color)


def _arrow(axes: Axes, origin: str, target: str) -> None:
    """A flow from one box to another; within a column it runs beside the boxes where another box is between."""
    start_column, start_row, _ = SPOTS[origin]
    end_column, end_row, _ = SPOTS[target]
    bend = "arc3,rad=0"
    if start_column != end_column:
        side = HALF_WIDTH if end_column > start_column else -HALF_WIDTH
        start, end = (start_column + side, start_row), (end_column - side, end_row)
    elif abs(start_row - end_row) <= 1 or origin == "server":
        step = HALF_HEIGHT if end_row > start_row else -HALF_HEIGHT
        start, end = (start_column, start_row + step), (end_column, end_row - step)
    else:
        side = -HALF_WIDTH if start_column == 0 else HALF_WIDTH
        start, end = (start_column + side, start_row), (end_column + side, end_row)
        bend = f"arc3,rad={0.25 if start_column == 0 else -0.25}"
    look = {"arrowstyle": "->", "color": GREY, "linewidth": 0.8, "connectionstyle": bend, "shrinkA": 0, "shrinkB": 1}
    axes.annotate("", end, start, arrowprops=look, zorder=0)
