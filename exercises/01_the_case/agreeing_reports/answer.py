import random

from takedown.models import certainty


def needed(prior, hit, false_alarm, wanted):
    """The least number of independent origins that make the statement at least as probable as wanted."""
    return -1


def simulate(prior, hit, false_alarm, reports, copying, trials, seed):
    """[kept, true]: trials in which all reports made the statement, and those of them in which it was true."""
    return [0, 0]


def worth(hit, false_alarm, reports, copying):
    """How many independent origins weigh as much as the reports."""
    return 0.0
