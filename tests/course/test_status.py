"""The status of a claim: the rules in their order, and what can never change it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.course import Claim, Dispute, Origin, Reference, Source, Status, group_of, independent_origins, status_of

ORIGINS = {
    "announcement": Origin(id="announcement", knower="police and prosecutor", interest="success"),
    "police": Origin(id="police", knower="police", interest="success", part_of="announcement"),
    "spokesman": Origin(id="spokesman", knower="police", interest="success", part_of="police"),
    "court": Origin(id="court", knower="court", interest="judgment"),
    "defence": Origin(id="defence", knower="defence", interest="acquittal"),
}
KINDS = ["judgment", "statute", "paper", "official", "press", "blog"]
REFERENCES = {
    f"{origin}-{kind}-{seen}": Reference(
        key=f"{origin}-{kind}-{seen}", type="online", title="T", kind=kind, origin=origin, seen=seen
    )
    for origin in ORIGINS
    for kind in KINDS
    for seen in ("full", "passage", "no")
}

sources = st.builds(
    Source, key=st.sampled_from(sorted(REFERENCES)), origin=st.none() | st.sampled_from(sorted(ORIGINS))
)
claims = st.builds(
    Claim,
    id=st.just("x"),
    statement=st.just("X."),
    kind=st.sampled_from(["fact", "figure", "said", "inference", "withheld"]),
    about=st.sampled_from(["what happened", "what it says"]),
    sources=st.lists(sources, min_size=1, max_size=5).map(tuple),
    disputed_by=st.lists(st.just(Dispute(key="court-press-no", how="no")), max_size=1).map(tuple),
)


def status(claim: Claim) -> Status:
    """The status with the origins and references of this file."""
    return status_of(claim, REFERENCES, ORIGINS)


def claim(*keys: str, **parts: object) -> Claim:
    """A claim with the sources of these keys."""
    tables = [{"key": key} for key in keys]
    return Claim.model_validate({"id": "x", "statement": "X.", "kind": "fact", "sources": tables} | parts)


@pytest.mark.parametrize(
    ("expected", "made"),
    [
        (Status.UNSEEN, claim("court-press-no", "police-press-no")),
        (Status.UNSEEN, claim("court-press-no", kind="withheld")),
        (Status.WITHHELD, claim("court-press-full", kind="withheld", disputed_by=[{"key": "x", "how": "y"}])),
        (Status.INFERRED, claim("court-press-full", kind="inference", disputed_by=[{"key": "x", "how": "y"}])),
        (Status.CONTESTED, claim("court-press-full", "police-press-full", disputed_by=[{"key": "x", "how": "y"}])),
        (Status.ESTABLISHED, claim("court-press-full", "police-press-passage")),
        (Status.REPORTED, claim("court-press-full", "police-press-no")),
        (Status.REPORTED, claim("spokesman-press-full", "police-blog-full", "announcement-official-full")),
        (Status.ESTABLISHED, claim("court-judgment-passage", about="what it says")),
        (Status.REPORTED, claim("court-judgment-no", "court-press-full", about="what it says")),
        (Status.REPORTED, claim("court-judgment-full")),
        (Status.REPORTED, claim("court-official-full", about="what it says")),
    ],
)
def test_first_rule_that_fits(expected: Status, made: Claim) -> None:
    """unseen, withheld, inferred, contested, established, reported: in this order."""
    assert expected == status(made)


def test_origin_of_one_source_can_differ() -> None:
    """A newspaper that reports from court has the court as origin for that claim."""
    made = Claim(
        id="x",
        statement="X.",
        kind="fact",
        sources=(Source(key="police-press-full"), Source(key="police-press-full", origin="court")),
    )

    assert Status.ESTABLISHED == status(made)


def test_part_of_is_followed_to_its_end() -> None:
    """A chain of part_of counts as one origin, whatever its length."""
    assert {"announcement"} == {group_of(name, ORIGINS) for name in ("announcement", "police", "spokesman")}


@given(claims, st.data())
def test_a_copy_changes_nothing(made: Claim, data: st.DataObject) -> None:
    """One more press report of an origin already counted never changes the status: copying is not corroboration."""
    groups = independent_origins(made, REFERENCES, ORIGINS)
    same = [Source(key=f"{name}-press-full") for name in sorted(ORIGINS) if group_of(name, ORIGINS) in groups]
    if not same:
        return
    copy = data.draw(st.sampled_from(same))

    assert status(made) == status(made.model_copy(update={"sources": (*made.sources, copy)}))


@given(claims, st.randoms())
def test_order_of_sources_does_not_matter(made: Claim, random) -> None:
    """Which source stands first is a matter of taste."""
    shuffled = list(made.sources)
    random.shuffle(shuffled)

    assert status(made) == status(made.model_copy(update={"sources": tuple(shuffled)}))


@given(claims, st.sampled_from(sorted(REFERENCES)))
def test_an_unseen_source_adds_nothing(made: Claim, key: str) -> None:
    """A source that nobody read cannot make a claim surer."""
    if REFERENCES[key].was_seen:
        return

    assert status(made) == status(made.model_copy(update={"sources": (*made.sources, Source(key=key))}))


@given(claims, sources)
def test_another_source_never_makes_a_claim_less_sure(made: Claim, source: Source) -> None:
    """Among the statuses that sources decide, one more source leads up or nowhere."""
    order = [Status.UNSEEN, Status.REPORTED, Status.ESTABLISHED]
    before, after = status(made), status(made.model_copy(update={"sources": (*made.sources, source)}))

    if before in order and after in order:
        assert order.index(before) <= order.index(after)
    elif before != Status.UNSEEN:
        assert before == after


@given(claims)
def test_renaming_the_top_of_a_group_changes_nothing(made: Claim) -> None:
    """Statuses depend on how origins hang together, not on what they are called."""
    renamed = dict(ORIGINS)
    renamed["top"] = Origin(id="top", knower="k", interest="i")
    renamed["announcement"] = ORIGINS["announcement"].model_copy(update={"part_of": "top"})

    assert status(made) == status_of(made, REFERENCES, renamed)
