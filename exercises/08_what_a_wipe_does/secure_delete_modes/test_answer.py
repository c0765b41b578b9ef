import pytest

from takedown.grading import expect
from takedown.models import deletion


def drawn_pages(draw):
    """Drawn pages, and drawn rows deleted: some pages whole, some in part, some not at all."""
    pages = [draw.randint(3, 9) for _ in range(draw.randint(6, 10))]
    kinds = ["whole", "but one", "part", "none", *(draw.choice(["whole", "part", "none"]) for _ in pages[4:])]
    draw.shuffle(kinds)
    deleted, whole, first = [], 0, 1
    for count, kind in zip(pages, kinds, strict=True):
        on_page = range(first, first + count)
        chosen = {"whole": count, "but one": count - 1, "part": draw.randint(1, count - 1), "none": 0}[kind]
        deleted += draw.sample(on_page, chosen)
        whole += count if kind == "whole" else 0
        first += count
    draw.shuffle(deleted)
    return pages, deleted, whole


@pytest.mark.task("predict")
@pytest.mark.parametrize("case", range(3))
def test_fast(answer, draw, case):
    """Under fast, on drawn pages: the rows of the pages on which every row was deleted, and no others."""
    pages, deleted, whole = drawn_pages(draw)
    because = f"{len(deleted)} rows were deleted, and {whole} of them stood on pages that lost every row"
    got = answer.predict("fast", pages, deleted)
    assert expect(got, equals=whole, because=because, look="which numbers stand on which page")


@pytest.mark.task("predict")
def test_off_and_on(answer, draw):
    """Off leaves every deleted row, on leaves none, on the same pages."""
    pages, deleted, _ = drawn_pages(draw)
    because = "off writes nothing over a deleted row"
    expect(answer.predict("off", pages, deleted), equals=len(deleted), because=because, look="the case off")
    because = "on writes over every deleted row"
    assert expect(answer.predict("on", pages, deleted), equals=0, because=because, look="the case on")


@pytest.mark.task("predict")
def test_ends(answer, draw):
    """Nothing deleted leaves nothing; everything deleted leaves everything, under fast."""
    pages, _, _ = drawn_pages(draw)
    everything = list(range(1, sum(pages) + 1))
    expect(answer.predict("fast", pages, []), equals=0, because="nothing was deleted", look="pages without deletions")
    because = "every page lost all its rows"
    got = answer.predict("fast", pages, everything)
    assert expect(got, equals=len(everything), because=because, look="the first and the last page")


def places(mode, rows, deleted, which, seed):
    """The deleted rows in the file: those on free pages, and the others."""
    made = deletion.delete(mode, rows=rows, deleted=deleted, which=which, seed=seed)
    found = [row for row in deletion.carve(made.data).rows if row.number in set(made.numbers)]
    free = {row.number for row in found if row.place == "free page"}
    return [len({row.number for row in found} - free), len(free)]


@pytest.mark.task("measure")
@pytest.mark.parametrize("which", ["random", "last", "all"])
@pytest.mark.parametrize("mode", ["off", "fast", "on"])
def test_measured(answer, draw, mode, which):
    """In a file with drawn rows deleted: how many can be recovered from pages in use, and how many from free ones."""
    rows = draw.randint(600, 1200)
    at = (mode, rows, draw.randint(rows // 2, rows * 3 // 4), which, draw.randrange(10**6))
    wanted = places(*at)
    because = f"of the deleted rows {sum(wanted)} can be read in the bytes, and {wanted[1]} of these on free pages"
    got = answer.measure(*at)
    assert expect(got, equals=wanted, because=because, look="the place of each text, and texts that stand twice")


@pytest.mark.task("compare")
@pytest.mark.parametrize("share", [0.2, 0.7, 0.85, 1.0])
def test_comparison(answer, draw, share):
    """Rows deleted at random, few or many: the prediction for the pages before, and what the file holds after."""
    rows = draw.randint(700, 1400)
    deleted, seed = round(rows * share), draw.randrange(10**6)
    gone = set(deletion.choose(rows, deleted, "random", seed))
    before = {}
    for row in deletion.carve(deletion.delete("on", rows=rows, deleted=0).data).rows:
        before.setdefault(row.offset // 4096, set()).add(row.number)
    predicted = sum(len(numbers) for numbers in before.values() if numbers <= gone)
    wanted = [predicted, sum(places("fast", rows, deleted, "random", seed))]
    because = f"{len(before)} pages held rows before; {predicted} rows stood on pages that were to lose every row"
    got = answer.compare(rows, deleted, seed)
    assert expect(got, equals=wanted, because=because, look="the pages before the deletion, and the numbers chosen")
