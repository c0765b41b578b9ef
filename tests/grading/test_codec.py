"""Values travel exactly or are refused by name; whatever bytes come back, a value or a CodecError comes of them."""

from __future__ import annotations

import json
import math
from collections import Counter, OrderedDict, defaultdict, deque
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.codec import MAX_BITS, MAX_BYTES, MAX_DEPTH, CodecError, copy, decode, encode

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**MAX_BITS) + 1, 2**MAX_BITS - 1)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.binary(max_size=20)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5)
)


def same(one: Any, other: Any) -> bool:
    """Equal in value and kind, NaN and the sign of zero included."""
    if type(one) is not type(other):
        return False
    if isinstance(one, float):
        return one.hex() == other.hex()
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return bool(one == other)


@given(VALUES)
def test_every_plain_value_travels_exactly(value: Any) -> None:
    """There and back: the same value, the same kinds, the same order of keys, and nothing but ASCII on the way."""
    written = encode(value)
    assert same(value, decode(written))
    assert written.isascii()


def test_a_copy_shares_nothing() -> None:
    """What a program does to its arguments never reaches the test."""
    inner: list[Any] = [1]
    value = {"a": inner, "b": inner}
    other = copy(value)
    assert other == value
    assert isinstance(other, dict)
    assert other["a"] is not inner
    assert other["a"] is not other["b"]


def nested(levels: int) -> list[Any]:
    """Lists in lists."""
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def endless() -> list[Any]:
    """A list in itself."""
    value: list[Any] = []
    value.append(value)
    return value


class Number(int):
    """An int that is none."""


class Liar:
    """Says that it is an int."""

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """Lie."""
        return int


class Odd(type):
    """A class whose name would turn a terminal around."""


class Keyed(str):
    """A str that is none."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ((1, 2), "a tuple: return a list"),
        ({1}, "a set: return a sorted list"),
        (frozenset(), "a frozenset"),
        ((n for n in ()), r"a generator: return list\(...\) of it"),
        (map(int, []), "a map object"),
        (range(3), "a range"),
        ({}.keys(), "dict keys"),
        (1j, "a complex number: return a float"),
        (bytearray(), "a bytearray"),
        (len, "a function: call it"),
        (int, "a class"),
        (date(2018, 11, 6), "a date object: return its text"),
        (datetime(2018, 11, 6), "a datetime object"),  # noqa: DTZ001
        (Decimal(1), "a Decimal: return a float"),
        (Fraction(1), "a Fraction"),
        (defaultdict(int), "a defaultdict"),
        (Counter(), "a Counter"),
        (OrderedDict(), "an OrderedDict"),
        (deque(), "a deque"),
        (Number(3), "an object of class Number: return None, bool, int"),
        pytest.param(Liar(), "an object of class Liar", id="liar"),
        (Odd("I\u202eo\x1b", (), {})(), "an object of class Io"),
        ({1: 2}, r"a dict with an int as key: use str keys, as str\(key\)"),
        ({True: 2}, "a dict with a bool as key"),
        ({0.5: 2}, "a dict with a float as key"),
        ({(1,): 2}, "a dict with a tuple as key"),
        ({Keyed("a"): 2}, "a dict with an object of class Keyed as key"),
        (1 << MAX_BITS, "an int of 4,097 bits: stay within 4,096 bits"),
        (-(1 << MAX_BITS), "an int of 4,097 bits"),
        (nested(MAX_DEPTH + 1), "too deep, or in themselves: nest at most 32 levels"),
        (endless(), "too deep, or in themselves"),
        ("x" * MAX_BYTES, "a value that is too large: stay within 64 KiB"),
        (b"x" * MAX_BYTES, "too large"),
        ([0] * MAX_BYTES, "too large"),
        (["\u00fc" * 12_000], "too large"),
    ],
)
def test_what_is_not_plain_is_refused_by_name(value: Any, says: str) -> None:
    """The refusal names what came and says what to return instead."""
    with pytest.raises(CodecError, match=says):
        encode(value)


def test_the_bounds_themselves_are_allowed() -> None:
    """4,096 bits, 32 levels and 64 KiB are in, one more is out."""
    for value in ((1 << MAX_BITS) - 1, -(1 << MAX_BITS) + 1, nested(MAX_DEPTH), "x" * (MAX_BYTES - 2)):
        assert value == decode(encode(value))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_codec_error(data: bytes) -> None:
    """A stranger's bytes never raise anything else."""
    try:
        value = decode(data)
    except CodecError:
        return
    assert same(value, decode(encode(value)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from("lfbud"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(JSON)
def test_any_json_is_a_value_or_a_codec_error(document: Any) -> None:
    """Well-formed JSON of another grammar is refused, not guessed at."""
    try:
        value = decode(json.dumps(document).encode())
    except CodecError:
        return
    assert same(value, decode(encode(value)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nul",
        b"1.5",
        b"NaN",
        b"-Infinity",
        b"1e3",
        b"[1]",
        b"[]",
        b'["x", 1]',
        b"{}",
        b'["f", "zz"]',
        b'["f", 1]',
        b'["f", "0x1p+99999999"]',
        b'["b", "0"]',
        b'["b"]',
        b'["u", "ff"]',
        b'["d", "a"]',
        b'["d", 1, 2]',
        b'["d", "a", 1, "a", 2]',
        b'["d", ["l"], 1]',
        b"[" * 60_000,
        b'"' + b"\\" * 60_000,
        b'["l",' * 34 + b"1" + b"]" * 34,
        b"9" * 1241,
        b"9" * 1234,
        b"[1]" * 40_000,
        b'"\xff"',
    ],
)
def test_bytes_that_hold_no_value(data: bytes) -> None:
    """Other numbers, unknown marks, double keys, depth, length: CodecError, at once."""
    with pytest.raises(CodecError):
        decode(data)


def test_half_of_a_surrogate_pair_travels() -> None:
    """Text that is no Unicode text comes back as it is, so that the test can say what is wrong with it."""
    assert "\ud800x" == decode(encode("\ud800x"))
    assert math.isnan(float(str(copy(math.nan))))
