"""The teaching models: small, deterministic from a seed, standard library only, no files; they run in the page too.

Each module says in its docstring what it models, what it leaves out, its units and its sources. It has ``PARAMETERS``,
the quantities that a reader may move, and ``rows(**parameters)``, the table behind its figure. This file holds what
they share: :class:`Parameter`, which knows its bounds and refuses a value outside them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A quantity of a model: what it is called, its unit, and the values that it may have.

    Attributes:
        name: the argument's name.
        unit: what its numbers mean, as "probability" or "reports".
        low: the smallest value allowed.
        high: the largest value allowed.
        step: how far a slider moves it; a whole step and whole bounds mean that only whole numbers are allowed.
        default: the value with which the figure opens.
    """

    name: str
    unit: str
    low: float
    high: float
    step: float
    default: float

    @property
    def whole(self) -> bool:
        """Whether only whole numbers are allowed."""
        return all(isinstance(number, int) for number in (self.low, self.high, self.step))

    def check(self, value: float) -> None:
        """Refuse a value that is no number, not whole where it must be, or out of bounds.

        Raises:
            ValueError: its text names the parameter, the bounds and the unit.
        """
        kinds = (int,) if self.whole else (int, float)
        is_number = isinstance(value, kinds) and not isinstance(value, bool)
        if not is_number or math.isnan(value) or not self.low <= value <= self.high:
            kind = "a whole number" if self.whole else "a number"
            raise ValueError(
                f"{self.name} is {value!r}: it must be {kind} from {self.low:g} to {self.high:g} ({self.unit})"
            )


def check(parameters: tuple[Parameter, ...], **values: float) -> None:
    """Refuse the first of ``values`` that its parameter does not allow.

    Raises:
        ValueError: as :meth:`Parameter.check`.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    for name, value in values.items():
        by_name[name].check(value)


def given(parameters: tuple[Parameter, ...], values: Mapping[str, float]) -> dict[str, float]:
    """All parameters of a model with their values: those given, for the rest the default.

    Raises:
        TypeError: a parameter that the model does not have.
        ValueError: as :meth:`Parameter.check`.
    """
    known = {parameter.name: parameter.default for parameter in parameters}
    unknown = sorted(values.keys() - known.keys())
    if unknown:
        raise TypeError(f"the model has no parameter {unknown[0]!r}; it has {', '.join(known)}")
    chosen = known | dict(values)
    check(parameters, **chosen)
    return chosen


def one_of(name: str, value: str, allowed: Collection[str]) -> None:
    """Refuse a word that is not among ``allowed``.

    Raises:
        ValueError: its text names the parameter and the words allowed.
    """
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}: it must be one of {', '.join(allowed)}")
