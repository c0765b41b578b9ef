"""What erasing a key does to encrypted data, and what a wipe leaves that is cut off.

**Model.** All data are encrypted with one key from the first day, and nobody else has it. Whoever loses the key has
lost the data. In an *effaceable* slot, memory that can be erased in place, the key is gone once it is erased. In an
*ordinary* page of flash (:mod:`takedown.models.ftl`) erasing only supersedes it: the old page stays until the collector
happens to take its block, which needs further writing. :func:`key_residue` measures how often it is still there.

A wipe has up to three steps: the key is erased, the device starts anew, the data are overwritten at a steady speed. The
``order`` says which comes first; power is cut at a moment, and :func:`readable` gives the share of the data that can
still be read. *key first*: key, restart, data. *restart first*: restart, key, data. *data first*: restart, data, key.

**Left out.** Copies of the key elsewhere (escrow, backup, a computer that was once joined), data that were stored
before encryption was switched on, guessing of a short code from which the key follows, and what the layer keeps of
overwritten data (:mod:`takedown.models.flash`): "overwritten" here is meant at the level of addresses. One key stands
for a hierarchy of keys. No device's real times are known here: capacity, speed and times are inputs, assumed for
teaching.

**Units.** Bytes, bytes per second, seconds; shares and probabilities from 0 to 1.

**Sources** of the questions, not of numbers: the change of the Android Open Source Project for bug 324321147 (commit
0d00031851e9), which deletes keys before the restart, so that a wipe that is cut short leaves nothing to read; NIST SP
800-88 for cryptographic erase. 128 GB at 200 MB/s, cut off after 5 and after 60 seconds, is arithmetic on assumptions.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Final, Literal, get_args

from takedown.models import Parameter, check, given, one_of
from takedown.models.ftl import AGEING, Device

Order = Literal["key first", "restart first", "data first"]
Slot = Literal["effaceable", "ordinary"]

PARAMETERS: Final = (
    Parameter("capacity", "gigabytes (10^9 bytes)", 8, 1024, 8, 128),
    Parameter("speed", "megabytes (10^6 bytes) overwritten per second", 50, 2000, 50, 200),
    Parameter("restart", "seconds", 0, 120, 5, 20),
)
_WIPE: Final = (
    Parameter("capacity", "bytes", 1.0, 1e18, 1.0, 128e9),
    Parameter("speed", "bytes per second", 1.0, 1e12, 1.0, 200e6),
    Parameter("cut", "seconds after the command", 0.0, 1e12, 1.0, 5.0),
    Parameter("key_time", "seconds", 0.0, 1e6, 0.1, 1.0),
    Parameter("restart", "seconds", 0.0, 1e6, 1.0, 0.0),
    Parameter("old_key_left", "probability", 0.0, 1.0, 0.01, 1.0),
)
_RESIDUE: Final = (
    Parameter("after", "host writes elsewhere, as a share of the logical size", 0.0, 20.0, 0.01, 0.0),
    Parameter("keys", "pages", 1, 1000, 1, 64),
    Parameter("seeds", "runs", 1, 1000, 1, 10),
)


def key_residue(  # noqa: PLR0913  # the model's parts, all named
    over_provisioning: float,
    *,
    after: Sequence[float] = (0.0, 0.1, 0.25, 0.5),
    keys: int = 64,
    blocks: int = 100,
    pages: int = 64,
    reserve: int = 3,
    seeds: int = 10,
    seed: int = 1,
) -> list[float]:
    """Of ``keys`` scattered pages that were overwritten once, the share whose old content is still in the flash.

    An aged device with a greedy collector. One number for each value of ``after``, the random host writes elsewhere
    since, as a share of the logical size; they must not fall. The mean over ``seeds`` runs, from ``seed`` on.

    Raises:
        ValueError: a value out of bounds; so too in every function here.
    """
    check(_RESIDUE, keys=keys, seeds=seeds)
    for share in after:
        check(_RESIDUE, after=share)
    if list(after) != sorted(after):
        raise ValueError(f"after is {list(after)!r}: each must be at least the one before it")
    left = [0] * len(after)
    for number in range(seed, seed + seeds):
        device = Device(over_provisioning, blocks=blocks, pages=pages, reserve=reserve, seed=number)
        device.fill()
        device.churn(AGEING * device.size)
        scattered = set[int]()
        while len(scattered) < keys:
            scattered.add(device.draw(device.size))
        old = device.where(scattered)
        for page in sorted(scattered):
            device.write(page)
        done = 0
        for position, share in enumerate(after):
            device.churn(round(share * device.size) - done, avoid=scattered)
            done = round(share * device.size)
            left[position] += device.remaining(old)
    return [count / (keys * seeds) for count in left]


def wipe_time(capacity: float = 128e9, speed: float = 200e6) -> float:
    """Seconds that overwriting takes."""
    check(_WIPE, capacity=capacity, speed=speed)
    return capacity / speed


def not_overwritten(capacity: float, speed: float, cut: float) -> float:
    """The share that an overwriting has not reached when it is cut off after ``cut`` seconds."""
    check(_WIPE, cut=cut)
    return max(0.0, 1 - cut / wipe_time(capacity, speed))


def readable(  # noqa: PLR0913  # the model's parts, all named
    order: Order,
    slot: Slot,
    cut: float,
    *,
    capacity: float = 128e9,
    speed: float = 200e6,
    key_time: float = 1.0,
    restart: float = 0.0,
    old_key_left: float = 1.0,
) -> float:
    """The share of the data that can be read if power is cut ``cut`` seconds after the command.

    Args:
        order: which step of the wipe comes first.
        slot: where the key was.
        cut: seconds from the command to the cut.
        capacity: bytes of data.
        speed: bytes overwritten per second.
        key_time: seconds that erasing the key takes.
        restart: seconds that starting anew takes.
        old_key_left: for an ordinary page, how probable it is that the old key is still in the flash.
    """
    one_of("order", order, get_args(Order))
    one_of("slot", slot, get_args(Slot))
    check(_WIPE, capacity=capacity, speed=speed, cut=cut, key_time=key_time, restart=restart, old_key_left=old_key_left)
    overwriting = wipe_time(capacity, speed)
    erased = {"key first": 0.0, "restart first": restart, "data first": restart + overwriting}[order] + key_time
    begins = restart if order == "data first" else restart + key_time
    data = not_overwritten(capacity, speed, max(0.0, cut - begins))
    if cut < erased:
        return data
    return data * (old_key_left if slot == "ordinary" else 0.0)


def toy_cipher(key: bytes, data: bytes) -> bytes:
    """Encrypt, or decrypt: ``data`` XORed with SHA-256 of key and counter. A toy for exercises; it protects nothing.

    The same key must serve for one text only, and nothing shows whether somebody changed the text.
    """
    blocks = range(math.ceil(len(data) / hashlib.sha256().digest_size))
    stream = b"".join(hashlib.sha256(key + number.to_bytes(8, "big")).digest() for number in blocks)
    return bytes(one ^ other for one, other in zip(data, stream, strict=False))


def rows(**parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: what can be read, in per cent, if power is cut at one of 21 moments.

    The key is in an effaceable slot and takes a second to erase. Columns: ``seconds`` from the command, to the end of
    the slowest wipe; ``key first``; ``restart first``; ``data first``.

    Raises:
        TypeError: a parameter that the model does not have.
    """
    chosen = given(PARAMETERS, parameters)
    capacity, speed, restart = chosen["capacity"] * 1e9, chosen["speed"] * 1e6, float(chosen["restart"])
    end = wipe_time(capacity, speed) + restart + 1
    table: list[dict[str, float | str]] = []
    for step in range(21):
        cut = end * step / 20
        row: dict[str, float | str] = {"seconds": cut}
        for order in get_args(Order):
            share = readable(order, "effaceable", cut, capacity=capacity, speed=speed, restart=restart)
            row[order] = 100 * share
        table.append(row)
    return table
