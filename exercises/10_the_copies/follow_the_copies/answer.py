def arrivals(flows, start):
    """All places to which copies come from the start, itself included, in the order of the alphabet."""
    return []


def left(flows, start, erased, unreadable):
    """The places with a readable copy after some places were emptied."""
    return []


def prevented(flows, start, absent):
    """The places that get no copy if some places are absent from the beginning, the absent ones not counted."""
    return []
