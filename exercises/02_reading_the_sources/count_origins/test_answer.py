import pytest

from takedown.grading import expect

NAMES = ["dawn", "noon", "dusk", "late", "week", "month", "spring", "autumn", "winter", "summer", "leap", "tide"]
ORIGINS = ["agency", "court", "blog", "ministry", "lab", "union", "harbour", "museum", "school", "bakery"]


def connected(reports):
    """The groups, by another road than a search: origins are joined until nothing changes."""
    mark = {origin: origin for report in reports for origin in report["origins"]}
    for _ in mark:
        for report in reports:
            least = min(mark[origin] for origin in report["origins"])
            for origin in report["origins"]:
                mark = {name: least if above == mark[origin] else above for name, above in mark.items()}
    found = {}
    for report in reports:
        found.setdefault(mark[report["origins"][0]], []).append(report["key"])
    return list(found.values())


def chain(draw, length):
    """Reports of which each shares one origin with the next, and the ends share none; in a drawn order."""
    origins = draw.sample(ORIGINS, length + 1)
    keys = draw.sample(NAMES, length)
    reports = [{"key": key, "origins": origins[place : place + 2]} for place, key in enumerate(keys)]
    draw.shuffle(reports)
    return reports


def drawn_reports(draw, count):
    keys = draw.sample(NAMES, count)
    return [{"key": key, "origins": draw.sample(ORIGINS, draw.choice([1, 1, 1, 2]))} for key in keys]


def told(wanted):
    return "; ".join(" and ".join(group) if len(group) < 4 else f"{len(group)} reports from {group[0]} on" for group in wanted)


@pytest.mark.task("groups")
@pytest.mark.parametrize("case", range(4))
def test_drawn(answer, draw, case):
    """Drawn reports with one or two origins each: what a shared origin connects stands in one group."""
    reports = drawn_reports(draw, 6 + 2 * case)
    wanted = connected(reports)
    because = f"what belongs together here is {told(wanted)}"
    look = "a report that brings a second origin into its group"
    assert expect(answer.groups(reports), equals=wanted, because=because, look=look)


@pytest.mark.task("groups")
@pytest.mark.parametrize("length", [3, 5, 8])
def test_chain(answer, draw, length):
    """A chain in drawn order: each report shares an origin with the next only, and all are one group."""
    reports = chain(draw, length)
    wanted = [[report["key"] for report in reports]]
    because = "one can go from each to each along shared origins, if not in one step"
    look = "whether you look again at reports that did not fit at first"
    assert expect(answer.groups(reports), equals=wanted, because=because, look=look)


@pytest.mark.task("groups")
def test_all_alone(answer, draw):
    """Reports that share nothing are groups of one, in their order."""
    keys, origins = draw.sample(NAMES, 5), draw.sample(ORIGINS, 5)
    reports = [{"key": key, "origins": [origin]} for key, origin in zip(keys, origins, strict=True)]
    because = "no line connects any two of them"
    assert expect(answer.groups(reports), equals=[[key] for key in keys], because=because, look="the order of the groups")


@pytest.mark.task("groups")
def test_one_origin(answer, draw):
    """However many print it, one origin makes one group."""
    keys, origin = draw.sample(NAMES, 9), draw.choice(ORIGINS)
    reports = [{"key": key, "origins": [origin]} for key in keys]
    because = "nine copies of one announcement are one voice"
    assert expect(answer.groups(reports), equals=[keys], because=because, look="what you do with the third and later copies")


@pytest.mark.task("groups")
def test_nothing(answer):
    """No reports, no groups."""
    assert expect(answer.groups([]), equals=[], because="there is nothing to group", look="the empty list")


def nested(draw):
    """Invented origins: a line of three that belong together, a pair, and one alone."""
    names = draw.sample(ORIGINS, 6)
    part_of = {names[0]: names[1], names[1]: names[2], names[2]: None, names[3]: names[4], names[4]: None, names[5]: None}
    return part_of, names


@pytest.mark.task("independent")
@pytest.mark.parametrize("case", range(4))
def test_count(answer, draw, case):
    """Drawn reports with one or two origins each, under a drawn tree: each independent origin counts once."""
    part_of, names = nested(draw)
    keys = draw.sample(NAMES, 7)
    reports = [
        {"key": key, "origins": draw.sample(names, draw.choice([1, 1, 2])), "seen": draw.random() < 0.7} for key in keys
    ]
    reports[0]["seen"] = True
    tops = {name: names[2] if name in names[:3] else names[4] if name in names[3:5] else names[5] for name in names}
    seen = [report for report in reports if report["seen"]]
    wanted = {tops[origin] for report in seen for origin in report["origins"]}
    because = f"{len(seen)} of the reports were seen, and what stands behind them ends in {', '.join(sorted(wanted))}"
    look = "part_of, followed to its end, and the reports that were not seen"
    assert expect(answer.independent(reports, part_of), equals=len(wanted), because=because, look=look)


@pytest.mark.task("independent")
def test_two_steps_up(answer, draw):
    """Origins that meet only two steps up count as one."""
    part_of, names = nested(draw)
    reports = [
        {"key": "dawn", "origins": [names[0]], "seen": True},
        {"key": "noon", "origins": [names[2]], "seen": True},
    ]
    because = f"{names[0]} is part of {names[1]}, which is part of {names[2]}"
    look = "how far up you go"
    assert expect(answer.independent(reports, part_of), equals=1, because=because, look=look)


@pytest.mark.task("independent")
def test_a_report_that_asked_twice(answer, draw):
    """A report with two origins leaves them two, though it ties their groups together."""
    part_of, names = nested(draw)
    one, other = names[0], names[5]
    reports = [
        {"key": "dawn", "origins": [one], "seen": True},
        {"key": "noon", "origins": [one, other], "seen": True},
        {"key": "dusk", "origins": [other], "seen": True},
    ]
    because = f"noon asked {one} and {other}, and neither of them has it from the other"
    look = "whether you count groups or origins"
    assert expect(answer.independent(reports, part_of), equals=2, because=because, look=look)


@pytest.mark.task("independent")
def test_unseen_adds_nothing(answer, draw):
    """A report that was not seen adds no origin."""
    part_of, names = nested(draw)
    one, other = names[0], names[5]
    reports = [
        {"key": "dawn", "origins": [one], "seen": True},
        {"key": "noon", "origins": [other], "seen": False},
    ]
    because = "what nobody has seen supports nothing"
    look = "at which moment you leave out what was not seen"
    assert expect(answer.independent(reports, part_of), equals=1, because=because, look=look)


@pytest.mark.task("independent")
def test_nothing_seen(answer, draw):
    """If no report was seen, no origin stands behind the claim."""
    part_of, names = nested(draw)
    reports = [{"key": "dawn", "origins": [names[0]], "seen": False}]
    because = "a report that was not seen counts for nothing"
    assert expect(answer.independent(reports, part_of), equals=0, because=because, look="a list in which nothing was seen")
