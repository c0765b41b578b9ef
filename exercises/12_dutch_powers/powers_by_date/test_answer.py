import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from takedown.grading import expect

BOOK = tomllib.loads((Path(__file__).parent / "data" / "powers.toml").read_text(encoding="utf-8"))["power"]
IN, OUT, UNKNOWN = "in force", "not in force", "not known"


def plain(row):
    """A row of the book's data as the functions get it."""
    days = sorted(str(seen["on"]) for seen in row["in_force_seen"])
    ends = {key: str(row[key]["on"]) if key in row else None for key in ("from", "until")}
    return {"id": row["id"], **ends, "seen": days}


def shift(day, days):
    return str(date.fromisoformat(day) + timedelta(days=days))


def drawn_power(draw, begins, ends, sights, name="drawn"):
    """A power with or without a beginning and an end, and so many days of sight between them."""
    days = sorted(draw.sample(range(10, 8000, 10), sights + 2))
    days = [shift("2000-01-01", day) for day in days]
    power = {"id": name, "from": days[0] if begins else None, "until": days[-1] if ends else None}
    return power | {"seen": days[1:-1]}, days


def check(answer, power, day, wanted, because, look):
    got = answer.state(power, day)
    shown = f"state({{from {power['from']}, until {power['until']}, seen {', '.join(power['seen']) or 'never'}}}, {day})"
    return expect(got, equals=wanted, because=because, look=look, tried=shown)


@pytest.mark.task("state")
@pytest.mark.parametrize("ends", [True, False])
def test_around_the_beginning(answer, draw, ends):
    """The day before a sourced beginning it was not in force; on the day itself, and the day after, it was."""
    power, _ = drawn_power(draw, True, ends, draw.randint(1, 3))
    begins, look = power["from"], "on which side of the comparison the beginning itself falls"
    check(answer, power, shift(begins, -1), OUT, f"the day lies before {begins}", look)
    check(answer, power, begins, IN, "the beginning belongs to the stretch", look)
    assert check(answer, power, shift(begins, 1), IN, "the stretch reaches to the end or the last sight", look)


@pytest.mark.task("state")
@pytest.mark.parametrize("begins", [True, False])
def test_around_the_end(answer, draw, begins):
    """On the day of the end it is gone; the day before, it depends on whether there is a beginning."""
    power, _ = drawn_power(draw, begins, True, draw.randint(1, 3))
    ends, look = power["until"], "on which side of the comparison the end itself falls"
    check(answer, power, ends, OUT, "the end is the first day on which it no longer held", look)
    check(answer, power, shift(ends, 40), OUT, f"the day lies after {ends}", look)
    if begins:
        assert check(answer, power, shift(ends, -1), IN, "both ends of the stretch have a source", look)
    else:
        because = "nothing says since when, and it was not seen on that day"
        day = next(day for day in (shift(ends, -n) for n in range(1, 9)) if day not in power["seen"])
        assert check(answer, power, day, UNKNOWN, because, "what a stretch needs")


@pytest.mark.task("state")
@pytest.mark.parametrize("sights", [1, 2, 4])
def test_days_of_sight(answer, draw, sights):
    """On a day of sight it was in force; before the first, between two and after the last it is not known."""
    power, _ = drawn_power(draw, False, False, sights)
    look = "what vouches for that very day"
    for day in power["seen"]:
        check(answer, power, day, IN, "it was seen on that day", look)
        for near in (shift(day, -1), shift(day, 1)):
            if near not in power["seen"]:
                check(answer, power, near, UNKNOWN, "a day of sight vouches for itself alone", look)
    middle = shift(power["seen"][0], -5)
    assert check(answer, power, middle, UNKNOWN, "nothing is said of the time before the first sight", look)


@pytest.mark.task("state")
def test_after_the_last_sight(answer, draw):
    """A beginning without an end carries up to the last day of sight, and no further."""
    power, _ = drawn_power(draw, True, False, draw.randint(1, 3))
    last, look = power["seen"][-1], "how far a beginning carries without an end"
    check(answer, power, last, IN, "it was seen on that day", look)
    check(answer, power, shift(last, -1), IN, f"the day lies between {power['from']} and the last sight", look)
    assert check(answer, power, shift(last, 1), UNKNOWN, f"nobody looked after {last}", look)


@pytest.mark.task("state")
def test_never_seen(answer, draw):
    """A beginning alone carries no further than its own day; with an end, up to the end; nothing at all is not known."""
    power, _ = drawn_power(draw, True, False, 0)
    look = "a power whose list of sights is empty"
    check(answer, power, power["from"], IN, "the day of the beginning is in the stretch even so", look)
    check(answer, power, shift(power["from"], 1), UNKNOWN, "nobody looked after the beginning", look)
    closed, _ = drawn_power(draw, True, True, 0)
    check(answer, closed, shift(closed["from"], 1), IN, "both ends of the stretch have a source", look)
    empty = {"id": "empty", "from": None, "until": None, "seen": []}
    assert check(answer, empty, power["from"], UNKNOWN, "nothing is known of it", look)


@pytest.mark.task("state")
@pytest.mark.parametrize("name", [row["id"] for row in BOOK])
def test_powers_of_the_book(answer, name):
    """The powers of this chapter on 6 November 2018: one is firm, and nothing is projected back."""
    power = plain(next(row for row in BOOK if row["id"] == name))
    if power["from"] and power["from"] > "2018-11-06":
        wanted, because = OUT, f"it began on {power['from']}"
    else:
        wanted, because = UNKNOWN, "no source vouches for that day"
    assert check(answer, power, "2018-11-06", wanted, because, "the days before and after, and who vouches for between")


def drawn_list(draw):
    """Five powers with invented names: firm ones and others, in drawn order, and a day."""
    seen, day = drawn_power(draw, False, False, 3, "seen")[0], ""
    day = seen["seen"][1]
    late = {"id": "late", "from": shift(day, 3), "until": None, "seen": [shift(day, 90)]}
    gone = {"id": "gone", "from": shift(day, -90), "until": shift(day, -3), "seen": []}
    held = {"id": "held", "from": shift(day, -90), "until": None, "seen": [shift(day, 9)]}
    open_ = {"id": "open", "from": None, "until": None, "seen": [shift(day, -9), shift(day, 9)]}
    powers = [seen, late, gone, held, open_]
    draw.shuffle(powers)
    wanted = {"seen": IN, "late": OUT, "gone": OUT, "held": IN, "open": UNKNOWN}
    return powers, day, {power["id"]: wanted[power["id"]] for power in powers}


@pytest.mark.task("ask")
def test_ask(answer, draw):
    """Each of five drawn powers, asked for by name, gets its own answer."""
    powers, day, wanted = drawn_list(draw)
    for name, right in wanted.items():
        got = answer.ask(powers, name, day)
        look = "the power whose id is the name"
        expect(got, equals=right, because=f"that is the state of {name!r}", look=look, tried=f"ask(five powers, {name!r}, {day})")
    assert True


@pytest.mark.task("ask")
def test_ask_for_an_unknown_power(answer, draw):
    """A name that is not in the data is not covered, which is another answer than not known."""
    powers, day, _ = drawn_list(draw)
    name = draw.choice(["drone", "dragnet", "mole"])
    because = "nobody entered such a power; that says nothing about the law"
    for data in (powers, []):
        got = answer.ask(data, name, day)
        expect(got, equals="not covered", because=because, look="what comes after the last power", tried=f"ask({len(data)} powers, {name!r}, {day})")
    assert True


@pytest.mark.task("firm")
def test_firm(answer, draw):
    """Of five drawn powers, those that are in force or are not stay, and the one that is not known is left out."""
    powers, day, wanted = drawn_list(draw)
    right = {name: state for name, state in wanted.items() if state != UNKNOWN}
    got = answer.firm(powers, day)
    look = "which answers you leave out"
    assert expect(got, equals=right, because="only 'open' is not known", look=look, tried=f"firm(five powers, {day})")


@pytest.mark.task("firm")
def test_firm_on_the_day_of_the_book(answer):
    """On 6 November 2018 one of the chapter's powers is firm."""
    powers = [plain(row) for row in BOOK]
    right = {power["id"]: OUT for power in powers if power["from"] and power["from"] > "2018-11-06"}
    got = answer.firm(powers, "2018-11-06")
    because = "for all the others nobody vouches for that day"
    assert expect(got, equals=right, because=because, look="which answers you leave out", tried="firm(the thirteen powers, 2018-11-06)")
