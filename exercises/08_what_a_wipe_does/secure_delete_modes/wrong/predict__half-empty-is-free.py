# Takes a page for free as soon as half of its rows are gone.
# Also fails: compare.
from takedown.models import deletion

PAGE = 4096  # equivalent: one byte more moves no text to another page in files this small


def predict(mode, pages, deleted):
    """How many of the deleted rows should be recoverable, by the simple picture."""
    if mode == "on":
        return 0
    if mode == "off":
        return len(deleted)
    gone = set(deleted)
    left = 0
    first = 1
    for count in pages:
        lost = sum(row in gone for row in range(first, first + count))
        if 2 * lost >= count:
            left += lost
        first += count
    return left


def measure(mode, rows, deleted, which, seed):
    """[used, free]: deleted rows that can be recovered from pages in use, and from free pages."""
    made = deletion.delete(mode, rows=rows, deleted=deleted, which=which, seed=seed)
    found = deletion.carve(made.data).rows
    free = {row.number for row in found if row.place == "free page"} & set(made.numbers)
    used = {row.number for row in found} & set(made.numbers)
    return [len(used - free), len(free)]


def compare(rows, deleted, seed):
    """[predicted, measured] for rows deleted at random under fast."""
    gone = deletion.choose(rows, deleted, "random", seed)
    predicted = predict("fast", layout(rows), gone)  # equivalent: any word but on and off
    return [predicted, sum(measure("fast", rows, deleted, "random", seed))]


def layout(rows):
    """How many rows stand on each page before anything is deleted, in the order of the rows."""
    pages = {}
    for row in deletion.carve(deletion.delete("fast", rows=rows, deleted=0).data).rows:
        pages.setdefault(row.offset // PAGE, []).append(row.number)
    return [len(numbers) for numbers in sorted(pages.values())]
