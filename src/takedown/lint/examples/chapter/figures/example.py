"""Two lines that part: an example of a figure made from data. It draws; it computes nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from matplotlib.figure import Figure

from takedown.publishing.figures import BLUE, DASHES, RED, WIDTH

DATA = Path(__file__).parents[1] / "data" / "example.csv"


def figure() -> Figure:
    """The two lines."""
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]
    drawing = Figure(figsize=(WIDTH, 2.6))
    axes = drawing.subplots()
    steps = [row["step"] for row in rows]
    axes.plot(steps, [row["level"] for row in rows], DASHES[0], color=BLUE, label="level")
    axes.plot(steps, [row["rising"] for row in rows], DASHES[1], color=RED, label="rising")
    axes.set_title("The two lines part at once")
    axes.set_xlabel("step")
    axes.legend()
    return drawing
