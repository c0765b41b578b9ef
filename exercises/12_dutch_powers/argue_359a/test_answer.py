import re
import tomllib
from pathlib import Path

import pytest

from takedown.grading import Unmet, expect

CLAIMS = {
    claim["id"]: claim
    for claim in tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))["claim"]
}
SECTIONS = ["The defect", "For the defence", "For the prosecution", "My ruling"]
LEAST, MOST, LEAST_SECTION = 450, 800, 50
SIGNS = {
    "contested": ("contest", "disput", "differ", "disagree", "deni", "deny", "mislead"),
    "withheld": ("withh", "refus", "unknown", "not known", "kept back", "keep back"),
    "inferred": ("infer", "follow", "conclu", "suggest", "must", "plausib", "reasoning"),
}
WORDS = {
    "contested": "a word such as contested, disputed, differs, disagrees, denied or misleading",
    "withheld": "a word such as withheld, refuses, unknown, not known or kept back",
    "inferred": "a word such as infer, follows, conclude, suggests, must, plausible or reasoning",
}
WEIGHTS = {"interest": "the interest that the rule protects", "serious": "how serious the defect is", "harm": "the harm it did"}


def say(tried, came, wanted, why, look):
    """The message for what cannot be told as a comparison of values."""
    lines = [f"Tried: {tried}", f"Came: {came}", f"Wanted: {wanted}", f"Why: {start(why)}.", f"Look at: {start(look)}."]
    raise Unmet("\n".join(lines))


def start(text):
    """With a capital, unless it begins with the id of a claim."""
    return text if text.partition(":")[0] in CLAIMS else text[:1].upper() + text[1:]


def enough(count, least, tried, why, look):
    """At least so many."""
    if count < least:
        say(tried, count, f"{least} or more", why, look)
    return True


def section(answer, title):
    """A section that has to be there."""
    found = answer.section(title)
    if found is None:
        titles = ", ".join(part.title for part in answer.sections if part.title) or "none"
        why = "what is looked for stands in that section"
        say(f"the section {title!r}", f"the headings {titles}", f"## {title}", why, "the spelling of the heading, and ## before it")
    return found


def paragraphs(part):
    """The paragraphs of a section as (number, text, claims cited)."""
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", part.text) if block.strip()]
    return [(number, block, cited(block)) for number, block in enumerate(blocks, start=1)]


def plain(text):
    """The words of a paragraph without the ids that it cites."""
    for name in CLAIMS:
        text = text.replace(f"[{name}]", " ")
    return " ".join(text.lower().split())


def cited(text):
    return [name for name in CLAIMS if f"[{name}]" in text]


def fitting(names, side):
    return [name for name in names if side in CLAIMS[name]["fits"]]


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
    names = cited(section(answer, "My ruling").text)
    why = "a ruling that rests on nothing cannot be weighed"
    assert enough(len(names), 1, "the claims cited in 'My ruling'", why, "the claim that decided it for you")


@pytest.mark.task("citations")
def test_claims_exist(answer):
    """Each id in brackets is a claim of the ledgers of chapters 1 and 12."""
    unknown = [name for name in answer.claims if name not in CLAIMS]
    because = "a reader must be able to look each of them up"
    look = "the spelling of the ids in the two ledgers"
    assert expect(unknown, equals=[], because=because, look=look, tried="the ids in your essay that no claim has")


@pytest.mark.task("citations")
def test_enough_claims(answer):
    """At least eight different claims are cited."""
    names = [name for name in answer.claims if name in CLAIMS]
    why = "a threshold, two points for each side and a ruling need about that many"
    assert enough(len(names), 8, "the different claims cited", why, "paragraphs without an id in brackets")


@pytest.mark.task("threshold")
def test_threshold(answer):
    """The first section cites a claim on whether a defect in another inquiry counts."""
    names = fitting(cited(section(answer, "The defect").text), "threshold")
    why = "the order was given in the inquiry into the suppliers, and the code speaks of the one against this suspect"
    look = "what the chapter says stands before the weighing"
    assert enough(len(names), 1, "the claims on the threshold in 'The defect'", why, look)


@pytest.mark.task("both_sides")
@pytest.mark.parametrize(
    ("title", "side", "why_not"),
    [
        ("For the defence", "defence", "it shows no limit, no missing suspicion or control, and no rule that helps him"),
        ("For the prosecution", "prosecution", "it shows no control, no open wording, no danger and no court that helps it"),
    ],
    ids=["defence", "prosecution"],
)
def test_each_side(answer, title, side, why_not):
    """Each side has two points or more, a paragraph each, and every one cites a claim that supports it."""
    shown = paragraphs(section(answer, title))
    look = "the ledgers of chapters 1 and 12: what each claim shows, and for whom"
    for number, _, names in shown:
        if not fitting(names, side):
            unsupported(title, number, names, misfit(names, side, why_not), look)
    why = "one point is no side"
    assert enough(len(shown), 2, f"the paragraphs of {title!r}", why, "where a second point begins: after an empty line")


def unsupported(title, number, names, why, look):
    """A paragraph whose claims do not support it."""
    say(f"paragraph {number} of {title!r}", ", ".join(names) or "no claim", "a claim that supports its point", why, look)


def misfit(names, side, why_not):
    """Why the claims of a paragraph do not support it."""
    wrong = [name for name in names if side not in CLAIMS[name]["fits"]]
    return f"{wrong[0]}: {why_not}" if wrong else "the paragraph cites no claim of the ledger"


@pytest.mark.task("weighing")
@pytest.mark.parametrize("word", list(WEIGHTS))
def test_weighing(answer, word):
    """The ruling treats the interest, the seriousness and the harm, each by its name."""
    text = plain(section(answer, "My ruling").text)
    if word not in text:
        why = f"the article asks the court to weigh {WEIGHTS[word]}"
        say("the ruling", f"no word with {word!r}", f"a sentence on {WEIGHTS[word]}", why, "the three things that the court weighs")
    assert True


@pytest.mark.task("certainty")
def test_certainty_is_told(answer):
    """Where a paragraph cites a contested, withheld or inferred claim, its words say so."""
    seen = 0
    for part in answer.sections:
        for number, text, names in paragraphs(part):
            for name in names:
                status = CLAIMS[name]["status"]
                if status not in SIGNS:
                    continue
                seen += 1
                if not any(sign in plain(text) for sign in SIGNS[status]):
                    tried = f"paragraph {number} of {part.title!r}, which cites {name}"
                    why = f"the ledger has this claim as {status}, and the paragraph lets it look settled"
                    look = "what the ledger says against it" if status == "contested" else "the note on it in the ledger"
                    say(tried, "no word for how sure it is", WORDS[status], why, look)
    why = "much of this case is inferred, contested or withheld, and whoever argues it meets that"
    tried = "the contested, withheld or inferred claims cited"
    assert enough(seen, 1, tried, why, "the claims that the ledger marks with these words")
