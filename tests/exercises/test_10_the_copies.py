"""The exercises of chapter 10: what they take for true is what the ledger and the model say."""

from __future__ import annotations

import re
import runpy
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from takedown.course import Course, Exercise
from takedown.grading.essays import read_essay
from takedown.grading.judge import Submission, judge
from takedown.grading.results import Result
from takedown.grading.tables import Cell, Key, load_key
from takedown.grading.values import Column, bare
from takedown.lint.myst import claims_named
from takedown.models import copies

ROOT = Path(__file__).resolve().parents[2]
SLUG = "10_the_copies"
COURSE = Course(ROOT)
CHAPTER = COURSE.chapter(SLUG)
EXERCISES = {each.slug: each for each in COURSE.exercises if each.chapter == SLUG}
GRAPH = copies.message(devices=1, tap=True)
MODEL = {
    "sent": "sender app",
    "leftovers": "sender files",
    "tablet": "sender device 1",
    "received": "recipient 1 app",
    "notice": "recipient 1 notifications",
    "her backup": "sender backup",
    "waiting": "server",
    "recording": "police server",
}
"""The rows of the table that are places of the model; a draft and a photograph are not."""
HOLDERS = {
    "sender": "Ines",
    "recipient 1": "Tom",
    "backup company": "backup company",
    "provider": "provider",
    "police": "police",
}


def key() -> Key:
    """The key of the table exercise."""
    return load_key(EXERCISES["what_a_button_reaches"].folder)


def accepted(row: str, column: str) -> object:
    """The one value that a cell accepts."""
    (value,) = next(each for each in key().rows if each.id == row).cells[column].accept
    return value


def every_cell() -> Iterator[tuple[str, Column, Cell]]:
    """Each cell of the table, with its row and column."""
    for row in key().rows:
        for name, cell in row.cells.items():
            yield row.id, key().columns[name], cell


def judged(exercise: Exercise, name: str) -> Result:
    """The result of an answer in the exercise's folder, judged as a learner's would be."""
    content = (exercise.folder / name).read_bytes()
    (result,) = judge(exercise, iter([Submission(student="", content=content)]), place="in-process", key=b"samples")
    return result


def essay_claims() -> list[dict[str, Any]]:
    """The claims that the essay may cite."""
    data = EXERCISES["newsroom_policy"].data / "claims.toml"
    return list(tomllib.loads(data.read_text(encoding="utf-8"))["claim"])


@cache
def essay_tests() -> dict[str, Any]:
    """The names that the essay's tests define."""
    return runpy.run_path(str(EXERCISES["newsroom_policy"].folder / "test_answer.py"))


# --- The chapter's four ---


def test_kinds_levels_and_minutes() -> None:
    """A table, a model, a program and an essay; the first and the last need no programming."""
    found = {each.kind: (each.level, each.minutes) for each in EXERCISES.values()}

    assert {"table": (1, 10), "model": (2, 25), "code": (2, 25), "essay": (3, 45)} == found


# --- What a button reaches ---


@pytest.mark.parametrize(("row", "place"), MODEL.items())
def test_table_agrees_with_the_model(row: str, place: str) -> None:
    """Holder, wipe and timer of each row that is a place of the model are what the model says."""
    assert HOLDERS[GRAPH[place].holder].casefold() == str(accepted(row, "holder")).casefold()
    assert (place in copies.reached(GRAPH, "phone")) is accepted(row, "wipe")
    assert (place in copies.reached(GRAPH, "timer")) is accepted(row, "timer")


def test_five_rows_are_reached_by_neither() -> None:
    """A hint and the explanation count five such rows of ten."""
    neither = [row.id for row in key().rows if not accepted(row.id, "wipe") and not accepted(row.id, "timer")]

    assert (10, 5) == (len(key().rows), len(neither))
    assert "Five rows are reached by neither." in " ".join(EXERCISES["what_a_button_reaches"].hints)


def test_every_wrong_choice_has_a_reason() -> None:
    """In the two yes-or-no columns each wrong value has its reason, and every reason fits a message."""
    cells = list(every_cell())

    assert [] == [(row, column.name) for row, column, cell in cells if not cell.wrong]
    assert [] == [reason for _, _, cell in cells for _, reason in cell.wrong if len(reason) > 220]


def test_reasons_do_not_give_the_cell_away() -> None:
    """A reason for a wrong value does not name an accepted one."""
    told = [
        (row, column.name, reason)
        for row, column, cell in every_cell()
        for _, reason in cell.wrong
        for value in cell.accept
        if isinstance(value, str) and re.search(rf"\b{re.escape(value)}\b", bare(reason))
    ]
    assert [] == told


# --- Follow the copies ---


def test_example_of_the_task_holds() -> None:
    """What the task shows as results is what the model answer gives."""
    exercise = EXERCISES["follow_the_copies"]
    names: dict[str, Any] = {}
    exec((exercise.folder / "solution" / "answer.py").read_text(encoding="utf-8"), names)  # noqa: S102  # our own file
    block = re.search(r"```python\n(.*?)```", exercise.task_file.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    flows, _, calls = block[1].partition("]\n]\n") if "]\n]\n" in block[1] else block[1].partition("arrivals(")
    exec(flows, names)  # noqa: S102  # our own file
    for line in ("arrivals(" + calls).splitlines():
        call, _, wanted = line.partition("  # ")
        assert repr(eval(call, names)) == repr(eval(wanted, {}))  # noqa: S307  # our own file


def test_reference_agrees_with_the_model() -> None:
    """The search of the exercise finds in the model's own graph what the model finds."""
    names: dict[str, Any] = {}
    solution = EXERCISES["follow_the_copies"].folder / "solution" / "answer.py"
    exec(solution.read_text(encoding="utf-8"), names)  # noqa: S102  # our own file
    flows = [list(flow) for flow in GRAPH.flows]
    unreadable = [place.id for place in GRAPH.places if not place.readable]

    assert sorted(copies.arrivals(GRAPH)) == names["arrivals"](flows, "sender app")
    erased = list(copies.reached(GRAPH, "phone"))
    assert sorted(copies.left(GRAPH, "phone")) == names["left"](flows, "sender app", erased, unreadable)


# --- All gone ---


def test_number_of_the_chapter_stands_in_the_task() -> None:
    """The example that a constant could return is the chapter's, and the explanation's numbers are right."""
    exercise = EXERCISES["all_gone"]
    assert f"all gone with {copies.common_cause(0.9, 8, 0.5):.3f}" in exercise.task_file.read_text(encoding="utf-8")
    why = (exercise.folder / "why.md").read_text(encoding="utf-8")
    said = (copies.common_cause(0.8, 6, 0.5), copies.independent(0.8, 6), copies.common_cause(0.8, 3, 0.5) ** 2)
    assert "one group of six gives {:.2f}, and independence {:.2f}; the right answer is {:.2f}".format(*said) in why


# --- The essay ---


def test_claims_of_the_essay_are_those_of_the_chapter() -> None:
    """The essay may cite every claim of the chapter and two of chapter 1, with the status that the ledger computes."""
    may = [claim.id for claim in CHAPTER.claims] + ["traffic-rerouted", "messages-kept"]

    assert {name: str(COURSE.status(name)) for name in may} == {each["id"]: each["status"] for each in essay_claims()}


def test_claims_serve_a_side_and_have_a_place() -> None:
    """Each copy outside has places that the task names, and what shows no copy has none; most claims serve a side."""
    task = EXERCISES["newsroom_policy"].task_file.read_text(encoding="utf-8")
    found = re.search(r"three of these places: ([a-z, ]+)\.", task)
    assert found is not None
    places = {place for each in essay_claims() for place in each.get("places", [])}

    assert [] == [each["id"] for each in essay_claims() if ("outside" in each["fits"]) != bool(each.get("places"))]
    assert places == set(found[1].split(", "))
    assert places == set(essay_tests()["PLACES"])
    assert 25 <= sum(bool(each["fits"]) for each in essay_claims())


@pytest.mark.parametrize("name", ["matrix-method-withheld", "exclu-method-open"])
def test_no_place_where_the_chapter_knows_none(name: str) -> None:
    """The chapter warns against writing a place into these rows; so the key has none for them."""
    (claim,) = (each for each in essay_claims() if each["id"] == name)
    verdicts = {case.service: copies.verdict(case) for case in copies.CASES}

    assert [] == claim["fits"]
    assert {"not known"} == {verdicts["MATRIX"], verdicts["Exclu"]}


@pytest.mark.parametrize(
    "words",
    [
        "Chats are kept for 30 days.",
        "Chats are kept for fourteen days.",
        "Recordings stay for eighteen months after printing.",
        "The file is kept for twenty years.",
        "The file is kept for twenty-five years.",
        "Tips stay for two working days.",
        "Tips stay for a fortnight.",
        "A 90-day limit holds for tips.",
        "Notes are kept for a year and a half.",
        "Notes are kept for half a year.",
        "Chats are deleted every Friday.",
        "Chats are deleted on the same day.",
        "Old tips go monthly.",
        "Names are never stored.",
        "Names are not kept at all.",
        "Names are not stored.",
        "No names are kept.",
        "We do not keep names.",
        "Names are deleted immediately after printing.",
    ],
)
def test_times_that_count(words: str) -> None:
    """What a careful student writes for a time is seen as one."""
    assert essay_tests()["TIME"].search(words.lower())


@pytest.mark.parametrize(
    "words",
    [
        "Chats are kept as long as they are needed.",
        "Notes stay for a few days.",
        "Notes are kept for a reasonable time.",
        "Tips are deleted in good time.",
        "The list is with one editor.",
    ],
)
def test_wishes_that_do_not_count(words: str) -> None:
    """A wish without a time is not taken for a rule."""
    assert not essay_tests()["TIME"].search(words.lower())


@pytest.mark.parametrize(
    "words",
    [
        "If an order comes, deleting stops.",
        "When a court asks, deleting is paused.",
        "After an order all deletion is frozen.",
        "In an inquiry the editor switches the timers off.",
        "Once a judge asks, automatic deletion is turned off.",
        "If we hear of an investigation, nobody may delete anything.",
        "As soon as there is a warrant, nothing more is deleted.",
        "From the order on, no message may be erased: we suspend the policy.",
        "If a lawsuit is announced, we put deletion on hold.",
        "Where an inquiry is known, notes must not be destroyed.",
        "After a court order the policy is halted.",
        "When an enquiry begins, everything is kept.",
        "On an order, no deletion takes place.",
    ],
)
def test_switches_that_count(words: str) -> None:
    """What a careful student writes for the switch is seen as one: the trouble and the stop."""
    assert essay_tests()["TROUBLE"].search(words.lower())
    assert essay_tests()["STOP"].search(words.lower())


@pytest.mark.parametrize(
    "words",
    [
        "Exceptions there are none; the times are carried out in every case, order or not.",
        "If a judge asks, the chats have been deleted already.",
        "In a court case we say what we know.",
    ],
)
def test_no_switch_is_no_switch(words: str) -> None:
    """To speak of a judge without stopping is no switch."""
    assert not essay_tests()["STOP"].search(words.lower())


def test_in_order_to_is_no_order() -> None:
    """An order of a court is meant, not a purpose and not a recorder."""
    assert not essay_tests()["TROUBLE"].search("in order to save space the recorder stops")


def test_a_claim_on_several_places_counts_for_those_named() -> None:
    """The model's list of places shows a backup to whoever writes of backups, and no tap besides."""
    text = "## What it does not protect\n\nBackups lie with companies, in the model [model-places].\n"
    part = read_essay(text).section("What it does not protect")
    assert part is not None

    assert {"backups", "provider"} == essay_tests()["places_shown"](part.paragraphs[0])


def test_both_strong_samples_get_the_same() -> None:
    """Whether an essay ends on keeping little or on keeping more changes neither points nor marks."""
    exercise = EXERCISES["newsroom_policy"]
    strong = [sample for sample in exercise.samples if sample.strength == "strong"]

    assert {float(exercise.points)} == {judged(exercise, f"samples/{sample.file_name}").score for sample in strong}
    assert strong[0].marks == strong[1].marks


def test_weak_sample_gets_less() -> None:
    """The weak sample earns less from both."""
    exercise = EXERCISES["newsroom_policy"]
    weak = next(sample for sample in exercise.samples if sample.strength == "weak")
    strong = next(sample for sample in exercise.samples if sample.strength == "strong")

    assert judged(exercise, f"samples/{weak.file_name}").score < exercise.points / 2
    assert sum(weak.marks.values()) < sum(strong.marks.values()) / 2


@pytest.mark.parametrize("name", ["solution/answer.md", "samples/strong-for.md", "samples/strong-against.md"])
def test_good_policies_have_a_switch_and_name_no_product(name: str) -> None:
    """What is shown as good stops deleting at an order, obeys, and recommends no program."""
    text = (EXERCISES["newsroom_policy"].folder / name).read_text(encoding="utf-8")
    policy = read_essay(text).section("The policy")
    assert policy is not None

    assert re.search(r"deleting .*stops|deleting stops", policy.text)
    assert re.search(r"\bobey|\babide", policy.text)
    assert not re.search(r"\b(Signal|WhatsApp|Telegram|Threema|iMessage|iPhone|Android)\b", text)


def test_no_exercise_is_left_without_the_chapter() -> None:
    """The essay's ground, the two debts of a newsroom, stands in the text."""
    marked = set(claims_named(CHAPTER.index.read_text(encoding="utf-8")))

    assert {"gdpr-keep-little", "sanoma-judge-first", "notebooks-seven-years", "articles-withdrawn"} <= marked
