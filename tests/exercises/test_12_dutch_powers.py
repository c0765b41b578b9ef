"""The exercises of chapter 12: what they take for true is what the chapter's data and ledger say."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from takedown.course import Course
from takedown.grading.argument import Ledger
from takedown.grading.essays import read_essay
from takedown.grading.tables import Key, load_key
from takedown.models.powers import ask, read_powers

ROOT = Path(__file__).resolve().parents[2]
SLUG = "12_dutch_powers"
COURSE = Course(ROOT)
EXERCISES = {each.slug: each for each in COURSE.exercises if each.chapter == SLUG}
CHAPTER_DATA = ROOT / "chapters" / SLUG / "data"
POWERS = read_powers((CHAPTER_DATA / "powers.toml").read_text(encoding="utf-8"))
TABLES = ["which_power_when", "six_situations", "was_a_judge_needed"]
NAMES = {"observe": "observation", "tap": "tap", "traffic": "traffic-data", "entry": "hacking", "phone": "seized-phone"}
MONTHS = {"January": 1, "March": 3, "April": 4, "June": 6, "July": 7, "October": 10}


def key(slug: str) -> Key:
    """The key of a table exercise."""
    return load_key(EXERCISES[slug].folder)


def accepted(slug: str, column: str) -> dict[str, str]:
    """The accepted value of a column, by row; each row has one."""
    raw = tomllib.loads((EXERCISES[slug].data / "key.toml").read_text(encoding="utf-8"))
    return {row["id"]: row["cells"][column]["accept"][0] for row in raw["row"]}


def test_kinds_and_minutes() -> None:
    """A reader who does not program has four exercises, one who does has one more; levels rise from one to three."""
    assert ["code", "essay", "table", "table", "table"] == sorted(each.kind for each in EXERCISES.values())
    assert 160 == sum(each.minutes for each in EXERCISES.values())
    assert {1, 2, 3} == {each.level for each in EXERCISES.values()}


def test_which_power_when_agrees_with_the_model() -> None:
    """The key of the first table is what the model answers from the chapter's data, row by row."""
    labels = {row.id: row.label for row in key("which_power_when").rows}
    for name, answer in accepted("which_power_when", "state").items():
        found = re.search(r"on (\d+) (\w+) (\d{4})\.", labels[name])
        assert found
        day = date(int(found[3]), MONTHS[found[2]], int(found[1]))
        assert answer == ask(POWERS, NAMES[name.partition("-")[0]], day).status, name


def test_notes_of_the_first_table_are_the_data() -> None:
    """Each day and each source of the notes stands in the chapter's data for that power."""
    task = (EXERCISES["which_power_when"].folder / "task.md").read_text(encoding="utf-8")
    notes = re.findall(r"^\d\. (.*?)(?=^\d\. |\Z)", task.split("**The notes**")[1], re.DOTALL | re.MULTILINE)
    for note, name in zip(notes, ("observation", "tap", "traffic-data", "hacking", "seized-phone"), strict=True):
        power = next(power for power in POWERS if power.id == name)
        dated = [*power.seen, *([power.begins] if power.begins else [])]
        for each in dated:
            assert f"{each.day.day} {each.day:%B %Y}" in note
            assert f"@{each.source}]" in note


def test_the_program_asks_the_chapters_data() -> None:
    """The code exercise carries a copy of the chapter's powers, to the letter."""
    copy = (EXERCISES["powers_by_date"].data / "powers.toml").read_text(encoding="utf-8")

    assert copy == (CHAPTER_DATA / "powers.toml").read_text(encoding="utf-8")


def test_situations_agree_with_the_data() -> None:
    """Whether the text asks for a judge is what the chapter's data say of that power on the day of the situations."""
    powers = {
        "tap": "tap",
        "stored messages": "stored-messages",
        "network search": "network-search",
        "traffic data": "traffic-data",
    }
    words = {"investigating judge": "yes", "prosecutor": "no", "whoever may search that place": "depends on the place"}
    judges = accepted("six_situations", "judge")
    for name, power in accepted("six_situations", "power").items():
        if power in powers:
            row = next(each for each in POWERS if each.id == powers[power])
            assert words[row.authorised_by] == judges[name], name
    assert "not in force" == ask(POWERS, "hacking", date(2015, 11, 17)).status
    assert "no article to ask under" == judges["program"]


@pytest.mark.parametrize("slug", TABLES)
def test_rows_of_tables_do_not_stand_in_the_chapter(slug: str) -> None:
    """No row of a table is given away by the text."""
    text = (ROOT / "chapters" / SLUG / "index.md").read_text(encoding="utf-8")

    assert [] == [row.id for row in key(slug).rows if row.label.rstrip(".") in text]


@pytest.mark.parametrize("slug", TABLES)
def test_every_option_of_a_column_is_used_or_is_a_trap(slug: str) -> None:
    """No column has one answer for all rows, so that copying down never wins."""
    raw = tomllib.loads((EXERCISES[slug].data / "key.toml").read_text(encoding="utf-8"))
    for column in raw["columns"]:
        answers = list(accepted(slug, column).values())
        most = max(answers.count(answer) for answer in answers)
        assert most <= len(answers) * 0.6, column


def test_essay_claims_are_those_of_the_two_ledgers() -> None:
    """Every claim of chapters 01 and 12 may be cited, with the status that it has in the ledger."""
    data = tomllib.loads((EXERCISES["argue_359a"].data / "claims.toml").read_text(encoding="utf-8"))["claim"]
    expected = {
        claim.id: str(COURSE.status(claim.id))
        for claim in COURSE.claims.values()
        if claim.chapter in {"01_the_case", SLUG}
    }

    assert expected == {claim["id"]: claim["status"] for claim in data}


@pytest.mark.parametrize(
    "name", ["user-where-possible", "stored-evident-link", "defect-consequences", "hacking-act-2018"]
)
def test_what_the_chapter_argues_both_ways_may_be_cited_by_both_sides(name: str) -> None:
    """A claim from which the chapter draws an argument for each side supports each side of the essay."""
    ledger = Ledger.read(EXERCISES["argue_359a"].data / "claims.toml")

    assert [name] == ledger.fitting([name], "defence") == ledger.fitting([name], "prosecution")


def test_essay_samples() -> None:
    """The strong samples end on opposite sides with equal marks; the weak one stays behind."""
    folder = EXERCISES["argue_359a"].folder / "samples"
    samples = tomllib.loads((folder / "samples.toml").read_text(encoding="utf-8"))["sample"]
    marks = {sample["file"]: sum(sample["marks"].values()) for sample in samples}

    assert marks["strong-for.md"] == marks["strong-against.md"] > 2 * marks["weak.md"]
    rulings = {name: read_essay((folder / name).read_text(encoding="utf-8")).section("My ruling") for name in marks}
    assert "I would exclude the messages" in str(rulings["strong-for.md"])
    assert "attach no consequence" in str(rulings["strong-against.md"])


@pytest.mark.parametrize("name", ["strong-for.md", "strong-against.md", "weak.md"])
def test_samples_never_name_the_article_of_the_order_unless_weak(name: str) -> None:
    """Only the weak sample knows which article the order named."""
    text = (EXERCISES["argue_359a"].folder / "samples" / name).read_text(encoding="utf-8")

    assert (name == "weak.md") == ("126t" in text)
