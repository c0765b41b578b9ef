def groups(reports):
    """The keys of the reports, in groups that no shared origin connects."""
    return []


def independent(reports, part_of):
    """How many independent origins stand behind the reports that were seen."""
    return -1
