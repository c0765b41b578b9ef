"""takedown.models.copies: where one message lies, what a button reaches, and how probable it is that all is gone."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.models import Parameter, copies
from takedown.models.copies import BUTTONS, CASES, Case, Graph, arrivals, left, message, not_reached, reached, verdict

SWITCHES = ("backup", "notifications", "server", "keys_on_server", "update")
GRAPHS = st.builds(
    lambda people, devices, switches, tap: message(
        recipients=people, devices=devices, tap=tap and switches["server"], **switches
    ),
    st.integers(1, 4), st.integers(0, 2), st.fixed_dictionaries(dict.fromkeys(SWITCHES, st.booleans())), st.booleans(),
)  # fmt: skip
SETS = st.sets(st.sampled_from(BUTTONS))


# --- The graph ---


@given(GRAPHS)
def test_every_place_gets_a_copy(graph: Graph) -> None:
    """A message comes to each place of its graph, once; flows lead from place to place."""
    ids = [place.id for place in graph.places]
    assert sorted(ids) == sorted(arrivals(graph))
    assert len(ids) == len(set(ids))
    assert all(graph[origin].id != graph[target].id for origin, target in graph.flows)


def test_the_usual_places() -> None:
    """One recipient, no linked device: seven readable places, and a server that cannot read its copy."""
    expected = {
        "sender app", "sender files", "sender backup", "recipient 1 app", "recipient 1 files",
        "recipient 1 notifications", "recipient 1 backup", "server",
    }  # fmt: skip
    graph = message()
    assert expected == {place.id for place in graph.places}
    assert ["server"] == [place.id for place in graph.places if not place.readable]


def test_what_switches_add() -> None:
    """Keys on the server make its copy readable; a tap and an altered app add copies that the police hold."""
    assert message(keys_on_server=True)["server"].readable
    for switch, place in (("tap", "police server"), ("update", "police copy")):
        graph = message(**{switch: True})  # type: ignore[arg-type]  # a switch
        assert "police" == graph[place].holder
        assert place in arrivals(graph)


def test_people_and_devices_add_places() -> None:
    """Each recipient brings four places, each linked device one."""
    base = len(message().places)
    assert base + 4 == len(message(recipients=2).places)
    assert base + 2 == len(message(devices=1).places)


def test_without_a_server() -> None:
    """From phone to phone a message arrives too, and linked devices get it."""
    graph = message(server=False, devices=1)
    assert {"recipient 1 app", "recipient 1 device 1", "sender device 1"} <= set(arrivals(graph))


def test_arrivals_begin_where_they_are_told() -> None:
    """What a recipient's app passes on is its own files, notifications and backup; nothing goes back."""
    expected = ("recipient 1 app", "recipient 1 files", "recipient 1 notifications", "recipient 1 backup")
    assert expected == arrivals(message(), "recipient 1 app")
    assert ("server",) == arrivals(Graph(message().places, ()), "server")


# --- Buttons ---


@given(GRAPHS, SETS, st.sampled_from(BUTTONS))
def test_another_button_never_brings_a_copy_back(graph: Graph, pressed: set[str], more: str) -> None:
    """After one more button no more is left, and what is left was left before."""
    before, after = (left(graph, sorted(buttons)) for buttons in (pressed, pressed | {more}))
    assert set(after) <= set(before)


@given(GRAPHS, SETS)
def test_reached_or_not(graph: Graph, pressed: set[str]) -> None:
    """A readable copy is either reached or not; a copy that the police or a backup company hold never is."""
    gone, rest = set(reached(graph, sorted(pressed))), set(not_reached(graph, sorted(pressed)))
    assert not gone & rest
    assert {place.id for place in graph.places if place.readable} <= gone | rest
    assert not gone & {place.id for place in graph.places if place.holder in {"police", "backup company"}}


@given(GRAPHS)
def test_larger_buttons_reach_more(graph: Graph) -> None:
    """The app's files are more than its messages, the phone more than the app, both phones more than one."""
    reach = [set(reached(graph, button)) for button in ("messages", "app", "phone", "both")]
    assert reach == sorted(reach, key=len)
    assert all(small <= large for small, large in pairwise(reach))


def test_what_each_button_reaches() -> None:
    """The table of the chapter, on a message with linked devices."""
    graph = message(devices=1)
    assert ("sender app",) == reached(graph, "messages")
    assert ("sender app", "sender files") == reached(graph, "app")
    assert ("sender app", "sender files") == reached(graph, "phone")
    assert ("recipient 1 app", "recipient 1 files", "recipient 1 notifications") == reached(
        graph, "phone", "recipient 1"
    )
    timer = {"sender app", "sender device 1", "recipient 1 app", "recipient 1 device 1"}
    assert timer == set(reached(graph, "timer"))
    assert ("server",) == reached(graph, "service")
    assert () == reached(graph, [])


def test_all_buttons_together_leave_backups() -> None:
    """Every button at once leaves what others hold."""
    graph = message(tap=True, keys_on_server=True)
    assert ("sender backup", "recipient 1 backup", "police server") == left(graph, BUTTONS)
    assert () == left(message(backup=False), BUTTONS)


# --- Probabilities ---


@pytest.mark.parametrize(("success", "number", "expected"), [(0.9, 4, 66), (0.9, 6, 53), (0.9, 8, 43), (0.99, 8, 92)])
def test_products(success: float, number: int, expected: int) -> None:
    """With 0.9 for each copy: 4 copies 66 %, 6 copies 53 %, 8 copies 43 %; with 0.99: 8 copies 92 %."""
    assert expected == round(100 * copies.independent(success, number))
    assert copies.independent(success, number) == pytest.approx(copies.all_gone([success] * number))


def test_a_common_cause() -> None:
    """0.9, 8 copies, share 0.5: 66.5 %."""
    assert 66.5 == round(100 * copies.common_cause(0.9, 8, 0.5), 1)


@given(st.floats(0, 1), st.integers(1, 19), st.floats(0, 1), st.floats(0, 1))
def test_probabilities_are_in_bounds_and_ordered(success: float, number: int, one: float, other: float) -> None:
    """Between independent and a single copy; more copies never more probable, a larger common share never less."""
    less, more = sorted((one, other))
    low, high = copies.common_cause(success, number, less), copies.common_cause(success, number, more)
    assert 0 <= copies.independent(success, number) <= low + 1e-12
    assert low <= high + 1e-12
    assert high <= success + 1e-12
    assert copies.common_cause(success, number + 1, less) <= low + 1e-12
    assert success == pytest.approx(copies.common_cause(success, 1, less))


@given(st.lists(st.floats(0, 1), max_size=10), st.floats(0, 1))
def test_one_more_copy_never_helps(successes: list[float], more: float) -> None:
    """The product of no copy is 1, and each further copy makes it no larger."""
    assert 1 >= copies.all_gone(successes) >= copies.all_gone([*successes, more]) >= 0
    assert 1 == copies.all_gone([])


@settings(max_examples=20, deadline=None)
@given(st.floats(0.5, 1), st.integers(1, 10), st.floats(0, 1), st.integers(0, 10**6))
def test_simulation_agrees(success: float, number: int, share: float, seed: int) -> None:
    """Counted, it is the closed form, within six standard deviations of chance."""
    expected = copies.common_cause(success, number, share)
    chance = 6 * math.sqrt(4000 * expected * (1 - expected))
    assert 4000 * expected == pytest.approx(copies.simulate(success, number, share, 4000, seed), abs=chance + 1)


def test_simulation_is_repeatable() -> None:
    """The same seed gives the same count, everywhere."""
    assert 3297 == copies.simulate(0.9, 8, 0.5, 5000, 6)


@given(GRAPHS, SETS, st.floats(0.1, 1))
def test_chance_on_a_graph(graph: Graph, pressed: set[str], success: float) -> None:
    """Nothing while one readable copy is not reached; else a product of what is."""
    chance = copies.chance_all_gone(graph, sorted(pressed), success)
    assert (0 == chance) == bool(left(graph, sorted(pressed)))
    assert chance <= 1


def test_chance_without_backups() -> None:
    """Both phones wiped, nothing elsewhere: 0.9 to the fifth, for five readable copies on two handsets."""
    assert 0.9**5 == pytest.approx(copies.chance_all_gone(message(backup=False), "both", 0.9))


# --- The cases ---


@pytest.mark.parametrize(
    "service", ["Ennetcom", "IronChat", "EncroChat", "Sky ECC", "ANOM", "Ghost", "notification store"]
)
def test_the_seven_sourced_cases(service: str) -> None:
    """The button of the case does not reach the copy from which the police read; at the sender's app it would have."""
    (case,) = (case for case in CASES if case.service == service)
    assert "not reached" == verdict(case)
    elsewhere = Case(service, case.year, case.copy, f"{case.who} app", case.button, case.who, case.options)
    assert "reached" == verdict(elsewhere)


def test_the_other_cases() -> None:
    """In one no reading is known; for three the book does not know the copy or the button."""
    verdicts = {case.service: verdict(case) for case in CASES if not case.place}
    assert {
        "PGP Safe": "not known",
        "Phantom Secure": "no reading known",
        "Exclu": "not known",
        "MATRIX": "not known",
    } == verdicts


def test_cases_that_are_alike_are_marked_alike() -> None:
    """A program on the phone handed the text over in three cases, and a tap recorded it in two."""
    places = {case.service: (case.place, case.options) for case in CASES}
    assert places["EncroChat"] == places["ANOM"] == places["Ghost"] == ("police copy", ("update",))
    assert places["IronChat"] == places["Sky ECC"] == ("police server", ("tap",))


def test_the_handset_would_have_been_enough_for_notifications() -> None:
    """Where the app is deleted the notification store stays; a wipe of the whole handset reaches it."""
    (case,) = (case for case in CASES if case.service == "notification store")
    assert "reached" == verdict(Case(case.service, case.year, case.copy, case.place, "phone", case.who))


def test_a_case_must_fit_its_graph() -> None:
    """A place to which no copy comes is a mistake, not "not reached"."""
    with pytest.raises(ValueError, match="in the case Ennetcom no copy comes to 'police server'"):
        verdict(Case("Ennetcom", 2016, "", "police server"))


def test_checklist() -> None:
    """One row for each case, in order of years, with a verdict for each."""
    table = copies.checklist()
    assert [case.service for case in CASES] == [row["case"] for row in table]
    assert sorted(row["year"] for row in table) == [row["year"] for row in table]
    assert all(row["copy"] and row["verdict"] for row in table)


# --- Bounds, parameters, rows ---


def test_graphs_have_bounds() -> None:
    """Numbers out of bounds and a tap on nothing are refused."""
    with pytest.raises(ValueError, match=r"recipients is 0: it must be a whole number from 1 to 50 \(recipients\)"):
        message(recipients=0)
    with pytest.raises(ValueError, match="devices is 11"):
        message(devices=11)
    with pytest.raises(ValueError, match="tap is True and server is False"):
        message(tap=True, server=False)


def test_words_are_checked() -> None:
    """A button, a person and a place that are not there are refused with those that are."""
    graph = message()
    with pytest.raises(ValueError, match="button is 'red': it must be one of messages, app, phone"):
        reached(graph, "red")
    with pytest.raises(ValueError, match="button is 'red'"):
        left(graph, ["app", "red"])
    with pytest.raises(ValueError, match="who is 'police': it must be one of recipient 1, sender"):
        reached(graph, "phone", "police")
    with pytest.raises(ValueError, match="there is no place 'cloud'; there are sender app"):
        arrivals(graph, "cloud")


@pytest.mark.parametrize("success", [-0.01, 1.01, math.nan, True])
def test_probabilities_have_bounds(success: float) -> None:
    """What is no probability is refused."""
    for refused in (
        lambda: copies.all_gone([0.5, success]),
        lambda: copies.independent(success, 2),
        lambda: copies.common_cause(0.5, 2, success),
        lambda: copies.simulate(success, 2, 0.5, 10, 1),
    ):
        with pytest.raises(ValueError, match=r"(success|share) is .* from 0 to 1"):
            refused()
    with pytest.raises(ValueError, match="copies is 0"):
        copies.independent(0.5, 0)
    with pytest.raises(ValueError, match="trials is 0"):
        copies.simulate(0.5, 2, 0.5, 0, 1)


@pytest.mark.parametrize("parameter", copies.PARAMETERS, ids=lambda parameter: parameter.name)
def test_rows_at_the_bounds(parameter: Parameter) -> None:
    """The figure can be drawn at both ends of every slider."""
    parameter.check(parameter.default)
    for value in (parameter.low, parameter.high):
        table = copies.rows(**{parameter.name: value})
        assert list(range(1, len(table) + 1)) == [row["copies"] for row in table]


def test_rows_of_the_figure() -> None:
    """The figure's last row is the book's number: 43 %, 66.5 %, 90 %."""
    last = copies.rows()[-1]
    assert [8, 43.0, 66.5, 90.0] == [round(float(value), 1) for value in last.values()]


def test_rows_know_their_parameters() -> None:
    """A misspelt parameter is refused by name."""
    with pytest.raises(TypeError, match="'copy'"):
        copies.rows(copy=1)
