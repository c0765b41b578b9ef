"""A flash translation layer: logical pages on erase blocks, one place where writing goes on, a collector of garbage.

**Model.** A page is programmed once and can be programmed again only after its whole block has been erased. So a write
never goes to the old place: it goes to the next free page of the *open* block, the map is changed, and the page that
held the old content is *stale*: nobody can read it through the device's interface, and its content is still there. When
the open block is full it is *closed* and an erased one is opened. Before a host's write, while fewer than ``reserve``
blocks are erased and untouched (the open one does not count), the collector takes a closed block, copies its live pages
to the open block and erases it. A copied page leaves no second copy, since its block is erased in the same step.

**Victim.** *greedy* takes the closed block with the fewest live pages; among equals, as ``ties`` says, the one closed
longest ago (*oldest*), the one closed last (*newest*), or one at *random*. *fifo* takes the block closed longest ago.

**Sizes.** ``blocks`` counts logical blocks; the device has ``round(blocks * (1 + over_provisioning))``. So the
over-provisioning is a share of the *logical* size, (T - U) / U with T physical and U logical pages, and the reserve
lies inside it.

**Left out.** Several open blocks, hot and cold data kept apart, wear levelling, bad blocks, trim, compression,
deduplication, the device's own bookkeeping, power loss, errors in firmware, and reading of worn cells. What a real
device keeps beyond this model comes from there.

**Source** of the rules: Xiang and Kurkoski, arXiv:1110.4245 (2011), for greedy collection under uniform random writes;
what they leave open (reserve, ties, warm-up) is fixed here and stated, since each of them moves the numbers.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Collection, Iterable, Mapping
from typing import Final, Literal, get_args

from takedown.models import Parameter, check, one_of

Victim = Literal["greedy", "fifo"]
Ties = Literal["oldest", "newest", "random"]

OVER_PROVISIONING: Final = Parameter(
    "over_provisioning", "spare pages as a share of the logical size", 0.05, 1.0, 0.01, 0.3
)
GEOMETRY: Final = (
    OVER_PROVISIONING,
    Parameter("blocks", "logical blocks", 20, 2000, 10, 300),
    Parameter("pages", "pages per block", 4, 256, 4, 64),
    Parameter("reserve", "blocks kept erased", 1, 16, 1, 3),
)
AGEING: Final = 3  # drive writes of random traffic before a file is written, or a key
_ERASED: Final = -1


def physical_blocks(over_provisioning: float, *, blocks: int, reserve: int) -> int:
    """How many blocks the device has; the spare ones must be more than the reserve, or nothing could be collected.

    Raises:
        ValueError: a value out of bounds; its text names the parameter, the bounds and the unit.
    """
    check(GEOMETRY, over_provisioning=over_provisioning, blocks=blocks, reserve=reserve)
    physical = round(blocks * (1 + over_provisioning))
    most = physical - blocks - 1
    if most < 1:
        unit = f"{OVER_PROVISIONING.unit}, with {blocks} logical blocks"
        Parameter("over_provisioning", unit, 2 / blocks, 1.0, 0.01, 0.3).check(over_provisioning)
    Parameter("reserve", f"blocks kept erased, of {most + 1} spare ones", 1, max(most, 1), 1, 1).check(reserve)
    return physical


class Device:
    """A device with its translation layer; deterministic from its seed.

    Args:
        over_provisioning: spare pages as a share of the logical size.
        victim: which closed block is collected, "greedy" or "fifo".
        ties: which of the equals greedy takes: "oldest", "newest" or "random".
        blocks: logical blocks.
        pages: pages per block.
        reserve: blocks kept erased, inside the spare.
        seed: of the random traffic and of random ties.

    Attributes:
        size: logical pages.
        blocks: physical blocks.
        pages: pages per block.
        host: writes that the host has asked for.
        programs: pages programmed, those copied by the collector among them.
        erases: blocks erased.
        waits: if a list is put here, each stale page that is erased adds (host write that wrote it, host writes from
            the moment it became stale until it was erased).

    Raises:
        ValueError: a value out of bounds.
    """

    def __init__(  # noqa: PLR0913  # the parts of a device, all named
        self,
        over_provisioning: float,
        *,
        victim: Victim = "greedy",
        ties: Ties = "oldest",
        blocks: int = 300,
        pages: int = 64,
        reserve: int = 3,
        seed: int = 1,
    ) -> None:
        check(GEOMETRY, pages=pages)
        one_of("victim", victim, get_args(Victim))
        one_of("ties", ties, get_args(Ties))
        self.blocks = physical_blocks(over_provisioning, blocks=blocks, reserve=reserve)
        self.pages = pages
        self.size = blocks * pages
        self.host = self.programs = self.erases = 0
        self.waits: list[tuple[int, int]] | None = None
        self._random = random.Random(seed).random  # noqa: S311  # repeatable on purpose; the same on every Python
        self._victim, self._ties, self._reserve = victim, ties, reserve
        self._where = [_ERASED] * self.size  # logical page -> the physical page that holds it
        self._holds = [_ERASED] * (self.blocks * pages)  # physical page -> logical page that was put there
        self._version = [_ERASED] * (self.blocks * pages)  # physical page -> host write that its content comes from
        self._died = [_ERASED] * (self.blocks * pages)  # physical page -> host write that made it stale
        self._alive = [0] * self.blocks  # block -> live pages
        self._closed: list[int] = []  # in the order of closing
        self._erased = deque(range(1, self.blocks))
        self._open, self._next = 0, 0

    # --- What a host does ---

    def write(self, page: int) -> int:
        """Write a logical page; gives the number of this host write, by which its content is known from then on.

        Raises:
            ValueError: there is no such page.
        """
        if not 0 <= page < self.size:
            Parameter("page", "logical pages, counted from 0", 0, self.size - 1, 1, 0).check(page)
        while len(self._erased) < self._reserve:
            self._collect()
        number = self.host
        self.host += 1
        old = self._where[page]
        if old >= 0:
            self._alive[old // self.pages] -= 1
            self._died[old] = number
        place = self._next
        if place == (self._open + 1) * self.pages:
            place = self._open_next()
        self._holds[place] = page
        self._version[place] = number
        self._where[page] = place
        self._alive[self._open] += 1
        self._next = place + 1
        self.programs += 1
        return number

    def fill(self) -> None:
        """Write every page once, in address order."""
        for page in range(self.size):
            self.write(page)

    def churn(self, writes: int, avoid: Collection[int] = ()) -> None:
        """Write pages drawn uniformly at random, none of those to ``avoid``."""
        draw, size, write = self._random, self.size, self.write
        for _ in range(writes):
            page = int(draw() * size)
            while page in avoid:
                page = int(draw() * size)
            write(page)

    def shuffled(self) -> list[int]:
        """All logical pages in an order drawn at random."""
        order = list(range(self.size))
        for last in range(self.size - 1, 0, -1):
            other = int(self._random() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order

    def draw(self, below: int) -> int:
        """A whole number from 0 to ``below`` - 1, drawn at random."""
        return int(self._random() * below)

    # --- What somebody sees who takes the chips out ---

    def contents(self) -> list[tuple[int, int, bool] | None]:
        """Each physical page: (logical page, host write its content comes from, whether it is live), None if erased."""
        return [
            None if page == _ERASED else (page, self._version[place], self._where[page] == place)
            for place, page in enumerate(self._holds)
        ]

    def is_live(self, place: int) -> bool:
        """Whether physical page ``place`` holds what the host reads at some address."""
        page = self._holds[place]
        return page != _ERASED and self._where[page] == place

    def stale(self, first: int = 0, last: int | None = None) -> int:
        """How many stale pages still hold content of the host writes from ``first`` to ``last`` (before it)."""
        end = self.host if last is None else last
        return sum(
            1
            for place, (page, version) in enumerate(zip(self._holds, self._version, strict=True))
            if first <= version < end and page != _ERASED and self._where[page] != place
        )

    def where(self, pages: Iterable[int]) -> dict[int, int]:
        """Where the contents of logical pages lie: host write that they come from, and logical page."""
        return {self._version[self._where[page]]: page for page in pages}

    def remaining(self, contents: Mapping[int, int]) -> int:
        """How many of the ``contents`` that :meth:`where` gave are in the flash still, live or stale."""
        return sum(1 for version in self._version if version in contents)

    def free(self) -> int:
        """How many pages are erased and not programmed."""
        return self._holds.count(_ERASED)

    # --- The layer itself ---

    def _open_next(self) -> int:
        """Close the open block and open an erased one; gives its first page."""
        self._closed.append(self._open)
        self._open = self._erased.popleft()
        self._next = self._open * self.pages
        return self._next

    def _copy(self, pages: list[int], versions: list[int]) -> None:
        """Put copied pages at the frontier, opening erased blocks as it goes."""
        done = 0
        while done < len(pages):
            room = (self._open + 1) * self.pages - self._next
            if not room:
                self._open_next()
                room = self.pages
            part = pages[done : done + room]
            end = self._next + len(part)
            self._holds[self._next : end] = part
            self._version[self._next : end] = versions[done : done + room]
            for place, page in enumerate(part, self._next):
                self._where[page] = place
            self._alive[self._open] += len(part)
            self._next = end
            done += len(part)
        self.programs += len(pages)

    def _collect(self) -> None:
        """Take a closed block, copy what is live, erase it."""
        block = self._closed.pop(self._choose())
        where, start, end = self._where, block * self.pages, (block + 1) * self.pages
        live = [(page, place) for place, page in enumerate(self._holds[start:end], start) if where[page] == place]
        pages, versions = [page for page, _ in live], [self._version[place] for _, place in live]
        room = (self._open + 1) * self.pages - self._next
        if len(pages) > room and not self._erased:  # all live, nowhere to go: carried in the controller's memory
            self._erase(block)
            self._copy(pages, versions)
        else:
            self._copy(pages, versions)
            self._erase(block)

    def _choose(self) -> int:
        """The position in the list of closed blocks of the one to collect."""
        if self._victim == "fifo":
            return 0
        counts = list(map(self._alive.__getitem__, self._closed))
        fewest = min(counts)
        if self._ties == "oldest":
            return counts.index(fewest)
        if self._ties == "newest":
            return len(counts) - 1 - counts[::-1].index(fewest)
        equals = [position for position, count in enumerate(counts) if count == fewest]
        return equals[self.draw(len(equals))]

    def _erase(self, block: int) -> None:
        start, end = block * self.pages, (block + 1) * self.pages
        if self.waits is not None:
            now = self.host
            self.waits += [
                (self._version[place], now - self._died[place])
                for place in range(start, end)
                if self._where[self._holds[place]] != place and self._died[place] >= 0
            ]
        blank = [_ERASED] * self.pages
        self._holds[start:end] = blank
        self._version[start:end] = blank
        self._died[start:end] = blank
        self._alive[block] = 0
        self._erased.append(block)
        self.erases += 1
