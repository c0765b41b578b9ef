"""A straight line, from the chapter's data and a helper."""

from __future__ import annotations

import csv
from pathlib import Path

from _points import pairs
from matplotlib.figure import Figure

from takedown.publishing.figures import BLUE

DATA = Path(__file__).parents[1] / "data" / "points.csv"


def figure() -> Figure:
    """The points joined by a line."""
    with DATA.open(encoding="utf-8") as file:
        across, up = pairs(csv.DictReader(file))
    drawing = Figure(figsize=(4, 2.2))
    axes = drawing.subplots()
    axes.plot(across, up, color=BLUE)
    axes.set_title("It rises")
    return drawing
