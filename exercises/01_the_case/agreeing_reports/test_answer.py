import math

import pytest

from takedown.grading import expect
from takedown.models import certainty

SIGMAS = 6  # how far chance may carry a simulation: beyond this, one honest answer in many millions


def setting(draw):
    """Drawn parameters at which the usual mistakes are far apart."""
    return {
        "prior": round(draw.uniform(0.3, 0.7), 2),
        "hit": round(draw.uniform(0.75, 0.9), 2),
        "false_alarm": round(draw.uniform(0.3, 0.45), 2),
    }


@pytest.mark.task("needed")
@pytest.mark.parametrize("case", range(6))
def test_needed(answer, draw, case):
    """At a drawn prior, hit and false alarm, your number of origins is enough, and one fewer is not."""
    at = setting(draw) | {"prior": round(draw.uniform(0.01, 0.3), 2)}
    origins = case + 1
    before, after = (certainty.posterior(**at, origins=number) for number in (origins - 1, origins))
    wanted = round(draw.uniform(before, after), 6)
    got = answer.needed(*at.values(), wanted)
    because = f"{origins - 1} of them make it {before:.4f} probable, {origins} make it {after:.4f}"
    assert expect(got, equals=origins, because=because, look="the posterior for one origin fewer and one more")


@pytest.mark.task("needed")
def test_needed_is_exact(answer, draw):
    """If what is wanted is just what some number of origins gives, that number is enough."""
    hit = draw.choice([0.5, 0.75, 0.875])  # twice the false alarm, so that no step of the calculation is rounded
    origins = draw.randint(1, 6)
    wanted = certainty.posterior(0.5, hit, hit / 2, origins)
    because = f"{origins} make it exactly as probable as wanted, and at least means that this is enough"
    got = answer.needed(0.5, hit, hit / 2, wanted)
    assert expect(got, equals=origins, because=because, look="the comparison with wanted: is equal enough?")


@pytest.mark.task("needed")
def test_needed_may_be_none(answer, draw):
    """If the prior is high enough by itself, no origin is needed."""
    at = setting(draw)
    wanted = round(at["prior"] - 0.1, 2)
    because = f"the statement is {at['prior']} probable before anybody reports"
    assert expect(answer.needed(*at.values(), wanted), equals=0, because=because, look="where your count begins")


def compare(got, at, trials):
    """The two counts of a simulation against what the closed form leads one to expect, chance allowed for."""
    look = "what you return, and in which order"
    if not isinstance(got, list) or [type(count) for count in got] != [int, int]:
        return expect(got, equals=["kept", "true"], because="two whole numbers are asked for", look=look)
    kept, true = got
    called = f"simulate({', '.join(f'{name}={value}' for name, value in at.items())}, trials={trials})"
    because = "true statements are counted among the trials that you keep"
    expect(true, within=(0, kept), because=because, look="which trials you count as true", tried=f"{called}; true")
    chances = [agreement(at, at["hit"]), agreement(at, at["false_alarm"])]
    expected = at["prior"] * chances[0] + (1 - at["prior"]) * chances[1]
    because = f"all reports agree in {expected:.2%} of all trials, counting true and false statements"
    look = "when a report with access of its own speaks up, and what a copy does"
    close(kept, trials, expected, because=because, look=look, tried=f"{called}; kept")
    share = at["prior"] * chances[0] / expected
    because = f"where all agree, the statement is true in {share:.2%}"
    look = "which of the trials that you keep you count as true"
    return close(true, kept, share, because=because, look=look, tried=f"{called}; true")


def close(count, trials, probability, **words):
    """A count near what a probability leads one to expect of so many trials."""
    spread = SIGMAS * math.sqrt(trials * probability * (1 - probability))
    return expect(count, near=round(trials * probability, 1), abs=round(spread, 1), **words)


def agreement(at, says):
    return says * (at["copying"] + (1 - at["copying"]) * says) ** (at["reports"] - 1)


@pytest.mark.task("simulate")
@pytest.mark.parametrize("case", range(3))
def test_simulation(answer, draw, case):
    """At drawn parameters, your counts lie where the closed form puts them, as near as chance allows."""
    at = setting(draw) | {"reports": draw.randint(3, 5), "copying": round(draw.uniform(0.3, 0.7), 2)}
    trials = 20_000
    got = answer.simulate(*at.values(), trials, draw.randrange(10**6))
    assert compare(got, at, trials)


@pytest.mark.task("simulate")
@pytest.mark.parametrize(("reports", "copying"), [(1, 0.5), (4, 0.0), (4, 1.0)])
def test_simulation_at_the_ends(answer, draw, reports, copying):
    """One report alone, no copies at all, nothing but copies: the counts fit there too."""
    at = setting(draw) | {"reports": reports, "copying": copying}
    trials = 10_000
    got = answer.simulate(*at.values(), trials, draw.randrange(10**6))
    assert compare(got, at, trials)


@pytest.mark.task("simulate")
def test_simulation_of_silence(answer, draw):
    """Where six reports would have to speak up by chance, one time in a hundred each, no trial is kept."""
    at = {"prior": 0.5, "hit": 0.01, "false_alarm": 0.01, "reports": 6, "copying": 0.0}
    got = answer.simulate(*at.values(), 500, draw.randrange(10**6))
    because = "all six agree once in a million million trials"
    assert expect(got, equals=[0, 0], because=because, look="from which number your counts begin")


@pytest.mark.task("simulate")
def test_laplace(answer, draw):
    """Laplace's white ball, one witness: true in 9 of 1,008 of the trials that you keep, as near as chance allows."""
    at = {"prior": 0.001, "hit": 0.9, "false_alarm": 0.1, "reports": 1, "copying": 0.0}
    trials = 100_000
    got = answer.simulate(*at.values(), trials, draw.randrange(10**6))
    assert compare(got, at, trials)


@pytest.mark.task("simulate")
def test_seeds(answer, draw):
    """The same seed gives the same counts; six seeds do not all give the same."""
    at = setting(draw) | {"reports": 3, "copying": 0.5}
    seeds = draw.sample(range(10**6), 6)
    counts = [answer.simulate(*at.values(), 1_000, seed) for seed in seeds]
    again = answer.simulate(*at.values(), 1_000, seeds[0])
    because = "a simulation that nobody can repeat proves nothing"
    look = "whether every random number comes from random.Random(seed)"
    expect(again, equals=counts[0], because=because, look=look)
    because = "chance moves the counts from seed to seed; a formula would not move"
    tried = f"simulate(..., seed) at the six seeds {seeds}; how many different results"
    assert expect(len({str(pair) for pair in counts}), within=(2, 6), because=because, look=look, tried=tried)


@pytest.mark.task("worth")
@pytest.mark.parametrize("case", range(4))
def test_worth(answer, draw, case):
    """That many independent origins make any prior exactly as probable as the reports do."""
    at = setting(draw)
    prior = at.pop("prior")
    reports, copying = draw.randint(2, 9), round(draw.uniform(0.1, 0.9), 2)
    got = answer.worth(*at.values(), reports, copying)
    posterior = certainty.posterior_of_reports(prior, **at, reports=reports, copying=copying)
    one = math.log(at["hit"] / at["false_alarm"])
    worth = (math.log(posterior / (1 - posterior)) - math.log(prior / (1 - prior))) / one
    because = f"they lift a prior of {prior} to {posterior:.4f}, and so do this many origins"
    assert expect(got, near=round(worth, 6), abs=1e-4, because=because, look="what one more origin adds to the log odds")


@pytest.mark.task("worth")
def test_worth_at_the_ends(answer, draw):
    """Without copies the reports are worth their number; if all but the first are copies, they are worth one."""
    at = setting(draw)
    at.pop("prior")
    reports = draw.randint(2, 9)
    look = "both ends of copying, 0 and 1"
    free = answer.worth(*at.values(), reports, 0.0)
    expect(free, near=float(reports), abs=1e-4, because="each report has access of its own", look=look)
    copied = answer.worth(*at.values(), reports, 1.0)
    assert expect(copied, near=1.0, abs=1e-4, because="a copy adds nothing to its original", look=look)
