import tomllib
from pathlib import Path

import pytest

from takedown.grading import expect

LEDGER = tomllib.loads((Path(__file__).parent / "data" / "ledger.toml").read_text(encoding="utf-8"))
VERDICTS = ("contradicts", "refines", "agrees")
RELATIONS = ("confirms", "repeats", "refines", "contradicts")


def possible(value, window=range(-2, 13)):
    """The numbers that a range allows, of those that matter here: all ends are drawn from 0 to 10."""
    low, high = value
    return {number for number in window if (low is None or low <= number) and (high is None or number <= high)}


def wanted(claimed, said):
    both = possible(claimed) & possible(said)
    if not both:
        return "contradicts"
    return "agrees" if both == possible(claimed) else "refines"


def drawn_range(draw):
    low, high = sorted([draw.randint(0, 10), draw.randint(0, 10)])
    return [draw.choice([low, low, low, None]), draw.choice([high, high, high, None])]


def drawn_pair(draw, kind):
    """Two ranges of which the second does to the first what ``kind`` says."""
    while True:
        claimed, said = drawn_range(draw), drawn_range(draw)
        if wanted(claimed, said) == kind:
            return claimed, said


def told(claimed, said):
    """Why a verdict is right, in words that do not name it."""
    both = sorted(possible(claimed) & possible(said))
    if not both:
        return f"no number lies in {claimed} and in {said} as well"
    if set(both) == possible(claimed):
        return f"every number that {claimed} allows is allowed by {said} too"
    return f"of the numbers that {claimed} allows, {said} leaves some and rules out others"


@pytest.mark.task("verdict")
@pytest.mark.parametrize("kind", [f"{kind} {number}" for number in range(1, 5) for kind in VERDICTS])
def test_ranges(answer, draw, kind):
    """Two drawn ranges, some with an open end: your verdict fits the numbers that both allow."""
    kind = kind.partition(" ")[0]
    claimed, said = drawn_pair(draw, kind)
    got = answer.verdict(claimed, said)
    assert expect(got, equals=kind, because=told(claimed, said), look="the part that both ranges have in common")


@pytest.mark.task("verdict")
@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ([3, 5], [5, 9]),
        ([3, 5], [6, 9]),
        ([5, 9], [3, 5]),
        ([6, 9], [3, 5]),
        ([3, 3], [3, 3]),
        ([3, 3], [4, 4]),
        ([4, None], [None, 4]),
        ([5, None], [None, 4]),
        ([None, None], [None, None]),
        ([None, None], [0, None]),
        ([0, None], [None, None]),
        ([0, 5], [None, 5]),
        ([0, 5], [0, None]),
        ([None, 0], [0, 0]),
    ],
    ids=str,
)
def test_edges(answer, claimed, said):
    """Ranges that touch, miss by one, are equal or are open at both ends."""
    got = answer.verdict(claimed, said)
    because = f"both ends belong to a range; {told(claimed, said)}"
    assert expect(got, equals=wanted(claimed, said), because=because, look="what happens where two ends meet, and at None")


@pytest.mark.task("verdict")
def test_words(answer, draw):
    """Two words: the same agree, others contradict."""
    one, other = draw.sample(["application", "server", "tap", "phone", "host"], 2)
    look = "what isinstance says of a value that is a word"
    assert expect(answer.verdict(one, one), equals="agrees", because="it is the same word", look=look)
    assert expect(answer.verdict(one, other), equals="contradicts", because="they are two words", look=look)


def drawn_origins(draw):
    """A tree of origins, three to five steps deep, with invented names, as part_of and as a list from leaf to top."""
    names = draw.sample(["press", "agency", "ministry", "office", "unit", "desk", "bureau", "branch"], 8)
    line = names[: draw.randint(3, 5)]
    part_of = {name: above for name, above in zip(line, [*line[1:], None], strict=True)}
    part_of[names[5]] = line[1]
    part_of[names[6]] = None
    part_of[names[7]] = names[6]
    return dict(sorted(part_of.items())), line


@pytest.mark.task("group")
@pytest.mark.parametrize("case", range(3))
def test_group(answer, draw, case):
    """From each origin of a drawn tree upwards, your group is the one that belongs to nothing."""
    part_of, line = drawn_origins(draw)
    for place, name in enumerate(line):
        way = " is part of ".join(line[place:])
        because = f"{way}, which belongs to nothing" if place < len(line) - 1 else f"{name} belongs to nothing"
        got = answer.group(name, part_of)
        assert expect(got, equals=line[-1], because=because, look="when the way upwards ends")


@pytest.mark.task("group")
def test_group_alone(answer, draw):
    """An origin that belongs to nothing is its own group."""
    name = draw.choice(["court", "newsroom", "scholar"])
    assert expect(
        answer.group(name, {name: None}), equals=name, because="there is nothing above it", look="the first step upwards"
    )


def plain(value):
    """A value of the data file as the functions get it."""
    return [value.get("low"), value.get("high")] if isinstance(value, dict) else value


def check(got, claims, source, part_of, wanted, tried):
    """Each claim stands in the list where it belongs and in no other; then the lists are complete and in order."""
    lists = {relation: [name for name, found in wanted.items() if found == relation] for relation in RELATIONS}
    if isinstance(got, dict) and got.keys() == lists.keys() and all(isinstance(each, list) for each in got.values()):
        for claim in claims:
            name, right = claim["id"], wanted.get(claim["id"])
            found = [relation for relation in RELATIONS if name in got[relation]]
            because, look = reason(claim, source, part_of, right)
            where = f"{tried}; the lists that hold {name!r}"
            expect(found, equals=[right] if right else [], because=because, look=look, tried=where)
    because = "the four keys are there in any case, and the ids keep the order of the claims"
    return expect(got, equals=lists, because=because, look="the keys and the order of your lists", tried=tried)


def reason(claim, source, part_of, right):
    """Why a claim belongs where it does, and where to look."""
    if right is None:
        return f"the source says nothing about {claim['about']!r}", "what you do with a subject that is not in says"
    said = next(said["value"] for said in source["says"] if said["about"] == claim["about"])
    if right in {"refines", "contradicts"}:
        return f"the claim is {claim['value']}, the source says {said}", "what verdict gives for the two values"
    ours, theirs = top(claim["origin"], part_of), top(source["origin"], part_of)
    ends = f"both end in {ours}" if ours == theirs else f"one ends in {ours}, the other in {theirs}"
    behind = f"{claim['origin']} stands behind the claim, {source['origin']} behind the source, and {ends}"
    return f"the values agree; {behind}", "the groups of the two origins"


def top(origin, part_of):
    return origin if part_of[origin] is None else top(part_of[origin], part_of)


@pytest.mark.task("compare")
@pytest.mark.parametrize("key", [source["key"] for source in LEDGER["source"]])
def test_the_ledger_of_the_book(answer, key):
    """Four real sources against six claims of the book's ledger."""
    source = next(source for source in LEDGER["source"] if source["key"] == key)
    claims = [{**claim, "value": plain(claim["value"])} for claim in LEDGER["claim"]]
    says = [{**said, "value": plain(said["value"])} for said in source["says"]]
    part_of = {origin: above or None for origin, above in LEDGER["part_of"].items()}
    plain_source = {"origin": source["origin"], "says": says}
    wanted = {name: relation for relation in RELATIONS for name in source.get(relation, [])}
    wanted = {claim["id"]: wanted[claim["id"]] for claim in claims if claim["id"] in wanted}
    tried = f"compare(the ledger, {source['title']}, part_of)"
    assert check(answer.compare(claims, plain_source, part_of), claims, plain_source, part_of, wanted, tried)


@pytest.mark.task("compare")
@pytest.mark.parametrize("case", range(4))
def test_drawn_ledgers(answer, draw, case):
    """A drawn ledger: a copy never confirms, however many steps its origin is away."""
    part_of, line = drawn_origins(draw)
    apart = next(name for name, above in part_of.items() if above is None and name != line[-1])
    source = {"origin": line[-1] if case % 2 else line[0], "says": []}
    kinds = ["agrees"] * 3 + draw.sample(["agrees", "refines", "refines", "contradicts", "contradicts", "silent"], 6)
    claims, wanted = [], {}
    for number, kind in enumerate(kinds):
        origin = [line[0], line[-1], apart][number % 3]
        claimed, said = drawn_pair(draw, "refines" if kind == "silent" else kind)
        claims.append({"id": f"c{number}", "about": f"subject {number}", "value": claimed, "origin": origin})
        if kind != "silent":
            source["says"].append({"about": f"subject {number}", "value": said})
            agreement = "confirms" if origin == apart else "repeats"
            wanted[f"c{number}"] = agreement if kind == "agrees" else kind
    draw.shuffle(source["says"])
    tried = "compare(nine claims, a source, part_of)"
    assert check(answer.compare(claims, source, part_of), claims, source, part_of, wanted, tried)


@pytest.mark.task("compare")
def test_a_silent_source(answer, draw):
    """A source that says nothing about the claims leaves all four lists empty."""
    claims = [{"id": "c1", "about": "price", "value": drawn_range(draw), "origin": "court"}]
    source = {"origin": "court", "says": [{"about": "colour", "value": "blue"}]}
    got = answer.compare(claims, source, {"court": None})
    assert check(got, claims, source, {"court": None}, {}, "compare(one claim, a source on something else, part_of)")
