from takedown.models import deletion


def predict(mode, pages, deleted):
    """How many of the deleted rows should be recoverable, by the simple picture."""
    return -1


def measure(mode, rows, deleted, which, seed):
    """[used, free]: deleted rows that can be recovered from pages in use, and from free pages."""
    return [0, 0]


def compare(rows, deleted, seed):
    """[predicted, measured] for rows deleted at random under fast."""
    return [0, 0]
