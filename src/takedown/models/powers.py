"""Law as data: investigative powers, the days on which we know them in force, and what courts decided when.

A power is a row with the days on which its text, or a dated source that applies or names it, was *seen* in force, and
with a beginning (``from``) or an end (``until``) only where a source gives one. Asked about a day, the model answers

- ``in force``: the day is one on which the power was seen, or it lies in a stretch that begins with a sourced
  beginning and reaches to the last day on which the power was seen (before the sourced end, if there is one);
- ``not in force``: a source gives a later beginning, or an end on or before the day;
- ``not known``: everything else, above all a day *between* two sightings. Two sightings do not tell what stood in the
  code between them: articles are replaced and numbers are used again. It means *not seen by us*, and is a statement
  about the data: the law of that day is public, and whoever reads it may know.

A court decision counts from its own day on: before it the answer is ``not yet given``, so that nothing is projected
back. A decision of which only the month is known answers ``not known`` within that month.

**Left out.** The wording of a power, which may change while its number stays; transitional law; and the effect of an
interpretation on earlier acts (a court that says what European law means says what it meant all along; what follows
for an older order is a question of its own, to which this model has no answer). Nothing here is legal advice.

**Units.** Days. ``day`` in :data:`PARAMETERS` counts days from :data:`START`.

**Sources.** Each row of the data carries its own. The functions take the text of the data files, never a path.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from takedown.models import Parameter, given
from takedown.models.datarows import VERIFIED, day_of, texts_of, word_of

IN_FORCE: Final = "in force"
NOT_IN_FORCE: Final = "not in force"
NOT_KNOWN: Final = "not known"
NOT_COVERED: Final = "not covered"
GIVEN: Final = "given"
NOT_YET: Final = "not yet given"

START: Final = date(2000, 1, 1)
"""The day that the parameter ``day`` counts from."""

PARAMETERS: Final = (Parameter("day", "days after 1 January 2000", 0, 9_861, 1, 6_884),)
"""The default is 6 November 2018, the last day 31 December 2026."""


@dataclass(frozen=True)
class Dated:
    """A day and the source that gives it (a key of references.bib)."""

    day: date
    source: str


@dataclass(frozen=True)
class Power:
    """One power: what it allows, who authorises it, and what is known of its days.

    Attributes:
        id: short name, as in the data.
        article: the article or articles.
        title: what it is called in this book.
        allows: what may be done.
        authorised_by: who decides, by the text that was seen.
        threshold: what must be suspected.
        target: against whom or what it is written.
        seen: days on which it was seen in force, earliest first, each with its source.
        begins: the sourced beginning, if there is one.
        ends: the sourced end, the first day on which it no longer held, if there is one.
        source: where its content was read.
        verified: primary (the text itself), secondary (somebody's account of it) or unverified.
        checked: the day on which we last looked.
        would_change: what would change this row.
    """

    id: str
    article: str
    title: str
    allows: str
    authorised_by: str
    threshold: str
    target: str
    seen: tuple[Dated, ...]
    begins: Dated | None
    ends: Dated | None
    source: str
    verified: str
    checked: date
    would_change: str


@dataclass(frozen=True)
class Decision:
    """One court decision: what it holds, and what it does not.

    Attributes:
        id: short name, as in the data.
        court: the court.
        number: ECLI or other number; "not found" where we have none.
        first: the first day on which it can have been given.
        last: the last such day; the same as ``first`` where the day is known.
        holding: what was decided, in this book's words.
        not_holding: what it is often taken to decide, and does not.
        powers: ids of the powers that it bears on.
        source: where it was read.
        verified: primary, secondary or unverified.
        checked: the day on which we last looked.
        would_change: what would change this row.
    """

    id: str
    court: str
    number: str
    first: date
    last: date
    holding: str
    not_holding: str
    powers: tuple[str, ...]
    source: str
    verified: str
    checked: date
    would_change: str


@dataclass(frozen=True)
class Answer:
    """What the model answers, why, and on which sources (keys of references.bib) that rests."""

    status: str
    why: str
    sources: tuple[str, ...] = ()


def read_powers(text: str) -> tuple[Power, ...]:
    """The powers of a data file.

    Raises:
        ValueError: no TOML, a field missing or of the wrong kind, a date without a source that gives it, two rows with
            one id, or an end before a beginning; the text names the row and the field.
    """
    powers = tuple(_power(row) for row in _rows(text, "power"))
    _once(power.id for power in powers)
    return powers


def read_decisions(text: str) -> tuple[Decision, ...]:
    """The decisions of a data file; ``date`` is a day, or a month such as "2019-04".

    Raises:
        ValueError: as :func:`read_powers`.
    """
    decisions = tuple(_decision(row) for row in _rows(text, "decision"))
    _once(decision.id for decision in decisions)
    return decisions


def state(power: Power, day: date) -> Answer:
    """Whether a power was in force on a day, as far as is known."""
    _whole_day(day)
    if power.begins and day < power.begins.day:
        return Answer(NOT_IN_FORCE, f"it began on {power.begins.day}", (power.begins.source,))
    if power.ends and day >= power.ends.day:
        return Answer(NOT_IN_FORCE, f"it ended on {power.ends.day}", (power.ends.source,))
    on = [dated for dated in power.seen if dated.day == day]
    if on:
        return Answer(IN_FORCE, f"it was seen in force on {day}", (on[0].source,))
    before = [dated for dated in power.seen if dated.day < day]
    after = [dated for dated in power.seen if dated.day > day]
    if power.begins and (after or power.ends or power.begins.day == day):
        later = after[-1] if after else power.ends or power.begins
        why = f"it began on {power.begins.day}, and {later.day} is within what was seen"
        return Answer(IN_FORCE, why, (power.begins.source, later.source))
    return _unknown(before, after)


def ask(powers: Sequence[Power], name: str, day: date) -> Answer:
    """As :func:`state`, for the power with this id; an unknown id gets a plain answer with what is covered."""
    _whole_day(day)
    found = [power for power in powers if power.id == name]
    if found:
        return state(found[0], day)
    covered = ", ".join(power.id for power in powers)
    return Answer(NOT_COVERED, f"no power in these data has the id {name!r}; covered are {covered}")


def ask_decision(decisions: Sequence[Decision], name: str, day: date) -> Answer:
    """Whether a decision had been given on a day: ``given``, ``not yet given``, or ``not known`` within its month."""
    _whole_day(day)
    found = [decision for decision in decisions if decision.id == name]
    if not found:
        covered = ", ".join(decision.id for decision in decisions)
        return Answer(NOT_COVERED, f"no decision in these data has the id {name!r}; covered are {covered}")
    decision = found[0]
    when = str(decision.first) if decision.first == decision.last else f"between {decision.first} and {decision.last}"
    if day < decision.first:
        return Answer(NOT_YET, f"it is of {when}, and says nothing that was known on {day}", (decision.source,))
    if day < decision.last:
        return Answer(NOT_KNOWN, f"it was given {when}; the day is not known", (decision.source,))
    return Answer(GIVEN, f"it is of {when}", (decision.source,))


def available(powers: Sequence[Power], day: date) -> dict[str, Answer]:
    """The answer for every power on one day, by id."""
    return {power.id: state(power, day) for power in powers}


def rows(powers: Sequence[Power], **parameters: float) -> list[dict[str, float | str]]:
    """The table behind the figure: for each power what is known on the day, and its days as years for the axis.

    Raises:
        ValueError: the day is out of bounds; TypeError: a parameter that the model does not have.
    """
    day = START + timedelta(days=int(given(PARAMETERS, parameters)["day"]))
    return [
        {
            "power": power.id,
            "article": power.article,
            "title": power.title,
            "status": state(power, day).status,
            "begins": _year(power.begins.day) if power.begins else "",
            "seen": " ".join(f"{_year(dated.day):.3f}" for dated in power.seen),
        }
        for power in powers
    ]


def _unknown(before: Sequence[Dated], after: Sequence[Dated]) -> Answer:
    """Not known, with the nearest days that are."""
    near = tuple(dated.source for dated in (*before[-1:], *after[:1]))
    if before and after:
        why = f"it was seen on {before[-1].day} and again on {after[0].day}, and we saw nothing of the days between"
    elif before:
        why = f"it was last seen on {before[-1].day}, and we saw nothing later"
    elif after:
        why = f"it was first seen on {after[0].day}, and we saw nothing earlier"
    else:
        why = "it was seen on no day, and no source gives a beginning or an end"
    return Answer(NOT_KNOWN, why, near)


def _year(day: date) -> float:
    """A day on an axis of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def _whole_day(day: date) -> None:
    """Refuse what is no day."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise ValueError(f"day is {day!r}: it must be a date, such as date(2018, 11, 6)")  # noqa: TRY004 - as bounds


def _rows(text: str, kind: str) -> list[Mapping[str, object]]:
    """The tables ``[[kind]]`` of a TOML text."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"the data are not TOML: {error}") from None
    found = document.get(kind)
    if not isinstance(found, list) or not found or not all(isinstance(row, dict) for row in found):
        raise ValueError(f"the data hold no [[{kind}]]")
    return found


def _power(row: Mapping[str, object]) -> Power:
    """One power, checked."""
    words = ("article", "title", "allows", "authorised_by", "threshold", "target", "source", "verified", "would_change")
    name, text = _texts(row, words)
    seen = row.get("in_force_seen", [])
    if not isinstance(seen, list):
        raise ValueError(f"{name}: in_force_seen must be a list of {{on, source}}")  # noqa: TRY004 - one kind of error
    days = sorted((_dated(name, "in_force_seen", entry) for entry in seen), key=lambda dated: dated.day)
    begins = _dated(name, "from", row["from"]) if "from" in row else None
    ends = _dated(name, "until", row["until"]) if "until" in row else None
    low = begins.day if begins else date.min
    high = ends.day if ends else date.max
    if not low < high or any(not low <= dated.day < high for dated in days):
        raise ValueError(f"{name}: from, in_force_seen and until contradict each other")
    checked = day_of(name, "checked", row.get("checked"))
    return Power(id=name, seen=tuple(days), begins=begins, ends=ends, checked=checked, **text)


def _decision(row: Mapping[str, object]) -> Decision:
    """One decision, checked."""
    words = ("court", "number", "holding", "not_holding", "source", "verified", "would_change")
    name, text = _texts(row, words)
    first, last = _stretch(name, row.get("date"))
    powers = row.get("powers", [])
    if not isinstance(powers, list) or not all(isinstance(power, str) for power in powers):
        raise ValueError(f"{name}: powers must be a list of ids")
    checked = day_of(name, "checked", row.get("checked"))
    return Decision(id=name, first=first, last=last, powers=tuple(powers), checked=checked, **text)


def _texts(row: Mapping[str, object], words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The id and the named texts of a row."""
    name, found = texts_of(row, words)
    word_of(name, "verified", found["verified"], VERIFIED)
    return name, found


def _dated(name: str, field: str, entry: object) -> Dated:
    """A date with the source that gives it; without the source it is refused."""
    source = entry.get("source") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(source, str) or not source.strip():
        raise ValueError(f"{name}: {field} has a date without a source: write {{on = 2015-11-17, source = KEY}}")
    return Dated(day_of(name, f"{field}.on", entry.get("on")), source)


def _stretch(name: str, value: object) -> tuple[date, date]:
    """The first and the last day that a date allows: a day, or a month in quotes."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value, value
    if isinstance(value, str):
        try:
            first = date.fromisoformat(f"{value}-01")
        except ValueError:
            pass
        else:
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    raise ValueError(f'{name}: date must be a day such as 2022-04-05, or a month such as "2019-04"')


def _once(names: Iterable[str]) -> None:
    """Refuse an id that occurs twice."""
    met: set[str] = set()
    for name in names:
        if name in met:
            raise ValueError(f"{name}: two rows have this id")
        met.add(name)
