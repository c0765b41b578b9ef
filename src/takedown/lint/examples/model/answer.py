"""How likely it is that two people share a birthday."""


def shared(people, days):
    """Give the probability that at least two of the people share one of the days."""
