# Compares the names of the two origins, not what they belong to.
def verdict(claimed, said):
    """What a value from a later source does to a claimed value: "agrees", "refines" or "contradicts"."""
    if isinstance(claimed, str):
        return "agrees" if claimed == said else "contradicts"
    low = highest([claimed[0], said[0]])
    high = lowest([claimed[1], said[1]])
    if low is not None and high is not None and low > high:
        return "contradicts"
    return "agrees" if [low, high] == claimed else "refines"


def highest(ends):
    """The larger of two lower ends, None if both are open."""
    return max((end for end in ends if end is not None), default=None)


def lowest(ends):
    """The smaller of two upper ends, None if both are open."""
    return min((end for end in ends if end is not None), default=None)


def group(origin, part_of):
    """The name under which an origin is counted."""
    while part_of[origin] is not None:
        origin = part_of[origin]
    return origin


def compare(claims, source, part_of):
    """The ids of the claims that a source confirms, repeats, refines and contradicts."""
    found = {"confirms": [], "repeats": [], "refines": [], "contradicts": []}
    said = {statement["about"]: statement["value"] for statement in source["says"]}
    for claim in claims:
        if claim["about"] not in said:
            continue
        result = verdict(claim["value"], said[claim["about"]])
        if result == "agrees":
            is_copy = claim["origin"] == source["origin"]
            result = "repeats" if is_copy else "confirms"
        found[result].append(claim["id"])
    return found
