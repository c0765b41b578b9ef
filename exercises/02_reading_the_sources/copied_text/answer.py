def shingles(text, size):
    """The different runs of so many words, in alphabetical order."""
    return []


def resemblance(one, other, size):
    """What both texts have of what either has."""
    return -1.0


def containment(one, other, size):
    """What the second text has of the first."""
    return -1.0


def copied(texts, size, least):
    """The pairs of which one text is contained in the other to that share at least."""
    return [[-1, -1]]
