from pathlib import Path

import pytest

from takedown.grading import Ledger, enough, expect, section

LEDGER = Ledger.read(Path(__file__).parent / "data" / "claims.toml")
SECTIONS = ["What is left out", "It misleads", "It does not mislead", "My answer"]
LEAST, MOST, LEAST_SECTION = 450, 800, 50
SIGNS = {
    "contested": {
        "contest": "contested",
        "disput": "disputed",
        "contradict": "contradicts",
        "differ": "differs",
        "disagree": "disagrees",
        "deni": "denies",
        "deny": "denies",
    },
    "withheld": {
        "withh": "withheld",
        "refus": "refuses",
        "unknown": "unknown",
        "not known": "not known",
        "kept back": "kept back",
        "keep back": "kept back",
        "not say": "does not say",
        "not tell": "does not say",
    },
    "inferred": {
        "infer": "inferred",
        "follow": "follows",
        "conclu": "concludes",
        "suggest": "suggests",
        "must": "must",
        "likely": "likely",
    },
}


@pytest.mark.task("length")
def test_length(answer):
    """The essay has 450 to 800 words, citations and comments apart."""
    because = "shorter leaves no room for both sides, longer is not what is asked"
    look = "what a reader would miss" if answer.words < LEAST else "sentences that say a thing twice"
    assert expect(answer.words, within=(LEAST, MOST), because=because, look=look, tried="the words of your essay")


@pytest.mark.task("structure")
def test_sections(answer):
    """The four sections are there, in order, and no others."""
    titles = [part.title for part in answer.sections if part.title]
    because = "both sides come before the answer"
    look = "the headings, each on a line of its own after ##"
    assert expect(titles, equals=SECTIONS, because=because, look=look, tried="the headings of your essay")


@pytest.mark.task("structure")
@pytest.mark.parametrize("title", SECTIONS)
def test_section_is_written(answer, title):
    """Each section has at least 50 words."""
    words = section(answer, title).words
    why = "less than that cannot carry a point with its reason"
    assert enough(words, LEAST_SECTION, f"the words of {title!r}", why, "what a reader would still ask you there")


@pytest.mark.task("structure")
def test_the_answer_rests_on_something(answer):
    """Your own answer cites at least one claim."""
    names = LEDGER.known(section(answer, "My answer").claims)
    why = "an answer that rests on nothing cannot be weighed"
    assert enough(len(names), 1, "the claims cited in 'My answer'", why, "the claim that decided it for you")


@pytest.mark.task("citations")
def test_claims_exist(answer):
    """Each id in brackets is a claim of this chapter's ledger."""
    unknown = LEDGER.unknown(answer.claims)
    because = "a reader must be able to look each of them up"
    look = "the spelling of the ids in the ledger of chapter 1"
    assert expect(unknown, equals=[], because=because, look=look, tried="the ids in your essay that no claim has")


@pytest.mark.task("citations")
def test_enough_claims(answer):
    """At least eight different claims are cited."""
    names = LEDGER.known(answer.claims)
    why = "three things left out, two points for each side and an answer need about that many"
    assert enough(len(names), 8, "the different claims cited", why, "paragraphs without an id in brackets")


@pytest.mark.task("left_out")
def test_three_paragraphs(answer):
    """The first section treats three things left out, a paragraph each, with a claim that is not from the article."""
    part = section(answer, "What is left out")
    good = [paragraph for paragraph in part.paragraphs if LEDGER.fitting(paragraph.claims, "left out")]
    if len(good) < 3:
        unfit = "the article itself says that, so it is not left out"
        look = "claims of the ledger that come from other sources"
        for paragraph in part.paragraphs:
            LEDGER.supports(part, paragraph, "left out", unfit=unfit, look=look)
    why = "each thing left out needs a paragraph and a source that shows it"
    look = "where one paragraph holds two things: an empty line parts them"
    assert enough(len(good), 3, "the paragraphs that show something left out", why, look)


@pytest.mark.task("left_out")
def test_three_subjects(answer):
    """The things left out belong to at least three subjects."""
    names = LEDGER.fitting(section(answer, "What is left out").claims, "left out")
    topics = sorted({LEDGER.claims[name]["topic"] for name in names})
    why = f"one gap seen three times is one gap; yours are on {', '.join(topics) or 'nothing yet'}"
    look = "the subjects named in the task that you do not have yet"
    assert enough(len(topics), 3, "the subjects of what is left out", why, look)


@pytest.mark.task("both_sides")
@pytest.mark.parametrize(
    ("title", "side", "why_not"),
    [
        ("It misleads", "misleads", "the article says so and nobody contests it, so it misleads nobody"),
        ("It does not mislead", "fair", "the article neither makes it carefully nor had to wait for it"),
    ],
    ids=["misleads", "does not mislead"],
)
def test_each_side(answer, title, side, why_not):
    """Each side has two points or more, a paragraph each, and every one cites a claim that supports it."""
    part = section(answer, title)
    look = "the ledger: who says it, since when it is known, whether another source contests it"
    for paragraph in part.paragraphs:
        LEDGER.supports(part, paragraph, side, unfit=why_not, look=look)
    why = "one point is no side"
    assert enough(len(part.paragraphs), 2, f"the paragraphs of {title!r}", why, "where a second point begins: after an empty line")


@pytest.mark.task("certainty")
def test_certainty_is_told(answer):
    """Where a paragraph cites a contested, withheld or inferred claim, its words say so."""
    why = "the hardest questions about the article are contested or withheld, and an essay on what it leaves out meets them"
    assert LEDGER.certainty_is_told(answer, SIGNS, why=why)
