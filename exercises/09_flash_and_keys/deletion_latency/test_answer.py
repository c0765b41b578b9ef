import math

import pytest

from takedown.grading import expect

SIZE = 3  # pages in a block of the drawn device


def history(draw, writes):
    """Events of a small device that erases its blocks in turn, and the waits, noted while it runs."""
    blocks, visible = 6, 10
    place, closed, erased = {}, [], list(range(1, blocks))
    opened, used, done = 0, 0, 0
    events, found = [], []

    def put(kind, page):
        nonlocal opened, used
        if used == SIZE:
            closed.append(opened)
            opened, used = erased.pop(0), 0
        events.append([kind, page, opened])
        place[page] = opened
        used += 1

    for number in range(writes):
        while not erased:
            victim = closed.pop(0)
            erased.append(victim)
            for page in [page for page, block in place.items() if block == victim]:
                put("copy", page)
            events.append(["erase", victim])
            for version in found:
                if version[2] == victim and version[1] == math.inf:
                    version[1] = done - version[3]
        page = number if number < visible else draw.randrange(visible)
        old = place.get(page)
        done += 1
        put("write", page)
        if old is not None:
            found.append([page, math.inf, old, done])
    return events, [version[:2] for version in found]


@pytest.mark.task("waits")
@pytest.mark.parametrize("case", range(4))
def test_history(answer, draw, case):
    """The log of a drawn device: each replaced version, in order, with its wait."""
    events, right = history(draw, 30 + 6 * case)
    tried = f"waits of a log with {len(events)} events, of which the first six are {events[:6]}"
    because = "a wait counts the user's writes from the one after the replacement up to the erase of that block"
    look = "where a version lay when it was replaced, and what you count between"
    got = answer.waits(events)
    assert expect(got, equals=right, because=because, look=look, tried=tried)


@pytest.mark.task("waits")
def test_copies(answer, draw):
    """A page that the collector moved lies where it was moved to, and a copy is no write of the user."""
    page, other = draw.sample(range(10, 100), 2)
    events = [
        ["write", page, 0], ["write", other, 0], ["copy", page, 1], ["copy", other, 1], ["erase", 0],
        ["write", page, 2], ["copy", other, 2], ["write", other, 3], ["erase", 1], ["erase", 2],
    ]  # fmt: skip
    because = f"page {page} lay in block 1, page {other} in block 2 when the user replaced them"
    look = "what a copy changes"
    assert expect(answer.waits(events), equals=[[page, 1], [other, 0]], because=because, look=look)


@pytest.mark.task("waits")
def test_blocks_are_erased_again(answer, draw):
    """A block that is erased twice ends each wait once."""
    page = draw.randrange(10, 100)
    events = [
        ["write", page, 0], ["write", page, 1], ["erase", 0], ["write", page, 0], ["write", page, 1], ["erase", 0],
    ]  # fmt: skip
    because = "the first version was gone when the block was erased for the second time"
    look = "versions whose wait has ended already"
    assert expect(answer.waits(events), equals=[[page, 0], [page, math.inf], [page, 0]], because=because, look=look)


@pytest.mark.task("waits")
def test_nothing_replaced(answer, draw):
    """Where nothing was replaced there are no waits; where nothing is erased they are endless."""
    page = draw.randrange(10, 100)
    look = "when a version counts as replaced, and the value that it begins with"
    expect(answer.waits([]), equals=[], because="nothing happened", look=look)
    once = answer.waits([["write", page, 0], ["copy", page, 1], ["erase", 0]])
    expect(once, equals=[], because="the page was moved, and never replaced", look=look)
    got = answer.waits([["write", page, 0], ["write", page, 0], ["write", page + 1, 0]])
    assert expect(got, equals=[[page, math.inf]], because="no block was erased", look=look)


def device(draw):
    """A drawn device: physical, logical and reserved pages."""
    logical = draw.randrange(5_000, 20_000)
    reserve = draw.randrange(50, 300)
    return logical + reserve + draw.randrange(500, 5_000), logical, reserve


@pytest.mark.task("hours")
@pytest.mark.parametrize("case", range(3))
def test_mean(answer, draw, case):
    """For a drawn device and rate, the mean stay in hours."""
    physical, logical, reserve = device(draw)
    rate = draw.randrange(10, 500)
    stale = physical - reserve - logical
    because = f"{stale} pages are stale at a time, and {rate} an hour join them and leave"
    got = answer.hours(physical, logical, reserve, rate)
    look = "how many pages are stale at a time"
    assert expect(got, near=stale / rate, rel=1e-9, because=because, look=look)


@pytest.mark.task("hours")
def test_less_use(answer, draw):
    """The less is written the longer the stay, beyond any bound, and without writing it never ends."""
    physical, logical, reserve = device(draw)
    stays = [answer.hours(physical, logical, reserve, rate) for rate in (100, 10, 1, 0.001)]
    tried = f"hours({physical}, {logical}, {reserve}, rate) at the rates 100, 10, 1 and 0.001"
    look = "how the rate enters"
    right = [(physical - logical - reserve) / rate for rate in (100, 10, 1, 0.001)]
    because = "a tenth of the writing makes ten times the stay"
    expect(stays, near=right, rel=1e-9, because=because, look=look, tried=tried)
    got = answer.hours(physical, logical, reserve, 0)
    assert expect(got, equals=math.inf, because="without a write nothing is erased", look="a rate of 0")


@pytest.mark.task("hours")
def test_size(answer, draw):
    """Twice the device at the same rate makes twice the stay; twice the rate makes up for it."""
    physical, logical, reserve = device(draw)
    rate = draw.randrange(10, 500)
    once = answer.hours(physical, logical, reserve, rate)
    look = "whether all three sizes enter in the same way"
    twice = answer.hours(2 * physical, 2 * logical, 2 * reserve, rate)
    expect(twice, near=2 * once, rel=1e-9, because="twice as many pages are stale at a time", look=look)
    both = answer.hours(2 * physical, 2 * logical, 2 * reserve, 2 * rate)
    expect(both, near=once, rel=1e-9, because="both doublings cancel", look=look)
    right = (physical - reserve - logical) / rate
    assert expect(once, near=right, rel=1e-9, because="so much is stale at a time", look="how many pages are stale")


@pytest.mark.task("hours")
def test_ballooning(answer, draw):
    """The fuller the same device, the shorter the stay."""
    physical, logical, reserve = device(draw)
    rate = draw.randrange(10, 500)
    filled = logical + (physical - reserve - logical) // 2
    fuller = answer.hours(physical, filled, reserve, rate)
    because = f"with {filled} pages in use instead of {logical} there is less room for stale ones"
    look = "what happens to the stale pages when more are in use"
    right = (physical - reserve - filled) / rate
    assert expect(fuller, near=right, rel=1e-9, because=because, look=look)


@pytest.mark.task("rate_for")
@pytest.mark.parametrize("case", range(3))
def test_rate(answer, draw, case):
    """For a drawn device and drawn hours, the rate at which the mean is just that; the last case asks for 44 hours."""
    physical, logical, reserve = device(draw)
    wanted = 44 if case == 2 else draw.randrange(2, 200)
    right = (physical - reserve - logical) / wanted
    because = f"at that rate {physical - reserve - logical} stale pages are replaced by new ones in {wanted} hours"
    look = "your formula for the hours, solved for the rate"
    got = answer.rate_for(physical, logical, reserve, wanted)
    assert expect(got, near=right, rel=1e-9, because=because, look=look)


@pytest.mark.task("rate_for")
def test_rate_for_ever(answer, draw):
    """A stay without end needs a rate of 0."""
    because = "only a device that is not written to keeps its pages for ever"
    got = answer.rate_for(*device(draw), math.inf)
    assert expect(got, equals=0.0, because=because, look="what your formula makes of infinity")
