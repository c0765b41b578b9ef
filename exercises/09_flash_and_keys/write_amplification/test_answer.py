import math

import pytest

from takedown.grading import expect
from takedown.models.ftl import physical_blocks

NEAR = 0.03  # of the amplification: what chance and the size of the device may change
STEADY = "what you count, and from which moment on"


def wanted(over_provisioning):
    """The write amplification, from the wanted share found by halving an interval."""
    low, high = 0.0, 1 - 1e-9
    for _ in range(60):
        share = (low + high) / 2
        if math.exp(-(1 + over_provisioning) * (1 - share)) > share:
            low = share
        else:
            high = share
    return 1 / (1 - low)


@pytest.mark.task("measured")
@pytest.mark.parametrize("part", range(2))
def test_greedy(answer, draw, part):
    """At a drawn over-provisioning (300 blocks, reserve 3, greedy), your measurement is within 3 % of the formula."""
    over_provisioning = round(draw.uniform(0.12 + 0.23 * part, 0.22 + 0.23 * part), 3)
    got = answer.measured(over_provisioning, "greedy", 300, 3, draw.randrange(10**6))
    right = wanted(over_provisioning)
    because = f"the formula gives {right:.4f} at {over_provisioning}, and this device follows it to one per cent"
    assert expect(got, near=round(right, 4), rel=NEAR, because=because, look=STEADY)


@pytest.mark.task("measured")
def test_published(answer, draw):
    """At an over-provisioning of 0.3 your measurement is within 3 % of 2.35, the published simulation."""
    got = answer.measured(0.3, "greedy", 300, 3, draw.randrange(10**6))
    because = "Xiang and Kurkoski give this value"
    assert expect(got, near=2.35, rel=NEAR, because=because, look=STEADY)


@pytest.mark.task("measured")
def test_reserve(answer, draw):
    """A collector that takes blocks in turn, and a large reserve: the reserve is no spare, and your number shows it."""
    over_provisioning, reserve = round(draw.uniform(0.2, 0.3), 2), draw.randint(12, 16)
    got = answer.measured(over_provisioning, "fifo", 300, reserve, draw.randrange(10**6))
    left = (physical_blocks(over_provisioning, blocks=300, reserve=reserve) - reserve - 300) / 300
    because = f"without the reserve, only {left:.3f} of spare is left, at which the formula gives {wanted(left):.4f}"
    look = "whether your device has the victim, the blocks and the reserve that were asked for"
    assert expect(got, near=round(wanted(left), 4), rel=NEAR, because=because, look=look)


@pytest.mark.task("measured")
def test_seeds(answer, draw):
    """The same seed gives the same number, and three seeds do not all give the same: it is a measurement."""
    seeds = draw.sample(range(10**6), 3)
    numbers = [answer.measured(0.25, "greedy", 40, 2, seed) for seed in seeds]
    again = answer.measured(0.25, "greedy", 40, 2, seeds[0])
    look = "whether the number comes from a device that was given the seed"
    expect(again, equals=numbers[0], because="a measurement that nobody can repeat proves nothing", look=look)
    because = "chance moves a measurement from seed to seed; a formula would not move"
    tried = f"measured(0.25, 'greedy', 40, 2, seed) at the three seeds {seeds}; how many different results"
    assert expect(len({str(number) for number in numbers}), within=(2, 3), because=because, look=look, tried=tried)


@pytest.mark.task("formula")
@pytest.mark.parametrize("case", range(4))
def test_formula(answer, draw, case):
    """At a drawn over-provisioning your formula gives the amplification within 0.000001."""
    over_provisioning = round(draw.uniform(0.05 + 0.2 * case, 0.25 + 0.2 * case), 3)
    right = wanted(over_provisioning)
    because = f"the share {1 - 1 / right:.6f} satisfies the equation, and no other below 1 does"
    look = "the v that you end with: does the right-hand side give it back?"
    assert expect(answer.formula(over_provisioning), near=round(right, 7), abs=1e-6, because=because, look=look)


@pytest.mark.task("formula")
def test_formula_published(answer):
    """At an over-provisioning of 0.3 your formula gives 2.364, which the paper rounds to 2.36."""
    look = "which of the two v that satisfy the equation you found"
    assert expect(answer.formula(0.3), near=2.3642, abs=0.0005, because="the paper gives 2.36", look=look)


@pytest.mark.task("formula")
@pytest.mark.parametrize("over_provisioning", [0.05, 1.0])
def test_formula_at_the_ends(answer, over_provisioning):
    """Very little spare and very much: the formula holds there too."""
    right = wanted(over_provisioning)
    because = "with little spare the equation takes many steps to settle" if over_provisioning < 0.1 else ""
    look = "how long you go on until v no longer moves"
    assert expect(answer.formula(over_provisioning), near=round(right, 7), abs=1e-6, because=because, look=look)


@pytest.mark.task("spare_for")
@pytest.mark.parametrize("case", range(4))
def test_spare(answer, draw, case):
    """For a drawn amplification your over-provisioning is the one at which the formula gives it."""
    amplification = round(draw.uniform(1.3 + 1.5 * case, 2.8 + 1.5 * case), 3)
    share = 1 - 1 / amplification
    right = -math.log(share) * amplification - 1
    because = f"the wanted share is {share:.4f} then, and the equation holds with this over-provisioning only"
    look = "which v belongs to the amplification, and the sign of its logarithm"
    assert expect(answer.spare_for(amplification), near=round(right, 7), abs=1e-6, because=because, look=look)
