def groups(reports):
    """The keys of the reports, in groups that no shared origin connects."""
    found = []
    waiting = list(reports)
    while waiting:
        reached = set(waiting[0]["origins"])
        members = [waiting[0]["key"]]
        grown = True
        while grown:
            grown = False
            for report in waiting:
                if report["key"] not in members and reached.intersection(report["origins"]):
                    reached.update(report["origins"])
                    members.append(report["key"])
                    grown = True
        found.append([report["key"] for report in waiting if report["key"] in members])
        waiting = [report for report in waiting if report["key"] not in members]
    return found


def independent(reports, part_of):
    """How many independent origins stand behind the reports that were seen."""
    seen = [report for report in reports if report["seen"]]
    return len({top(origin, part_of) for report in seen for origin in report["origins"]})


def top(origin, part_of):
    """The last one along part_of."""
    while part_of[origin] is not None:
        origin = part_of[origin]
    return origin
