"""takedown.models.wiping_law: the first rule that fits decides, and what is not known, open or not covered is said."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.models.wiping_law import (
    EXEMPT,
    FACTS,
    NO_OFFENCE,
    NOT_COVERED,
    NOT_KNOWN,
    OFFENCE,
    OUTCOMES,
    UNSETTLED,
    Facts,
    decide,
    jurisdictions,
    read_rules,
    rows,
)

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "chapters" / "14_wiping_and_the_law" / "data" / "rules.toml").read_text(encoding="utf-8")
RULES = read_rules(TEXT)
LAWS = jurisdictions(RULES)
KNOWN = st.builds(Facts, st.sampled_from(LAWS), *(st.sampled_from(words) for words in FACTS.values()))
DOUBTFUL = st.builds(Facts, st.sampled_from(LAWS), *(st.sampled_from((*words, NOT_KNOWN)) for words in FACTS.values()))
ROW = """[[rule]]
id = "one"
jurisdiction = "Utopia"
who = ["suspect"]
when = ["after seizure"]
motive = ["own prosecution"]
device = ["own"]
article = "1"
title = "A title"
statement = "A statement."
outcome = "offence"
settled = true
source = "sr2015"
verified = "primary"
checked = 2026-11-24
would_change = "Something."
"""


# --- What the table of the book answers ---


@pytest.mark.parametrize(
    ("law", "who", "when", "motive", "device", "status", "rule"),
    [
        ("Netherlands", "suspect", "before seizure", "own prosecution", "own", EXEMPT, "nl-189-own"),
        ("Netherlands", "relative", "before seizure", "a relative's prosecution", "own", EXEMPT, "nl-189-relative"),
        ("Netherlands", "other", "before seizure", "another's prosecution", "own", OFFENCE, "nl-189-for-another"),
        ("Netherlands", "suspect", "before seizure", "another's prosecution", "own", OFFENCE, "nl-189-for-another"),
        ("Netherlands", "other", "at the search", "another's prosecution", "own", OFFENCE, "nl-189-for-another"),
        ("Netherlands", "other", "after seizure", "another's prosecution", "own", UNSETTLED, "nl-189-another-seized"),
        ("Netherlands", "suspect", "before seizure", "reputation", "own", OFFENCE, "nl-189-reputation"),
        ("Netherlands", "other", "at the search", "reputation", "own", OFFENCE, "nl-189-reputation"),
        ("Netherlands", "suspect", "after seizure", "own prosecution", "own", UNSETTLED, "nl-198"),
        ("Netherlands", "suspect", "at the search", "own prosecution", "own", UNSETTLED, "nl-184"),
        ("Netherlands", "official", "after seizure", "reputation", "another's, without right", OFFENCE, "nl-361"),
        ("Netherlands", "other", "nothing has happened", "routine", "another's, without right", OFFENCE, "nl-350a"),
        ("Netherlands", "official", "at the search", "reputation", "another's, without right", OFFENCE, "nl-350a"),
        ("Netherlands", "other", "nothing has happened", "routine", "own", NO_OFFENCE, "nl-routine"),
        ("England and Wales", "suspect", "before seizure", "own prosecution", "own", OFFENCE, "ew-perverting"),
        ("England and Wales", "suspect", "nothing has happened", "own prosecution", "own", NO_OFFENCE, "ew-nothing"),
        ("United States, federal law", "suspect", "before seizure", "own prosecution", "own", OFFENCE, "us-1519"),
        ("England and Wales", "other", "before seizure", "reputation", "own", OFFENCE, "ew-perverting"),
        ("United States, federal law", "other", "at the search", "reputation", "own", OFFENCE, "us-1519"),
        ("United States, armed forces", "suspect", "after seizure", "own prosecution", "own", OFFENCE, "us-131e"),
        ("Germany", "suspect", "before seizure", "own prosecution", "own", EXEMPT, "de-258-own"),
        ("Germany", "suspect", "after seizure", "own prosecution", "own", UNSETTLED, "de-136"),
    ],
)
def test_answers_of_the_book(  # the facts and what follows
    law: str, who: str, when: str, motive: str, device: str, status: str, rule: str
) -> None:
    """The four facts lead to the answer that the chapter gives, by the rule that it names, with a source."""
    answer = decide(RULES, Facts(law, who, when, motive, device))
    assert (status, (rule,)) == (answer.status, answer.rules)
    assert answer.sources
    assert answer.why


def test_an_open_answer_says_where_it_leans() -> None:
    """Unsettled names the outcome to which the words lean; a settled answer leans nowhere."""
    seized = Facts("Netherlands", "suspect", "after seizure", "own prosecution", "own")
    assert OFFENCE == decide(RULES, seized).leans
    assert not decide(RULES, replace(seized, when="before seizure")).leans


def test_no_exemption_outlives_the_seizure() -> None:
    """Where the Dutch or the German law spares somebody, it does so before the search and the seizure."""
    for rule in RULES:
        if rule.outcome == EXEMPT:
            assert not {"at the search", "after seizure"} & set(rule.when), rule.id


def test_shame_is_no_lack_of_intent() -> None:
    """Keeping something from an inquiry for a good name is done with the aim: no row leans to no offence for it."""
    for rule in RULES:
        if rule.outcome == NO_OFFENCE and not rule.settled:
            assert ("routine",) == rule.motive, rule.id


# --- What is always so ---


@given(KNOWN)
def test_the_first_rule_that_fits_decides(facts: Facts) -> None:
    """The deciding rule fits, and none before it does."""
    fitting = [
        rule.id
        for rule in RULES
        if rule.jurisdiction == facts.jurisdiction and all(facts.value(fact) in rule.values(fact) for fact in FACTS)
    ]
    assert tuple(fitting[:1]) == decide(RULES, facts).rules


@given(KNOWN)
def test_an_answer_has_a_source_or_says_what_is_covered(facts: Facts) -> None:
    """No answer is a guess: it rests on one rule and its source, or it is not covered and lists what is."""
    answer = decide(RULES, facts)
    if answer.status == NOT_COVERED:
        assert not answer.rules
        assert answer.why.startswith("no rule in this book covers these facts")
    else:
        assert answer.status in {*OUTCOMES, UNSETTLED}
        assert (1, 1) == (len(answer.rules), len(answer.sources))


@settings(deadline=None)
@given(DOUBTFUL)
def test_knowing_more_never_contradicts(facts: Facts) -> None:
    """A firm answer in doubt stays the answer whatever the missing facts turn out to be."""
    answer = decide(RULES, facts)
    if answer.status != NOT_KNOWN:
        values = [FACTS[fact] if facts.value(fact) == NOT_KNOWN else (facts.value(fact),) for fact in FACTS]
        for who, when, motive, device in itertools.product(*values):
            assert answer.status == decide(RULES, Facts(facts.jurisdiction, who, when, motive, device)).status


@settings(deadline=None)
@given(DOUBTFUL)
def test_what_an_answer_turns_on_is_unknown(facts: Facts) -> None:
    """Not known names at least one fact, unknown ones only, in their order, and the reason names them too."""
    answer = decide(RULES, facts)
    unknown = [fact for fact in FACTS if facts.value(fact) == NOT_KNOWN]
    assert bool(answer.turns_on) == (answer.status == NOT_KNOWN)
    assert list(answer.turns_on) == [fact for fact in unknown if fact in answer.turns_on]
    assert all(fact in answer.why for fact in answer.turns_on)


@settings(deadline=None)
@given(DOUBTFUL)
def test_an_idle_fact_is_not_asked_for(facts: Facts) -> None:
    """An unknown fact on which nothing turns may take any value without a change of the answer."""
    answer = decide(RULES, facts)
    for fact in FACTS:
        if facts.value(fact) == NOT_KNOWN and fact not in answer.turns_on:
            for value in FACTS[fact]:
                assert answer.status == decide(RULES, replace(facts, **{fact: value})).status


def test_a_doubt_that_matters_and_one_that_does_not() -> None:
    """The motive matters before a seizure; the moment does not matter for a friend who helps."""
    suspect = Facts("Netherlands", "suspect", "before seizure", NOT_KNOWN, "own")
    assert (NOT_KNOWN, ("motive",)) == (decide(RULES, suspect).status, decide(RULES, suspect).turns_on)
    friend = Facts("England and Wales", "other", NOT_KNOWN, "another's prosecution", "another's, without right")
    assert NOT_KNOWN == decide(RULES, friend).status
    at_three_moments = [replace(friend, when=when) for when in FACTS["when"][1:]]
    assert {OFFENCE} == {decide(RULES, each).status for each in at_three_moments}


def test_every_rule_can_decide() -> None:
    """For each rule there are facts that it decides."""
    for rule in RULES:
        cases = itertools.product(*(rule.values(fact) for fact in FACTS))
        assert any((rule.id,) == decide(RULES, Facts(rule.jurisdiction, *case)).rules for case in cases), rule.id


# --- The table of the figure ---


def test_rows_have_each_law_at_each_moment() -> None:
    """One row for each law and moment, each with a known status, and an article where a rule decides."""
    table = rows(RULES, who="suspect", motive="own prosecution", device="own")
    assert len(LAWS) * len(FACTS["when"]) == len(table)
    assert all(bool(row["article"]) == (row["status"] != NOT_COVERED) for row in table)


def test_rows_have_no_parameters() -> None:
    """There is nothing to move; a parameter is refused by name."""
    with pytest.raises(TypeError, match="'day'"):
        rows(RULES, who="suspect", motive="routine", device="own", day=1)


# --- Bad input ---


def test_an_unknown_law_gets_a_plain_answer() -> None:
    """A law without rules is not covered, and the answer says which are."""
    answer = decide(RULES, Facts("Italy", "suspect", "before seizure", "own prosecution", "own"))
    assert NOT_COVERED == answer.status
    assert answer.why.startswith("no rule in this book covers the law of 'Italy'; covered are Netherlands; England")


def test_facts_that_no_rule_covers() -> None:
    """Facts without a rule get a plain answer with what is covered, and no rule is named."""
    answer = decide(RULES, Facts("Germany", "suspect", "at the search", "own prosecution", "own"))
    assert (NOT_COVERED, ()) == (answer.status, answer.rules)
    assert "for Germany it covers: Preventing one's own punishment" in answer.why


def test_an_empty_table() -> None:
    """Without rules nothing is covered."""
    assert NOT_COVERED == decide((), Facts("Netherlands", "suspect", "before seizure", "routine", "own")).status


@pytest.mark.parametrize("fact", FACTS)
def test_a_word_that_is_not_foreseen(fact: str) -> None:
    """A value outside the words of a fact is refused, with the words."""
    facts = Facts("Netherlands", "suspect", "before seizure", "routine", "own")
    with pytest.raises(ValueError, match=f"^{fact} is 'the cat': it must be not known or one of "):
        decide(RULES, replace(facts, **{fact: "the cat"}))


def test_a_good_row_is_read() -> None:
    """The row that the following tests spoil is good."""
    (rule,) = read_rules(ROW)
    assert ("one", True, date(2026, 11, 24)) == (rule.id, rule.settled, rule.checked)


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("[[rule]]", "[[rule", "the data are not TOML"),
        ("[[rule]]", "[[row]]", "the data hold no"),
        ('id = "one"\n', "", "a row has no id"),
        ('source = "sr2015"\n', "", "one: source is missing or no text"),
        ('title = "A title"', 'title = " "', "one: title is missing or no text"),
        ('outcome = "offence"', 'outcome = "guilty"', "one: outcome is 'guilty': it must be one of offence"),
        ('verified = "primary"', 'verified = "hearsay"', "one: verified is 'hearsay'"),
        ("settled = true", 'settled = "yes"', "one: settled must be true or false"),
        ("checked = 2026-11-24", 'checked = "2026-11-24"', "one: checked must be a date"),
        ("checked = 2026-11-24", "checked = 2026-11-24T10:00:00", "one: checked must be a date"),
        ('who = ["suspect"]', 'who = "suspect"', "one: who must be a list"),
        ('who = ["suspect"]', "who = []", "one: who must be a list"),
        ('who = ["suspect"]', 'who = ["butler"]', "one: who holds 'butler'"),
    ],
)
def test_bad_rows(was: str, becomes: str, told: str) -> None:
    """A broken row is refused in one sentence that names the row and the field."""
    assert was in ROW
    with pytest.raises(ValueError, match=told):
        read_rules(ROW.replace(was, becomes))


def test_two_rows_with_one_id() -> None:
    """An id that occurs twice is refused."""
    with pytest.raises(ValueError, match="one: two rows have this id"):
        read_rules(ROW + ROW)


def test_a_row_that_can_never_decide() -> None:
    """A row behind one that fits wherever it does is refused; in another law it is not."""
    second = ROW.replace('"one"', '"two"')
    with pytest.raises(ValueError, match="two: it can never decide, because one fits wherever it does"):
        read_rules(ROW + second)
    assert 2 == len(read_rules(ROW + second.replace("Utopia", "Erewhon")))
