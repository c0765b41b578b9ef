"""What a class key draws: the same for the same student, another for another, within what the exercise allows."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading import variants
from takedown.grading.assign import assignments, read_roster
from takedown.grading.draw import LOCAL_KEY, drawn, fingerprint, seed
from takedown.grading.variants import variant_of
from takedown.problems import Problem

KEY = bytes(range(32))


@dataclass(frozen=True)
class Varying:
    """An exercise with a variant."""

    folder: Path
    variant: tuple[str, ...]
    imports: tuple[str, ...] = ()
    id: str = "01_the_case/x"


@pytest.fixture
def varying(tmp_path: Path) -> Callable[..., Any]:
    """Makes an exercise of the text of its variant.toml."""

    def make(text: str | None, *names: str, imports: tuple[str, ...] = ()) -> Varying:
        if text is not None:
            (tmp_path / "data").mkdir(exist_ok=True)
            (tmp_path / "data" / "variant.toml").write_text(text, encoding="utf-8")
        return Varying(tmp_path, names, imports)

    return make


def test_without_a_class_key_everybody_has_the_default(varying: Callable[..., Any]) -> None:
    """Practice is the same for all: the first value, or the default, or the low end."""
    exercise = varying(
        "[a]\nvalues = [5, 7]\n[b]\nlow = 1\nhigh = 2\nstep = 0.5\ndefault = 1.5\n[c]\nlow = 1\nhigh = 4\nstep = 1\n",
        "a",
        "b",
        "c",
    )
    assert {"a": 5, "b": 1.5, "c": 1} == variant_of(exercise, LOCAL_KEY, "al") == variant_of(exercise, LOCAL_KEY, "bo")


def test_a_class_key_draws_for_each_student(varying: Callable[..., Any]) -> None:
    """The same key and student give the same values; over a class each value is drawn, and nothing else."""
    exercise = varying(
        '[a]\nvalues = ["x", "y", "z"]\n[b]\nlow = 0.1\nhigh = 0.5\nstep = 0.1\n[c]\nlow = 1\nhigh = 3\nstep = 1\n',
        "a",
        "b",
        "c",
    )
    students = [f"s{number}" for number in range(200)]
    found = {student: variant_of(exercise, KEY, student) for student in students}
    assert found == {student: variant_of(exercise, KEY, student) for student in students}
    assert {"x", "y", "z"} == {values["a"] for values in found.values()}
    assert {0.1, 0.2, 0.3, 0.4, 0.5} == {values["b"] for values in found.values()}
    assert {1, 2, 3} == {values["c"] for values in found.values()}
    assert all(type(values["c"]) is int for values in found.values())
    assert found != {student: variant_of(exercise, KEY[::-1], student) for student in students}


def test_an_exercise_without_a_variant_has_none(varying: Callable[..., Any]) -> None:
    """Nothing is read, nothing is drawn."""
    assert {} == variant_of(varying(None), KEY, "al")


def test_a_parameter_of_a_model_needs_no_file(varying: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The bounds, step and default of an imported teaching model are what may be drawn."""
    parameter = types.SimpleNamespace(name="rate", unit="1", low=0.0, high=1.0, step=0.25, default=0.5)
    module = types.SimpleNamespace(PARAMETERS=(types.SimpleNamespace(name="other"), parameter))
    monkeypatch.setattr(
        variants.importlib, "import_module", {"takedown.models.flash": module, "takedown.models.x": object()}.get
    )
    exercise = varying(None, "rate", imports=("json", "takedown.models.x", "takedown.models.flash"))
    assert {"rate": 0.5} == variant_of(exercise, LOCAL_KEY, "")
    assert {0.0, 0.25, 0.5, 0.75, 1.0} == {variant_of(exercise, KEY, str(number))["rate"] for number in range(99)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, r"variant\.toml: 'a' has no values to draw from: write \[a\] with values"),
        ("[b]\nvalues = [1]\n", "'b' is not drawn: name it in variant of exercise.toml"),
        ("[a]\nvalues = []\n", r"\[a\] does not say what may be drawn: write values"),
        ("[a]\nvalues = [[1]]\n", "does not say"),
        ("[a]\nvalues = [1]\nlow = 1\n", "does not say"),
        ("[a]\nlow = 1\nhigh = 2\n", "does not say"),
        ("[a]\nlow = 1\nhigh = 2\nstep = 0\n", "does not say"),
        ("[a]\nlow = 2\nhigh = 1\nstep = 1\n", "does not say"),
        ("[a]\nlow = 0\nhigh = 1\nstep = 1e-9\n", "does not say"),
        ('[a]\nlow = "0"\nhigh = 1\nstep = 1\n', "does not say"),
        ("[a]\nlow = true\nhigh = 1\nstep = 1\n", "does not say"),
        ("a = 3\n", "does not say"),
        ("a = [", "cannot be read as TOML"),
    ],
)
def test_choices_that_are_none_are_one_sentence(varying: Callable[..., Any], text: str | None, says: str) -> None:
    """Each fault names the file and the name."""
    with pytest.raises(Problem, match=says):
        variant_of(varying(text, "a"), KEY, "al")


@given(
    low=st.integers(-50, 50),
    steps=st.integers(0, 40),
    step=st.sampled_from([1, 2, 0.1, 0.25, 0.03]),
    student=st.text(max_size=5),
)
def test_what_is_drawn_lies_on_a_step_within_bounds(
    tmp_path_factory: pytest.TempPathFactory, low: int, steps: int, step: float, student: str
) -> None:
    """Never above the high end by a rounding, and printed without a tail of digits."""
    folder = tmp_path_factory.getbasetemp() / "stepped"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    high = float(f"{low + steps * step:.6g}")
    (folder / "data" / "variant.toml").write_text(f"[a]\nlow = {low}\nhigh = {high}\nstep = {step}\n")
    value = variant_of(Varying(folder, ("a",)), KEY, student)["a"]
    assert isinstance(value, (int, float))
    assert low <= value <= high
    assert len(str(value)) <= 8


# ---- draws


@given(st.lists(st.text(max_size=4), min_size=1, max_size=4), st.lists(st.text(max_size=4), min_size=1, max_size=4))
def test_a_seed_depends_on_every_part_and_their_borders(one: list[str], other: list[str]) -> None:
    """No two different lists of parts share a seed."""
    assert (seed(KEY, *one) == seed(KEY, *other)) == (one == other)


def test_draws_are_fixed_for_ever() -> None:
    """The same key, exercise, student, test and parameters: the same numbers on every machine and in every version."""
    draw = drawn(LOCAL_KEY, "01_the_case/sums", "local", "test_add", "2")
    assert [62, 43, 23] == [draw.randint(1, 99) for _ in range(3)]
    others = [
        ("01_the_case/sums", "local", "test_add", "1"),
        ("01_the_case/sums", "local", "test_ad", "2"),
        ("01_the_case/sums", "al", "test_add", "2"),
        ("01_the_case/sum", "local", "test_add", "2"),
    ]
    first = drawn(LOCAL_KEY, "01_the_case/sums", "local", "test_add", "2").random()
    assert first not in {drawn(LOCAL_KEY, *parts).random() for parts in others}
    assert first != drawn(KEY, "01_the_case/sums", "local", "test_add", "2").random()


def test_a_key_is_recognised_without_being_told() -> None:
    """The fingerprint differs by key and is no part of it."""
    assert 8 == len(fingerprint(KEY))
    assert fingerprint(KEY) != fingerprint(KEY[::-1])
    assert fingerprint(KEY) not in KEY.hex()


# ---- a class


def test_a_roster_is_read_and_assigned(tmp_path: Path, varying: Callable[..., Any]) -> None:
    """A row for each student and value, in order; exercises without a variant are left out."""
    path = tmp_path / "roster.csv"
    path.write_text("\ufeffname,student\nAl,al\nBo, bo \n", encoding="utf-8")
    exercise = varying("[a]\nvalues = [1, 2, 3]\n", "a")
    out = assignments([exercise, Varying(tmp_path, (), id="other/one")], read_roster(path), KEY)
    values = [variant_of(exercise, KEY, student)["a"] for student in ("al", "bo")]
    assert f"student,exercise,name,value\nal,01_the_case/x,a,{values[0]}\nbo,01_the_case/x,a,{values[1]}\n" == out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name\nal\n", r"roster\.csv:1: there is no column student"),
        (b"student\nal\nal\n", r"roster\.csv:3: al stands here twice"),
        (b"student\na/b\n", r":2: 'a/b' cannot be used as id"),
        (b"student\n=cmd|x\n", r"cannot be used as id"),
        (b"name,student\nx,\n", "cannot be used as id"),
        (b"student\n", "the roster is empty"),
        (b"", "no column student"),
        (b"student\n\xff\n", "cannot be read as CSV"),
        (b'student\n"al\n', "cannot be read as CSV"),
        (None, r"roster\.csv: no such file"),
    ],
)
def test_a_bad_roster_names_its_line(tmp_path: Path, content: bytes | None, says: str) -> None:
    """Each fault of a roster is one sentence."""
    path = tmp_path / "roster.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Problem, match=says):
        read_roster(path)
