"""Comparisons and their messages: kinds count, and a learner reads what came, what was wanted, and where to look."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.expect import Unmet, expect, forget, last_call, remember
from takedown.grading.messages import LIMIT, clean, cut, hidden, sentence, show


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget()


@pytest.mark.parametrize(
    ("got", "wanted", "holds"),
    [
        (3, 3, True),
        (3, 4, False),
        (True, 1, False),
        (1, True, False),
        (1, 1.0, True),
        (True, 1.0, False),
        (1.0, 1, False),
        ("3", 3, False),
        (b"a", "a", False),
        (None, None, True),
        (None, 0, False),
        (math.nan, math.nan, True),
        (math.inf, math.inf, True),
        (-math.inf, math.inf, False),
        ([1, 2], [1, 2], True),
        ([1, 2], [1, 3], False),
        ([1, 2, 3], [1, 2], False),
        ([1], [1, 2], False),
        ({}, [], False),
        ([], {}, False),
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1, "b": 1}, {"a": 1}, False),
        ([{"a": [True]}], [{"a": [1]}], False),
    ],
)
def test_equals_counts_kind_and_value(got: Any, wanted: Any, holds: bool) -> None:
    """True is not 1; 4.0 is not 4 where an int is wanted, 4 is fine where a float is; lists and dicts part by part."""
    if holds:
        assert expect(got, equals=wanted)
    else:
        with pytest.raises(Unmet):
            expect(got, equals=wanted)


@pytest.mark.parametrize(
    ("got", "near", "rel", "abs_", "holds"),
    [
        (1.0, 1.0, 0, 0, True),
        (1 + 1e-12, 1.0, 0, 0, True),
        (1.001, 1.0, 0, 0, False),
        (103, 100, 0.03, 0, True),
        (103.1, 100, 0.03, 0, False),
        (0.2, 0, 0, 0.25, True),
        (0.3, 0, 0, 0.25, False),
        (True, 1, 0.5, 0, False),
        ("1", 1, 0.5, 0, False),
        (None, 1, 0.5, 0, False),
        (math.nan, math.nan, 0, 0, True),
        (math.nan, 1, 0.5, 0, False),
        (1, math.nan, 0.5, 0, False),
        (math.inf, math.inf, 0, 0, True),
        (10**400, math.inf, 0, 0, True),
        (10**400, 1, 0.5, 0, False),
        (-(10**400), math.inf, 0.5, 0, False),
        ([1, 2.0], [1.0, 2], 0, 0, True),
        ([1, 2.5], [1, 2], 0, 0, False),
        ([1], (1, 2), 0, 0, False),
        ((1, 2), [1, 2], 0, 0, False),
        ({"a": [1.0]}, {"a": [1]}, 0, 0, True),
        ({"a": 1}, {"b": 1}, 0, 0, False),
        ([], {}, 0, 0, False),
        (["x", 1], ["x", 1.0], 0, 0, True),
        (["y", 1], ["x", 1.0], 0, 0, False),
    ],
)
def test_near_is_within_a_share_or_a_distance(got: Any, near: Any, rel: float, abs_: float, holds: bool) -> None:
    """Numbers, and lists and dicts of them; what is not a number is near nothing."""
    if holds:
        assert expect(got, near=near, rel=rel, abs=abs_)
    else:
        with pytest.raises(Unmet):
            expect(got, near=near, rel=rel, abs=abs_)


@pytest.mark.parametrize(
    ("got", "holds"), [(1, True), (3.0, True), (0.99, False), (True, False), ("2", False), (math.nan, False)]
)
def test_within_has_both_ends(got: Any, holds: bool) -> None:
    """The lowest and the highest number are allowed."""
    if holds:
        assert expect(got, within=(1, 3))
    else:
        with pytest.raises(Unmet, match="Wanted: a number from 1 to 3"):
            expect(got, within=(1, 3))


def test_a_test_asks_for_one_thing() -> None:
    """None or two of equals, near and within is the test's own mistake."""
    with pytest.raises(TypeError, match="exactly one"):
        expect(1)
    with pytest.raises(TypeError, match="exactly one"):
        expect(1, equals=1, near=1)


def message(*args: Any, **kwargs: Any) -> str:
    """What the learner reads."""
    with pytest.raises(Unmet) as caught:
        expect(*args, **kwargs)
    return caught.value.message


def test_a_message_has_all_its_parts() -> None:
    """Tried, came, wanted, first difference, why, look at: in this order, each on a line."""
    got = [1, 2]
    remember("f(1)", got)
    said = message(got, equals=[1, 3], because="three is the next odd number", look="the step.")
    assert (
        "Tried: f(1)\nCame: [1, 2]\nWanted: [1, 3]\nFirst difference: at [1], 2 instead of 3\n"
        "Why: Three is the next odd number.\nLook at: The step." == said
    )
    assert ("f(1)", got) == last_call()
    forget()
    assert last_call() is None


@pytest.mark.parametrize(
    ("got", "asked", "says"),
    [
        (None, {"equals": 3}, "Came: nothing (None): is a return missing?\nWanted: 3 (an int)"),
        ("3", {"equals": 3}, "Came: '3' (a str)\nWanted: 3 (an int)"),
        (3, {"equals": None}, "Wanted: None"),
        (1, {"near": 2, "rel": 0.03}, "Wanted: 2 (an int), within 3 %"),
        (1, {"near": 2, "rel": 0.03, "abs": 0.5}, "Wanted: 2 (an int), within 3 % or 0.5"),
        ({"a": 1}, {"equals": {"b": 1}}, "First difference: the key 'b' is missing"),
        ({"a": 1, "b": 2}, {"equals": {"a": 1}}, "First difference: the key 'b' is not wanted"),
        ([[1]], {"equals": [[1, 2]]}, "First difference: 1 items at [0] instead of 2"),
        ([1], {"equals": [[1]]}, "First difference: not a list at [0]"),
        ([1], {"equals": {"a": 1}}, "First difference: not a dict"),
        ({"a": [1]}, {"near": {"a": [2]}}, "First difference: at ['a'][0], 1 instead of 2"),
        ([1], {"near": [1, 2]}, "First difference: 1 items instead of 2"),
        ({"a": 1}, {"near": {"b": 1}}, "First difference: the keys are ['a']"),
        (1, {"near": [1]}, "First difference: not a list"),
        (1, {"near": {"a": 1}}, "First difference: not a dict"),
    ],
)
def test_a_difference_is_named(got: Any, asked: dict[str, Any], says: str) -> None:
    """The place and kind of the first difference, in words."""
    assert says in message(got, **asked)


def test_last_digits_are_shown_only_where_they_matter() -> None:
    """Ten digits of a float are enough to read, and the same on every machine; all of them where they are the point."""
    got = [0.05346106730532415]
    remember("f(1)", got)
    said = message(got, near=[0.04763829037499999], rel=1e-6)
    assert "Tried: f(1)\nCame: [0.05346106731]\nWanted: [0.04763829037], within 0.0001 %" in said
    assert "at [0], 0.05346106731 instead of 0.04763829037" in said
    assert "Came: {'a': 0.3333333333}\nW" in message({"a": 1 / 3}, near={"a": 0.5})
    assert "Came: 1.00000000001 (a float)\nWanted: 1.0 (a float)" in message(1.00000000001, near=1.0, rel=1e-13)


@given(st.text(max_size=2000), st.text(max_size=2000), st.text(max_size=2000))
def test_a_message_is_short_and_safe(got: str, because: str, look: str) -> None:
    """However long the parts: at most 500 characters, and nothing of the learner's that steers a terminal."""
    said = message(got, equals=1, because=because, look=look)
    assert len(said) <= LIMIT
    assert not hidden(said.split("\nWhy:")[0].split("\nLook at:")[0])


def test_texts_are_made_safe_and_short() -> None:
    """One line, without characters that hide or steer; long values are cut in the middle."""
    assert "a b\\u001b[31m\\u202e" == clean("a\n b\x1b[31m\u202e")
    assert 10 == len(clean("x" * 50, 10)) == len(cut("x" * 50, 10))
    assert "'" + "x" * 5 == show("x" * 900, 20)[:6]
    assert " … " in show(list(range(500)), 40)
    assert show({str(number): 0 for number in range(500)}, 40).startswith("{'0': 0")
    assert ("", "One.", "Why?") == (sentence(" "), sentence("one"), sentence("why?"))
    assert ("\u200b", "") == (hidden("a\u200b"), hidden("a\tb\n"))
