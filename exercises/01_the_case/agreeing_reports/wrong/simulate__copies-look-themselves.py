# Lets a copy pass as a report with access of its own, so copying makes no difference.
import math
import random

from takedown.models import certainty


def needed(prior, hit, false_alarm, wanted):
    """The least number of independent origins that make the statement at least as probable as wanted."""
    origins = 0
    while certainty.posterior(prior, hit, false_alarm, origins) < wanted:
        origins += 1
    return origins


def simulate(prior, hit, false_alarm, reports, copying, trials, seed):
    """[kept, true]: trials in which all reports made the statement, and those of them in which it was true."""
    chance = random.Random(seed)
    kept = true = 0
    for _ in range(trials):
        is_true = happens(chance, prior)
        if all_agree(chance, hit if is_true else false_alarm, reports, copying):
            kept += 1
            true += is_true
    return [kept, true]


def all_agree(chance, speaks_up, reports, copying):
    """Whether all reports make the statement, if one with access of its own does with probability speaks_up."""
    return all(happens(chance, speaks_up) for _ in range(reports))


def happens(chance, probability):
    """True with the given probability."""
    return chance.random() < probability  # equivalent: that a random number is exactly the bound never comes about


def worth(hit, false_alarm, reports, copying):
    """How many independent origins weigh as much as the reports."""
    prior = 0.5
    together = certainty.posterior_of_reports(prior, hit, false_alarm, reports, copying)
    alone = certainty.posterior(prior, hit, false_alarm, 1)
    return log_odds(together) / log_odds(alone)


def log_odds(probability):
    """The logarithm of the odds: 0 at one half, which is the prior here."""
    return math.log(probability / (1 - probability))
