import pytest

from takedown.grading import expect

NAMES = list("ABCDEFGHIJKL")


def reach(flows, start):
    """The places with a copy, by another road than a search: rounds over all arrows until nothing changes."""
    found = {start}
    for _ in flows:
        found |= {target for origin, target in flows if origin in found}
    return found


def drawn_graph(draw, places):
    """A drawn graph: a tree from the start, arrows across and back, and two places to which nothing leads."""
    names = draw.sample(NAMES, places)
    inside, outside = names[:-2], names[-2:]
    flows = [[draw.choice(inside[:number]), inside[number]] for number in range(1, len(inside))]
    flows += [draw.sample(inside, 2) for _ in range(3)]
    flows += [[outside[0], draw.choice(inside)], [outside[1], outside[0]]]
    draw.shuffle(flows)
    return flows, names


def shown(flows):
    """The arrows of a graph, short enough for a message."""
    return " ".join(f"{origin}>{target}" for origin, target in flows)


def way(flows, start, place):
    """How a copy comes to a place, in words: a shortest way."""
    ways = {start: [start]}
    for _ in flows:
        for origin, target in flows:
            if origin in ways and (target not in ways or len(ways[target]) > len(ways[origin]) + 1):
                ways[target] = [*ways[origin], target]
    return " to ".join(ways[place])


def check(got, wanted, because_of, look, tried):
    """The list as a whole; the first place that is missing or too much is the reason."""
    wanted = sorted(wanted)
    because = "each place stands once, in the order of the alphabet"
    if isinstance(got, list) and all(isinstance(place, str) for place in got):
        missing, extra = sorted(set(wanted) - set(got)), sorted(set(got) - set(wanted))
        if missing or extra:
            because = because_of((missing or extra)[0], bool(missing))
    return expect(got, equals=wanted, because=because, look=look, tried=tried)


def arrives(flows, start):
    def told(place, missing):
        return (
            f"a copy goes {way(flows, start, place)}"
            if missing
            else f"no way along the arrows leads from {start} to {place}"
        )

    return told


@pytest.mark.task("arrivals")
@pytest.mark.parametrize("places", [6, 8, 10, 12])
def test_arrivals(answer, draw, places):
    """In a drawn graph with circles and two places apart, copies arrive where a way along the arrows leads."""
    flows, names = drawn_graph(draw, places)
    start = names[0]
    look = "the direction of an arrow, and what you do with a place that you have seen"
    tried = f"arrivals(flows, {start!r}) with the arrows {shown(flows)}"
    assert check(answer.arrivals(flows, start), reach(flows, start), arrives(flows, start), look, tried)


@pytest.mark.task("arrivals")
@pytest.mark.parametrize("length", [2, 4, 9])
def test_chain(answer, draw, length):
    """Along a chain whose arrows are listed in a drawn order, the copy comes to the end."""
    names = draw.sample(NAMES, length)
    flows = [[names[place], names[place + 1]] for place in range(length - 1)]
    draw.shuffle(flows)
    tried = f"arrivals(flows, {names[0]!r}) with the arrows {shown(flows)}"
    look = "whether you look again at arrows that did not fit at first"
    assert check(answer.arrivals(flows, names[0]), names, arrives(flows, names[0]), look, tried)


@pytest.mark.task("arrivals")
def test_circle(answer, draw):
    """In a circle the copy comes back to the start, and the walk ends."""
    names = draw.sample(NAMES, 5)
    flows = [[name, names[(place + 1) % 5]] for place, name in enumerate(names)]
    tried = f"arrivals(flows, {names[2]!r}) with the arrows {shown(flows)}"
    look = "when your walk ends"
    assert check(answer.arrivals(flows, names[2]), names, arrives(flows, names[2]), look, tried)


@pytest.mark.task("arrivals")
def test_alone(answer, draw):
    """A message that is sent nowhere lies where it was written."""
    start, other, third = draw.sample(NAMES, 3)
    because = f"no arrow leaves {start}, and the message lies there all the same"
    got = answer.arrivals([[other, third]], start)
    assert expect(got, equals=[start], because=because, look="where your walk begins")


def stays(flows, start, erased, unreadable):
    def told(place, missing):
        if missing:
            return f"{place} got its copy before anything was erased, and nothing empties it now"
        if place in erased:
            return f"{place} was emptied"
        return f"the copy at {place} cannot be read" if place in unreadable else f"no copy comes to {place}"

    return told


@pytest.mark.task("left")
@pytest.mark.parametrize("case", range(4))
def test_left(answer, draw, case):
    """In a drawn graph, emptied and unreadable places are crossed off, and those behind an emptied one stay."""
    flows, names = drawn_graph(draw, 8 + case)
    start, inside = names[0], names[1:-2]
    middle = [place for place in inside if any(origin == place for origin, _ in flows)]
    erased = [start, draw.choice(middle)]
    unreadable = draw.sample([place for place in inside if place not in erased], 2)
    wanted = reach(flows, start) - set(erased) - set(unreadable)
    tried = f"left(flows, {start!r}, {erased}, {unreadable}) with the arrows {shown(flows)}"
    look = "when the copies went along the arrows: before the button"
    got = answer.left(flows, start, erased, unreadable)
    assert check(got, wanted, stays(flows, start, erased, unreadable), look, tried)


@pytest.mark.task("left")
def test_nothing_erased(answer, draw):
    """If nobody presses, everything readable is left, the start too."""
    flows, names = drawn_graph(draw, 8)
    got = answer.left(flows, names[0], [], [])
    tried = f"left(flows, {names[0]!r}, [], []) with the arrows {shown(flows)}"
    assert check(got, reach(flows, names[0]), stays(flows, names[0], [], []), "the empty lists", tried)


@pytest.mark.task("left")
def test_all_erased(answer, draw):
    """If every place is emptied, nothing is left."""
    flows, names = drawn_graph(draw, 8)
    because = "every place was emptied after the copies had come"
    assert expect(answer.left(flows, names[0], names, []), equals=[], because=because, look="what you cross off")


def spared(flows, start, absent):
    rest = [flow for flow in flows if not set(flow) & set(absent)]

    def told(place, missing):
        if missing:
            return f"without {' and '.join(absent)} no way leads to {place} any more; now it goes {way(flows, start, place)}"
        if place in absent:
            return f"{place} is itself absent, and those do not count"
        if place not in reach(flows, start):
            return f"{place} gets no copy as it is"
        return f"a copy still goes {way(rest, start, place)}"

    return told


@pytest.mark.task("prevented")
@pytest.mark.parametrize("case", range(5))
def test_prevented(answer, draw, case):
    """In a drawn graph, what is spared is what no way reaches any more, other ways allowed for."""
    flows, names = drawn_graph(draw, 8 + case % 3)
    start, inside = names[0], names[1:-2]
    sending = [place for place in inside if any(origin == place for origin, _ in flows)]
    absent = draw.sample(sending, min(len(sending), 1 + case % 2))
    rest = [flow for flow in flows if not set(flow) & set(absent)]
    wanted = reach(flows, start) - reach(rest, start) - set(absent)
    tried = f"prevented(flows, {start!r}, {absent}) with the arrows {shown(flows)}"
    got = answer.prevented(flows, start, absent)
    assert check(
        got, wanted, spared(flows, start, absent), "all ways to a place, and arrows that no longer exist", tried
    )


@pytest.mark.task("prevented")
def test_chain_is_cut(answer, draw):
    """In a chain, everything behind the absent place is spared."""
    names = draw.sample(NAMES, 7)
    flows = [[names[place], names[place + 1]] for place in range(6)]
    tried = f"prevented(flows, {names[0]!r}, [{names[3]!r}]) with the arrows {shown(flows)}"
    got = answer.prevented(flows, names[0], [names[3]])
    look = "how far the effect of one absent place goes"
    assert check(got, names[4:], spared(flows, names[0], [names[3]]), look, tried)


@pytest.mark.task("prevented")
def test_second_way(answer, draw):
    """Where there is a second way, nothing is spared."""
    start, first, second, goal = draw.sample(NAMES, 4)
    flows = [[start, first], [start, second], [first, goal], [second, goal]]
    tried = f"prevented(flows, {start!r}, [{first!r}]) with the arrows {shown(flows)}"
    got = answer.prevented(flows, start, [first])
    assert check(got, [], spared(flows, start, [first]), "the other way to the same place", tried)


@pytest.mark.task("prevented")
def test_nobody_absent(answer, draw):
    """If nobody is absent, nothing is prevented."""
    flows, names = drawn_graph(draw, 9)
    tried = f"prevented(flows, {names[0]!r}, []) with the arrows {shown(flows)}"
    got = answer.prevented(flows, names[0], [])
    assert check(got, [], spared(flows, names[0], []), "the empty list", tried)
