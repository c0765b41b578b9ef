"""The middle value of some numbers."""


def middle(numbers):
    """Give the middle value of a list of numbers in any order."""
