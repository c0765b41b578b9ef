import math

import pytest

from takedown.grading import expect
from takedown.models import copies

SIGMAS = 6  # how far chance may carry a simulation: beyond this, one honest answer in many millions


def drawn_groups(draw, number, least=2):
    """Groups at which the usual mistakes are far apart: two copies or more, of unlike success."""
    chances = draw.sample([0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85], number)
    return [[draw.randint(least, least + 2), chance] for chance in chances]


def drawn_share(draw):
    return round(draw.uniform(0.25, 0.75), 2)


def one_group(copies_, success, share):
    """The closed form for one group, written out, so that a mistake in the model would not pass here too."""
    return share * success + (1 - share) * success**copies_


def closed(groups, share):
    return math.prod(one_group(number, success, share) for number, success in groups)


@pytest.mark.task("together")
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_together(answer, draw, number):
    """For drawn groups and a drawn share, your probability is the product over the groups."""
    groups, share = drawn_groups(draw, number), drawn_share(draw)
    each = ", ".join(f"{one_group(*group, share):.4f}" for group in groups)
    because = f"the groups are all gone with {each}, and they know nothing of each other"
    look = "what happens inside a group, and what between groups"
    assert expect(answer.together(groups, share), near=closed(groups, share), abs=1e-6, because=because, look=look)


@pytest.mark.task("together")
def test_without_common_cause(answer, draw):
    """With share 0 every copy goes by itself, and the result is the plain product."""
    groups = drawn_groups(draw, 3)
    wanted = math.prod(success**number for number, success in groups)
    because = "without a common cause each copy brings its own factor"
    assert expect(answer.together(groups, 0.0), near=wanted, abs=1e-6, because=because, look="share 0")


@pytest.mark.task("together")
def test_with_nothing_but_common_cause(answer, draw):
    """With share 1 each group counts as one copy."""
    groups = drawn_groups(draw, 3)
    wanted = math.prod(success for _, success in groups)
    because = "one event decides for each group, and there are three of them"
    assert expect(answer.together(groups, 1.0), near=wanted, abs=1e-6, because=because, look="share 1, group by group")


@pytest.mark.task("together")
def test_no_groups(answer, draw):
    """Where there is no copy, all of them are gone for certain."""
    got = answer.together([], drawn_share(draw))
    assert expect(got, near=1.0, abs=1e-6, because="there is no copy that could stay", look="the empty list")


def check_count(got, groups, share, trials):
    """A count near what the closed form leads one to expect of so many trials."""
    look = "what one trial does: which random numbers it takes, and when a trial counts"
    if type(got) is not int:
        return expect(got, equals=round(trials * closed(groups, share)), because="a count is a whole number", look=look)
    chance = closed(groups, share)
    spread = SIGMAS * math.sqrt(trials * chance * (1 - chance))
    because = f"all are gone in {chance:.2%} of the trials, give or take what chance does"
    return expect(got, near=round(trials * chance, 1), abs=round(spread, 1), because=because, look=look)


@pytest.mark.task("simulate")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_simulation(answer, draw, number):
    """For drawn groups and a drawn share, your count lies where the closed form puts it, as near as chance allows."""
    groups, share, trials = drawn_groups(draw, number, least=4), round(draw.uniform(0.4, 0.6), 2), 20_000
    got = answer.simulate(groups, share, trials, draw.randrange(10**6))
    assert check_count(got, groups, share, trials)


@pytest.mark.task("simulate")
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_simulation_at_the_ends(answer, draw, share):
    """Without any common cause, and with nothing else, the count fits too."""
    groups, trials = drawn_groups(draw, 2), 10_000
    got = answer.simulate(groups, share, trials, draw.randrange(10**6))
    assert check_count(got, groups, share, trials)


@pytest.mark.task("simulate")
@pytest.mark.parametrize(("success", "wanted"), [(1.0, 200), (0.0, 0)], ids=["certain", "impossible"])
def test_certainty(answer, draw, success, wanted):
    """Copies that always go are always all gone; copies that never go never are."""
    got = answer.simulate([[3, success], [2, success]], drawn_share(draw), 200, draw.randrange(10**6))
    because = "there is nothing left to chance"
    assert expect(got, equals=wanted, because=because, look="what you compare the random number with")


@pytest.mark.task("simulate")
def test_seeds(answer, draw):
    """The same seed gives the same count; six seeds do not all give the same."""
    groups, share = drawn_groups(draw, 2), drawn_share(draw)
    seeds = draw.sample(range(10**6), 6)
    counts = [answer.simulate(groups, share, 2_000, seed) for seed in seeds]
    again = answer.simulate(groups, share, 2_000, seeds[0])
    because = "a simulation that nobody can repeat proves nothing"
    look = "whether every random number comes from random.Random(seed)"
    expect(again, equals=counts[0], because=because, look=look)
    because = "chance moves the counts from seed to seed; a formula would not move"
    tried = f"simulate(..., seed) at the six seeds {seeds}; how many different counts"
    assert expect(len({str(count) for count in counts}), within=(2, 6), because=because, look=look, tried=tried)


@pytest.mark.task("share")
@pytest.mark.parametrize("case", range(4))
def test_share(answer, draw, case):
    """From a drawn result you find the share that makes it."""
    success, number = round(draw.uniform(0.5, 0.95), 2), draw.randint(2, 9)
    wanted = round(draw.uniform(0.05, 0.95), 2)
    seen = copies.common_cause(success, number, wanted)
    because = (
        f"independence alone gives {success**number:.4f}, one event alone gives {success}, and {seen:.4f} lies between"
    )
    look = "how far between the two ends the result lies"
    assert expect(answer.share(success, number, seen), near=wanted, abs=1e-6, because=because, look=look)


@pytest.mark.task("share")
def test_share_at_the_ends(answer, draw):
    """A result equal to one of the two ends means share 0 or share 1."""
    success, number = round(draw.uniform(0.5, 0.9), 2), draw.randint(2, 6)
    look = "both ends of the line"
    got = answer.share(success, number, success**number)
    expect(got, near=0.0, abs=1e-6, because="independence explains the result by itself", look=look)
    got = answer.share(success, number, success)
    assert expect(got, near=1.0, abs=1e-6, because="one event explains the result by itself", look=look)
