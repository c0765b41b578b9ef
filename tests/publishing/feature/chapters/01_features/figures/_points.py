"""Reading points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def pairs(rows: Iterable[Mapping[str, str]]) -> tuple[list[float], list[float]]:
    """The columns x and y."""
    found = [(float(row["x"]), float(row["y"])) for row in rows]
    return [x for x, _ in found], [y for _, y in found]
