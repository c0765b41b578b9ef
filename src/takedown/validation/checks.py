"""What a row of the validation is: a quantity of a model, computed anew, beside the number that it has to meet.

A row whose published value is among its inputs, or whose value stays as it is when a parameter is moved, says nothing
about the model: it is an *input row*, is marked, and does not count. Neither does a row of which the book itself says
that it is no calibration.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

Kind = Literal["published", "documented", "closed-form"]
Value = float | str
Inputs = Mapping[str, Value]


@dataclass(frozen=True)
class Target:
    """What a value has to meet.

    Attributes:
        value: the number or word itself; for a bound or a band, its lower end.
        text: how it is written.
        tolerance: how far a value may be off, in words.
        meets: whether a value is near enough.
    """

    value: Value
    text: str
    tolerance: str
    meets: Callable[[Value], bool] = field(repr=False)


def near(value: float, *, rel: float = 0.0, abs: float = 0.0, text: str = "") -> Target:  # noqa: A002  # as in pytest.approx
    """A number, within a share of itself or a distance; exactly, if neither is given."""

    def meets(found: Value) -> bool:
        if isinstance(found, str):
            return False
        return math.fabs(found - value) <= rel * math.fabs(value) + abs + 1e-12

    said = f"{100 * rel:g} %" if rel else f"{abs:g}" if abs else "exact"
    return Target(value, text or f"{value:g}", said, meets)


def above(value: float) -> Target:
    """Any number above a bound."""
    return Target(value, f"above {value:g}", "bound", lambda found: not isinstance(found, str) and found > value)


def band(low: float, high: float) -> Target:
    """Any number from one to the other."""
    return Target(
        low, f"{low:g} to {high:g}", "band", lambda found: not isinstance(found, str) and low <= found <= high
    )


def word(value: str) -> Target:
    """A word."""
    return Target(value, value, "exact", lambda found: found == value)


@dataclass(frozen=True)
class Check:
    """A quantity to compute, and what it has to meet.

    Attributes:
        model: the module of takedown.models.
        quantity: what is computed, in words.
        target: what it has to meet.
        source: who gives the target, or what it is derived from.
        kind: published number, documented behaviour, or closed form.
        compute: gives the value for the inputs, by name.
        inputs: what the value is computed with.
        moved: the same inputs, some at another value, at which the value has to be another.
        counts: whether the row is evidence for the model.
        note: what has to be said with it.
    """

    model: str
    quantity: str
    target: Target
    source: str
    kind: Kind
    compute: Callable[..., Value] = field(repr=False)
    inputs: Inputs
    moved: Inputs
    counts: bool = True
    note: str = ""

    def value(self, **moved: Value) -> Value:
        """The value with the inputs, some of them moved."""
        return self.compute(**{**self.inputs, **moved})

    def is_input(self) -> bool:
        """Whether the published value is among the inputs, or the value does not move when a parameter does."""
        return self.target.value in self.inputs.values() or self.value() == self.value(**self.moved)

    def row(self) -> Row:
        """The check, done."""
        value = self.value()
        return Row(
            model=self.model,
            quantity=self.quantity,
            inputs=dict(self.inputs),
            published=self.target.text,
            source=self.source,
            value=value,
            tolerance=self.target.tolerance,
            kind=self.kind,
            counts=self.counts,
            note=self.note,
            ok=self.target.meets(value),
        )


@dataclass(frozen=True)
class Row:
    """One row of the validation: plain values, ready for JSON."""

    model: str
    quantity: str
    inputs: dict[str, Value]
    published: str
    source: str
    value: Value
    tolerance: str
    kind: Kind
    counts: bool
    note: str
    ok: bool

    def plain(self) -> dict[str, object]:
        """The row as a dictionary."""
        return asdict(self)

    @property
    def shown(self) -> str:
        """The value as it is printed: four figures, or the word."""
        return self.value if isinstance(self.value, str) else f"{self.value:.4g}"
