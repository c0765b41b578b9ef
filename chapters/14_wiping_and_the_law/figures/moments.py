"""The same act by a suspect and by a friend, at three moments, in four legal systems.

The answers come from takedown.models.wiping_law and data/rules.toml; what no rule covers is left empty.
"""

from __future__ import annotations

from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from takedown.models.wiping_law import EXEMPT, NOT_COVERED, OFFENCE, UNSETTLED, read_rules, rows
from takedown.publishing.figures import BLUE, GREY, INK, LIGHT, WIDTH

DATA = Path(__file__).parents[1] / "data" / "rules.toml"
SYSTEMS = {
    "Netherlands": "Netherlands",
    "England and Wales": "England\nand Wales",
    "United States, federal law": "United States,\nfederal",
    "Germany": "Germany",
}
"""The systems drawn, and how they are written."""
MOMENTS = {"before seizure": "before\nseizure", "at the search": "at the\nsearch", "after seizure": "after\nseizure"}
HALVES = {
    "the suspect, for themselves": {"who": "suspect", "motive": "own prosecution", "device": "own"},
    "a friend, to help": {"who": "other", "motive": "another's prosecution", "device": "another's, with leave"},
}
LOOKS: dict[str, dict[str, object]] = {
    OFFENCE: {"facecolor": BLUE, "edgecolor": "white"},
    EXEMPT: {"facecolor": "white", "edgecolor": INK},
    UNSETTLED: {"facecolor": "white", "edgecolor": GREY, "hatch": "////"},
}


def answers(half: str) -> dict[tuple[str, str], str]:
    """The answer for each system and moment of one half."""
    facts = HALVES[half]
    rules = read_rules(DATA.read_text(encoding="utf-8"))
    table = rows(rules, who=facts["who"], motive=facts["motive"], device=facts["device"])
    return {(str(row["jurisdiction"]), str(row["when"])): str(row["status"]) for row in table}


def figure() -> Figure:
    """Two grids of answers."""
    drawing = Figure(figsize=(WIDTH, 3.5))
    left, right = drawing.subplots(1, 2)
    _half(left, "the suspect, for themselves")
    _half(right, "a friend, to help")
    left.set_yticks(range(len(SYSTEMS)), list(SYSTEMS.values()), fontsize=8)
    right.set_yticks([])
    drawing.suptitle("Before a seizure the suspect's own wipe divides the laws; a friend's does not", fontsize=9)
    handles = [Patch(**look, label=name) for name, look in LOOKS.items()]  # type: ignore[arg-type]  # looks of a patch
    handles.append(Patch(facecolor="none", edgecolor=LIGHT, linestyle=":", label=NOT_COVERED))
    drawing.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8, handlelength=1.6)
    return drawing


def _half(axes: Axes, half: str) -> None:
    """One grid."""
    found = answers(half)
    for height, system in enumerate(SYSTEMS):
        for place, moment in enumerate(MOMENTS):
            status = found[system, moment]
            look = LOOKS.get(status, {"facecolor": "none", "edgecolor": LIGHT, "linestyle": ":"})
            axes.add_patch(Rectangle((place - 0.45, height - 0.38), 0.9, 0.76, linewidth=1.0, **look))  # type: ignore[arg-type]  # as above
            colour = "white" if status == OFFENCE else INK
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0} if status == UNSETTLED else None
            shown = "" if status == NOT_COVERED else status
            axes.text(place, height, shown, ha="center", va="center", fontsize=7, color=colour, bbox=box)
    axes.set_xlim(-0.5, len(MOMENTS) - 0.5)
    axes.set_ylim(len(SYSTEMS) - 0.5, -0.5)
    axes.set_xticks(range(len(MOMENTS)), list(MOMENTS.values()), fontsize=7.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_title(half, fontsize=8.5)
    for side in axes.spines.values():
        side.set_visible(False)
