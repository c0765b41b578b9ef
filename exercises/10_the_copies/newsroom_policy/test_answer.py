import re
import tomllib
from pathlib import Path

import pytest

from takedown.grading import Unmet, expect

CLAIMS = {
    claim["id"]: claim
    for claim in tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))["claim"]
}
SECTIONS = ["The policy", "Why keep little", "Why keep more", "What it does not protect"]
LEAST, MOST, LEAST_SECTION = 500, 850, 60
NUMBERS = r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|sixty|ninety|a|an"
TIME = re.compile(rf"\b(?:{NUMBERS}) (?:hours?|days?|weeks?|months?|years?)\b|\bnot kept\b|\bnever kept\b|\bat once\b")
TROUBLE = ("order", "judge", "court", "inquiry", "investigation", "warrant")
STOP = re.compile(
    r"\bstops?\b|\bstopped\b|\bsuspend|\bon hold\b|\bno longer delete|\bnothing is deleted\b|\bhalt|\bceases?\b"
)
SIGNS = {
    "contested": ("contest", "disput", "contradict", "differ", "disagree", "deni", "deny"),
    "withheld": ("withh", "refus", "unknown", "not known", "kept back", "not say", "not tell"),
    "inferred": ("model", "infer", "follow", "comput", "suggest", "likely"),
}
WORDS = {
    "contested": "a word such as contested, disputed, contradicts, differs or denies",
    "withheld": "a word such as withheld, refuses, unknown, not known or does not say",
    "inferred": "a word such as model, inferred, follows, computed, suggests or likely",
}


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
        say(
            f"the section {title!r}",
            f"the headings {titles}",
            f"## {title}",
            why,
            "the spelling of the heading, and ## before it",
        )
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
    """The essay has 500 to 850 words, citations and comments apart."""
    because = "shorter leaves no room for both sides, longer is not what is asked"
    look = "what a reader would miss" if answer.words < LEAST else "sentences that say a thing twice"
    assert expect(answer.words, within=(LEAST, MOST), because=because, look=look, tried="the words of your essay")


@pytest.mark.task("structure")
def test_sections(answer):
    """The four sections are there, in order, and no others."""
    titles = [part.title for part in answer.sections if part.title]
    because = "the policy comes first, its reasons after it, its limits last"
    look = "the headings, each on a line of its own after ##"
    assert expect(titles, equals=SECTIONS, because=because, look=look, tried="the headings of your essay")


@pytest.mark.task("structure")
@pytest.mark.parametrize("title", SECTIONS)
def test_section_is_written(answer, title):
    """Each section has at least 60 words."""
    words = section(answer, title).words
    why = "less than that cannot carry a point with its reason"
    assert enough(words, LEAST_SECTION, f"the words of {title!r}", why, "what a reader would still ask you there")


@pytest.mark.task("citations")
def test_claims_exist(answer):
    """Each id in brackets is a claim that may be cited here."""
    unknown = [name for name in answer.claims if name not in CLAIMS]
    because = "a reader must be able to look each of them up"
    look = "the spelling of the ids in the ledger of chapter 10"
    assert expect(unknown, equals=[], because=because, look=look, tried="the ids in your essay that you may not cite")


@pytest.mark.task("citations")
def test_enough_claims(answer):
    """At least eight different claims are cited."""
    names = [name for name in answer.claims if name in CLAIMS]
    why = "a switch, two points for each side and three places need about that many"
    assert enough(len(names), 8, "the different claims cited", why, "paragraphs without an id in brackets")


@pytest.mark.task("policy")
def test_rules_have_a_time(answer):
    """At least three paragraphs of the policy say how long something is kept, or that it is not."""
    timed = [number for number, text, _ in paragraphs(section(answer, "The policy")) if TIME.search(plain(text))]
    why = "a rule without a time is a wish: nobody knows on which day to act"
    look = "a number of days, weeks, months or years beside each kind of material"
    assert enough(len(timed), 3, "the paragraphs of 'The policy' with a time", why, look)


@pytest.mark.task("policy")
def test_there_is_a_switch(answer):
    """One paragraph of the policy says that deleting stops at an order or an inquiry, with a claim on the law."""
    found = []
    for number, text, names in paragraphs(section(answer, "The policy")):
        words = plain(text)
        if any(word in words for word in TROUBLE) and STOP.search(words):
            found.append((number, fitting(names, "law")))
    why = "whoever goes on deleting after an order or in an inquiry that they know of may commit an offence, and looks guilty in any case"
    if not found:
        tried = "the paragraphs of 'The policy', for the switch that stops deleting"
        wanted = "a paragraph that speaks of an order, a judge, a court or an inquiry and says that deleting stops"
        say(tried, "none", wanted, why, "who throws the switch, and when")
    if not any(law for _, law in found):
        tried = f"paragraph {found[0][0]} of 'The policy', your switch"
        say(
            tried,
            "no claim on the law",
            "a claim such as [sanoma-judge-first]",
            "the switch rests on law",
            "the claims on courts and statutes",
        )


@pytest.mark.task("both_sides")
@pytest.mark.parametrize(
    ("title", "side", "why_not"),
    [
        (
            "Why keep little",
            "little",
            "it shows neither a duty to keep little, nor a source at risk, nor how many copies there are",
        ),
        (
            "Why keep more",
            "more",
            "nobody in it needed what was kept, and neither law nor judge makes room for keeping there",
        ),
    ],
    ids=["little", "more"],
)
def test_each_side(answer, title, side, why_not):
    """Each side has two points or more, a paragraph each, and every one cites a claim that supports it."""
    shown = paragraphs(section(answer, title))
    look = "what the claim shows: who needed what, and who was at risk"
    for number, _, names in shown:
        if not fitting(names, side):
            unsupported(title, number, names, misfit(names, side, why_not), look)
    why = "one point is no side"
    assert enough(
        len(shown), 2, f"the paragraphs of {title!r}", why, "where a second point begins: after an empty line"
    )


@pytest.mark.task("unprotected")
def test_each_place_has_a_source(answer):
    """The last section has three paragraphs or more that each cite a claim on a copy outside the newsroom's say."""
    title = "What it does not protect"
    shown = paragraphs(section(answer, title))
    good = [number for number, _, names in shown if fitting(names, "outside")]
    for number, _, names in shown:
        if len(good) < 3 and number not in good:
            why = misfit(names, "outside", "it shows no copy that others hold")
            unsupported(title, number, names, why, "the places of the copy graph, one by one")
    why = "each place needs a paragraph and a source that shows a copy there"
    look = "where one paragraph holds two places: an empty line parts them"
    assert enough(len(good), 3, f"the paragraphs of {title!r} with such a claim", why, look)


@pytest.mark.task("unprotected")
def test_three_places(answer):
    """The claims of the last section show copies in at least three different places."""
    names = fitting(cited(section(answer, "What it does not protect").text), "outside")
    places = sorted({CLAIMS[name]["place"] for name in names})
    why = f"one place seen three times is one place; yours are {', '.join(places) or 'none yet'}"
    look = "the places named in the task that you do not have yet"
    assert enough(len(places), 3, "the places in 'What it does not protect'", why, look)


def unsupported(title, number, names, why, look):
    """A paragraph whose claims do not support it."""
    say(
        f"paragraph {number} of {title!r}", ", ".join(names) or "no claim", "a claim that supports its point", why, look
    )


def misfit(names, side, why_not):
    """Why the claims of a paragraph do not support it."""
    wrong = [name for name in names if side not in CLAIMS[name]["fits"]]
    return f"{wrong[0]}: {why_not}" if wrong else "the paragraph cites no claim that you may cite"


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
                    look = (
                        "what the ledger says against it" if status == "contested" else "the note on it in the ledger"
                    )
                    say(tried, "no word for how sure it is", WORDS[status], why, look)
    why = "the number of copies comes from a model, and some of the cases are contested; an essay on copies meets one of them"
    tried = "the contested, withheld or inferred claims cited"
    assert enough(seen, 1, tried, why, "the claims that the ledger marks with these words")
