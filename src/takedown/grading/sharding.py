"""Cut work into shards and have each done, wherever that is.

One function, :func:`map_shards`, stands between the class run and the machines. Here it works in this process;
a pool of processes and a cluster are further back-ends behind the same interface. A shard that fails is halved
until the culprit is alone, so that its neighbours are always judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

SIZE = 100

Item = TypeVar("Item")
Out = TypeVar("Out")


@dataclass(frozen=True)
class Failure:
    """What came of an item that no worker could do."""

    reason: str


@dataclass(frozen=True)
class Shard(Generic[Item]):
    """Some items of one group, small enough to be lost and done again."""

    group: str
    items: tuple[Item, ...]

    def halves(self) -> tuple[Shard[Item], Shard[Item]]:
        """The two halves of a shard of two items or more."""
        middle = len(self.items) // 2
        return Shard(self.group, self.items[:middle]), Shard(self.group, self.items[middle:])


def cut(items: Iterable[Item], group: Callable[[Item], str], size: int = SIZE) -> Iterator[Shard[Item]]:
    """Shards of at most ``size`` items, each of one group, in order."""
    for name, members in groupby(sorted(items, key=group), key=group):
        whole = tuple(members)
        for start in range(0, len(whole), size):
            yield Shard(name, whole[start : start + size])


def map_shards(
    do: Callable[[Shard[Item]], Iterable[Out]], shards: Iterable[Shard[Item]]
) -> Iterator[tuple[Item, Out | Failure]]:
    """Each item with what ``do`` made of it, as it is made; in this process.

    ``do`` yields one result per item, in order. When it raises, what it yielded counts and the rest of the shard is
    halved; an item that raises alone comes out as a :class:`Failure`.
    """
    waiting: list[Shard[Item]] = list(shards)[::-1]
    while waiting:
        shard = waiting.pop()
        done = 0
        try:
            for item, out in zip(shard.items, do(shard), strict=True):
                yield item, out
                done += 1
        except Exception as error:  # noqa: BLE001 - whatever a worker dies of, its neighbours go on
            rest = Shard(shard.group, shard.items[done:])
            if len(shard.items) == 1 and rest.items:
                yield rest.items[0], Failure(f"{type(error).__name__}: {error}")
            elif len(rest.items) == 1:
                waiting.append(rest)  # once more, alone
            elif rest.items:
                waiting += rest.halves()[::-1]
