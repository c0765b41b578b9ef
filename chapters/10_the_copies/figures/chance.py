"""How probable it is that every copy is gone, by the number of copies: alone, with a common cause, and all as one.

The numbers come from takedown.models.copies.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from takedown.models.copies import rows
from takedown.publishing.figures import BLUE, GREY, RED, TEAL, WIDTH

SUCCESS, SHARE, COPIES = 0.9, 0.5, 12
LINES = (
    ("one event", "one event decides for all", TEAL, "--", "^"),
    ("common cause", "common cause in half of the cases", BLUE, "-", "o"),
    ("independent", "each goes by itself", RED, "-.", "s"),
)
"""Column of the model's table, its name in the drawing, and its look."""


def figure() -> Figure:
    """The three lines, and the one case in which none of them matters."""
    drawing = Figure(figsize=(WIDTH, 3.4))
    axes = drawing.subplots()
    table = rows(success=SUCCESS, share=SHARE, copies=COPIES)
    numbers = [row["copies"] for row in table]
    for column, name, color, dashes, marker in LINES:
        heights = [row[column] for row in table]
        axes.plot(numbers, heights, color=color, linestyle=dashes, marker=marker, markersize=4, label=name)
    axes.plot(numbers, [0] * len(numbers), color=GREY, linestyle=":", label="one more copy is out of reach")
    axes.set_ylim(-3, 100)
    axes.set_xticks(range(1, COPIES + 1))
    axes.set_xlabel("copies within reach, each gone with probability 0.9")
    axes.set_ylabel("all gone, in per cent")
    axes.set_title("A common cause helps; a copy out of reach ends it")
    axes.grid(axis="y")
    drawing.legend(loc="outside lower center", ncols=2, fontsize=8, handlelength=2.6)
    return drawing
