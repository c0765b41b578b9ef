def verdict(claimed, said):
    """What a value from a later source does to a claimed value: "agrees", "refines" or "contradicts"."""
    return ""


def group(origin, part_of):
    """The name under which an origin is counted."""
    return ""


def compare(claims, source, part_of):
    """The ids of the claims that a source confirms, repeats, refines and contradicts."""
    return {}
