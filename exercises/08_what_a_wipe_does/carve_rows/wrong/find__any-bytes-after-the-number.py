# Takes any 34 bytes after the number for a text.
import re

FORM = re.compile(rb"\[(\d{5})\] [\x00-\xff]{34}")


def find(data):
    """[number, offset] of every message in the bytes, in their order."""
    return [[int(match[1]), match.start()] for match in FORM.finditer(data)]


def deleted(data, shown):
    """The numbers of all messages in the bytes that are not shown, ascending, each once."""
    return sorted({number for number, _ in find(data)} - set(shown))


def free_pages(data):
    """The numbers of the pages on the list of free pages, ascending; ValueError with a sentence if damaged."""
    size = page_size(data)
    pages = len(data) // size
    free = []
    trunk = number_at(data, 32)
    while trunk:
        note(free, trunk, pages)
        start = (trunk - 1) * size
        for entry in range(number_at(data, start + 4)):
            note(free, number_at(data, start + 8 + 4 * entry), pages)
        trunk = number_at(data, start)
    return sorted(free)


def page_size(data):
    """The size of a page, if the bytes can be a database."""
    if not data.startswith(b"SQLite format 3\0"):
        raise ValueError("The bytes do not begin as a database does.")
    size = int.from_bytes(data[16:18], "big")
    if size < 512 or size & (size - 1):  # a power of two has no bit in common with the number below it
        raise ValueError(f"A page cannot have {size} bytes, so the database is damaged.")
    if len(data) % size:
        raise ValueError(f"{len(data)} bytes are no whole number of pages of {size}, so the database is cut off.")
    return size


def number_at(data, offset):
    """The number in the four bytes from an offset on."""
    return int.from_bytes(data[offset : offset + 4], "big")


def note(free, page, pages):
    """Add a page to those that are free, if that can be."""
    if not 2 <= page <= pages:
        raise ValueError(f"The list leads to page {page} of {pages}, so the database is damaged.")
    if page in free:
        raise ValueError(f"The list leads to page {page} twice, so the database is damaged.")
    free.append(page)
