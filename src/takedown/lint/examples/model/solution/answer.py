"""How likely it is that two people share a birthday."""


def shared(people, days):
    """Give the probability that at least two of the people share one of the days."""
    all_differ = 1.0
    for taken in range(people):
        all_differ *= (days - taken) / days
    return 1 - all_differ
