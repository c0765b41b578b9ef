"""Chapter 10: its numbers are the model's, its cases are the model's cases, and it says nothing of the button."""

from __future__ import annotations

import re
import runpy
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from takedown.course import Course
from takedown.lint.myst import blocks, claims_named, plain, roles
from takedown.lint.run import findings
from takedown.models import copies

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
CHAPTER = COURSE.chapter("10_the_copies")
TEXT = CHAPTER.index.read_text(encoding="utf-8")
GRAPH = copies.message(devices=1, tap=True)
GROUP = copies.message(recipients=5, devices=1, tap=True)
WORDS = {2: "two", 3: "three", 10: "ten", 25: "twenty-five", 28: "twenty-eight", 30: "thirty"}
BUTTONS = {
    "delete the chat on the sender's phone": ("messages",),
    "wipe the sender's phone": ("phone",),
    "timer in the app, on every device": ("timer",),
    "wipe both phones": ("both",),
    "clear the provider's server": ("service",),
    "the last three together": ("timer", "both", "service"),
}
"""The buttons of the table, in the text's words and the model's."""


@cache
def script(name: str) -> dict[str, Any]:
    """The names that a figure's script defines."""
    return runpy.run_path(str(CHAPTER.folder / "figures" / f"{name}.py"))


def rows(label: str) -> list[list[str]]:
    """The rows of a table of the text, without its head, without marks, and a verdict without its reserve."""
    part = TEXT[TEXT.index(f":name: {label}") :]
    lines = [line for line in part[: part.index("\n:::\n")].splitlines() if line.startswith("|")]
    cells = [[plain(cell).strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [[cell.removesuffix(", as we take it") for cell in row] for row in cells]


def readable(graph: copies.Graph) -> int:
    """How many places hold a copy that can be read."""
    return sum(place.readable for place in graph.places)


# --- Numbers ---


def test_copies_of_one_message() -> None:
    """The example has eleven places, ten of them readable, with five holders."""
    assert (11, 10) == (len(GRAPH.places), readable(GRAPH))
    assert 5 == len({place.holder for place in GRAPH.places})
    assert "It has ten readable copies, and an eleventh" in TEXT
    assert "The eleven places of this chapter's figure have five holders" in TEXT


@pytest.mark.parametrize("row", rows("tab-10-buttons"), ids=lambda row: row[0])
def test_table_of_buttons(row: list[str]) -> None:
    """What each button reaches and leaves is what the model says."""
    buttons = BUTTONS[row[0]]
    left = len(copies.left(GRAPH, buttons))

    assert [str(readable(GRAPH) - left), str(left)] == row[1:]


def test_table_has_every_button() -> None:
    """No button of the text's list is missing from the table."""
    assert list(BUTTONS) == [row[0] for row in rows("tab-10-buttons")]


def test_what_all_buttons_leave() -> None:
    """Two backups and what was recorded on the way, as the text says."""
    expected = {"sender backup", "recipient 1 backup", "police server"}

    assert expected == set(copies.left(GRAPH, ("timer", "both", "service")))
    assert "still leave three copies: two backups, and what was recorded on the way" in TEXT


def test_worked_example() -> None:
    """Four on her side, five for each of five recipients, one between: thirty, of which the wipe leaves 28."""
    own = [place for place in GROUP.places if place.readable and place.id.startswith("sender")]
    theirs = [place for place in GROUP.places if place.readable and place.id.startswith("recipient")]
    left = len(copies.left(GROUP, "phone"))

    assert (4, 25, 30, 28) == (len(own), len(theirs), readable(GROUP), left)
    assert "Four and twenty-five and one are thirty." in TEXT
    assert "Of ten copies the button left eight; of thirty it leaves twenty-eight." in TEXT


@pytest.mark.parametrize(
    ("said", "computed"),
    [
        ("all gone in 66 % of the cases", copies.independent(0.9, 4)),
        ("and eight in 43 %", copies.independent(0.9, 8)),
        ("are all gone with 67 % instead of 43 %", copies.common_cause(0.9, 8, 0.5)),
    ],
)
def test_probabilities(said: str, computed: float) -> None:
    """The percentages of the text are the model's, rounded."""
    found = re.search(r"(\d+) %", said)

    assert said in TEXT
    assert found is not None
    assert round(100 * computed) == int(found[1])


def test_a_copy_out_of_reach_makes_it_zero() -> None:
    """With one readable copy that is not reached the probability is zero, however well erasing works."""
    assert 0.0 == copies.chance_all_gone(GRAPH, ("timer", "both", "service"), 0.99)


@pytest.mark.parametrize(
    ("claim", "numbers"),
    [
        ("model-places", [readable(GRAPH)]),
        ("model-group", [readable(GROUP), readable(GROUP) - len(copies.left(GROUP, "phone"))]),
        ("model-buttons", [readable(GRAPH), 2, len(copies.left(GRAPH, ("timer", "both", "service")))]),
    ],
)
def test_claims_of_the_model(claim: str, numbers: list[int]) -> None:
    """The ledger's inferences hold the model's numbers."""
    statement = COURSE.claim(claim).statement

    assert [] == [number for number in numbers if not re.search(rf"\b({number}|{WORDS[number]})\b", statement)]


def test_the_group_of_three_in_the_teaching_note() -> None:
    """Three recipients without backups: 16 readable copies, of which the wipe of the sender's phone reaches two."""
    group = copies.message(recipients=3, devices=1, tap=True, backup=False)
    left = len(copies.left(group, "phone"))

    assert (16, 14) == (readable(group), left)
    assert "16 readable copies, 2 reached, 14 left" in CHAPTER.teaching.read_text(encoding="utf-8")


def test_the_dice_of_the_teaching_note() -> None:
    """Four dice that each show a six with one in six: all gone in 48 % apart, 83 % together."""
    note = CHAPTER.teaching.read_text(encoding="utf-8")

    assert (48, 83) == (round(100 * copies.independent(5 / 6, 4)), round(100 * copies.common_cause(5 / 6, 4, 1.0)))
    assert "48 % of the throws if each is thrown alone, and in 83 % if one throw decides" in note


# --- Cases ---


@pytest.mark.parametrize("case", copies.CASES, ids=lambda case: case.service)
def test_verdicts_of_the_cases(case: copies.Case) -> None:
    """Each of the model's cases stands in the table, with its year and the verdict that the model computes."""
    row = next(
        row
        for row in rows("tab-10-cases")
        if row[0].lower().rstrip("s, 0123456789").startswith(case.service[:12].lower())
    )

    assert str(case.year) in row[0]
    assert copies.verdict(case) == row[3]


def test_seven_one_three() -> None:
    """Seven rows say not reached, one that no reading is known, three not known; text, claim and note count so."""
    verdicts = [row[3] for row in rows("tab-10-cases")]

    assert (7, 1, 3) == tuple(verdicts.count(verdict) for verdict in ("not reached", "no reading known", "not known"))
    for words in ("In seven rows sources tell", "One row says *no reading known*", "Three rows say *not known*"):
        assert words in TEXT
    assert "in the seven known cases" in CHAPTER.claim
    assert "In the seven cases of eleven" in COURSE.claim("pattern-outside").statement
    assert "seven, one, three" in CHAPTER.teaching.read_text(encoding="utf-8")


def test_one_rule_for_every_row() -> None:
    """A row is "not reached" if it has a source for the copy and one for the button, and never without."""
    part = TEXT[TEXT.index(":name: tab-10-cases") :]
    lines = [line for line in part[: part.index("\n:::\n")].splitlines() if line.startswith("|")][2:]
    for line in lines:
        _, copy, button, verdict = line.strip("|").split("|")
        told = bool(claims_named(copy)) and bool(claims_named(button))
        known = told and "which copy was read is not told" not in copy and "No reading" not in copy
        assert known == verdict.strip().startswith("not reached"), line


def test_every_case_has_a_source() -> None:
    """No row of the table of cases is without a claim."""
    part = TEXT[TEXT.index(":name: tab-10-cases") :]
    lines = [line for line in part[: part.index("\n:::\n")].splitlines() if line.startswith("|")][2:]

    assert [] == [line for line in lines if not claims_named(line)]


@pytest.mark.parametrize("verb", ["worked", "failed"])
def test_nothing_is_said_of_the_button_of_the_case(verb: str) -> None:
    """Neither that the button of IronChat worked nor that it failed stands anywhere in the text."""
    assert not re.search(rf"\bbutton (had )?{verb}\b", TEXT)
    assert "Whether anybody pressed it, and what happened then, is not known." in TEXT


# --- Figures ---


def test_figure_of_the_copies() -> None:
    """Two drawings of eleven boxes; below, the two that the button reaches are drawn as told to erase."""
    names = script("copies")
    drawing: Figure = names["figure"]()
    above, below = drawing.axes
    boxes = [[patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)] for axes in (above, below)]

    assert [11, 11] == [len(each) for each in boxes]
    assert {place.id for place in GRAPH.places} == set(names["SPOTS"])
    assert GRAPH == names["graph"]()
    states = [names["state"](place, names["BUTTON"]) for place in GRAPH.places]
    assert (8, 1, 2) == tuple(states.count(state) for state in ("readable", "unreadable", "erased"))
    assert (
        "Before: 10 readable copies" == above.get_title(loc="left") or "Before: 10 readable copies" == above.get_title()
    )


def test_figure_of_the_chances() -> None:
    """The lines are the model's, and the numbers in the words for it are theirs."""
    names = script("chance")
    drawing: Figure = names["figure"]()
    (axes,) = drawing.axes
    ends = [round(float(line.get_ydata()[-1])) for line in axes.get_lines()]  # type: ignore[index,arg-type]

    assert [90, 59, 28, 0] == ends
    assert "falls to 28 per cent at twelve" in TEXT
    assert "to 59 per cent" in TEXT
    assert names["rows"](success=0.9, share=0.5, copies=12)[-1]["copies"] == 12


# --- Form ---


def test_length() -> None:
    """The body is a chapter's length: 2,000 to 3,500 words, marks and labels not counted."""
    words = [word for block in blocks(TEXT) if block.sort != "label" for word in plain(block.text).split()]

    assert 2000 <= len(words) <= 3500


@pytest.mark.parametrize("box", ["article", "worked", "think", "other-side"])
def test_boxes(box: str) -> None:
    """The chapter begins with the article, works an example, names a misconception and gives the other side."""
    assert box in {name for block in blocks(TEXT) for directive in block.inside for name in directive.classes}


def test_terms_stand_in_the_glossary() -> None:
    """Every term that the text links is explained."""
    known = {term.term for term in COURSE.glossary}
    used = {re.sub(r".*<(.*)>", r"\1", name) for role, name in roles(TEXT) if role == "term"}

    assert set() == used - known
    assert {"copy graph", "reach", "independence", "common cause", "retention policy"} <= used


@pytest.mark.parametrize(
    "check", ["never-stated-as-fact", "claims-in-prose-are-known", "numbers-have-sources", "own-words"]
)
def test_lint_of_the_chapter(check: str) -> None:
    """Nothing that must not be stated is stated, and everything counted, dated or named has a source."""
    found = findings(ROOT, CHAPTER.reviewed, only=[check])

    assert [] == [str(each.problem) for each in found if "10_the_copies" in str(each.problem.file)]


def test_questions_answer_with_claims() -> None:
    """Each of the five self-check answers gives a reason that can be looked up."""
    assert 5 == len(CHAPTER.questions)
    assert [] == [question.id for question in CHAPTER.questions if not claims_named(question.answer)]


def test_minutes() -> None:
    """The class takes 90 minutes; the homework is what the four exercises take."""
    exercises = COURSE.exercises_of(CHAPTER.slug)

    assert 90 == CHAPTER.times.class_minutes
    assert 105 == CHAPTER.times.homework == sum(exercise.minutes for exercise in exercises)
    assert ["code", "essay", "model", "table"] == sorted(exercise.kind for exercise in exercises)


def test_law_of_the_page_as_of() -> None:
    """Each statement of law of the chapter is on the page "As of", checked on the day of the review."""
    rules = tomllib.loads((CHAPTER.folder / "data" / "newsroom_law.toml").read_text(encoding="utf-8"))["rule"]

    assert ["gdpr-keep-little", "gdpr-journalism", "source-right-2018", "sanoma-judge-first"] == [
        rule["id"] for rule in rules
    ]
    for rule in rules:
        assert rule["source"] in {source.key for source in COURSE.claim(rule["id"]).sources}
        assert CHAPTER.reviewed == rule["checked"]
