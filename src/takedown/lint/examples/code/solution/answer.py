"""The middle value of some numbers."""


def middle(numbers):
    """Give the middle value of a list of numbers in any order."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[half]
    return (ordered[half - 1] + ordered[half]) / 2
