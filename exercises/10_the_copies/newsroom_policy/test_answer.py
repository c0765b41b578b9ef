import re
from pathlib import Path

import pytest

from takedown.grading import Ledger, enough, expect, section, unmet

LEDGER = Ledger.read(Path(__file__).parent / "data" / "claims.toml")
SECTIONS = ["The policy", "Why keep little", "Why keep more", "What it does not protect"]
LEAST, MOST, LEAST_SECTION = 500, 850, 60
ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
NUMBER = rf"(?:\d+|half|an?|{ONES}|{TEENS}|{TENS})(?:[- ](?:and[- ])?(?:{ONES}|{TENS}|a half))*"
UNIT = "hour|day|night|weekend|week|fortnight|month|quarter|year|decade"
VAGUE = "few|good|certain|reasonable|short|long|limited"
DATES = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|evening|morning"
KEEP = "kept|stored|saved|recorded|retained|written down"
TIME = re.compile(
    rf"\b{NUMBER}[- ](?:(?!(?:{VAGUE})\b)[a-z]+[- ])?(?:{UNIT})s?\b"
    rf"|\b(?:every|each|same|within the|within an?|end of the|end of each|end of every) (?:{UNIT}|{DATES})\b"
    r"|\b(?:hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually|overnight)\b"
    r"|\b(?:at once|immediately|straight away|right away|until (?:publication|printing))\b"
    rf"|\b(?:not|never|nowhere)(?: \w+)? (?:{KEEP})\b|\b(?:kept|stored) (?:nowhere|not at all)\b"
    rf"|\b(?:nothing|no \w+) (?:is|are|of it is) (?:{KEEP})\b|\b(?:do|does) not (?:keep|store|save|record)\b"
    r"|\bnever (?:keep|store|save|record)s?\b"
)
TROUBLE = re.compile(
    r"(?<!\bin )\border(?:s|ed)?\b|\bjudges?\b|\bcourts?\b|\b[ie]nquir|\binvestigat|\bwarrants?\b"
    r"|\bsubpoena|\bsummons\b|\blaw ?suits?\b|\bprosecut|\blegal (?:claim|hold|proceedings)"
)
DELETE = "delet|eras|wip|destroy|destruct|remov|discard|shred|clear|purg"
STOP = re.compile(
    r"\bstop(?:s|ped|ping)?\b|\bsuspen[ds]|\bpaus(?:e|ed|es|ing)\b|\bfr(?:eeze|eezes|eezing|oze|ozen)\b|\bhalt"
    r"|\bceas(?:e|es|ed)\b|\binterrupt|\bon hold\b|\blegal hold\b|\bstands? still\b"
    r"|\b(?:switch|turn)(?:s|ed|es|ing)?(?: \w+){0,4} off\b|\boff switch\b"
    rf"|\b(?:nothing|nobody|no one|none|no longer|must not|may not|may no longer|not be|do not|does not|is not|are not)"
    rf"(?: \w+){{0,3}} (?:{DELETE})"
    rf"|\bno (?:further )?(?:{DELETE})|\b(?:{DELETE})\w* nothing\b"
    r"|\b(?:everything|all(?: of it)?)(?: \w+){0,4} (?:is|stays|must be|be) (?:kept|preserved|left)\b|\bkeeps? everything\b"
)
SIGNS = {
    "contested": {
        "contest": "contested",
        "disput": "disputed",
        "contradict": "contradicts",
        "differ": "differs",
        "disagree": "disagrees",
        "conflict": "contradicts",
        "deni": "denies",
        "deny": "denies",
    },
    "withheld": {
        "withh": "withheld",
        "refus": "refuses",
        "unknown": "unknown",
        "not known": "not known",
        "kept back": "kept back",
        "not say": "does not say",
        "not tell": "does not say",
        "not told": "does not say",
        "not disclose": "withheld",
        "undisclosed": "withheld",
    },
    "inferred": {
        "model": "model",
        "infer": "inferred",
        "follow": "follows",
        "comput": "computed",
        "suggest": "suggests",
        "likely": "likely",
        "calculat": "computed",
        "estimat": "computed",
        "conclu": "inferred",
    },
}
PLACES = {
    "devices": ("device", "laptop", "tablet", "computer"),
    "notifications": ("notif", "notice", "announce", "locked screen"),
    "phone maker": ("push", "maker"),
    "backups": ("backup", "back-up", "back up", "backed up"),
    "provider": ("provider", "server", "compan", "service"),
    "recording": ("record", "tap", "intercept"),
    "people": ("people", "person", "recipient", "colleague", "group", "photograph", "forward", "screenshot"),
}


def places_shown(paragraph):
    """The places that a paragraph shows: its claim's own; of a claim on several places, those that its words name."""
    shown = set()
    for name in LEDGER.fitting(paragraph.claims, "outside"):
        places = LEDGER.claims[name]["places"]
        shown |= {
            place for place in places if len(places) == 1 or any(word in paragraph.plain for word in PLACES[place])
        }
    return shown


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
    unknown = LEDGER.unknown(answer.claims)
    because = "a reader must be able to look each of them up"
    look = "the spelling of the ids in the ledger of chapter 10"
    assert expect(unknown, equals=[], because=because, look=look, tried="the ids in your essay that you may not cite")


@pytest.mark.task("citations")
def test_enough_claims(answer):
    """At least eight different claims are cited."""
    names = LEDGER.known(answer.claims)
    why = "a switch, two points for each side and three places need about that many"
    assert enough(len(names), 8, "the different claims cited", why, "paragraphs without an id in brackets")


@pytest.mark.task("policy")
def test_rules_have_a_time(answer):
    """At least three paragraphs of the policy say how long something is kept, or that it is not."""
    timed = [paragraph for paragraph in section(answer, "The policy").paragraphs if TIME.search(paragraph.plain)]
    why = "a rule without a time is a wish: nobody knows on which day to act"
    look = "a number of days, weeks, months or years beside each kind of material"
    assert enough(len(timed), 3, "the paragraphs of 'The policy' with a time", why, look)


@pytest.mark.task("policy")
def test_there_is_a_switch(answer):
    """One paragraph of the policy says that deleting stops at an order or an inquiry, with a claim on the law."""
    found = [
        paragraph
        for paragraph in section(answer, "The policy").paragraphs
        if TROUBLE.search(paragraph.plain) and STOP.search(paragraph.plain)
    ]
    why = "whoever goes on deleting after an order or in an inquiry that they know of may commit an offence, and looks guilty in any case"
    if not found:
        tried = "the paragraphs of 'The policy', for the switch that stops deleting"
        wanted = "a paragraph that speaks of an order, a judge, a court or an inquiry and says that deleting stops"
        unmet(tried, "none", wanted, why, "who throws the switch, and when")
    if not any(LEDGER.fitting(paragraph.claims, "law") for paragraph in found):
        tried = f"paragraph {found[0].number} of 'The policy', your switch"
        wanted = "a claim such as [sanoma-judge-first]"
        unmet(tried, "no claim on the law", wanted, "the switch rests on law", "the claims on courts and statutes")


@pytest.mark.task("both_sides")
@pytest.mark.parametrize(
    ("title", "side", "why_not"),
    [
        (
            "Why keep little",
            "little",
            "it shows no duty to keep little, no source at risk, no number of copies, and no kept messages that were got at",
        ),
        (
            "Why keep more",
            "more",
            "nobody in it needed what was kept or was asked how he knew, and neither law nor judge makes room for keeping",
        ),
    ],
    ids=["little", "more"],
)
def test_each_side(answer, title, side, why_not):
    """Each side has two points or more, a paragraph each, and every one cites a claim that supports it."""
    part = section(answer, title)
    look = "what the claim shows: who needed what, and who was at risk"
    for paragraph in part.paragraphs:
        LEDGER.supports(part, paragraph, side, unfit=why_not, look=look)
    why = "one point is no side"
    look = "where a second point begins: after an empty line"
    assert enough(len(part.paragraphs), 2, f"the paragraphs of {title!r}", why, look)


@pytest.mark.task("unprotected")
def test_each_place_has_a_source(answer):
    """The last section has three paragraphs or more that each cite a claim on a copy outside the newsroom's say."""
    title = "What it does not protect"
    part = section(answer, title)
    good = [paragraph for paragraph in part.paragraphs if LEDGER.fitting(paragraph.claims, "outside")]
    if len(good) < 3:
        unfit = "it shows no copy that others hold"
        look = "the places of the copy graph, one by one"
        for paragraph in part.paragraphs:
            LEDGER.supports(part, paragraph, "outside", unfit=unfit, look=look)
    why = "each place needs a paragraph and a source that shows a copy there"
    look = "where one paragraph holds two places: an empty line parts them"
    assert enough(len(good), 3, f"the paragraphs of {title!r} with such a claim", why, look)


@pytest.mark.task("unprotected")
def test_three_places(answer):
    """The claims of the last section show copies in at least three different places."""
    paragraphs = section(answer, "What it does not protect").paragraphs
    places = sorted(set().union(*(places_shown(paragraph) for paragraph in paragraphs)))
    why = f"one place seen three times is one place; yours are {', '.join(places) or 'none yet'}"
    look = "the places named in the task that you do not have yet"
    assert enough(len(places), 3, "the places in 'What it does not protect'", why, look)


@pytest.mark.task("certainty")
def test_certainty_is_told(answer):
    """Where a paragraph cites a contested, withheld or inferred claim, its words say so."""
    why = "the number of copies comes from a model, and some of the cases are contested; an essay on copies meets one of them"
    assert LEDGER.certainty_is_told(answer, SIGNS, why=why)
