"""takedown.models.powers: law as data, which answers with what a source gives and says when none does."""

from __future__ import annotations

import ast
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.models import powers
from takedown.models.powers import (
    GIVEN,
    IN_FORCE,
    NOT_COVERED,
    NOT_IN_FORCE,
    NOT_KNOWN,
    NOT_YET,
    PARAMETERS,
    START,
    Dated,
    Power,
    ask,
    ask_decision,
    available,
    read_decisions,
    read_powers,
    rows,
    state,
)

DATA = Path(__file__).resolve().parents[2] / "chapters" / "12_dutch_powers" / "data"
POWERS = read_powers((DATA / "powers.toml").read_text(encoding="utf-8"))
DECISIONS = read_decisions((DATA / "decisions.toml").read_text(encoding="utf-8"))
THE_DAY = date(2018, 11, 6)
ROW = """
[[power]]
id = "one"
article = "1"
title = "One"
allows = "this"
authorised_by = "prosecutor"
threshold = "suspicion"
target = "somebody"
source = "book"
verified = "primary"
checked = 2026-11-24
would_change = "A later text."
"""
DECISION = """
[[decision]]
id = "one"
court = "a court"
number = "not found"
holding = "this"
not_holding = "that"
source = "book"
verified = "secondary"
checked = 2026-11-24
would_change = "The text."
"""


def made(*seen: date, begins: date | None = None, ends: date | None = None) -> Power:
    """A power with these days, each from some source."""
    sighted = tuple(Dated(day, "seen") for day in sorted(seen))
    first = Dated(begins, "begins") if begins else None
    last = Dated(ends, "ends") if ends else None
    words = ("id", "article", "title", "allows", "authorised_by", "threshold", "target", "source", "would_change")
    rest = dict.fromkeys(words, "x")
    return Power(**rest, verified="primary", seen=sighted, begins=first, ends=last, checked=START)


# --- 6 November 2018 ---


@pytest.mark.parametrize("power", POWERS, ids=[power.id for power in POWERS])
def test_no_power_is_projected_onto_the_day(power: Power) -> None:
    """On 6 November 2018 only the hacking power has an answer, and it is no; nobody saw the text of that day."""
    expected = NOT_IN_FORCE if power.id == "hacking" else NOT_KNOWN

    assert expected == state(power, THE_DAY).status


@pytest.mark.parametrize("name", [decision.id for decision in DECISIONS])
def test_no_decision_is_projected_back(name: str) -> None:
    """On 6 November 2018 one of the decisions had been given; none of the later ones says anything for that day."""
    expected = GIVEN if name == "smartphone-2017" else NOT_YET

    assert expected == ask_decision(DECISIONS, name, THE_DAY).status


def test_the_hacking_power_begins_on_the_day_of_force() -> None:
    """Not with the act of 27 June 2018, but on 1 March 2019; after the last sight it is not known."""
    answers = {day: ask(POWERS, "hacking", day).status for day in (date(2018, 6, 27), date(2019, 2, 28))}

    assert {NOT_IN_FORCE} == set(answers.values())
    assert IN_FORCE == ask(POWERS, "hacking", date(2019, 3, 1)).status
    assert IN_FORCE == ask(POWERS, "hacking", date(2026, 1, 13)).status
    assert NOT_KNOWN == ask(POWERS, "hacking", date(2026, 1, 14)).status


def test_each_answer_names_its_source() -> None:
    """What decided is told, with the source."""
    answer = ask(POWERS, "hacking", THE_DAY)

    assert ("rijksoverheid2019",) == answer.sources
    assert "2019-03-01" in answer.why
    assert ("sv2015", "phr2023-1130") == ask(POWERS, "tap", THE_DAY).sources


# --- The rules ---


def test_a_sight_vouches_for_its_own_day() -> None:
    """The day before and the day after a day of sight are not known, also between two."""
    power = made(date(2010, 5, 5), date(2012, 5, 5))

    assert IN_FORCE == state(power, date(2010, 5, 5)).status
    for day in (date(2010, 5, 4), date(2010, 5, 6), date(2011, 1, 1), date(2012, 5, 6)):
        assert NOT_KNOWN == state(power, day).status


def test_a_beginning_carries_to_the_last_sight() -> None:
    """Before it: not in force; from it to the last sight: in force; after that: not known."""
    power = made(date(2012, 5, 5), begins=date(2010, 1, 1))

    expected = [NOT_IN_FORCE, IN_FORCE, IN_FORCE, IN_FORCE, NOT_KNOWN]
    days = [date(2009, 12, 31), date(2010, 1, 1), date(2011, 1, 1), date(2012, 5, 5), date(2012, 5, 6)]
    assert expected == [state(power, day).status for day in days]


def test_an_end_is_the_first_day_without() -> None:
    """On the day of the end it is gone; a closed stretch needs no sight; an end alone tells nothing of earlier days."""
    closed = made(begins=date(2010, 1, 1), ends=date(2012, 1, 1))

    assert IN_FORCE == state(closed, date(2011, 12, 31)).status
    assert NOT_IN_FORCE == state(closed, date(2012, 1, 1)).status
    assert NOT_KNOWN == state(made(ends=date(2012, 1, 1)), date(2011, 12, 31)).status


def test_nothing_known() -> None:
    """A power without any day is not known on any day, and a beginning alone holds on its own day only."""
    assert NOT_KNOWN == state(made(), THE_DAY).status
    alone = made(begins=date(2010, 1, 1))
    assert IN_FORCE == state(alone, date(2010, 1, 1)).status
    assert NOT_KNOWN == state(alone, date(2010, 1, 2)).status


@given(
    st.lists(st.dates(date(2000, 1, 1), date(2026, 12, 31)), max_size=4),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
)
def test_without_a_beginning_or_an_end_only_sights_count(seen: list[date], day: date) -> None:
    """Whatever the days of sight are, the model never says not in force, and in force on those days alone."""
    answer = state(made(*seen), day)

    assert (IN_FORCE if day in seen else NOT_KNOWN) == answer.status


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(1, 4000), st.integers(-4000, 4000))
@settings(max_examples=60)
def test_known_stretch_has_no_hole(begins: date, length: int, offset: int) -> None:
    """From a beginning to the last sight there is no day without an answer, and before it the answer is no."""
    power = made(begins + timedelta(days=length), begins=begins)
    status = state(power, begins + timedelta(days=offset)).status

    assert (NOT_IN_FORCE if offset < 0 else IN_FORCE if offset <= length else NOT_KNOWN) == status


def test_a_month_is_not_known_until_it_is_over() -> None:
    """Of the ruling in Arnhem only the month is known: before it, not yet given; within it, not known; then, given."""
    days = [date(2019, 3, 31), date(2019, 4, 1), date(2019, 4, 29), date(2019, 4, 30)]

    expected = [NOT_YET, NOT_KNOWN, NOT_KNOWN, GIVEN]
    assert expected == [ask_decision(DECISIONS, "arnhem-2019", day).status for day in days]


# --- Bad input ---


def test_unknown_names_get_a_plain_answer() -> None:
    """A power or a decision that nobody entered is not covered, and the answer says what is."""
    answer = ask(POWERS, "dragnet", THE_DAY)
    assert NOT_COVERED == answer.status
    assert "tap-organised" in answer.why
    other = ask_decision(DECISIONS, "dragnet", THE_DAY)
    assert NOT_COVERED == other.status
    assert "traffic-2022" in other.why


@pytest.mark.parametrize("day", [date(1921, 1, 15), date(2100, 1, 1)])
def test_a_day_outside_the_data_is_no_guess(day: date) -> None:
    """Long before and long after, the answer is not known, or no where a source gives a beginning."""
    statuses = {answer.status for answer in available(POWERS, day).values()}

    assert statuses <= {NOT_KNOWN, NOT_IN_FORCE}
    assert IN_FORCE not in statuses


@pytest.mark.parametrize("day", ["2018-11-06", 2018, None, datetime(2018, 11, 6, 12)])  # noqa: DTZ001 - no time counts here
def test_what_is_no_day_is_refused(day: Any) -> None:
    """A text, a number or a time of day is no day."""
    with pytest.raises(ValueError, match="must be a date"):
        state(POWERS[0], day)
    with pytest.raises(ValueError, match="must be a date"):
        ask(POWERS, "dragnet", day)
    with pytest.raises(ValueError, match="must be a date"):
        ask_decision((), "dragnet", day)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("from = 2010-01-01", "one: from has a date without a source"),
        ("from = {on = 2010-01-01}", "one: from has a date without a source"),
        ('until = {on = 2010-01-01, source = " "}', "one: until has a date without a source"),
        ("in_force_seen = [2010-01-01]", "one: in_force_seen has a date without a source"),
        ("in_force_seen = 2010-01-01", "one: in_force_seen must be a list"),
        ('in_force_seen = [{on = "2010", source = "x"}]', "one: in_force_seen.on must be a date"),
        ('from = {on = 2010-01-01T12:00:00, source = "x"}', "one: from.on must be a date"),
        ('from = {on = 2010-01-01, source = "x"}\nuntil = {on = 2009-01-01, source = "x"}', "contradict each other"),
        (
            'from = {on = 2010-01-01, source = "x"}\nin_force_seen = [{on = 2009-01-01, source = "x"}]',
            "contradict each other",
        ),
    ],
)
def test_dates_need_a_source(more: str, message: str) -> None:
    """A date that no source gives is refused with the row and the field; so are dates that contradict each other."""
    with pytest.raises(ValueError, match=message):
        read_powers(ROW + more)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not toml", "the data are not TOML"),
        ("", "hold no"),
        ("power = 3", "hold no"),
        ("[[power]]\narticle = '1'", "a row has no id"),
        (ROW.replace('allows = "this"', ""), "one: allows is missing"),
        (ROW.replace('"primary"', '"surely"'), "one: verified is 'surely'"),
        (ROW.replace("checked = 2026-11-24", "checked = 'today'"), "one: checked must be a date"),
        (ROW + ROW, "one: two rows have this id"),
    ],
)
def test_bad_rows_are_refused(text: str, message: str) -> None:
    """A broken file is refused with one sentence that names the row."""
    with pytest.raises(ValueError, match=message):
        read_powers(text)


@pytest.mark.parametrize("when", ["", 'date = "April 2019"', "date = 2019", 'date = "2019-13"'])
def test_a_decision_needs_a_day_or_a_month(when: str) -> None:
    """A date that is neither is refused."""
    with pytest.raises(ValueError, match="one: date must be a day"):
        read_decisions(DECISION + when)


def test_a_decision_names_powers_as_a_list() -> None:
    """The powers that a decision bears on are a list of ids."""
    with pytest.raises(ValueError, match="one: powers must be a list"):
        read_decisions(DECISION + 'date = 2019-01-01\npowers = "tap"')


# --- The figure's table ---


def test_rows() -> None:
    """One row for each power, with the state of the day; the default is the day of the announcement."""
    table = rows(POWERS)
    expected = {power.id: state(power, THE_DAY).status for power in POWERS}
    assert expected == {row["power"]: row["status"] for row in table}
    last = {row["power"]: row for row in rows(POWERS, day=(date(2021, 1, 1) - START).days)}
    assert IN_FORCE == last["hacking"]["status"]
    assert "2019.161" == f"{last['hacking']['begins']:.3f}"


def test_rows_refuse() -> None:
    """A day out of bounds names parameter, bounds and unit; a parameter that is not there is refused."""
    with pytest.raises(ValueError, match=r"day is -1: it must be a whole number from 0 to 9861 \(days after"):
        rows(POWERS, day=-1)
    with pytest.raises(TypeError, match="no parameter 'year'"):
        rows(POWERS, year=2018)
    assert date(2026, 12, 31) == START + timedelta(days=int(PARAMETERS[0].high))


def test_standard_library_only() -> None:
    """The module runs in the page: it imports the standard library and its own package, and opens no file."""
    tree = ast.parse(Path(powers.__file__).read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}

    assert {name.partition(".")[0] for name in named if name} <= sys.stdlib_module_names | {"takedown"}
    assert "open" not in calls
