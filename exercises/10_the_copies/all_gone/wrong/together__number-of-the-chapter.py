# Returns the number that the chapter has for eight copies, whatever is asked.
import math
import random

from takedown.models.copies import common_cause


def together(groups, share):
    """The probability that every copy of every group is gone."""
    return 0.6652336050000001


def simulate(groups, share, trials, seed):
    """In how many of the trials every copy of every group was gone."""
    chance = random.Random(seed)
    return sum(all_gone(chance, groups, share) for _ in range(trials))


def all_gone(chance, groups, share):
    """Whether every copy of every group goes in one trial."""
    return all(group_gone(chance, copies, success, share) for copies, success in groups)


def group_gone(chance, copies, success, share):
    """Whether every copy of one group goes: by one event, or each by itself."""
    if happens(chance, share):
        return happens(chance, success)
    return all(happens(chance, success) for _ in range(copies))


def happens(chance, probability):
    """True with the given probability."""
    return chance.random() < probability  # equivalent: that a random number is exactly the bound never comes about


def share(success, copies, seen):
    """The share of cases in which one event decided for the whole group."""
    apart = success**copies
    return (seen - apart) / (success - apart)
