"""What stays in flash memory after overwriting, how long, and what erasing a key changes.

The device is that of :mod:`takedown.models.ftl`: pages, erase blocks, one frontier, a collector. Here it is asked four
questions, each by simulation and, where there is one, by a closed form.

**Write amplification.** Pages programmed for each page that the host writes, under uniform random writes, counted after
``fill`` and a warm-up. With over-provisioning rho = (T - U)/U and a = 1 + rho::

    a / (a + W0(-a exp(-a)))        W0: principal branch of Lambert's function

(Xiang and Kurkoski, arXiv:1110.4245, abstract: at rho = 0.3 it gives 2.36, the older formula 2.17, simulation 2.35.
Their definition of rho was not read; only (T - U)/U reproduces the published numbers.) The older form is (1 + rho) /
(2 rho). A first-in-first-out collector obeys the formula at rho' = (T - R - U)/U, the reserve R taken off. Greedy
collection at rho = 0.3 gives 2.350 for 300 blocks of 64 pages with R = 3; there two biases cancel, small blocks and the
reserve. Away from 0.3 the geometry decides how near the formula is; with this one it is within 1 % from 0.1 to 0.5.

**Residue.** Stale pages that still hold data from before an overwriting, as a share of U (whole device) or of the
file's pages. After one pass over a whole device it is exactly (T - U - free)/U, whatever the collector does. Wei,
Grupp, Spada and Swanson (FAST 2011) found on drives that overwriting everything twice is usually, not always, enough,
and that overwriting a single file leaves from 4 % to 75 % of it. An ideal layer shows the first with ties to the oldest
block, and an exception with ties to the newest; that their drives did this is not claimed. The single-file numbers lie
in the same band; they are **not calibrated** and reproduce no drive. What the model lacks for that stands in ``ftl``,
under "Left out".

**Latency.** Host writes from the moment when a page's content is superseded until its block is erased, under a
first-in-first-out collector and uniform random writes. A page that is superseded as soon as it was written waits
longest, (T - R) / WA, the whole way through the log. The mean over all superseded pages is T - R - U: each host write
makes one page stale and T - R - U are stale at a time (Little's law). Hours follow from a rate of writing, which is an
assumption; at rate 0 nothing is ever erased. Reardon and others (arXiv:1106.0917, abstract) measured nearly 44 hours on
one phone in average use; its partition and rate of writing are not known here, so 44 is no result of this model.

**Keys.** What erasing a key does, and a wipe that is cut off, stand in :mod:`takedown.models.keys`; their functions can
be had from here.

**Units.** Sizes in pages and blocks; residues and keys as shares from 0 to 1; latency in host writes; capacity in
bytes, speed in bytes per second, times in seconds or hours.
"""

from __future__ import annotations

import math
from typing import Final, Literal

from takedown.models import Parameter, check, given, one_of
from takedown.models.ftl import AGEING, GEOMETRY, OVER_PROVISIONING, Device, Ties, Victim, physical_blocks
from takedown.models.keys import Order, Slot, key_residue, not_overwritten, readable, toy_cipher, wipe_time

__all__ = [
    "PARAMETERS", "Device", "Order", "Slot", "Ties", "Victim", "amplification", "amplification_formula", "effective",
    "hours", "key_residue", "lambert_w", "latency", "latency_longest", "latency_mean", "mean_file_residue",
    "not_overwritten", "older_formula", "overwrite_device", "overwrite_file", "readable", "residue_after_one_pass",
    "rows", "toy_cipher", "wipe_time",
]  # fmt: skip

FILE_PAGES: Final = 32
_PASSES: Final = "passes of overwriting"
_BETWEEN: Final = "random writes elsewhere after each pass, as a share of the logical size"
PARAMETERS: Final = (
    Parameter("over_provisioning", OVER_PROVISIONING.unit, 0.1, 0.5, 0.01, 0.15),
    Parameter("passes", _PASSES, 1, 7, 1, 4),
    Parameter("between", _BETWEEN, 0.0, 0.2, 0.01, 0.05),
)
_RUN: Final = (
    Parameter("passes", _PASSES, 1, 100, 1, 4),
    Parameter("between", _BETWEEN, 0.0, 5.0, 0.01, 0.0),
    Parameter("aged", "drive writes before", 0.0, 20.0, 0.1, 0.0),
    Parameter("warm_up", "drive writes before counting", 0.0, 20.0, 0.1, 1.0),
    Parameter("measured", "drive writes counted", 0.01, 20.0, 0.1, 2.0),
    Parameter("seeds", "runs", 1, 1000, 1, 8),
    Parameter("writes", "host writes", 0.0, math.inf, 1.0, 1.0),
    Parameter("pages_per_hour", "pages written per hour", 0.0, math.inf, 1.0, 1.0),
)
_OLDEST: Final[Ties] = "oldest"
_NEWEST: Final[Ties] = "newest"
_SMALL: Final = 100  # logical blocks of the devices that are overwritten whole or file by file
_PROBE: Final = 50  # host writes from one probe of the latency to the next


# --- Write amplification ---


def lambert_w(x: float) -> float:
    """Lambert's W on its principal branch: the w from -1 upwards with w exp(w) = x, for x from -1/e upwards.

    Raises:
        ValueError: x below -1/e or no finite number.
    """
    lowest = -math.exp(-1)
    if not lowest <= x < math.inf:
        raise ValueError(f"x is {x!r}: it must be a finite number from {lowest:.6f}, which is -1/e")
    w = -1 + math.sqrt(max(0.0, 2 * (math.e * x + 1))) if x < 0 else math.log1p(x)
    for _ in range(50):
        power = math.exp(w)
        error = w * power - x
        slope = power * (w + 1) - (w + 2) * error / (2 * w + 2) if w > -1 else 0.0
        if not slope or abs(error) <= 1e-16 * max(abs(x), lowest**2):
            break
        step = error / slope  # Halley's method
        w -= step
        if abs(step) <= 1e-15 * max(abs(w), 1e-3):
            break
    return w


def amplification_formula(over_provisioning: float) -> float:
    """Write amplification in the limit of many large blocks, after Xiang and Kurkoski (2011).

    Raises:
        ValueError: a value out of bounds; so too in every function here.
    """
    Parameter("over_provisioning", OVER_PROVISIONING.unit, 0.001, 10.0, 0.01, 0.3).check(over_provisioning)
    a = 1 + over_provisioning
    return a / (a + lambert_w(-a * math.exp(-a)))


def older_formula(over_provisioning: float) -> float:
    """Write amplification after the older closed form, (1 + rho) / (2 rho), which Xiang and Kurkoski compare with."""
    Parameter("over_provisioning", OVER_PROVISIONING.unit, 0.001, 10.0, 0.01, 0.3).check(over_provisioning)
    return (1 + over_provisioning) / (2 * over_provisioning)


def effective(over_provisioning: float, *, blocks: int = 300, reserve: int = 3) -> float:
    """The over-provisioning without the reserve: (T - R - U) / U, in whole blocks."""
    return (physical_blocks(over_provisioning, blocks=blocks, reserve=reserve) - reserve - blocks) / blocks


def amplification(  # noqa: PLR0913  # the model's parts, all named
    over_provisioning: float,
    *,
    victim: Victim = "greedy",
    ties: Ties = "oldest",
    blocks: int = 300,
    pages: int = 64,
    reserve: int = 3,
    warm_up: float = 1.0,
    measured: float = 2.0,
    seed: int = 1,
) -> float:
    """Write amplification by simulation: fill, ``warm_up`` drive writes of random traffic, ``measured`` that count."""
    check(_RUN, warm_up=warm_up, measured=measured)
    device = Device(over_provisioning, victim=victim, ties=ties, blocks=blocks, pages=pages, reserve=reserve, seed=seed)
    device.fill()
    device.churn(round(warm_up * device.size))
    host, programs = device.host, device.programs
    device.churn(max(1, round(measured * device.size)))
    return (device.programs - programs) / (device.host - host)


# --- What overwriting leaves ---


def residue_after_one_pass(over_provisioning: float, *, blocks: int = _SMALL, reserve: int = 3) -> float:
    """(T - R - U) / U: what one pass over a whole fresh device leaves, as a share of the logical size.

    On an aged device it is less by the free pages of the open block.
    """
    return effective(over_provisioning, blocks=blocks, reserve=reserve)


def overwrite_device(  # noqa: PLR0913  # the model's parts, all named
    over_provisioning: float,
    *,
    passes: int = 4,
    order: Literal["address", "random"] = "address",
    aged: float = 0.0,
    victim: Victim = "greedy",
    ties: Ties = "oldest",
    blocks: int = _SMALL,
    pages: int = 64,
    reserve: int = 3,
    seed: int = 1,
) -> list[float]:
    """After each of ``passes`` over the whole device: stale pages with data from before the first, as a share of U.

    The device is filled, then aged by ``aged`` drive writes of random traffic; each pass writes each address once.
    """
    check(_RUN, passes=passes, aged=aged)
    one_of("order", order, ("address", "random"))
    device = Device(over_provisioning, victim=victim, ties=ties, blocks=blocks, pages=pages, reserve=reserve, seed=seed)
    device.fill()
    device.churn(round(aged * device.size))
    before = device.host
    left = []
    for _ in range(passes):
        for page in range(device.size) if order == "address" else device.shuffled():
            device.write(page)
        left.append(device.stale(0, before) / device.size)
        if not left[-1]:  # what is gone never comes back
            break
    return left + [0.0] * (passes - len(left))


def overwrite_file(  # noqa: PLR0913  # the model's parts, all named
    over_provisioning: float,
    *,
    passes: int = 7,
    between: float = 0.0,
    victim: Victim = "greedy",
    ties: Ties = "oldest",
    blocks: int = _SMALL,
    pages: int = 64,
    reserve: int = 3,
    seed: int = 1,
) -> list[float]:
    """After each of ``passes`` over one file: the share of its 32 pages whose first content is still in the flash.

    The device is filled and aged by three drive writes; the file is written once at an address drawn at random, then
    overwritten; after each pass there are ``between`` x U random writes elsewhere. Single runs vary from 0 to 1.
    """
    check(_RUN, passes=passes, between=between)
    device = Device(over_provisioning, victim=victim, ties=ties, blocks=blocks, pages=pages, reserve=reserve, seed=seed)
    device.fill()
    device.churn(AGEING * device.size)
    start = device.draw(device.size - FILE_PAGES + 1)
    file = range(start, start + FILE_PAGES)
    first = device.host
    for page in file:
        device.write(page)
    left = []
    for _ in range(passes):
        for page in file:
            device.write(page)
        device.churn(round(between * device.size), avoid=file)
        left.append(device.stale(first, first + FILE_PAGES) / FILE_PAGES)
        if not left[-1]:
            break
    return left + [0.0] * (passes - len(left))


def mean_file_residue(  # noqa: PLR0913  # as above
    over_provisioning: float,
    *,
    passes: int = 7,
    between: float = 0.0,
    victim: Victim = "greedy",
    blocks: int = _SMALL,
    pages: int = 64,
    reserve: int = 3,
    seeds: int = 8,
    seed: int = 1,
) -> list[float]:
    """The mean of :func:`overwrite_file` over ``seeds`` runs, from ``seed`` on; with 8 out by a tenth or two."""
    check(_RUN, seeds=seeds)
    runs = [
        overwrite_file(
            over_provisioning, passes=passes, between=between, victim=victim, blocks=blocks, pages=pages,
            reserve=reserve, seed=number,
        )
        for number in range(seed, seed + seeds)
    ]  # fmt: skip
    return [math.fsum(left) / seeds for left in zip(*runs, strict=True)]


# --- How long a superseded page stays ---


def latency_longest(over_provisioning: float, *, blocks: int = 300, pages: int = 64, reserve: int = 3) -> float:
    """Host writes until a page that is superseded as soon as it was written is erased: (T - R) / WA."""
    check(GEOMETRY, pages=pages)
    log = (physical_blocks(over_provisioning, blocks=blocks, reserve=reserve) - reserve) * pages
    return log / amplification_formula(effective(over_provisioning, blocks=blocks, reserve=reserve))


def latency_mean(over_provisioning: float, *, blocks: int = 300, pages: int = 64, reserve: int = 3) -> float:
    """Host writes from superseded to erased, mean over all pages that are superseded: T - R - U."""
    check(GEOMETRY, pages=pages)
    return float((physical_blocks(over_provisioning, blocks=blocks, reserve=reserve) - reserve - blocks) * pages)


def latency(  # noqa: PLR0913  # the model's parts, all named
    over_provisioning: float,
    *,
    blocks: int = 100,
    pages: int = 64,
    reserve: int = 3,
    measured: float = 3.0,
    seed: int = 1,
) -> tuple[float, float]:
    """Mean and longest latency by simulation, in host writes: FIFO, ``measured`` drive writes of random traffic.

    The longest is that of a page written and at once written again, a few hundred times along the way, as a mean.
    """
    check(_RUN, measured=measured)
    device = Device(over_provisioning, victim="fifo", blocks=blocks, pages=pages, reserve=reserve, seed=seed)
    device.fill()
    device.churn(2 * device.size)
    device.waits = []
    probes = set()
    for _ in range(max(10, round(measured * device.size / _PROBE))):
        page = device.draw(device.size)
        probes.add(device.write(page))
        device.write(page)
        device.churn(_PROBE - 2)
    waits = [wait for _, wait in device.waits]
    probed = [wait for version, wait in device.waits if version in probes]
    return math.fsum(waits) / len(waits), math.fsum(probed) / len(probed)


def hours(writes: float, pages_per_hour: float) -> float:
    """How long that many host writes take at a steady rate; at rate 0 for ever, if there is anything to write."""
    check(_RUN, writes=writes, pages_per_hour=pages_per_hour)
    if not pages_per_hour:
        return math.inf if writes else 0.0
    return writes / pages_per_hour


# --- The figure ---


def rows(**parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: what stays in the flash after each pass, in per cent.

    Columns: ``passes``; ``device, ties to the oldest`` and ``device, ties to the newest``, a whole fresh device of 100
    logical blocks of 64 pages overwritten in address order, in per cent of its size; ``one file``, the mean of four
    files of 32 pages on aged devices of that kind, in per cent of the file.

    Raises:
        TypeError: a parameter that the model does not have.
    """
    chosen = given(PARAMETERS, parameters)
    rho, passes = chosen["over_provisioning"], int(chosen["passes"])
    oldest, newest = (overwrite_device(rho, passes=passes, ties=ties) for ties in (_OLDEST, _NEWEST))
    file = mean_file_residue(rho, passes=passes, between=chosen["between"], seeds=4)
    return [
        {
            "passes": number,
            "device, ties to the oldest": 100 * oldest[number - 1],
            "device, ties to the newest": 100 * newest[number - 1],
            "one file": 100 * file[number - 1],
        }
        for number in range(1, passes + 1)
    ]
