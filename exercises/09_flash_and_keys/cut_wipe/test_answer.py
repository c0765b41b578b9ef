import itertools

import pytest

from takedown.grading import expect
from takedown.models.keys import key_residue

STEPS = ("data", "key", "restart")
NEAR = 0.11  # several standard deviations of the difference between two sets of runs
BLOCKS = 60


def drawn_times(draw):
    """Seconds of each step: the key is quick, the data are slow."""
    return {"key": draw.randint(1, 4), "restart": draw.randint(10, 40), "data": draw.randint(100, 900)}


def wanted(order, cut, times, left):
    """What can be read, step by step."""
    clock, overwritten, gone = 0.0, 0.0, False
    for step in order:
        spent = min(max(cut - clock, 0.0), times[step])
        if step == "data":
            overwritten = spent / times[step]
        if step == "key":
            gone = cut >= clock + times[step]
        clock += times[step]
    return (1 - overwritten) * (left if gone else 1)


@pytest.mark.task("old_key_left")
@pytest.mark.parametrize(("low", "after"), [(0.15, 0.1), (0.22, 0.2)])
def test_residue(answer, draw, low, after):
    """At a drawn over-provisioning, your share of old keys is near that of other seeds."""
    over_provisioning = round(draw.uniform(low, low + 0.06), 3)
    right = key_residue(over_provisioning, after=(after,), blocks=BLOCKS, seeds=12, seed=draw.randrange(10**6))[0]
    got = answer.old_key_left(over_provisioning, BLOCKS, after, 10, draw.randrange(10**6))
    because = f"twelve devices with other seeds keep {right:.3f} of the old keys"
    look = "the moment at which you note the contents, and the writes that follow"
    assert expect(got, near=round(right, 3), abs=NEAR, because=because, look=look)


@pytest.mark.task("old_key_left")
def test_residue_at_the_ends(answer, draw):
    """Without further writing nearly all old keys are there; after a whole drive write hardly any is."""
    over_provisioning = round(draw.uniform(0.15, 0.2), 3)
    seed = draw.randrange(10**6)
    at_once = answer.old_key_left(over_provisioning, BLOCKS, 0.0, 4, seed)
    because = "64 writes make the collector take some blocks, and with them a few of the old pages"
    expect(
        at_once, within=(0.8, 0.999), because=because, look="whether you count old contents, and over the whole chip"
    )
    later = answer.old_key_left(over_provisioning, BLOCKS, 1.0, 4, seed)
    because = "by then nearly every block has been collected"
    assert expect(later, within=(0.0, 0.05), because=because, look="the random writes after the keys")


@pytest.mark.task("old_key_left")
def test_runs(answer, draw):
    """The same seed gives the same share, and two runs give the mean of each of the two alone."""
    seed = draw.randrange(10**6)
    together = answer.old_key_left(0.25, 30, 0.2, 2, seed)
    alone = [answer.old_key_left(0.25, 30, 0.2, 1, seed + run) for run in range(2)]
    because = f"alone, the two devices keep {alone[0]:.4f} and {alone[1]:.4f}"
    look = "the seed of each run, and what you divide by"
    assert expect(together, near=sum(alone) / 2, abs=1e-9, because=because, look=look)


@pytest.mark.task("readable")
@pytest.mark.parametrize("order", list(itertools.permutations(STEPS)), ids=" ".join)
def test_readable(answer, draw, order):
    """For each order of the steps: cuts before, during and after each of them."""
    times = drawn_times(draw)
    left = round(draw.uniform(0.2, 0.95), 2)
    clock = 0
    for step in order:
        for cut in (clock + times[step] / 4, clock + times[step]):
            right = wanted(order, cut, times, left)
            because = f"{cut:g} s after the command the wipe is in, or just through, the step {step!r}"
            got = answer.readable(list(order), cut, times, left)
            look = "when each step begins, and whether the key has been erased"
            expect(got, near=right, abs=1e-9, because=because, look=look)
        clock += times[step]
    right = wanted(order, clock + 60, times, left)
    got = answer.readable(list(order), clock + 60, times, left)
    assert expect(got, near=right, abs=1e-9, because="all three steps are over", look="shares stay between 0 and 1")


@pytest.mark.task("readable")
def test_chapter(answer):
    """128 gigabytes at 200 megabytes a second, cut after five seconds: 99.2 % without the key, nothing with it first."""
    times = {"key": 1, "restart": 0, "data": 640}
    slow = answer.readable(["data", "restart", "key"], 5, times, 0.0)
    expect(slow, near=0.9921875, abs=1e-9, because="5 of 640 seconds have been used", look="the share overwritten")
    got = answer.readable(["key", "restart", "data"], 5, times, 0.0)
    assert expect(
        got, near=0.0, abs=1e-9, because="the key was erased after one second", look="the end of the step key"
    )


@pytest.mark.task("readable")
def test_at_once(answer, draw):
    """A cut at the moment of the command leaves everything, in every order."""
    times = drawn_times(draw)
    order = draw.sample(STEPS, 3)
    got = answer.readable(order, 0, times, 0.5)
    assert expect(got, near=1.0, abs=1e-9, because="no step has got anywhere", look="a cut at 0 seconds")


def order_of(cuts, times, left):
    """The best order, and what each leaves in the mean."""
    means = {
        order: sum(wanted(order, cut, times, left) for cut in cuts) / len(cuts)
        for order in itertools.permutations(STEPS)
    }
    least = min(means.values())
    return next(order for order, mean in means.items() if mean <= least + 1e-12), means


def check_order(answer, cuts, times, left):
    """The order that comes back against the best one."""
    right, means = order_of(cuts, times, left)
    got = answer.best_order(cuts, times, left)
    because = f"it leaves {means[right]:.4f} in the mean"
    if isinstance(got, list) and tuple(got) in means:
        because += f", yours {means[tuple(got)]:.4f}"
    return expect(got, equals=list(right), because=because, look="the sum over all cuts, for each of the six orders")


@pytest.mark.task("best_order")
@pytest.mark.parametrize("case", range(3))
def test_quick_key(answer, draw, case):
    """Erasing the key is quick, and early and late cuts are equally likely: your order leaves the least."""
    times = drawn_times(draw)
    cuts = [0.0, *(round(draw.uniform(0, 200), 1) for _ in range(30))]
    assert check_order(answer, cuts, times, draw.choice([0.0, 0.3, 0.6]))


@pytest.mark.task("best_order")
@pytest.mark.parametrize("case", range(3))
def test_slow_key(answer, draw, case):
    """Erasing the key is slow, or hardly helps, or the data are few: the best order may be another one."""
    times = {"key": draw.randint(30, 90), "restart": draw.randint(10, 40), "data": draw.randint(10, 60)}
    cuts = [round(draw.uniform(0, 120), 1) for _ in range(20)]
    assert check_order(answer, cuts, times, draw.choice([0.5, 0.93, 1.0]))


@pytest.mark.task("best_order")
def test_ties(answer, draw):
    """Where all orders leave equally little, the one that comes first in the alphabet."""
    times = drawn_times(draw)
    over = sum(times.values()) + draw.randint(1, 100)
    assert check_order(answer, [over], times, 0.0)
