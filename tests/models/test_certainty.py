"""takedown.models.certainty: what agreeing reports are worth when some of them copy each other."""

from __future__ import annotations

import ast
import math
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.models import Parameter, certainty, check
from takedown.models.certainty import PARAMETERS, Outcome, posterior, posterior_of_reports, rows, simulate

PRIORS = st.floats(0.001, 0.999)
RATES = st.floats(0.01, 0.99)
SHARES = st.floats(0, 1)
COUNTS = st.integers(1, 50)


def ordered(low: float, high: float) -> tuple[float, float]:
    """A false alarm and a larger hit."""
    return min(low, high), max(low, high)


# --- Against published and known numbers ---


def test_laplace_white_ball() -> None:
    """One witness right nine times in ten, one white ball among 999 black: 9 in 1,008 (Laplace 1902, p. 112)."""
    assert posterior(0.001, 0.9, 0.1, 1) == pytest.approx(9 / 1008, rel=1e-12)


def test_two_witnesses_of_the_encyclopaedia() -> None:
    """Without a leaning beforehand, two witnesses give pp' / (pp' + (1-p)(1-p')) (Britannica 1911, vol. 22, p. 383)."""
    for credibility in (0.6, 0.75, 0.9):
        expected = credibility**2 / (credibility**2 + (1 - credibility) ** 2)
        assert posterior(0.5, credibility, 1 - credibility, 2) == pytest.approx(expected, rel=1e-12)


def test_an_uninformative_witness_changes_nothing() -> None:
    """A witness whose word does not depend on the truth leaves the prior (Venn's remark on veracity 1/2)."""
    assert posterior(0.2, 0.5, 0.5, 7) == pytest.approx(0.2)
    assert posterior_of_reports(0.2, 0.37, 0.37, 7, 0.4) == pytest.approx(0.2)


# --- Independent origins ---


@given(PRIORS, RATES, RATES, st.integers(0, 50))
def test_posterior_is_a_probability(prior: float, hit: float, false_alarm: float, origins: int) -> None:
    """Whatever is allowed gives a number from 0 to 1."""
    assert 0 <= posterior(prior, hit, false_alarm, origins) <= 1


@given(PRIORS, RATES, RATES)
def test_no_origin_leaves_the_prior(prior: float, hit: float, false_alarm: float) -> None:
    """Silence is worth nothing."""
    assert posterior(prior, hit, false_alarm, 0) == pytest.approx(prior)


@given(PRIORS, RATES, RATES, st.integers(0, 49))
def test_one_more_origin_never_lowers(prior: float, one: float, other: float, origins: int) -> None:
    """Where truth makes speaking more likely, a further origin makes the statement no less probable; else no more."""
    false_alarm, hit = ordered(one, other)
    assert posterior(prior, hit, false_alarm, origins + 1) >= posterior(prior, hit, false_alarm, origins) - 1e-12
    assert posterior(prior, false_alarm, hit, origins + 1) <= posterior(prior, false_alarm, hit, origins) + 1e-12


@given(PRIORS, PRIORS, RATES, RATES, st.integers(0, 50))
def test_a_higher_prior_never_lowers(one: float, other: float, hit: float, false_alarm: float, origins: int) -> None:
    """Who believed more before believes no less after."""
    low, high = ordered(one, other)
    assert posterior(high, hit, false_alarm, origins) >= posterior(low, hit, false_alarm, origins) - 1e-12


@given(PRIORS, RATES, RATES, st.integers(1, 10), st.integers(1, 10))
def test_origins_may_speak_one_after_the_other(
    prior: float, hit: float, false_alarm: float, first: int, second: int
) -> None:
    """Learning from some origins and then from others is the same as learning from all at once."""
    between = posterior(prior, hit, false_alarm, first)
    if 0.001 <= between <= 0.999:
        at_once = posterior(prior, hit, false_alarm, first + second)
        assert posterior(between, hit, false_alarm, second) == pytest.approx(at_once, rel=1e-6, abs=1e-12)


# --- Copies ---


@given(PRIORS, RATES, RATES, COUNTS)
def test_without_copies_reports_are_origins(prior: float, hit: float, false_alarm: float, reports: int) -> None:
    """With copying at 0, each report is an origin of its own."""
    expected = posterior(prior, hit, false_alarm, reports)
    assert posterior_of_reports(prior, hit, false_alarm, reports, 0.0) == pytest.approx(expected, rel=1e-9, abs=1e-15)


@given(PRIORS, RATES, RATES, COUNTS)
def test_copies_add_nothing(prior: float, hit: float, false_alarm: float, reports: int) -> None:
    """With copying at 1, any number of reports is worth one."""
    expected = posterior(prior, hit, false_alarm, 1)
    assert posterior_of_reports(prior, hit, false_alarm, reports, 1.0) == pytest.approx(expected, rel=1e-9)


@given(PRIORS, RATES, RATES, COUNTS, SHARES, SHARES)
def test_more_copying_is_worth_less(  # one argument for each parameter that is drawn
    prior: float, one: float, other: float, reports: int, less: float, more: float
) -> None:
    """The more is copied, the less agreement says, and it always lies between one origin and as many as reports."""
    false_alarm, hit = ordered(one, other)
    less, more = ordered(less, more)
    values = [posterior_of_reports(prior, hit, false_alarm, reports, copying) for copying in (0.0, less, more, 1.0)]
    assert all(before >= after - 1e-12 for before, after in pairwise(values))


@given(PRIORS, RATES, RATES, COUNTS, SHARES)
def test_reports_with_copies_give_a_probability(
    prior: float, hit: float, false_alarm: float, reports: int, copying: float
) -> None:
    """Whatever is allowed gives a number from 0 to 1."""
    assert 0 <= posterior_of_reports(prior, hit, false_alarm, reports, copying) <= 1


# --- The simulation ---


@settings(max_examples=25)
@given(st.floats(0.2, 0.8), st.floats(0.3, 0.95), st.floats(0.2, 0.9), st.integers(1, 5), SHARES, st.integers(0, 10**6))
def test_simulation_agrees_with_the_closed_form(  # as above
    prior: float, hit: float, false_alarm: float, reports: int, copying: float, seed: int
) -> None:
    """The share of true statements where all agree is the closed form's, within six standard deviations of chance."""
    found = simulate(prior, hit, false_alarm, reports, copying, 4_000, seed)
    expected = posterior_of_reports(prior, hit, false_alarm, reports, copying)
    chance = 6 * math.sqrt(found.kept * expected * (1 - expected))
    assert expected * found.kept == pytest.approx(found.true, abs=chance + 1)


@settings(max_examples=10)
@given(SHARES, st.integers(0, 10**6))
def test_the_same_seed_gives_the_same_counts(copying: float, seed: int) -> None:
    """A simulation can be repeated; another seed gives other counts."""
    first = simulate(0.5, 0.8, 0.4, 3, copying, 2_000, seed)
    assert first == simulate(0.5, 0.8, 0.4, 3, copying, 2_000, seed)
    assert len({simulate(0.5, 0.8, 0.4, 3, copying, 2_000, seed + more) for more in range(5)}) > 1


def test_simulation_is_repeatable_on_every_machine() -> None:
    """These counts are the same wherever Python's generator is."""
    assert Outcome(kept=2522, true=2120) == simulate(0.5, 0.9, 0.3, 4, 0.75, 5_000, 6)


def test_share_of_nothing() -> None:
    """Where agreement never came about there is no share, rather than a number without meaning."""
    assert Outcome(kept=0, true=0).share is None
    assert 0.75 == Outcome(kept=4, true=3).share


# --- Parameters and rows ---


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_parameters_make_sense(parameter: Parameter) -> None:
    """Each has a unit, its default is allowed and lies on a step."""
    assert parameter.unit
    parameter.check(parameter.default)
    steps = (parameter.default - parameter.low) / parameter.step
    assert round(steps) == pytest.approx(steps, abs=1e-6)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_bounds_are_allowed(parameter: Parameter) -> None:
    """The figure can be drawn at both ends of every slider."""
    for value in (parameter.low, parameter.high):
        assert rows(**{parameter.name: value})


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
@pytest.mark.parametrize("bad", ["below", "above", "nan", "text", "flag"])
def test_out_of_bounds(parameter: Parameter, bad: str) -> None:
    """A value that is not allowed is refused with the parameter, its bounds and its unit."""
    values: dict[str, object] = {
        "below": parameter.low - parameter.step, "above": parameter.high + parameter.step, "nan": math.nan,
        "text": "0.5", "flag": True,
    }  # fmt: skip
    with pytest.raises(ValueError, match=parameter.name) as refused:
        rows(**{parameter.name: values[bad]})  # type: ignore[arg-type]  # wrong on purpose
    said = str(refused.value)
    assert f"{parameter.low:g} to {parameter.high:g} ({parameter.unit})" in said


def test_whole_numbers() -> None:
    """Half a report is refused."""
    with pytest.raises(ValueError, match=r"reports is 2\.5: it must be a whole number from 1 to 50 \(reports\)"):
        posterior_of_reports(0.5, 0.9, 0.3, 2.5, 0.1)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("origins", [-1, 51])
def test_origins_have_bounds(origins: int) -> None:
    """Origins are counted from none to fifty."""
    with pytest.raises(ValueError, match="origins"):
        posterior(0.5, 0.9, 0.3, origins)


@pytest.mark.parametrize("trials", [0, 1_000_001])
def test_trials_have_bounds(trials: int) -> None:
    """A simulation ends in bearable time."""
    with pytest.raises(ValueError, match="trials"):
        simulate(0.5, 0.9, 0.3, 2, 0.5, trials, 1)


def test_check_names_the_first_that_is_wrong() -> None:
    """Of two wrong values the first is told."""
    with pytest.raises(ValueError, match="hit"):
        check(PARAMETERS, hit=2.0, false_alarm=3.0)


def test_rows_of_the_figure() -> None:
    """One row for each number of reports; the first is the same in all columns, then copies lie between the two."""
    table = rows()
    assert list(range(1, 11)) == [row["reports"] for row in table]
    first, last = table[0], table[-1]
    assert first["independent"] == first["some copies"] == first["one origin"]
    assert last["independent"] > last["some copies"] > last["one origin"] == first["one origin"]  # type: ignore[operator]


def test_rows_know_their_parameters() -> None:
    """A misspelt parameter is refused by name, not ignored."""
    with pytest.raises(TypeError, match="'copies'"):
        rows(copies=0.5)


def test_standard_library_only() -> None:
    """The page can import the models: they need the standard library, each other, and no file."""
    for path in sorted(Path(certainty.__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.partition(".")[0]
                assert top in sys.stdlib_module_names or name.startswith("takedown.models"), (path.name, name)
            assert not (isinstance(node, ast.Name) and node.id == "open"), path.name
