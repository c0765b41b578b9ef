"""Comparisons that teach: what was tried, what came back, what was wanted, why, and one thing to look at.

``assert expect(answer.double(4), equals=8, because="...", look="...")`` returns True or raises :class:`Unmet`, whose
text the learner reads. Kinds count: True is not 1, and where an int is wanted 4.0 is not 4 (where a float is wanted,
4 is fine).
"""

from __future__ import annotations

import math
from collections import deque
from typing import Final

from takedown.grading.messages import LIMIT, cut, sentence, show

DEFAULT_REL = 1e-9  # how near ``near`` means where the test says nothing
_CALLS: deque[tuple[str, object]] = deque(maxlen=50)  # of the running test: what was called, what it gave


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING: Final = _Missing()


class Unmet(AssertionError):  # noqa: N818  # the name that a test's reader expects
    """An expectation that does not hold; its text is the message for the learner."""

    def __init__(self, message: str) -> None:
        self.message = cut(message, LIMIT)
        super().__init__(self.message)


def remember(call: str, value: object) -> None:
    """Note that ``call`` (as the learner would write it) gave ``value``, so that a message can say what was tried."""
    _CALLS.append((call, value))


def forget() -> None:
    """Forget the calls of the test before."""
    _CALLS.clear()


def last_call() -> tuple[str, object] | None:
    """The last call of the running test and what it gave; None if there was none."""
    return _CALLS[-1] if _CALLS else None


def expect(  # noqa: PLR0913  # one for each thing that a message says
    got: object,
    *,
    equals: object = MISSING,
    near: object = MISSING,
    rel: float = 0.0,
    abs: float = 0.0,  # noqa: A002  # the word of pytest.approx and math.isclose
    within: tuple[float, float] | None = None,
    because: str = "",
    look: str = "",
    tried: str = "",
) -> bool:
    """True if ``got`` is as wanted; else :class:`Unmet` with a message for the learner.

    Args:
        got: what came back from the answer.
        equals: the value wanted, with its kind; lists and dicts are compared part by part.
        near: a number wanted, or a list or dict of numbers, within ``rel`` (a share) or ``abs`` (units of the number).
        rel: relative tolerance of ``near``, as 0.03 for 3 %.
        abs: absolute tolerance of ``near``.
        within: lowest and highest number allowed, both included.
        because: why that is right, one sentence.
        look: one thing to look at.
        tried: what was tried, where ``got`` is not itself what a call of the answer gave.
    """
    __tracebackhide__ = True
    asked = [equals is not MISSING, near is not MISSING, within is not None]
    if sum(asked) != 1:
        raise TypeError("expect() takes exactly one of equals, near and within")
    if equals is not MISSING:
        where = _differs(got, equals)
        wanted = _wanted(equals)
    elif near is not MISSING:
        if not rel and not abs:
            rel = DEFAULT_REL
        where = _far(got, near, rel, abs)
        tried = tried or _call(got)
        short = _rounded(got), _rounded(near)
        if where is not None and (again := _far(*short, rel, abs)) is not None:
            (got, near), where = short, again  # the last digits say nothing to a reader, and differ between machines
        wanted = _wanted(near) + _tolerance(rel, abs)
    else:
        assert within is not None  # noqa: S101  # counted above
        low, high = within
        where = None if _is_number(got) and low <= got <= high else ""  # type: ignore[operator]  # a number
        wanted = f"a number from {show(low)} to {show(high)}"
    if where is None:
        return True
    raise Unmet(_message(tried or _call(got), got, wanted=wanted, where=where, because=because, look=look))


def _rounded(value: object) -> object:
    """The value with ten digits of each float in it."""
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return value


def _call(got: object) -> str:
    return next((call for call, value in reversed(_CALLS) if value is got), "")


def _message(  # noqa: PLR0913  # one for each line
    tried: str, got: object, *, wanted: str, where: str, because: str, look: str
) -> str:
    """The parts on lines of their own; the reason is cut first where room is short."""
    came = "nothing (None): is a return missing?" if got is None else f"{show(got, 120)}{_kind(got)}"
    lines = [f"Tried: {tried}" if tried else "", f"Came: {came}", f"Wanted: {wanted}"]
    if where:
        lines.append(f"First difference: {where}")
    lines.append(f"Look at: {sentence(look)}" if look else "")
    fixed = "\n".join(line for line in lines[:-1] if line)
    room = LIMIT - len(fixed) - len(lines[-1]) - len("\nWhy: \n")
    if because and room > 20:
        fixed += f"\nWhy: {cut(sentence(because), room)}"
    return fixed + (f"\n{lines[-1]}" if lines[-1] else "")


def _kind(value: object) -> str:
    """The kind of a value in brackets, where the value alone can be misread."""
    names = {str: "a str", bytes: "bytes", bool: "a bool", int: "an int", float: "a float"}
    return f" ({names[type(value)]})" if type(value) in names else ""


def _wanted(value: object) -> str:
    return "None" if value is None else f"{show(value, 120)}{_kind(value)}"


def _tolerance(rel: float, abs_: float) -> str:
    parts = [f"{100 * rel:g} %"] if rel > DEFAULT_REL else []
    parts += [f"{abs_:g}"] if abs_ else []
    return f", within {' or '.join(parts)}" if parts else ""


def _is_number(value: object) -> bool:
    return type(value) in {int, float}


def _differs(got: object, wanted: object, path: str = "") -> str | None:
    """None if the two are equal in value and kind, else the place and nature of the first difference."""
    if isinstance(wanted, (list, dict)):
        return _differs_inside(got, wanted, path)
    if type(wanted) is float and _is_number(got):
        same = got == wanted or (got != got and wanted != wanted)  # noqa: PLR0124  # NaN is not equal to itself
    else:
        same = type(got) is type(wanted) and got == wanted
    if same:
        return None
    return f"at {path}, {show(got, 40)} instead of {show(wanted, 40)}" if path else ""


def _differs_inside(  # noqa: PLR0911  # one for each way to differ
    got: object, wanted: list[object] | dict[str, object], path: str
) -> str | None:
    if isinstance(wanted, list):
        if not isinstance(got, list):
            return _wrong_kind(path, "a list")
        for index, (one, other) in enumerate(zip(got, wanted, strict=False)):
            if (found := _differs(one, other, f"{path}[{index}]")) is not None:
                return found
        return None if len(got) == len(wanted) else f"{len(got)} items{_at(path)} instead of {len(wanted)}"
    if not isinstance(got, dict):
        return _wrong_kind(path, "a dict")
    for key, other in wanted.items():
        if key not in got:
            return f"the key {show(key, 40)} is missing{_at(path)}"
        if (found := _differs(got[key], other, f"{path}[{show(key, 40)}]")) is not None:
            return found
    extra = next((key for key in got if key not in wanted), None)
    return None if extra is None else f"the key {show(extra, 40)} is not wanted{_at(path)}"


def _at(path: str) -> str:
    return f" at {path}" if path else ""


def _wrong_kind(path: str, wanted: str) -> str:
    return f"not {wanted}{_at(path)}"


def _far(got: object, wanted: object, rel: float, abs_: float, path: str = "") -> str | None:
    """None if ``got`` is near ``wanted`` (numbers, or lists and dicts of them), else where it is not."""
    if isinstance(wanted, (list, tuple, dict)):
        return _far_inside(got, wanted, rel, abs_, path)
    if not isinstance(wanted, (int, float)):
        return _differs(got, wanted, path)
    if _is_number(got) and _close(_float(got), _float(wanted), rel, abs_):
        return None
    return f"at {path}, {show(got, 40)} instead of {show(wanted, 40)}" if path else ""


def _close(got: float, wanted: float, rel: float, abs_: float) -> bool:
    if math.isnan(wanted):
        return math.isnan(got)
    if math.isinf(wanted) or math.isinf(got):
        return got == wanted
    return math.fabs(got - wanted) <= max(rel * math.fabs(wanted), abs_)


def _float(number: object) -> float:
    """An int too large for a float counts as infinite, which is near nothing but infinity."""
    try:
        return float(number)  # type: ignore[arg-type]  # a number
    except OverflowError:
        return math.inf if number > 0 else -math.inf  # type: ignore[operator]


def _far_inside(
    got: object, wanted: list[object] | tuple[object, ...] | dict[str, object], rel: float, abs_: float, path: str
) -> str | None:
    if isinstance(wanted, dict):
        if not isinstance(got, dict):
            return _wrong_kind(path, "a dict")
        if got.keys() != wanted.keys():
            return f"the keys{_at(path)} are {show(sorted(got), 60)}"
        pairs = [(f"{path}[{show(key, 40)}]", got[key], other) for key, other in wanted.items()]
    else:
        if not isinstance(got, list):
            return _wrong_kind(path, "a list")
        if len(got) != len(wanted):
            return f"{len(got)} items{_at(path)} instead of {len(wanted)}"
        pairs = [(f"{path}[{index}]", one, other) for index, (one, other) in enumerate(zip(got, wanted, strict=True))]
    found = (_far(one, other, rel, abs_, place) for place, one, other in pairs)
    return next((where for where in found if where is not None), None)
