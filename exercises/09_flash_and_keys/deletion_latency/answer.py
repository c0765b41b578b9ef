import math


def waits(events):
    """[page, wait] for each version that was replaced: the user's writes until its block was erased."""
    return []


def hours(physical, logical, reserve, rate):
    """The mean time in hours for which a replaced page stays, at a rate in pages per hour."""
    return -1.0


def rate_for(physical, logical, reserve, wanted):
    """The rate in pages per hour at which the mean is the hours that are wanted."""
    return -1.0
