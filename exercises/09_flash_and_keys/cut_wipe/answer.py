import itertools

from takedown.models.ftl import Device

PAGES, RESERVE = 64, 3
KEYS = 64  # pages that are overwritten


def old_key_left(over_provisioning, blocks, after, runs, seed):
    """The share of overwritten pages whose old content is still in the chip, mean over the runs."""
    return -1.0


def readable(order, cut, times, left):
    """The share of the data that can be read after power was cut, cut seconds after the command."""
    return -1.0


def best_order(cuts, times, left):
    """The order of the three steps that leaves the least to read, in the mean over the cuts."""
    return []
