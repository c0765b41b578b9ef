"""The one form in which values go to a learner's program and come back.

Plain values are None, bool, int (up to 4,096 bits), float (exact, with NaN and the infinities), str, bytes, list, and
dict with str keys: at most 32 deep and 64 KiB when written down. Everything else (a tuple, a set, an object, a
subclass of int) is refused by name, in words that help the learner. Written as JSON:

==========  =====================================  ==========================
value       written                                why
==========  =====================================  ==========================
None, bool  ``null``, ``true``, ``false``
int         ``12``
str         ``"text"``                             ``["u", hex]`` if it holds half a surrogate pair
float       ``["f", "0x1.8p+1"]``                  exact; ``nan`` and ``inf`` too
bytes       ``["b", "00ff"]``
list        ``["l", 1, 2]``
dict        ``["d", "key", 1, "other", 2]``        order kept, keys unique
==========  =====================================  ==========================

:func:`decode` treats its input as hostile: whatever the bytes are, it returns a plain value or raises
:class:`CodecError`. This file is also sent to the learner's process, so it imports nothing of this package.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn, TypeAlias

Plain: TypeAlias = "bool | int | float | str | bytes | list[Plain] | dict[str, Plain] | None"

MAX_DEPTH = 32
MAX_BYTES = 64 * 1024
MAX_BITS = 4096
_MAX_DIGITS = 1240  # of an int of 4,096 bits, with its sign, and a few to spare
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_INSTEAD = {
    "tuple": ("a tuple", "return a list"),
    "set": ("a set", "return a sorted list"),
    "frozenset": ("a frozenset", "return a sorted list"),
    "generator": ("a generator", "return list(...) of it"),
    "map": ("a map object", "return list(...) of it"),
    "filter": ("a filter object", "return list(...) of it"),
    "zip": ("a zip object", "return a list of lists"),
    "range": ("a range", "return list(...) of it"),
    "dict_keys": ("dict keys", "return list(...) of them"),
    "dict_values": ("dict values", "return list(...) of them"),
    "dict_items": ("dict items", "return a list of lists"),
    "complex": ("a complex number", "return a float"),
    "bytearray": ("a bytearray", "return bytes(...) of it"),
    "function": ("a function", "call it with (...) and return what it gives"),
    "builtin_function_or_method": ("a function", "call it with (...) and return what it gives"),
    "method": ("a method", "call it with (...) and return what it gives"),
    "coroutine": ("a coroutine", "write def, not async def"),
    "type": ("a class", "return a plain value"),
    "date": ("a date object", "return its text, as 2018-11-06"),
    "datetime": ("a datetime object", "return its text, as 2018-11-06"),
    "Decimal": ("a Decimal", "return a float"),
    "Fraction": ("a Fraction", "return a float"),
    "defaultdict": ("a defaultdict", "return dict(...) of it"),
    "Counter": ("a Counter", "return dict(...) of it"),
    "OrderedDict": ("an OrderedDict", "return dict(...) of it"),
    "deque": ("a deque", "return list(...) of it"),
}
_PLAIN = "None, bool, int, float, str, bytes, list or dict"


class CodecError(ValueError):
    """A value that cannot travel, or bytes that hold none.

    Attributes:
        what: the thing refused, as "a tuple".
        mend: what to do instead, as an imperative.
    """

    def __init__(self, what: str, mend: str = "") -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what}: {mend}" if mend else what)


def encode(value: object) -> bytes:
    """``value`` written down as ASCII; raises :class:`CodecError` naming what is not plain."""
    packed = _pack(value, 1, _Budget())
    data = json.dumps(packed, separators=(",", ":")).encode("ascii")
    if len(data) > MAX_BYTES:
        _too_large()
    return data


def decode(data: bytes) -> Plain:
    """The value that ``data`` holds; raises :class:`CodecError`, and nothing else, for bytes that hold none."""
    if len(data) > MAX_BYTES:
        _too_large()
    depth = deepest = 0
    for token in _TOKENS.findall(data):
        depth += (token in b"[{") - (token in b"]}")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH + 2:
        _too_deep()
    try:
        raw = json.loads(data.decode("ascii"), parse_int=_int, parse_float=_no_number, parse_constant=_no_number)
    except CodecError:
        raise
    except (ValueError, RecursionError) as error:
        raise CodecError("bytes that are not a value") from error
    return _unpack(raw, 1)


def copy(value: object) -> Plain:
    """What ``value`` is on the other side: the same, but no part of it shared."""
    return decode(encode(value))


class _Budget:
    """How many bytes may still be written: stops a huge list before it has been walked to its end."""

    def __init__(self) -> None:
        self.left = MAX_BYTES

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            _too_large()


def _pack(value: object, depth: int, budget: _Budget) -> object:  # noqa: PLR0911  # one line per kind
    budget.spend(1)
    kind = type(value)
    if value is None or kind is bool:
        return value
    if kind is int:
        return _checked_int(value)  # type: ignore[arg-type]  # kind says it is an int
    if kind is str:
        return _text(value, budget)  # type: ignore[arg-type]
    if kind is float:
        return ["f", value.hex()]  # type: ignore[attr-defined]
    if kind is bytes:
        budget.spend(2 * len(value))  # type: ignore[arg-type]
        return ["b", value.hex()]  # type: ignore[attr-defined]
    if kind is list or kind is dict:
        if depth > MAX_DEPTH:
            _too_deep()
        if kind is list:
            return ["l", *(_pack(item, depth + 1, budget) for item in value)]  # type: ignore[attr-defined]
        return _pack_dict(value, depth, budget)  # type: ignore[arg-type]
    return _refuse(kind)


def _pack_dict(value: dict[object, object], depth: int, budget: _Budget) -> list[object]:
    packed: list[object] = ["d"]
    for key, item in value.items():
        if type(key) is not str:
            raise CodecError(f"a dict with {_named(type(key))} as key", "use str keys, as str(key)")
        packed += [_text(key, budget), _pack(item, depth + 1, budget)]
    return packed


def _text(value: str, budget: _Budget) -> object:
    budget.spend(len(value))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return ["u", value.encode("utf-8", "surrogatepass").hex()]
    return value


def _checked_int(value: int) -> int:
    if value.bit_length() > MAX_BITS:
        raise CodecError(f"an int of {value.bit_length():,} bits", f"stay within {MAX_BITS:,} bits")
    return value


def _named(kind: type) -> str:
    name = "".join(character for character in str(kind.__name__)[:40] if character.isprintable())
    if name in _INSTEAD:
        return _INSTEAD[name][0]
    if name in {"bool", "float", "int"}:
        return f"an {name}" if name == "int" else f"a {name}"
    return f"an object of class {name}"


def _refuse(kind: type) -> NoReturn:
    raise CodecError(_named(kind), _INSTEAD.get(kind.__name__, ("", f"return {_PLAIN}"))[1])


def _too_large() -> NoReturn:
    raise CodecError("a value that is too large", f"stay within {MAX_BYTES // 1024} KiB")


def _too_deep() -> NoReturn:
    raise CodecError("lists in lists too deep, or in themselves", f"nest at most {MAX_DEPTH} levels")


def _int(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise CodecError(f"an int of {len(digits):,} digits", f"stay within {MAX_BITS:,} bits")
    return _checked_int(int(digits))


def _no_number(_text: str) -> NoReturn:
    raise CodecError("a number in another form than agreed")


def _unpack(raw: object, depth: int) -> Plain:
    if raw is None or isinstance(raw, (bool, int)):
        return raw
    if isinstance(raw, str):
        return raw
    if not isinstance(raw, list) or not raw or not isinstance(raw[0], str):
        raise CodecError("bytes that are not a value")
    tag, body = raw[0], raw[1:]
    if tag in {"l", "d"}:
        if depth > MAX_DEPTH:
            _too_deep()
        return [_unpack(item, depth + 1) for item in body] if tag == "l" else _unpack_dict(body, depth)
    if len(body) != 1 or not isinstance(body[0], str):
        raise CodecError("bytes that are not a value")
    return _unpack_scalar(tag, body[0])


def _unpack_scalar(tag: str, text: str) -> Plain:
    try:
        if tag == "f":
            return float.fromhex(text)
        if tag == "b":
            return bytes.fromhex(text)
        if tag == "u":
            return bytes.fromhex(text).decode("utf-8", "surrogatepass")
    except (ValueError, OverflowError) as error:
        raise CodecError("bytes that are not a value") from error
    raise CodecError("bytes that are not a value")


def _unpack_dict(body: list[object], depth: int) -> dict[str, Plain]:
    if len(body) % 2:
        raise CodecError("bytes that are not a value")
    unpacked: dict[str, Plain] = {}
    for raw_key, raw in zip(body[::2], body[1::2], strict=True):
        key = _unpack(raw_key, depth + 1)
        if not isinstance(key, str) or key in unpacked:
            raise CodecError("bytes that are not a value")
        unpacked[key] = _unpack(raw, depth + 1)
    return unpacked
