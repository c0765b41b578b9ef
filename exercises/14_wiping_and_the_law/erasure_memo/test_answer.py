import re
import tomllib
from pathlib import Path

import pytest

from takedown.grading import enough, expect, section, unmet

SUBJECTS = tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))
CLAIMS = {claim for claims in SUBJECTS.values() for claim in claims}
LIMITS, POLICE, SIDES, ADVICE = "What it cannot promise", "When an inquiry is in sight", "For and against", "My advice"
SECTIONS = ["What the rule is for", LIMITS, POLICE, SIDES, ADVICE]
OPEN = (
    r"\b(?:unsettled|unresolved|undecided|(?:is|are|was|remains?|stays?|still|left|quite|an) open)\b"
    r"|\b(?:not|never)(?: yet| been)* (?:decided|settled)\b"
    r"|\b(?:nothing|nobody|no (?:\w+ )?(?:court|judge|judgment|ruling|decision))\b[^.!?]{0,60}\b(?:decided?s?|settled?s?)\b"
)
THIRD = r"(?:third|last) sentence"
STRIKE = (
    rf"\b(?:strik(?:e|ing)|delet(?:e|ing)|remov(?:e|ing)|drop(?:ping)?)(?: \w+){{0,3}} {THIRD}\b"
    rf"|\b{THIRD}\b[^.!?]*\b(?:must go|has to go|should go|cannot stay|cannot remain|be (?:struck|deleted|removed|dropped))\b"
)


def known(claims):
    return [claim for claim in claims if claim in CLAIMS]


def subjects(claims):
    return sorted(subject for subject, ids in SUBJECTS.items() if set(ids) & set(claims))


@pytest.mark.task("length")
def test_length(answer):
    """The memo has 380 to 800 words, citations and comments apart."""
    because = "shorter leaves no room for reasons, longer is not read by a director"
    look = "what the director would still ask" if answer.words < 380 else "what could be said once"
    assert expect(answer.words, within=(380, 800), because=because, look=look, tried="the words of your memo")


@pytest.mark.task("structure")
def test_sections(answer):
    """The five sections are there, in order, and no others."""
    titles = [part.title for part in answer.sections if part.title]
    because = "the limits and both sides come before the advice"
    assert expect(
        titles, equals=SECTIONS, because=because, look="the headings, each after ##", tried="the headings of your memo"
    )


@pytest.mark.task("structure")
@pytest.mark.parametrize("title", SECTIONS)
def test_section_is_written(answer, title):
    """Each section has at least 40 words."""
    why = "Less than that cannot carry a reason"
    assert enough(
        section(answer, title).words, 40, f"the words of {title!r}", why, "What the director would still ask you there"
    )


@pytest.mark.task("limits")
def test_limits(answer):
    """At least three limits, a paragraph each, and each rests on a claim of the chapter."""
    shown = section(answer, LIMITS).paragraphs
    for paragraph in shown:
        if not known(paragraph.claims):
            unmet(
                f"paragraph {paragraph.number} of {LIMITS!r}",
                "no claim of the list",
                "a claim in brackets",
                "A limit that rests on nothing is a mood",
                "The claims of chapter 14",
            )
    assert enough(
        len(shown),
        3,
        "the limits that you name",
        "The draft promises more than two things that it cannot keep",
        "Where one paragraph holds two limits: an empty line parts them",
    )


@pytest.mark.task("limits")
def test_subjects_of_the_limits(answer):
    """The limits treat at least three of the subjects."""
    found = subjects(section(answer, LIMITS).claims)
    why = f"One limit seen three times is one limit; yours are on {', '.join(found) or 'nothing yet'}"
    assert enough(len(found), 3, "the subjects of the limits", why, "The four facts of the chapter, one by one")


@pytest.mark.task("limits")
def test_something_is_open(answer):
    """The section says of one answer that it is open."""
    if not re.search(OPEN, section(answer, LIMITS).text, re.IGNORECASE):
        why = "One answer of the chapter has been decided by nobody, and a memo that decides it promises too much"
        unmet(
            f"the words of {LIMITS!r}",
            "nothing that is open, unsettled or undecided",
            "one answer that is, by one of these words",
            why,
            "What is known about a phone that has been seized",
        )
    assert enough(
        len(known(section(answer, LIMITS).claims)),
        1,
        "the claims of that section",
        "It must rest on something",
        "The claims of chapter 14",
    )


@pytest.mark.task("police")
@pytest.mark.parametrize("subject", ["moment", "motive"])
def test_what_changes(answer, subject):
    """The section cites a claim on the moment and one on the motive."""
    if subject not in subjects(section(answer, POLICE).claims):
        why = f"On that day the {subject} is no longer what it was"
        unmet(
            f"the claims cited in {POLICE!r}",
            f"none on {subject}",
            f"a claim on {subject}",
            why,
            f"Which claims of chapter 14 speak of the {subject}",
        )
    assert enough(
        len(known(section(answer, POLICE).claims)),
        2,
        "the claims of that section",
        "One claim does not carry both",
        "The moment, and the motive",
    )


@pytest.mark.task("police")
def test_third_sentence(answer):
    """The section says that the third sentence of the draft must go."""
    paragraphs = [paragraph.plain for paragraph in section(answer, POLICE).paragraphs]
    if not any(re.search(STRIKE, plain) for plain in paragraphs):
        why = "To erase because the police ask is no measure of security any more"
        unmet(
            f"the words of {POLICE!r}",
            "no sentence that strikes the third sentence",
            "as in: strike the third sentence, or: the third sentence must go",
            why,
            "The third sentence of the draft, and whom it serves",
        )
    assert enough(
        section(answer, POLICE).words,
        40,
        "the words of that section",
        "There is too little to judge",
        "The third section",
    )


@pytest.mark.task("both_sides")
@pytest.mark.parametrize("start", ["For", "Against"])
def test_each_side(answer, start):
    """Each side has a paragraph of 40 words or more that begins with its word."""
    shown = [paragraph for paragraph in section(answer, SIDES).paragraphs if re.match(rf"{start}\b", paragraph.text)]
    words = max((paragraph.words for paragraph in shown), default=0)
    why = "A side that gets a sentence has not been heard"
    assert enough(
        words,
        40,
        f"the words of the paragraph that begins with {start!r}",
        why,
        f"Whether a paragraph of {SIDES!r} begins with {start!r}, after an empty line",
    )


@pytest.mark.task("both_sides")
def test_advice_rests_on_something(answer):
    """Your advice cites at least one claim."""
    names = known(section(answer, ADVICE).claims)
    why = "Advice that rests on nothing cannot be weighed"
    assert enough(len(names), 1, f"the claims cited in {ADVICE!r}", why, "The claim that decided it for you")
