"""The status of named claims of the book itself: what the sources that were seen allow, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course import Course, Status, group_of, independent_origins

COURSE = Course(Path(__file__).parents[2])

FIXED = {
    # Known from outside the announcement as well.
    "read-live": ("A04", Status.ESTABLISHED),  # police say so; the hearing in Arnhem showed how the traffic came
    "users-felt-safe": ("A05", Status.ESTABLISHED),  # police say so; praise for the app was found on forums
    "risk-of-reprisals": ("A08", Status.ESTABLISHED),  # police say so; a court found plans to kill proven for some
    "announced-6-november": (None, Status.ESTABLISHED),  # two newsrooms stamped their own reports that day
    "tap-power": (None, Status.ESTABLISHED),  # a statute that was read establishes what it says
    # Repeated by many, but from one announcement.
    "hundred-suspects": ("A01", Status.REPORTED),  # NOS and Bright repeat it; no count of their own
    "not-all-arrested": ("A02", Status.REPORTED),  # only the number of arrests is in conflict, see fourteen-arrests
    "service-cracked": ("A03", Status.REPORTED),  # all outlets had the word from the police
    "violence-prevented": ("A10", Status.REPORTED),  # a counterfactual of one side; nothing can confirm it
    "supplier-arrested": (
        "A15",
        Status.REPORTED,
    ),  # that three men were released later is another claim
    "server-taken-offline": ("A18", Status.REPORTED),  # one report adds "by the police"
    "hundred-cases": ("A19", Status.REPORTED),  # no later audit of the hundred cases was found
    "new-cases-expected": ("A22", Status.REPORTED),  # a forecast: what came later is another claim
    "had-to-tell": ("A25", Status.REPORTED),  # the police's own reading; no source argues the opposite
    "no-internet": ("A32", Status.REPORTED),  # the same sentence in papers that share it
    "button-erases-all": ("A35", Status.REPORTED),  # the police alone; nobody is known to have tested it
    # A source says otherwise.
    "users-called-criminals": ("A06", Status.CONTESTED),  # the defence in December 2019
    "three-arrested-for-reprisal": ("A11", Status.CONTESTED),  # four in the joint press text, Bright and Metro
    "unique-view": ("A23", Status.CONTESTED),  # Ennetcom: 3.6 million messages, made readable by 2017
    "never-in-europe": (
        "A24",
        Status.CONTESTED,
    ),  # Hansa, 2017; and by one report the police claimed the Netherlands only
    "application-broken-into": ("A26", Status.CONTESTED),  # police that evening: the server; in court: a tap
    "price-1500": ("A33", Status.CONTESTED),  # per half year, apiece, with half a year included, thousands
    "panic-button": ("A34", Status.CONTESTED),  # Computable: on some of the phones
    "messages-258000": (None, Status.CONTESTED),  # 265,000 in two reports, perhaps a slip; still another number
    "fourteen-arrests": (None, Status.CONTESTED),  # three meanings of one number
    "dated-2017": (None, Status.CONTESTED),  # 2018 in a news report of 2023
    # Kept back by those who know.
    "how-long-withheld": ("A20", Status.WITHHELD),  # police and prosecution refused; "months" came out in court
    "method-withheld": ("A28", Status.WITHHELD),  # still not explained at a hearing of June 2019
    # Reasoned by this book.
    "browsing-not-data": (None, Status.INFERRED),  # no source says it; a chat program needs a connection
    # From court, but through reports of it: one origin, since the files and judgments were not read.
    "server-in-england": (None, Status.REPORTED),
    "traffic-rerouted": (None, Status.REPORTED),
    "court-found-lawful": (None, Status.REPORTED),
    "twelve-convicted": (None, Status.REPORTED),
    "sellers-released": (None, Status.REPORTED),
    "customers-500": (None, Status.REPORTED),  # one newspaper, once; a customer is not a user
}

SAME_TEXT = ("telegraaf2018", "metro2018", "rd2018", "telegraaf2018b")


@pytest.mark.parametrize("claim", FIXED)
def test_status_of_a_named_claim(claim: str) -> None:
    """A named claim has the status that its sources allow; whoever changes one of them must look here."""
    article, status = FIXED[claim]

    assert (article, status) == (COURSE.claim(claim).article, COURSE.status(claim))


@pytest.mark.parametrize("claim", sorted(COURSE.claims))
def test_no_claim_is_unseen(claim: str) -> None:
    """Every claim of the book rests on at least one source whose passage was seen."""
    assert COURSE.status(claim) is not Status.UNSEEN


def test_four_papers_are_one_origin() -> None:
    """The base article, Metro, RD and the second Telegraaf piece have one origin, and count once with the police."""
    origins = {COURSE.references[key].origin for key in SAME_TEXT}

    assert len(origins) == 1
    assert {"police-and-prosecution"} == {group_of(origin, COURSE.origins) for origin in origins}
    assert len(independent_origins(COURSE.claim("same-text-four-times"), COURSE.references, COURSE.origins)) == 1


def test_police_prosecution_and_release_count_once() -> None:
    """Police, prosecution service and their joint press text are counted under one name."""
    groups = {
        group_of(origin, COURSE.origins) for origin in ("police", "prosecution-service", "police-and-prosecution")
    }

    assert groups == {"police-and-prosecution"}


def test_the_police_page_counts_with_the_announcement() -> None:
    """The police's own page gives no claim a second origin: the announcement that papers carried was theirs as well."""
    naming = [claim for claim in COURSE.claims.values() if "politie-qa2018" in {source.key for source in claim.sources}]
    without = [
        claim.model_copy(update={"sources": tuple(s for s in claim.sources if s.key != "politie-qa2018")})
        for claim in naming
    ]

    assert naming
    assert [independent_origins(claim, COURSE.references, COURSE.origins) for claim in without] == [
        independent_origins(claim, COURSE.references, COURSE.origins) for claim in naming
    ]


def test_courts_and_defence_are_independent_of_the_police() -> None:
    """What came out in court, what courts decided and what the defence said does not count with the announcement."""
    outside = {"court-file", "court-gelderland", "court-overijssel", "court-press-office", "defence"}

    assert outside == {group_of(origin, COURSE.origins) for origin in outside}


def test_what_a_prosecutor_says_in_court_has_the_prosecutor_as_origin() -> None:
    """A report from a courtroom does not turn a party's statement into a finding of the court."""
    for claim, origin in (
        ("prosecutor-denied-hacking", "prosecution-service"),
        ("english-own-inquiry", "prosecution-service"),
        ("defence-called-it-hacking", "defence"),
    ):
        assert [origin] == [source.origin for source in COURSE.claim(claim).sources]


def test_unread_judgment_supports_nothing() -> None:
    """The judgments of April 2020 and of 2022 were not read: a claim that lists them rests on whoever reported them."""
    unread = {key for key, reference in COURSE.references.items() if not reference.was_seen}

    assert unread == {"rbove2020-1563", "rblim2022-8793"}
    naming = [claim for claim in COURSE.claims.values() if unread & {source.key for source in claim.sources}]
    assert [] == [claim.id for claim in naming if COURSE.status(claim.id) is not Status.REPORTED]
    assert [] == [claim.id for claim in naming if unread >= {source.key for source in claim.sources}]
