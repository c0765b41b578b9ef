from pathlib import Path

import pytest

from takedown.grading import Ledger, enough, expect, section, unmet

LEDGER = Ledger.read(Path(__file__).parent / "data" / "claims.toml")
SECTIONS = ["The defect", "For the defence", "For the prosecution", "My ruling"]
LEAST, MOST, LEAST_SECTION = 450, 800, 50
SIGNS = {
    "contested": {
        "contest": "contested",
        "disput": "disputed",
        "differ": "differs",
        "disagree": "disagrees",
        "deni": "denied",
        "deny": "denied",
        "mislead": "misleading",
    },
    "withheld": {
        "withh": "withheld",
        "refus": "refuses",
        "unknown": "unknown",
        "not known": "not known",
        "kept back": "kept back",
        "keep back": "kept back",
    },
    "inferred": {
        "infer": "inferred",
        "follow": "follows",
        "conclu": "concludes",
        "suggest": "suggests",
        "must": "must",
        "plausib": "plausible",
        "reasoning": "reasoning",
    },
}
WEIGHTS = {"interest": "the interest that the rule protects", "serious": "how serious the defect is", "harm": "the harm it did"}


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
    because = "both sides come before the ruling"
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
def test_the_ruling_rests_on_something(answer):
    """Your ruling cites at least one claim."""
    names = LEDGER.known(section(answer, "My ruling").claims)
    why = "a ruling that rests on nothing cannot be weighed"
    assert enough(len(names), 1, "the claims cited in 'My ruling'", why, "the claim that decided it for you")


@pytest.mark.task("citations")
def test_claims_exist(answer):
    """Each id in brackets is a claim of the ledgers of chapters 1 and 12."""
    unknown = LEDGER.unknown(answer.claims)
    because = "a reader must be able to look each of them up"
    look = "the spelling of the ids in the two ledgers"
    assert expect(unknown, equals=[], because=because, look=look, tried="the ids in your essay that no claim has")


@pytest.mark.task("citations")
def test_enough_claims(answer):
    """At least eight different claims are cited."""
    names = LEDGER.known(answer.claims)
    why = "a threshold, two points for each side and a ruling need about that many"
    assert enough(len(names), 8, "the different claims cited", why, "paragraphs without an id in brackets")


@pytest.mark.task("threshold")
def test_threshold(answer):
    """The first section cites a claim on whether a defect in another inquiry counts."""
    names = LEDGER.fitting(section(answer, "The defect").claims, "threshold")
    why = "the order was given in the inquiry into the suppliers, and the code speaks of the one against this suspect"
    look = "what the chapter says stands before the weighing"
    assert enough(len(names), 1, "the claims on the threshold in 'The defect'", why, look)


@pytest.mark.task("both_sides")
@pytest.mark.parametrize(
    ("title", "side", "why_not"),
    [
        ("For the defence", "defence", "it shows no limit, no missing suspicion or control, and no rule that helps him"),
        ("For the prosecution", "prosecution", "it shows no control, no open wording, no limit left out, no danger, and no court or rule that helps it"),
    ],
    ids=["defence", "prosecution"],
)
def test_each_side(answer, title, side, why_not):
    """Each side has two points or more, a paragraph each, and every one cites a claim that supports it."""
    part = section(answer, title)
    look = "the ledgers of chapters 1 and 12: what each claim shows, and for whom"
    for paragraph in part.paragraphs:
        LEDGER.supports(part, paragraph, side, unfit=why_not, look=look)
    why = "one point is no side"
    assert enough(len(part.paragraphs), 2, f"the paragraphs of {title!r}", why, "where a second point begins: after an empty line")


@pytest.mark.task("weighing")
@pytest.mark.parametrize("word", list(WEIGHTS))
def test_weighing(answer, word):
    """The ruling treats the interest, the seriousness and the harm, each by its name."""
    ruling = section(answer, "My ruling")
    found = [paragraph for paragraph in ruling.paragraphs if word in paragraph.plain]
    why = f"the article asks the court to weigh {WEIGHTS[word]}"
    tried = f"the paragraphs of your ruling with a word that has {word!r} in it"
    assert enough(len(found), 1, tried, why, "the three things that the court weighs")


@pytest.mark.task("certainty")
def test_certainty_is_told(answer):
    """Where a paragraph cites a contested, withheld or inferred claim, its words say so."""
    why = "much of this case is inferred, contested or withheld, and whoever argues it meets that"
    assert LEDGER.certainty_is_told(answer, SIGNS, why=why)
