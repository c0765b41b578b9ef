import random

from takedown.models import copies


def together(groups, share):
    """The probability that every copy of every group is gone."""
    return 0.0


def simulate(groups, share, trials, seed):
    """In how many of the trials every copy of every group was gone."""
    return 0


def share(success, copies, seen):
    """The share of cases in which one event decided for the whole group."""
    return 0.0
