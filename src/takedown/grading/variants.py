"""The values in which one student's exercise differs from another's, derived from the class key.

``variant`` in exercise.toml names what a key draws. What may be drawn stands in the exercise's ``data/variant.toml``::

    [officers]                    # a list of values; the first is everybody's without a class key
    values = [3, 5, 8]

    [rate]                        # or numbers from low to high in steps; default is everybody's without a class key
    low = 0.1
    high = 0.5
    step = 0.05
    default = 0.25

A name that is not in that file is looked for among the ``PARAMETERS`` of the teaching models that the exercise imports,
with their bounds, step and default. A local run has no variant: everybody practises with the defaults.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from takedown.grading.draw import LOCAL_KEY, drawn
from takedown.grading.results import VariantValue
from takedown.problems import Problem

FILE = "variant.toml"
_STEPS = 10_000  # more steps than this is a slip of the pen


class Varying(Protocol):
    """What this module needs to know of an exercise."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def folder(self) -> Path: ...  # noqa: D102
    @property
    def imports(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def variant(self) -> tuple[str, ...]: ...  # noqa: D102


def variant_of(exercise: Varying, key: bytes, student: str) -> dict[str, VariantValue]:
    """The student's values, by name in the order of ``exercise.toml``; the defaults under the local key.

    Raises:
        Problem: a name has no choices, or they are not as they should be.
    """
    choices = _choices(exercise) if exercise.variant else {}
    if key == LOCAL_KEY:
        return {name: default for name, (default, _) in choices.items()}
    return {
        name: drawn(key, exercise.id, student, "variant", name).choice(values) for name, (_, values) in choices.items()
    }


Choices = tuple[VariantValue, list[VariantValue]]


def _choices(exercise: Varying) -> dict[str, Choices]:
    """For each name its default and all that may be drawn."""
    file = exercise.folder / "data" / FILE
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, ValueError) as error:
        raise Problem(f"this cannot be read as TOML ({error})", file=file, mend="mend that place") from error
    surplus = [name for name in written if name not in exercise.variant]
    if surplus:
        raise Problem(f"{surplus[0]!r} is not drawn", file=file, mend="name it in variant of exercise.toml")
    found: dict[str, Choices] = {}
    for name in exercise.variant:
        parameter = _parameter(exercise.imports, name)
        if name in written:
            found[name] = _written(file, name, written[name])
        elif parameter is not None:
            found[name] = _stepped(file, name, parameter)
        else:
            raise Problem(f"{name!r} has no values to draw from", file=file, mend=f"write [{name}] with values")
    return found


def _written(file: Path, name: str, table: object) -> Choices:
    if not isinstance(table, dict):
        raise _odd(file, name)
    values = table.get("values")
    if set(table) == {"values"} and isinstance(values, list) and values:
        if all(isinstance(value, (bool, int, float, str)) for value in values):
            return values[0], values
    elif {"low", "high", "step"} <= set(table) <= {"low", "high", "step", "default"}:
        return _stepped(file, name, {"default": table["low"], **table})
    raise _odd(file, name)


def _stepped(file: Path, name: str, table: Mapping[str, object]) -> Choices:
    """The numbers from low to high; whole where all of them are, else rounded to what the step says."""
    low, high, step, default = (_number(file, name, table.get(part)) for part in ("low", "high", "step", "default"))
    count = round((high - low) / step) if step > 0 and high >= low else -1
    if not 0 <= count <= _STEPS:
        raise _odd(file, name)
    whole = all(isinstance(number, int) for number in (low, high, step))
    values: list[VariantValue] = [low + place * step for place in range(count + 1)]
    if not whole:
        values = [float(f"{value:.12g}") for value in values]
    return default, [value for value in values if isinstance(value, (int, float)) and value <= high]


def _number(file: Path, name: str, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _odd(file, name)
    return value


def _odd(file: Path, name: str) -> Problem:
    return Problem(
        f"[{name}] does not say what may be drawn", file=file, mend="write values = [...], or low, high and step"
    )


def _parameter(imports: Iterable[str], name: str) -> Mapping[str, object] | None:
    """The parameter of an imported teaching model, as low, high, step and default."""
    for module in imports:
        if module.startswith("takedown.models"):
            for parameter in getattr(importlib.import_module(module), "PARAMETERS", ()):
                if parameter.name == name:
                    return {part: getattr(parameter, part) for part in ("low", "high", "step", "default")}
    return None
