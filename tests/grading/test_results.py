"""What is stored of a judged answer: one form, its schema, and how points come from cases."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.results import Case, Result, score
from takedown.grading.spec import Task

SCHEMA = json.loads(resources.files("takedown.grading").joinpath("result.schema.json").read_text("utf-8"))
GOOD, BAD = Case("one", "passed"), Case("two", "failed", "Tried: f(1)\nCame: 2")
WAITS, BROKEN = Case("three", "waiting", "Not tried."), Case("four", "error", "The test itself stopped.")
RESULT = Result(
    "01_the_case/sums",
    (
        score(Task("add", "Adding", 2, partial=False), [GOOD]),
        score(Task("share", "Sharing", 4, partial=True), [GOOD, BAD, BAD]),
    ),
    draws="0123abcd",
    variant={"rate": 0.25, "name": "x", "many": 3, "yes": True},
    layers=("unconfined",),
)


@pytest.mark.parametrize(
    ("cases", "partial", "status", "points"),
    [
        ([GOOD], False, "passed", 6.0),
        ([GOOD, GOOD], True, "passed", 6.0),
        ([GOOD, BAD], False, "failed", 0.0),
        ([GOOD, BAD], True, "partial", 3.0),
        ([GOOD, BAD, BAD], True, "partial", 2.0),
        ([BAD, BAD], True, "failed", 0.0),
        ([BAD, WAITS], True, "failed", 0.0),
        ([WAITS, WAITS], False, "waiting", 0.0),
        ([GOOD, WAITS], True, "partial", 3.0),
        ([GOOD, BROKEN], True, "error", 3.0),
        ([GOOD, BROKEN], False, "error", 0.0),
        ([], True, "error", 0.0),
        ([], False, "error", 0.0),
    ],
)
def test_points_of_a_task(cases: list[Case], partial: bool, status: str, points: float) -> None:
    """Points x passed / cases where partial, else all or nothing; no case at all never passes."""
    got = score(Task("t", "T", 6, partial), cases)
    assert (status, points, 6.0) == (got.status, got.points, got.max)
    assert got.cases


@given(passed=st.integers(0, 40), failed=st.integers(0, 40), points=st.integers(0, 100), partial=st.booleans())
def test_points_stay_within_bounds(passed: int, failed: int, points: int, partial: bool) -> None:
    """Whatever passed: never below 0 nor above the task's points, and all of them only if all passed."""
    got = score(Task("t", "T", points, partial), [GOOD] * passed + [BAD] * failed)
    assert 0 <= got.points <= points
    if points:
        assert (got.points == points) == (got.status == "passed") == (passed > 0 and failed == 0)


def test_a_result_is_written_and_read_unchanged() -> None:
    """There and back is the same, and the bytes are the same each time."""
    assert Result.from_json(RESULT.to_json()) == RESULT
    assert RESULT.to_json() == Result.from_json(RESULT.to_json()).to_json()
    assert (3.3333, 6.0, False) == (RESULT.score, RESULT.max, RESULT.passed)


def test_a_result_fits_its_schema() -> None:
    """The schema shipped in the package accepts what is written."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(RESULT.to_json()), SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"exercise": 3},
        {"score": 5},
        {"tasks": {}},
        {"tasks": [[]]},
        {"layers": [1]},
        {"variant": []},
        {"draws": None},
    ],
)
def test_what_is_no_result_is_refused(changes: dict[str, object]) -> None:
    """Another version, another kind of value, points that do not add up: ValueError, and the schema refuses most."""
    document = json.loads(RESULT.to_json()) | changes
    with pytest.raises(ValueError, match=r"result|version"):
        Result.from_json(json.dumps(document))


@pytest.mark.parametrize(
    ("key", "value"), [("status", "solved"), ("points", "2"), ("points", -1), ("points", True), ("max", 1e9)]
)
def test_a_task_that_is_none_is_refused(key: str, value: object) -> None:
    """A status that does not exist, points that are no number: ValueError, and the schema's refusal or a bound."""
    document = json.loads(RESULT.to_json())
    document["tasks"][0][key] = value
    with pytest.raises(ValueError, match="not a result"):
        Result.from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '{"version": 1}', "\0"])
def test_damaged_texts_are_refused(text: str) -> None:
    """Cut, empty, nested beyond reason: ValueError and nothing else."""
    with pytest.raises(ValueError, match=r".*"):
        Result.from_json(text)


def test_a_result_holds_no_name() -> None:
    """Nothing in a result says whose it is: the folder does, and only there."""
    assert {"version", "exercise", "score", "max", "draws", "variant", "layers", "tasks"} == set(
        json.loads(RESULT.to_json())
    )
