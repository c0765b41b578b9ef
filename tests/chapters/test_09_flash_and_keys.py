"""Chapter 9: the numbers that it prints are those of the models, its figures show what it says, and its rules hold."""

from __future__ import annotations

import re
import runpy
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from takedown.course import Course
from takedown.lint.myst import blocks, claims_named, plain, roles
from takedown.lint.run import findings
from takedown.models import flash

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
CHAPTER = COURSE.chapter("09_flash_and_keys")
TEXT = CHAPTER.index.read_text(encoding="utf-8")


@cache
def script(name: str) -> dict[str, Any]:
    """The names that a figure's script defines."""
    return runpy.run_path(str(CHAPTER.folder / "figures" / f"{name}.py"))


def table(label: str) -> list[list[str]]:
    """The cells of a table of the text, without its head."""
    found = re.search(rf":::{{table}}[^\n]*\n:name: {label}\n(.*?)\n:::", TEXT, re.DOTALL)
    assert found is not None
    lines = [line for line in found[1].splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def printed(*shares: float) -> list[str]:
    """Shares as the tables print them: per cent, without decimals."""
    return [f"{100 * share:.0f}" for share in shares]


# --- Numbers ---


def test_table_of_passes() -> None:
    """With ties to the newest, what two passes leave on a new device and on used ones is what the model leaves."""
    for name, *cells in table("tab-09-passes"):
        spare = float(name.removesuffix(" %")) / 100
        left = [flash.overwrite_device(spare, passes=2, ties="newest", aged=aged)[1] for aged in (0, 0.2, 1, 3)]
        assert printed(*left) == cells


@pytest.mark.parametrize("spare", [0.07, 0.15, 0.25, 0.5])
def test_passes_over_a_new_device(spare: float) -> None:
    """Both rules leave the spare less the reserve; with the oldest the second pass empties, with the newest none does.

    The text gives 12 per cent at 15 per cent of spare.
    """
    oldest = flash.overwrite_device(spare, passes=6, ties="oldest")
    newest = flash.overwrite_device(spare, passes=6, ties="newest")

    assert oldest[0] == newest[0] == flash.residue_after_one_pass(spare)
    assert 0 == oldest[1]
    assert newest[1] == newest[5] > 0
    assert "the model leaves 12 per cent" in TEXT
    assert ["12"] == printed(flash.residue_after_one_pass(0.15))


@pytest.mark.slow
def test_table_of_one_file() -> None:
    """What passes over one file leave is the model's mean over 40 seeds."""
    rows = table("tab-09-file")
    assert 6 == len(rows)
    for name, between, *cells in rows:
        left = flash.mean_file_residue(
            float(name.removesuffix(" %")) / 100, passes=35, between=0.05 if between.startswith("5") else 0.0, seeds=40
        )
        assert printed(left[0], left[6], left[34]) == cells


def test_one_file_lies_between_nothing_and_everything() -> None:
    """The text says that single runs of the model lie anywhere: they do."""
    spared = [flash.overwrite_file(0.15, passes=1, seed=seed)[0] for seed in range(1, 9)]
    swept = [flash.overwrite_file(0.07, passes=7, between=0.05, seed=seed)[6] for seed in range(1, 9)]
    assert 0.0 == min(swept)
    assert 1.0 == max(spared)


def test_table_of_latencies() -> None:
    """Mean and longest wait, as shares of the visible size."""
    for name, *cells in table("tab-09-latency"):
        spare = float(name.removesuffix(" %")) / 100
        waits = [flash.latency_mean(spare), flash.latency_longest(spare)]
        assert printed(*(wait / (300 * 64) for wait in waits)) == cells


@pytest.mark.slow
def test_table_of_keys() -> None:
    """How often one old key is still there, at once and after further writing, in 300 runs."""
    for name, *cells in table("tab-09-key"):
        assert printed(*flash.key_residue(float(name.removesuffix(" %")) / 100, keys=1, seeds=300)) == cells


@pytest.mark.parametrize("spare", [0.15, 0.25])
def test_one_key_is_there_at_once(spare: float) -> None:
    """Right after it was overwritten, the old key is in the memory in every run."""
    assert [1.0] == flash.key_residue(spare, after=(0.0,), keys=1, seeds=15)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("a published formula gives an amplification of 2.36", flash.amplification_formula(0.3)),
        ("The model of this book gives from 2.29", flash.amplification(0.3, pages=32)),
        ("gives from 2.29 to 2.40", flash.amplification(0.3, pages=256)),
        ("Eight divided by three is 2.67", 8 / 3),
        ("With $v = 5/8$ this gives 2.67", 1 / (1 - 5 / 8)),
    ],
)
def test_numbers_in_the_text(said: str, value: float) -> None:
    """Each number that the text prints of a formula or a model is the one computed."""
    assert said in TEXT
    assert f"{value:.2f}" == said.rsplit(maxsplit=1)[-1]


def test_cut_of_the_text() -> None:
    """640 seconds, 99.2 per cent after five of them, nothing with the key first: the arithmetic holds."""
    assert "takes 640 seconds" in TEXT
    assert 640 == flash.wipe_time(128e9, 200e6)
    assert "99.2 per cent are untouched" in TEXT
    assert "99.2" == f"{100 * flash.not_overwritten(128e9, 200e6, 5):.1f}"
    assert 0 == flash.readable("key first", "effaceable", 5)


def test_three_properties_of_latency() -> None:
    """Half the writing doubles the wait, none makes it endless, a double device doubles it, filling shortens it."""
    wait = flash.latency_mean(0.15)
    assert flash.hours(wait, 50) == 2 * flash.hours(wait, 100)
    assert flash.hours(wait, 0) == float("inf")
    assert flash.latency_mean(0.15, blocks=600, reserve=6) == 2 * wait
    assert flash.latency_mean(40 / 350, blocks=350) < flash.latency_mean(0.3)  # 390 blocks in both


# --- Figures ---


def test_walk_shows_what_the_text_says() -> None:
    """Three rewrites, two moves without one, three stale versions, one of which outlives the version after it."""
    spans, rewrites = script("walk")["spans"](), script("walk")["REWRITES"]
    current = [span for span in spans if span.live]
    stale = [span for span in spans if not span.live]
    moves = [span for span in current[1:] if span.start not in rewrites]

    assert 3 == len(rewrites) == len(stale)
    assert 2 == len(moves)
    assert any(old.end > new.end for old in stale for new in current if new.start == old.start)
    assert all(before.end == after.start for before, after in pairwise(current))


def test_walk_shows_every_version() -> None:
    """Each stretch is one bar, each rewrite one triangle."""
    drawing: Figure = script("walk")["figure"]()
    (axes,) = drawing.axes

    assert len(script("walk")["spans"]()) == len(axes.patches)
    assert 3 == len([line for line in axes.get_lines() if line.get_marker() == "^"])


def test_walk_fits_the_drawing() -> None:
    """No bar lies outside the axes."""
    drawing: Figure = script("walk")["figure"]()
    low, high = drawing.axes[0].get_ylim()

    assert all(low < span.block < high for span in script("walk")["spans"]())


def test_residue_draws_both_rules() -> None:
    """Left all lines end at nothing, right none does."""
    left = script("residue")["left"]

    assert [0.0] * 4 == [left("oldest", spare)[-1] for spare in script("residue")["SPARES"]]
    assert 0 < min(left("newest", spare)[-1] for spare in script("residue")["SPARES"])
    drawing: Figure = script("residue")["figure"]()
    assert [4, 4] == [len(axes.get_lines()) for axes in drawing.axes]


# --- The chapter's form ---


def test_length() -> None:
    """The body is a chapter's length: 2,000 to 3,500 words, marks and labels not counted."""
    words = [word for block in blocks(TEXT) if block.sort != "label" for word in plain(block.text).split()]
    assert 2000 <= len(words) <= 3500


@pytest.mark.parametrize("box", ["worked", "think", "other-side"])
def test_boxes(box: str) -> None:
    """The chapter works an example, names a misconception and gives the other side."""
    assert box in {name for block in blocks(TEXT) for directive in block.inside for name in directive.classes}


def test_terms_stand_in_the_glossary() -> None:
    """Every term that the text links is explained."""
    known = {term.term for term in COURSE.glossary}
    used = {re.sub(r".*<(.*)>", r"\1", name) for role, name in roles(TEXT) if role == "term"}

    assert set() == used - known
    assert len(used) >= 10


def test_what_the_model_computed_is_marked_as_inferred() -> None:
    """No number of a model is passed off as something that somebody measured."""
    ours = [claim for claim in CHAPTER.claims if claim.id.startswith("model-")]
    assert len(ours) >= 7
    assert {"inferred"} == {str(COURSE.status(claim.id)) for claim in ours}


@pytest.mark.parametrize("word", ["should buy", "recommend", "you should wipe", "best phone", "before the police"])
def test_no_advice(word: str) -> None:
    """Nothing in the body tells how to wipe or what to have."""
    assert word not in TEXT


@pytest.mark.parametrize("check", ["never-stated-as-fact", "claims-in-prose-are-known", "numbers-have-sources"])
def test_lint_of_the_chapter(check: str) -> None:
    """Nothing that must not be stated is stated, and everything counted, dated or named has a source."""
    found = findings(ROOT, CHAPTER.reviewed, only=[check])
    assert [] == [str(each.problem) for each in found if "chapters/09_flash_and_keys" in str(each.problem.file)]


def test_questions_answer_with_claims() -> None:
    """Each of the five self-check answers gives a reason that can be looked up."""
    assert 5 == len(CHAPTER.questions)
    assert [] == [question.id for question in CHAPTER.questions if not claims_named(question.answer)]


def test_minutes() -> None:
    """The class takes 90 minutes; the homework is what the six exercises take."""
    exercises = COURSE.exercises_of(CHAPTER.slug)

    assert 90 == CHAPTER.times.class_minutes
    assert 140 == CHAPTER.times.homework == sum(exercise.minutes for exercise in exercises)
    assert ["code", "model", "model", "table", "table", "table"] == sorted(exercise.kind for exercise in exercises)
