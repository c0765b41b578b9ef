# Goes through the arrows once, in the order in which they are listed.
# Also fails: left, prevented.
def arrivals(flows, start):
    """All places to which copies come from the start, itself included, in the order of the alphabet."""
    seen = {start}
    for origin, target in flows:
        if origin in seen:
            seen.add(target)
    return sorted(seen)


def left(flows, start, erased, unreadable):
    """The places with a readable copy after some places were emptied."""
    return [place for place in arrivals(flows, start) if place not in erased and place not in unreadable]


def prevented(flows, start, absent):
    """The places that get no copy if some places are absent from the beginning, the absent ones not counted."""
    without = [flow for flow in flows if not set(flow) & set(absent)]
    still = arrivals(without, start)
    return [place for place in arrivals(flows, start) if place not in still and place not in absent]
