"""The best pairing of two lists: each item with at most one of the other, so that the sum of gains is largest.

The Hungarian method in its O(n² m) form, as in Kuhn (1955) and the later formulation with potentials.
"""

from __future__ import annotations

from collections.abc import Sequence

_FINE = 10_000  # gains are whole numbers; below one of them, the order of the lists decides


def best_pairs(gains: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pairs (row, column) with the largest sum of ``gains[row][column]``; among equals, those nearest in order."""
    if not gains or not gains[0]:
        return {}
    if len(gains) > len(gains[0]):
        turned = best_pairs([list(column) for column in zip(*gains, strict=True)])
        return {row: column for column, row in sorted(turned.items(), key=lambda pair: pair[1])}
    cost = [[abs(row - column) - _FINE * gain for column, gain in enumerate(line)] for row, line in enumerate(gains)]
    return _cheapest(cost)


def _cheapest(cost: list[list[int]]) -> dict[int, int]:
    """The cheapest pairing of every row with a column; there are at least as many columns as rows."""
    rows, columns = len(cost), len(cost[0])
    row_price, column_price = [0] * (rows + 1), [0] * (columns + 1)
    owner = [0] * (columns + 1)  # of each column, its row counted from 1; column 0 is where a search starts
    for row in range(1, rows + 1):
        owner[0] = row
        here = 0
        least: list[float] = [float("inf")] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[here]:
            done[here] = True
            step, following = float("inf"), 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                reduced = cost[owner[here] - 1][column - 1] - row_price[owner[here]] - column_price[column]
                if reduced < least[column]:
                    least[column], came_from[column] = reduced, here
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += int(step)
                    column_price[column] -= int(step)
                else:
                    least[column] -= step
            here = following
        while here:
            before = came_from[here]
            owner[here] = owner[before]
            here = before
    return {owner[column] - 1: column - 1 for column in range(1, columns + 1) if owner[column]}
