# Wants more than the share that was asked for.
def shingles(text, size):
    """The different runs of so many words, in alphabetical order."""
    words = [word.strip('.,;:!?"') for word in text.lower().split()]
    return sorted({" ".join(words[at : at + size]) for at in range(len(words) - size + 1)})


def resemblance(one, other, size):
    """What both texts have of what either has."""
    first, second = set(shingles(one, size)), set(shingles(other, size))
    either = first | second
    return len(first & second) / len(either) if either else 0.0


def containment(one, other, size):
    """What the second text has of the first."""
    first = set(shingles(one, size))
    return len(first.intersection(shingles(other, size))) / len(first) if first else 0.0


def copied(texts, size, least):
    """The pairs of which one text is contained in the other to that share at least."""
    return [
        [i, j]
        for i, one in enumerate(texts)
        for j, other in enumerate(texts)
        if i < j and max(containment(one, other, size), containment(other, one, size)) > least
    ]
