"""The exercises of chapter 01: what they take for true is what the ledger says, and their sums are right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from takedown.course import Claim, Course, Exercise
from takedown.course.claims import group_of, independent_origins, origin_of, status_of
from takedown.grading.essays import read_essay
from takedown.grading.judge import Submission, judge
from takedown.grading.results import Result
from takedown.grading.tables import Cell, Key, load_key
from takedown.grading.values import Column, Day, Word, bare
from takedown.lint.people import forbidden, met

ROOT = Path(__file__).resolve().parents[2]
SLUG = "01_the_case"
COURSE = Course(ROOT)
EXERCISES = {each.slug: each for each in COURSE.exercises if each.chapter == SLUG}
CLAIMS = {claim.id: claim for claim in COURSE.claims.values() if claim.chapter == SLUG}
BY_ARTICLE = {claim.article: claim for claim in CLAIMS.values() if claim.article}
TABLES = ["who_says_it", "conflicting_dates"]


def status(claim: Claim) -> str:
    """The status that the ledger computes."""
    return str(status_of(claim, COURSE.references, COURSE.origins))


def key(slug: str) -> Key:
    """The key of a table exercise."""
    return load_key(EXERCISES[slug].folder)


def data(slug: str, name: str) -> dict[str, Any]:
    """A data file of an exercise."""
    return tomllib.loads((EXERCISES[slug].data / name).read_text(encoding="utf-8"))


def every_cell(table: Key) -> Iterator[tuple[str, Column, Cell]]:
    """Each cell of a key, with its row and column."""
    for row in table.rows:
        for name, cell in row.cells.items():
            yield row.id, table.columns[name], cell


# --- The chapter as a whole ---


def test_one_of_each_kind_and_two_tables() -> None:
    """A reader who does not program has three exercises, one who does has two more."""
    expected = ["code", "essay", "model", "table", "table"]
    assert expected == sorted(each.kind for each in EXERCISES.values())


def test_levels_and_minutes() -> None:
    """Forty-five cells take a quarter of an hour, an essay with eight sources more than one: 165 in all."""
    assert {1: 15, 2: 25, 3: 75} == {each.level: each.minutes for each in EXERCISES.values()}
    assert 165 == sum(each.minutes for each in EXERCISES.values())
    assert 165 == COURSE.chapter(SLUG).times.homework


# --- Who says it ---


def test_rows_are_statements_of_the_article() -> None:
    """Each row of the claim table is one of the 35 statements, by its number in the ledger."""
    rows = [row.id for row in key("who_says_it").rows]
    assert 15 == len(rows)
    assert [] == [row for row in rows if row not in BY_ARTICLE]


def test_worked_example_is_not_asked() -> None:
    """The statements that the chapter works through are no rows."""
    assert not {"A25", "A26", "A34"} & {row.id for row in key("who_says_it").rows}


@pytest.mark.parametrize("row", [row.id for row in key("who_says_it").rows])
def test_withheld_is_what_the_ledger_withholds(row: str) -> None:
    """A row tells of a silence if and only if its claim in the ledger is one."""
    cell = next(each.cells["withheld"] for each in key("who_says_it").rows if each.id == row)
    assert (BY_ARTICLE[row].kind == "withheld") is cell.accepts(key("who_says_it").columns["withheld"], True)


SPEAKERS = {"police": "police", "prosecution": "prosecution-service"}


@pytest.mark.parametrize("row", [row.id for row in key("who_says_it").rows])
def test_speaker_agrees_with_the_ledger(row: str) -> None:
    """Whom a row credits is the origin that the ledger has behind the article's statement."""
    speaker = str(next(iter(next(each for each in key("who_says_it").rows if each.id == row).cells["speaker"].accept)))
    article = next(source for source in BY_ARTICLE[row].sources if source.key == "telegraaf2018")
    origin = origin_of(article, COURSE.references)
    if speaker in SPEAKERS:
        assert SPEAKERS[speaker] == origin
    elif speaker == "not named":
        assert "police" == origin  # the article does not say so, other reports do
    else:
        assert "news-text" == origin


# --- Conflicting dates ---

BEHIND = {
    "decrypted": "dated-2017",
    "reading": "how-long-withheld",
    "delivery": "a15-arrests",
    "raid": "raid-20-october",
    "sellers": "sellers-arrested-friday",
    "disclosure": "announced-6-november",
    "server": "police-said-server",
    "power": "hacking-power-2019",
    "lawful": "court-found-lawful",
    "twelve": "twelve-convicted",
}
"""The claim of the ledger behind each row; the hearing has none, since nothing is known of it but that it was held."""

GROUPS = {
    "police or prosecution": {"police-and-prosecution"},
    "court or case file": {"court-file", "court-gelderland", "court-overijssel"},
    "newsroom": {"nos-newsroom", "bright-newsroom"},
    "government": {"dutch-government"},
    "scholar": {"legal-scholarship"},
}
MONTHS = tuple(f"{date(2018, month, 1):%B}" for month in range(1, 13))


def dates_row(row: str) -> dict[str, Cell]:
    """The cells of a row of the timeline."""
    return dict(next(each for each in key("conflicting_dates").rows if each.id == row).cells)


def has_date(row: str) -> bool:
    """Whether a date can be given for a row of the timeline."""
    return all(isinstance(accepted, Day) for accepted in dates_row(row)["date"].accept)


def test_each_event_has_a_claim() -> None:
    """Nothing stands in the timeline that the ledger does not have."""
    assert sorted([*BEHIND, "hearing"]) == sorted(row.id for row in key("conflicting_dates").rows)
    assert [] == [claim for claim in BEHIND.values() if claim not in CLAIMS]


@pytest.mark.parametrize("row", BEHIND)
def test_certainty_is_the_status_of_the_claim(row: str) -> None:
    """How sure a row is, is what the ledger computes for the claim behind it."""
    assert {status(CLAIMS[BEHIND[row]])} == set(dates_row(row)["certainty"].accept)


@pytest.mark.parametrize("row", [row for row in BEHIND if has_date(row)])
def test_who_knows_is_an_origin_of_the_claim(row: str) -> None:
    """Who knows it first hand is a group of origins that the ledger has behind the claim."""
    behind = independent_origins(CLAIMS[BEHIND[row]], COURSE.references, COURSE.origins)
    for accepted in dates_row(row)["who"].accept:
        if (row, accepted) not in {("disclosure", "police or prosecution"), ("server", "newsroom")}:
            assert behind & GROUPS[str(accepted)], (row, accepted)


@pytest.mark.parametrize("row", [row.id for row in key("conflicting_dates").rows])
def test_an_event_without_date_has_nobody_behind_its_date(row: str) -> None:
    """Where the date is not known, nobody stands behind it; where it is known, somebody does."""
    unknown = dates_row(row)["date"].accept == (Word("not known"),)
    assert unknown is (dates_row(row)["who"].accept == ("nobody",))


@pytest.mark.parametrize("slug", TABLES)
def test_every_cell_is_asked(slug: str) -> None:
    """No cell is left out: a gap in the printed worksheet would tell where there is nothing to write."""
    assert [] == [row.id for row in key(slug).rows if list(row.cells) != list(key(slug).columns)]


@pytest.mark.parametrize("row", [row for row in BEHIND if has_date(row)])
def test_date_stands_in_the_claim(row: str) -> None:
    """The date in the key is the one in the claim, and no more exact."""
    (day,) = dates_row(row)["date"].accept
    assert isinstance(day, Day)
    statement = " ".join([CLAIMS[BEHIND[row]].statement, CLAIMS[BEHIND[row]].note or ""])
    year, month = day.parts[0], MONTHS[day.parts[1] - 1]
    said = f"{day.parts[2]} {month} {year}" if len(day.parts) == 3 else f"{month} {year}"
    if row == "lawful":
        assert said in CLAIMS["a15-verdict"].statement
    else:
        assert said in statement


def test_weekdays() -> None:
    """The sixth of November 2018 was a Tuesday, and the Friday before it was the second."""
    assert "Tuesday" == f"{date(2018, 11, 6):%A}"
    assert "Friday" == f"{date(2018, 11, 2):%A}"


def test_the_month_of_the_verdict_has_no_day() -> None:
    """Where the notes give a month, a day is refused."""
    table = key("conflicting_dates")
    cell = dates_row("lawful")["date"]
    assert not cell.accepts(table.columns["date"], Day((2019, 4, 1)))
    assert not cell.accepts(table.columns["date"], Day((2019,)))


# --- Every table ---


@pytest.mark.parametrize("slug", TABLES)
def test_reasons_do_not_give_the_cell_away(slug: str) -> None:
    """A reason for a wrong value does not name an accepted one, not even where one chooses from a list."""
    told = [
        (row, column.name, reason)
        for row, column, cell in every_cell(key(slug))
        for _, reason in cell.wrong
        for accepted in cell.accept
        if isinstance(accepted, str) and re.search(rf"\b{re.escape(accepted)}\b", bare(reason))
    ]
    assert [] == told


@pytest.mark.parametrize("slug", TABLES)
def test_some_wrong_choice_of_certainty_is_thought_of(slug: str) -> None:
    """In each row the way of putting it has a reason for at least one wrong choice."""
    assert [] == [row for row, column, cell in every_cell(key(slug)) if column.name == "certainty" and not cell.wrong]


@pytest.mark.parametrize("slug", TABLES)
def test_reasons_fit_a_message(slug: str) -> None:
    """A reason is at most 220 characters, beyond which a message would cut it."""
    assert [] == [reason for _, _, cell in every_cell(key(slug)) for _, reason in cell.wrong if len(reason) > 220]


@pytest.mark.parametrize("slug", TABLES)
def test_stub_says_the_row_and_what_may_be_chosen(slug: str) -> None:
    """A learner can fill the file without looking elsewhere: rows in words, and every choice."""
    stub = " ".join(EXERCISES[slug].stub.read_text(encoding="utf-8").replace("\n# ", " ").split())
    assert [] == [row.label for row in key(slug).rows if row.label not in stub]
    options = {option for column in key(slug).columns.values() for option in column.options}
    assert [] == sorted(option for option in options if option not in stub)


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("who_says_it", "certainty__what-i-believe"),
        ("conflicting_dates", "certainty__two-papers-two-origins"),
    ],
)
def test_reason_reaches_the_learner_whole(slug: str, name: str) -> None:
    """The reason for a wrong cell and the thing to look at are not cut off on their way."""
    result = judged(EXERCISES[slug], f"wrong/{name}.toml")
    messages = [case.message for task in result.tasks for case in task.cases if case.status == "failed"]
    assert messages
    assert [] == [message for message in messages if message.endswith("…") or "Look at:" not in message]


# --- Later sources ---


def ledger_claims() -> list[str]:
    """The claims in the program exercise's piece of the ledger."""
    return [claim["id"] for claim in data("later_sources", "ledger.toml")["claim"]]


def test_piece_of_the_ledger() -> None:
    """The claims and sources of the program exercise are in the ledger, their groups as in origins.toml."""
    piece = data("later_sources", "ledger.toml")
    assert [] == [name for name in ledger_claims() if name not in CLAIMS]
    assert [] == [source["key"] for source in piece["source"] if source["key"] not in COURSE.references]
    parents = {name: COURSE.origins[name].part_of or "" for name in piece["part_of"]}
    assert parents == piece["part_of"]


def _relations(relation: str) -> list[tuple[str, str]]:
    """(source, claim) for each that does this to a claim."""
    sources = data("later_sources", "ledger.toml")["source"]
    return [(source["key"], claim) for source in sources for claim in source.get(relation, [])]


@pytest.mark.parametrize(("source", "claim"), _relations("contradicts"))
def test_contradictions_are_disputes(source: str, claim: str) -> None:
    """What the exercise calls a contradiction stands in the ledger as a dispute."""
    assert source in {dispute.key for dispute in CLAIMS[claim].disputed_by}


@pytest.mark.parametrize(("source", "claim"), _relations("confirms"))
def test_confirmations_have_another_origin(source: str, claim: str) -> None:
    """What the exercise calls a confirmation rests in the ledger on an origin that is independent of the article's."""
    found = next(each for each in CLAIMS[claim].sources if each.key == source)
    group = group_of(origin_of(found, COURSE.references), COURSE.origins)
    assert "police-and-prosecution" != group
    assert group in independent_origins(CLAIMS[claim], COURSE.references, COURSE.origins)


@pytest.mark.parametrize(("source", "claim"), _relations("refines"))
def test_refinements_are_noted(source: str, claim: str) -> None:
    """What the exercise calls a refinement is a source of the claim, and a note says what it adds."""
    assert source in {each.key for each in CLAIMS[claim].sources}
    assert "more than a hundred" in (CLAIMS[claim].note or "")


# --- The essay ---


def test_claims_of_the_essay_are_the_ledger() -> None:
    """The essay may cite every claim of the chapter and no other, with the status that the ledger computes."""
    listed = {claim["id"]: claim["status"] for claim in data("what_it_leaves_out", "claims.toml")["claim"]}
    assert {claim.id: status(claim) for claim in CLAIMS.values()} == listed


def test_left_out_is_what_does_not_come_from_the_article() -> None:
    """A claim shows something left out if and only if it is none of the article's 35 statements."""
    fits = {claim["id"]: claim["fits"] for claim in data("what_it_leaves_out", "claims.toml")["claim"]}
    assert [] == [name for name, sides in fits.items() if ("left out" in sides) is (CLAIMS[name].article is not None)]


def test_every_claim_of_the_essay_serves_a_side() -> None:
    """No claim is listed that could be cited nowhere, and a contested one always speaks against the article."""
    claims = data("what_it_leaves_out", "claims.toml")["claim"]
    assert [] == [claim["id"] for claim in claims if not claim["fits"]]
    contested = [claim["id"] for claim in claims if claim["status"] == "contested" and "misleads" not in claim["fits"]]
    assert [] == contested


def test_subjects_are_those_of_the_task() -> None:
    """The subjects that the task names are those of the data."""
    subjects = {claim["topic"] for claim in data("what_it_leaves_out", "claims.toml")["claim"]}
    task = EXERCISES["what_it_leaves_out"].task_file.read_text(encoding="utf-8")
    found = re.search(r"at least three of these subjects: ([a-z, ]+)\.", task)
    assert found is not None
    assert subjects == set(found[1].split(", "))


def judged(exercise: Exercise, name: str) -> Result:
    """The result of an answer in the exercise's folder, judged as a learner's would be."""
    content = (exercise.folder / name).read_bytes()
    (result,) = judge(exercise, iter([Submission(student="", content=content)]), place="in-process", key=b"samples")
    return result


def test_both_strong_samples_get_the_same() -> None:
    """Which side an essay ends on changes neither the points of the tests nor those of the person."""
    exercise = EXERCISES["what_it_leaves_out"]
    strong = [sample for sample in exercise.samples if sample.strength == "strong"]
    assert 2 == len(strong)
    assert {float(exercise.points)} == {judged(exercise, f"samples/{sample.file_name}").score for sample in strong}
    assert strong[0].marks == strong[1].marks


def test_weak_sample_gets_less() -> None:
    """The weak sample earns less from both, and the tests say why."""
    exercise = EXERCISES["what_it_leaves_out"]
    weak = next(sample for sample in exercise.samples if sample.strength == "weak")
    strong = next(sample for sample in exercise.samples if sample.strength == "strong")
    assert judged(exercise, f"samples/{weak.file_name}").score < exercise.points / 2
    assert sum(weak.marks.values()) < sum(strong.marks.values()) / 2


@pytest.mark.parametrize("name", ["strong-for.md", "strong-against.md"])
def test_strong_samples_are_careful(name: str) -> None:
    """A strong sample does not call the break-in a hack in its own voice, nor anybody guilty who was not convicted."""
    text = (EXERCISES["what_it_leaves_out"].folder / "samples" / name).read_text(encoding="utf-8")
    assert not re.search(r"police (hacked|cracked)|sellers? (was|were) convicted", text)
    assert 450 <= read_essay(text).words <= 800


# --- People ---


@pytest.mark.parametrize("slug", sorted(EXERCISES))
def test_nobody_can_be_found(slug: str) -> None:
    """No exercise has an age, nor a pair of details by which an accused could be found."""
    for path in sorted(EXERCISES[slug].folder.rglob("*")):
        if path.suffix in {".md", ".toml", ".py"}:
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\b\d\d[- ]year[- ]old\b|\baged \d\d\b|\b\d\d[- ]jarige?\b", text), path
            assert [] == list(met(text, forbidden())), path
