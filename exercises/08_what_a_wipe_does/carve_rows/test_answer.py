import re

import pytest

from takedown.grading import AnswerRaised, expect
from takedown.models import deletion

FORM = re.compile(rb"\[(\d{5})\] [a-z .]{34}")


def database(draw, **fixed):
    """A database with drawn rows, some of them deleted in a drawn way."""
    rows = draw.randint(200, 400)
    chosen = {
        "mode": draw.choice(["off", "fast"]),
        "rows": rows,
        "deleted": draw.randint(rows // 3, rows * 2 // 3),
        "which": draw.choice(["random", "last"]),
        "seed": draw.randrange(10**6),
    } | fixed
    return deletion.delete(chosen.pop("mode"), **chosen)


def texts(data):
    return [[int(match[1]), match.start()] for match in FORM.finditer(data)]


@pytest.mark.task("find")
@pytest.mark.parametrize("which", ["random", "last", "all"])
def test_find(answer, draw, which):
    """In a drawn database, every message with its number and the place where it begins, in the order of the bytes."""
    data = database(draw, which=which, mode="off").data
    got = answer.find(data)
    look = "the form: 5 digits in brackets, a space, 34 characters"
    tried = f"find(...) in {len(data)} bytes"
    because = "each message in the bytes is listed once for each place"
    expect(len(got), equals=len(texts(data)), because=because, look=look, tried=f"how many pairs {tried} gives")
    assert expect(
        got, equals=texts(data), because="number and offset, in the order of the bytes", look=look, tried=tried
    )


@pytest.mark.task("find")
def test_find_what_is_whole(answer, draw):
    """Between other bytes: whole messages are found, even side by side; cut ones and strange ones are not."""
    one, two = (deletion.message(draw.randint(10, 99_999)).encode() for _ in range(2))
    strange = one[:20] + b"\xff" + one[21:]
    data = b"".join([b"\0" * draw.randint(1, 9), one, two, b"[", two[:-1], b"\0", strange, one[5:], b"x", one])
    because = "one message is cut, one has a strange byte in it, the others are whole"
    assert expect(answer.find(data), equals=texts(data), because=because, look="what the 34 characters may be")


@pytest.mark.task("find")
def test_find_nothing(answer, draw):
    """Bytes without a message give an empty list, and so do no bytes at all."""
    for data in (b"", bytes(draw.randint(100, 200)), deletion.delete("on", rows=200, deleted=200, which="table").data):
        expect(answer.find(data), equals=[], because="there is no message in them", look="what you return at the end")


@pytest.mark.task("deleted")
@pytest.mark.parametrize("which", ["random", "last", "all"])
def test_deleted(answer, draw, which):
    """In a drawn database, the numbers that stand in the bytes and are not shown."""
    found = database(draw, which=which)
    shown = list(deletion.live(found.data))
    draw.shuffle(shown)
    wanted = sorted({number for number, _ in texts(found.data)} - set(shown))
    because = f"{len(shown)} messages are shown, and the others that can be read were deleted"
    got = answer.deleted(found.data, shown)
    assert expect(got, equals=wanted, because=because, look="numbers that stand in the bytes more than once")


@pytest.mark.task("deleted")
def test_deleted_by_hand(answer, draw):
    """A message that stands twice is named once; one that is shown is not named, wherever else it stands."""
    low, middle, high = sorted(draw.sample(range(1, 99_999), 3))
    order = [high, low, middle, high, middle]
    data = b"\0".join(deletion.message(number).encode() for number in order)
    because = f"the bytes hold {order}, and of these only {middle} is shown"
    got = answer.deleted(data, [middle])
    assert expect(got, equals=[low, high], because=because, look="order, and numbers that come up twice")


def pages(size, count, trunks, end=0):
    """A database of zeros with a list of free pages: ``trunks`` are (page, the pages it names), ``end`` follows."""
    data = bytearray(size * count)
    data[:18] = b"SQLite format 3\0" + size.to_bytes(2, "big")
    follow = [page for page, _ in trunks]
    data[32:36] = (follow or [0])[0].to_bytes(4, "big")
    for (page, leaves), after in zip(trunks, [*follow[1:], end], strict=False):
        numbers = [after, len(leaves), *leaves]
        start = (page - 1) * size
        data[start : start + 4 * len(numbers)] = b"".join(number.to_bytes(4, "big") for number in numbers)
    return bytes(data)


def layout(draw):
    """Drawn pages: size, count, and two pages of the list with the free pages that they name."""
    size, count = draw.choice([512, 1024, 2048]), draw.randint(10, 13)
    drawn = draw.sample(range(2, count + 1), 6)
    return size, count, [(drawn[0], drawn[2:4]), (drawn[1], drawn[4:])]


@pytest.mark.task("free")
@pytest.mark.parametrize("which", ["last", "table", "random"])
def test_free_pages(answer, draw, which):
    """In a drawn database, the pages that its own structure gives as free."""
    data = database(draw, which=which, mode="fast").data
    kinds = deletion.page_kinds(data)
    wanted = [number for number, kind in enumerate(kinds, 1) if kind in {"free list", "free page"}]
    because = f"{len(wanted)} of its {len(kinds)} pages are free"
    assert expect(
        answer.free_pages(data), equals=wanted, because=because, look="bytes 32 to 35, and the page they name"
    )


@pytest.mark.task("free")
def test_free_pages_by_hand(answer, draw):
    """Two pages of the list, each naming two free pages, with pages of a drawn size: all six, ascending."""
    size, count, trunks = layout(draw)
    wanted = sorted(page for trunk, leaves in trunks for page in (trunk, *leaves))
    because = f"pages of {size} bytes: page {trunks[0][0]} is the first of the list and page {trunks[1][0]} the second"
    got = answer.free_pages(pages(size, count, trunks))
    assert expect(got, equals=wanted, because=because, look="the first 4 bytes of a page of the list")


@pytest.mark.task("free")
def test_last_page_and_none(answer, draw):
    """The last page of the file can be free, and so can none."""
    size, count, _ = layout(draw)
    because = "the last page is there, so the list may lead to it"
    expect(answer.free_pages(pages(size, count, [(2, [count])])), equals=[2, count], because=because, look="the bounds")
    because = "the list has no first page"
    assert expect(answer.free_pages(pages(size, count, [])), equals=[], because=because, look="bytes 32 to 35")


def damaged(draw, how):
    """A database that is damaged in one way, and what the way is."""
    size, count, trunks = layout(draw)
    first, second = trunks
    whole = pages(size, count, trunks)
    return {
        "beginning": (b"X" + whole[1:], "the first byte is another"),
        "empty": (b"", "there are no bytes"),
        "cut off": (whole[: -draw.randint(1, size - 1)], f"the last page has fewer than {size} bytes"),
        "size": (whole[:16] + (size + 1).to_bytes(2, "big") + whole[18:], f"a page would have {size + 1} bytes"),
        "small size": (pages(256, count, []), "a page would have 256 bytes"),
        "no size": (whole[:16] + bytes(2) + whole[18:], "a page would have 0 bytes"),
        "outside": (pages(size, count, [first, (second[0], [count + 1])]), f"it names page {count + 1} of {count}"),
        "list outside": (pages(size, count, trunks, end=count + 2), f"it goes on at page {count + 2} of {count}"),
        "first page": (pages(size, count, [(first[0], [1])]), "it names page 1, where the database begins"),
        "page 0": (pages(size, count, [(first[0], [0])]), "it names page 0, and pages are numbered from 1"),
        "circle": (pages(size, count, trunks, end=first[0]), f"it comes back to page {first[0]}"),
        "twice": (pages(size, count, [(first[0], [second[0], second[0]])]), f"it names page {second[0]} twice"),
    }[how]


@pytest.mark.task("free")
@pytest.mark.parametrize(
    "how",
    ["beginning", "empty", "cut off", "size", "small size", "no size", "outside", "list outside", "first page", "page 0", "circle",
     "twice"],
)  # fmt: skip
def test_damage_is_said(answer, draw, how):
    """Bytes that are damaged in one way: a ValueError with a sentence, no result and no other error."""
    data, because = damaged(draw, how)
    try:
        got = answer.free_pages(data)
    except AnswerRaised as raised:
        look = "what you check before you follow a number"
        tried = f"free_pages(...) of damaged bytes: {because}; kind of error"
        expect(raised.type_name, equals="ValueError", because=because, look=look, tried=tried)
        tried = f"free_pages(...) of damaged bytes: {because}; words of the message"
        look = "the text of your ValueError"
        expect(len(raised.message.split()), within=(3, 60), because="a sentence is asked for", look=look, tried=tried)
    else:
        tried = f"free_pages(...) of damaged bytes: {because}"
        look = "what you check before you follow a number"
        expect(got, equals="ValueError", because=because, look=look, tried=tried)
