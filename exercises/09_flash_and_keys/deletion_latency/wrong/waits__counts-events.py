# Counts the collector's copies as if the user had written.
import math


def waits(events):
    """[page, wait] for each version that was replaced: the user's writes until its block was erased."""
    where = {}
    replaced = []
    writes = 0
    for kind, *details in events:
        if kind == "erase":
            for version in replaced:
                if version["block"] == details[0] and version["wait"] == math.inf:
                    version["wait"] = writes - version["since"]
            continue
        page, block = details
        writes += 1
        if kind == "write":
            if page in where:
                replaced.append({"page": page, "block": where[page], "since": writes, "wait": math.inf})
        where[page] = block
    return [[version["page"], version["wait"]] for version in replaced]


def hours(physical, logical, reserve, rate):
    """The mean time in hours for which a replaced page stays, at a rate in pages per hour."""
    stale = physical - reserve - logical
    return stale / rate if rate else math.inf


def rate_for(physical, logical, reserve, wanted):
    """The rate in pages per hour at which the mean is the hours that are wanted."""
    return (physical - reserve - logical) / wanted
