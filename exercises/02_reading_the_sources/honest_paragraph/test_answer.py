import re
import tomllib
from pathlib import Path

import pytest

from takedown.grading import enough, expect, section, unmet

SUBJECTS = tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))
SUBJECT_OF = {claim: subject for subject, claims in SUBJECTS.items() for claim in claims}
NO_SUBJECT = "other"
SECTIONS = ["The paragraph", "What I changed", "For the old paragraph", "For the new paragraph", "My choice"]
STRONG = (
    r"\b(?:hack\w*|crack\w*|br(?:oke|oken|eak)\w* into|criminals?|gangs?|never|unique|prevent\w*|wip(?:e|es|ed|ing)"
    r"|first(?! (?:arrests?|reports?|raids?|search\w*|days?|weeks?|months?|pages?|lines?|news|steps?)\b))\b"
)
WHO = (
    r"\b(?:police|officers?|detectives?|investigators?|authorities|officials?|prosecut\w+|OM|spokes\w+|defence|lawyers?"
    r"|courts?|judges?|(?:news)?papers?|magazines?|broadcasters?|reports?|reporters?|blogs?|compan(?:y|ies)|sellers?"
    r"|supplier|Snowden|NOS|RD|Ars|Bright|Metro|Computable|Firstpost|Telegraaf|Volkskrant)\b"
)
SAYS = (
    r"\b(?:said|says?|saying|according to|announc(?:e|es|ed|ing)|stat(?:es|ed|ing|ements?)|describ(?:e|es|ed)|argu(?:e|es|ed)"
    r"|h(?:eld|olds?) (?:that|it|this)|call(?:s|ed)? (?:it|this|that|them|the (?:operation|case|reading|success|result|insight|view))|warn(?:s|ed)?|insist(?:s|ed)?"
    r"|add(?:s|ed)? that|suspect(?:s|ed)? that|claim(?:s|ed)?|told|wr(?:ote|ites?)|confirm(?:s|ed)?"
    r"|maintain(?:s|ed)?|thinks?|thought|believ(?:e|es|ed)|den(?:y|ies|ied)|sp(?:oke|eaks?) of|report(?:s|ed)? that|account"
    r"|(?:in|by|on) (?:the|its|their|his|her|a) (?:own )?(?:view|opinion|words?)|have it|has it)\b"
)


def sentences(text):
    """The sentences of a text without its citations, on one line each."""
    bare = re.sub(r"\s*\[[a-z0-9-]+\]", "", " ".join(text.split()))
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", bare) if sentence]


def known(claims):
    return [claim for claim in claims if claim in SUBJECT_OF]


def subjects(claims):
    return sorted({SUBJECT_OF[claim] for claim in known(claims)} - {NO_SUBJECT})


@pytest.mark.task("length")
def test_length(answer):
    """The essay has 380 to 800 words, citations and comments apart."""
    because = "shorter leaves no room for reasons, longer is not what is asked"
    look = "what a reader would still ask" if answer.words < 380 else "what could be said once"
    assert expect(answer.words, within=(380, 800), because=because, look=look, tried="the words of your essay")


@pytest.mark.task("structure")
def test_sections(answer):
    """The five sections are there, in order, and no others."""
    titles = [part.title for part in answer.sections if part.title]
    because = "both editors are heard before you choose"
    assert expect(titles, equals=SECTIONS, because=because, look="the headings, each after ##", tried="the headings of your essay")


@pytest.mark.task("structure")
@pytest.mark.parametrize("title", SECTIONS)
def test_section_is_written(answer, title):
    """Each section has at least 40 words."""
    why = "Less than that cannot carry a reason"
    assert enough(section(answer, title).words, 40, f"the words of {title!r}", why, "What a reader would still ask you there")


@pytest.mark.task("paragraph")
def test_size_of_the_paragraph(answer):
    """The new paragraph has 60 to 170 words."""
    words = section(answer, "The paragraph").words
    because = "it has to fit where the old one stood, more or less"
    look = "the subjects that are missing" if words < 60 else "the second section, where reasons belong"
    assert expect(words, within=(60, 170), because=because, look=look, tried="the words of your paragraph")


@pytest.mark.task("paragraph")
def test_subjects_of_the_paragraph(answer):
    """It cites at least five claims, on at least five of the subjects."""
    claims = section(answer, "The paragraph").claims
    enough(len(known(claims)), 5, "the claims cited in your paragraph", "Each statement must be found in the ledger", "Sentences without an id in brackets")
    found = subjects(claims)
    why = f"Leaving a subject out is no way of being careful about it; yours are {', '.join(found)}"
    assert enough(len(found), 5, "the subjects of your paragraph", why, "What the old paragraph says and yours does not")


@pytest.mark.task("paragraph")
def test_strong_words_have_a_speaker(answer):
    """Each sentence with a strong word names somebody who answers for it."""
    for sentence in sentences(section(answer, "The paragraph").text):
        strong = re.search(STRONG, sentence, re.IGNORECASE)
        if not strong:
            continue
        missing = [part for part, shape in (("nobody who says it", WHO), ("no word that they say it", SAYS)) if not re.search(shape, sentence, re.IGNORECASE)]
        if missing:
            why = f"{strong[0]!r} is somebody's word, and here it is nobody's"
            wanted = "a speaker and that they say it, as 'the police announced', 'in the view of the prosecution'"
            unmet(f"the sentence {sentence[:90]!r}", " and ".join(missing), wanted, why, "Who used that word first")
    words = section(answer, "The paragraph").words
    assert enough(words, 60, "the words of your paragraph", "There is too little to judge", "The first section")


@pytest.mark.task("paragraph")
def test_messages_stay_messages(answer):
    """The unit of the number is that of the ledger."""
    text = section(answer, "The paragraph").text
    found = re.findall(r"\bconversations?\b", text, re.IGNORECASE)
    because = "a conversation is made of many messages, so the word makes the number larger"
    assert expect(found, equals=[], because=because, look="the unit of messages-258000 in the ledger", tried="the words conversation(s) in your paragraph")


@pytest.mark.task("changes")
def test_changes(answer):
    """At least five changes, a paragraph each, and each rests on a claim of the ledger."""
    shown = section(answer, "What I changed").paragraphs
    for paragraph in shown:
        if not known(paragraph.claims):
            came = f"{paragraph.claims[0]}, which is no claim of chapters 1 and 2" if paragraph.claims else "no claim in brackets"
            unmet(f"paragraph {paragraph.number} of 'What I changed'", came, "a claim of chapters 1 or 2 in brackets", "A change that rests on nothing is taste", "The ledger of chapters 1 and 2")
    assert enough(len(shown), 5, "the changes that you explain", "The old paragraph has more mistakes than that", "Where one paragraph holds two changes: an empty line parts them")


@pytest.mark.task("changes")
def test_subjects_of_the_changes(answer):
    """The changes treat at least five of the subjects."""
    found = subjects(section(answer, "What I changed").claims)
    why = f"One mistake seen five times is one mistake; yours are on {', '.join(found) or 'nothing yet'}"
    assert enough(len(found), 5, "the subjects of the changes", why, "The statements of the old paragraph, one by one")


@pytest.mark.task("both_sides")
@pytest.mark.parametrize("title", ["For the old paragraph", "For the new paragraph"])
def test_each_side(answer, title):
    """Each editor has two points or more, a paragraph each."""
    shown = section(answer, title).paragraphs
    assert enough(len(shown), 2, f"the paragraphs of {title!r}", "One point is no side", "Where a second point begins: after an empty line")


@pytest.mark.task("both_sides")
def test_choice_rests_on_something(answer):
    """Your choice cites at least one claim."""
    names = known(section(answer, "My choice").claims)
    why = "A choice that rests on nothing cannot be weighed"
    assert enough(len(names), 1, "the claims cited in 'My choice'", why, "The claim that decided it for you")
