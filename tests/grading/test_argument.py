"""What essay tests share: sections, counts, claims that support a point, certainty that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.grading import Ledger, Unmet, enough, section, unmet
from takedown.grading.essays import read_essay

ESSAY = """\
## One side

The count is disputed [count].

It was seen [seen, at night][nobody] and
  told [seen].

## The other
"""
SIGNS = {"contested": {"disput": "disputed", "deni": "denied", "deny": "denied"}, "withheld": {"refus": "refuses"}}
LOOK = "the ledger"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Two claims, one contested."""
    path = tmp_path / "claims.toml"
    path.write_text(
        '[[claim]]\nid = "count"\nstatus = "contested"\nfits = ["for"]\n\n'
        '[[claim]]\nid = "seen"\nstatus = "established"\nfits = ["for", "against"]\n',
        encoding="utf-8",
    )
    return Ledger.read(path)


def test_paragraphs_are_parted_by_empty_lines() -> None:
    """A paragraph has its number, its words without citations, and the claims that it cites."""
    first, second = read_essay(ESSAY).sections[0].paragraphs

    assert (1, "the count is disputed .", 4, ("count",)) == (first.number, first.plain, first.words, first.claims)
    assert (2, ("nobody", "seen")) == (second.number, second.claims)
    assert () == read_essay(ESSAY).sections[1].paragraphs


def test_message_has_five_lines_with_capitals_and_stops() -> None:
    """A learner reads what was tried, what came, what was wanted, why, and where to look."""
    with pytest.raises(Unmet) as caught:
        unmet("the words", 3, "4 or more", "it is short", "what is missing")

    assert "Tried: the words\nCame: 3\nWanted: 4 or more\nWhy: It is short.\nLook at: What is missing." == str(
        caught.value
    )


def test_enough_counts_the_least_as_enough() -> None:
    """The least number passes; one fewer is told."""
    assert enough(2, 2, "points", "why", "where")
    with pytest.raises(Unmet, match=r"Came: 1\nWanted: 2 or more"):
        enough(1, 2, "points", "why", "where")


def test_missing_section_tells_those_that_are_there() -> None:
    """A misspelt heading is seen beside the one that is wanted."""
    essay = read_essay(ESSAY)

    assert "One side" == section(essay, "one  SIDE").title
    with pytest.raises(Unmet, match=r"Came: the headings One side, The other\nWanted: ## My answer"):
        section(essay, "My answer")
    with pytest.raises(Unmet, match="Came: the headings none"):
        section(read_essay("Words."), "My answer")


def test_ledger_parts_claims_from_what_is_none(ledger: Ledger) -> None:
    """An id that no claim has is unknown, and fits nothing."""
    cited = ["seen", "nobody", "count"]

    assert ["seen", "count"] == ledger.known(cited)
    assert ["nobody"] == ledger.unknown(cited)
    assert ["seen"] == ledger.fitting(cited, "against")


def test_paragraph_is_supported_by_one_fitting_claim(ledger: Ledger) -> None:
    """One claim that fits is enough; a paragraph with none, or only others, is told why."""
    part = read_essay(ESSAY).sections[0]
    count, seen = part.paragraphs

    assert ledger.supports(part, seen, "against", unfit="it helps the other side", look=LOOK)
    with pytest.raises(Unmet, match=r"paragraph 1 of 'One side'\nCame: count\n.*\nWhy: \[count\]: it helps the other"):
        ledger.supports(part, count, "against", unfit="it helps the other side", look=LOOK)
    bare = read_essay("## One side\n\nNothing [nobody].").sections[0]
    with pytest.raises(Unmet, match=r"Came: no claim\n.*\nWhy: The paragraph cites no claim that this essay may cite"):
        ledger.supports(bare, bare.paragraphs[0], "for", unfit="it helps the other side", look=LOOK)


def test_certainty_has_to_be_told_where_the_claim_is_cited(ledger: Ledger) -> None:
    """A contested claim wants a word for it in the same paragraph, citations apart; an essay without one is told."""
    assert ledger.certainty_is_told(read_essay(ESSAY), SIGNS, why="it is contested")
    with pytest.raises(Unmet, match=r"paragraph 1 of 'A', which cites count(.|\n)*a word such as disputed or denied"):
        ledger.certainty_is_told(read_essay("## A\n\nIt was 3 [count].\n\nIt is disputed."), SIGNS, why="it is so")
    with pytest.raises(Unmet, match="the contested or withheld claims cited\nCame: 0\nWanted: 1 or more"):
        ledger.certainty_is_told(read_essay("## A\n\nSeen [seen]."), SIGNS, why="it is so")
    only = {"contested": {"disput": "disputed"}}
    with pytest.raises(Unmet, match="the contested claims cited"):
        ledger.certainty_is_told(read_essay("## A\n\nSeen [seen]."), only, why="it is so")
