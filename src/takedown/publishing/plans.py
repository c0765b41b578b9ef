"""The tables of docs/teach/plans.md: three course plans, with times, names and sums from the course.

What a plan consists of stands in docs/teach/plans.toml; here it meets the minutes of chapter.toml, of exercise.toml and
of the plan in each teaching note. Sums are given as they come out, and credits are cut off, never rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import Field

from takedown.course import Chapter, Course, Exercise
from takedown.course.exercises import Kind
from takedown.course.records import Identifier, Record, Text, nearest, read_record
from takedown.course.source import read_text, shown
from takedown.problems import Problem
from takedown.publishing.compose import label_of
from takedown.publishing.lines import plain
from takedown.publishing.outcomes import PROGRAMS
from takedown.publishing.plan import read_plan

PLANS = Path("docs/teach/plans.toml")
ECTS = 28 * 60
"""Minutes of one ECTS credit, as the plans count it: 28 hours."""
Minutes = Annotated[int, Field(strict=True, ge=0)]
_ROW = re.compile(r"^\|\s*(\d+)\s*\|\s*(.+?)\s*\|")


class Week(Record):
    """A week of a plan: a chapter, or what is done instead until the chapter is there."""

    chapter: Text | None = None
    instead: Text | None = None
    reading: Minutes = 0
    class_minutes: Annotated[int, Field(strict=True, ge=0, alias="class")] = 0
    homework: Minutes = 0
    work: Text | None = None


class Choice(Record):
    """Which exercises an audience does: all of some kinds, and some essays; and the weeks, where they are its own."""

    kinds: tuple[Kind, ...]
    essays: tuple[Text, ...] = ()
    weeks: tuple[Week, ...] = ()


class Audience(Record):
    """For whom a plan is: what is taught in one lecture, in six weeks and in fourteen."""

    id: Identifier
    name: Text
    lecture: tuple[tuple[Text, Text], ...]
    six: Choice
    fourteen: Choice


class Plans(Record):
    """What docs/teach/plans.toml holds."""

    audience: tuple[Audience, ...]
    week: tuple[Week, ...]


@dataclass(frozen=True)
class Hours:
    """Minutes of reading, class and homework."""

    reading: int = 0
    taught: int = 0
    homework: int = 0

    def __add__(self, other: Hours) -> Hours:
        """Both together."""
        return Hours(self.reading + other.reading, self.taught + other.taught, self.homework + other.homework)

    @property
    def whole(self) -> int:
        """All minutes."""
        return self.reading + self.taught + self.homework


def read_plans(course: Course) -> Plans:
    """The plans.

    Raises:
        Problem: the file is missing or broken, or an essay in it does not exist.
    """
    plans = read_record(course.root / PLANS, course.root, Plans)
    ids = {exercise.id for exercise in course.exercises}
    for audience in plans.audience:
        for essay in (*audience.six.essays, *audience.fourteen.essays):
            if essay not in ids:
                raise Problem(f"there is no exercise {essay!r}", file=PLANS, line=1, mend=nearest(essay, ids))
    return plans


def audience_of(plans: Plans, name: str) -> Audience:
    """The audience of an id.

    Raises:
        Problem: there is none.
    """
    known = {audience.id: audience for audience in plans.audience}
    if name not in known:
        raise Problem(f"there is no audience {name!r}", file=PLANS, line=1, mend=nearest(name, known))
    return known[name]


# --- one lecture ------------------------------------------------------------------------------------------------------


def parts_of(chapter: Chapter) -> dict[str, int]:
    """The parts of the plan in a chapter's teaching note, with their minutes."""
    text = read_text(chapter.teaching, chapter.root)
    plan = text.partition("\n## Plan\n")[2].partition("\n## ")[0]
    return {row[2]: int(row[1]) for line in plan.split("\n") if (row := _ROW.match(line))}


def lecture(name: str, course: Course) -> str:
    """What one lecture takes from which teaching note.

    Raises:
        Problem: a part is in no plan of that chapter's note.
    """
    out = ["| Minutes | Part of the plan | Teaching note of |", "| --- | --- | --- |"]
    whole = 0
    for slug, part in audience_of(read_plans(course), name).lecture:
        chapter = course.chapter(slug)
        parts = parts_of(chapter)
        if part not in parts:
            said = f"the plan in {shown(chapter.teaching, course.root)} has no part {part!r}"
            raise Problem(said, file=PLANS, line=_line(course, part), mend=nearest(part, parts))
        whole += parts[part]
        out.append(f"| {parts[part]} | {plain(part)} | {_linked(chapter)} |")
    return "\n".join([*out, f"| **{whole}** | **All** | |"])


def _line(course: Course, word: str) -> int:
    """The line of the plans that holds a word."""
    lines = read_text(course.root / PLANS, course.root).split("\n")
    return next((number for number, line in enumerate(lines, start=1) if word in line), 1)


# --- weeks ------------------------------------------------------------------------------------------------------------


def chosen(choice: Choice, chapter: str, course: Course) -> tuple[Exercise, ...]:
    """The exercises of a chapter that an audience does, easiest first."""
    return tuple(
        exercise
        for exercise in course.exercises_of(chapter)
        if exercise.kind in choice.kinds or exercise.id in choice.essays
    )


def chapter_of(week: Week, course: Course) -> Chapter | None:
    """The chapter of a week, if it is there.

    Raises:
        Problem: it is not there, and nothing is done instead.
    """
    there = {chapter.slug: chapter for chapter in course.chapters}
    if week.chapter in there:
        return there[week.chapter]
    if week.instead is None:
        said = f"a week has no chapter {week.chapter!r} and nothing instead"
        line = _line(course, week.chapter or "weeks")
        raise Problem(said, file=PLANS, line=line, mend=nearest(week.chapter or "", there))
    return None


def six(name: str, course: Course) -> str:
    """The six weeks of one audience."""
    choice = audience_of(read_plans(course), name).six
    out = ["| Week | Read, and class | Homework |", "| --- | --- | --- |"]
    for number, week in enumerate(choice.weeks, start=1):
        chapter = chapter_of(week, course)
        work = _work(week)
        if chapter is not None:
            work = "; ".join(_timed(exercise) for exercise in chosen(choice, chapter.slug, course))
        out.append(f"| {number} | {_class(week, chapter, course)} | {work} |")
    return "\n".join(out)


def fourteen(course: Course) -> str:
    """The fourteen weeks of all audiences; beside each exercise stands who does it."""
    plans = read_plans(course)
    out = ["| Week | Read, and class | Homework |", "| --- | --- | --- |"]
    for number, week in enumerate(plans.week, start=1):
        chapter = chapter_of(week, course)
        work = _work(week)
        if chapter is not None:
            works = []
            for exercise in course.exercises_of(chapter.slug):
                who = [one.name for one in plans.audience if exercise in chosen(one.fourteen, chapter.slug, course)]
                if who:
                    said = "all" if len(who) == len(plans.audience) else ", ".join(who)
                    works.append(f"{_timed(exercise)} ({said})")
            work = "; ".join(works)
        out.append(f"| {number} | {_class(week, chapter, course)} | {work} |")
    return "\n".join(out)


def _class(week: Week, chapter: Chapter | None, course: Course) -> str:
    """What is read and taught in a week."""
    if chapter is not None:
        return f"{_linked(chapter)}. Read {chapter.times.reading} min, class {chapter.times.class_minutes} min."
    missing = ""
    if week.chapter is not None:
        titles = {entry.slug: entry.title for group in read_plan(course.root).groups for entry in group.entries}
        title = titles.get(week.chapter, "")
        called = f", *{plain(title)}*" if title else ""
        missing = f"Chapter {int(week.chapter[:2])}{called}, is in preparation. "
    read = f"Read {week.reading} min, class" if week.reading else "Class"
    return f"{missing}{week.instead} {read} {week.class_minutes} min (estimate)."


def _work(week: Week) -> str:
    """The homework of a week without a chapter."""
    return f"{week.work}, {week.homework} min (estimate)" if week.work and week.homework else "none"


def _linked(chapter: Chapter) -> str:
    """A chapter by number and title, linked."""
    return f"[Chapter {chapter.number}, {plain(chapter.title)}](#ch-{chapter.slug[:2]})"


def _timed(exercise: Exercise) -> str:
    """An exercise by its title, linked, with its minutes."""
    return f"[{plain(exercise.title)}](#{label_of(exercise)}) {exercise.minutes}\N{NO-BREAK SPACE}min"


# --- sums -------------------------------------------------------------------------------------------------------------


def hours(weeks: Sequence[Week], choice: Choice, course: Course) -> tuple[Hours, Hours]:
    """What the chapters of some weeks take, and what the weeks without a chapter take by estimate."""
    known, guessed = Hours(), Hours()
    for week in weeks:
        chapter = chapter_of(week, course)
        if chapter is None:
            guessed += Hours(week.reading, week.class_minutes, week.homework)
        else:
            homework = sum(exercise.minutes for exercise in chosen(choice, chapter.slug, course))
            known += Hours(chapter.times.reading, chapter.times.class_minutes, homework)
    return known, guessed


def credit(minutes: int) -> str:
    """ECTS credits with two decimals, cut off: ``1.05`` for 1,765 minutes."""
    hundredths = minutes * 100 // ECTS
    return f"{hundredths // 100}.{hundredths % 100:02}"


def clock(minutes: int) -> str:
    """``29 h 25 min``."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def sums(length: str, course: Course) -> str:
    """Hours and credits of a plan, a column for each audience."""
    plans = read_plans(course)
    columns = []
    for audience in plans.audience:
        choice = audience.six if length == "six" else audience.fourteen
        columns.append(hours(choice.weeks or plans.week, choice, course))
    rows: list[tuple[str, list[str]]] = [
        ("Reading", [clock(known.reading) for known, _ in columns]),
        ("Class", [clock(known.taught) for known, _ in columns]),
        ("Homework", [clock(known.homework) for known, _ in columns]),
        ("**The chapters**", [f"**{clock(known.whole)}**" for known, _ in columns]),
        ("in ECTS", [credit(known.whole) for known, _ in columns]),
    ]
    if any(guessed.whole for _, guessed in columns):
        wholes = [(known + guessed).whole for known, guessed in columns]
        rows += [
            ("Other weeks: class and reading", [clock(one.taught + one.reading) for _, one in columns]),
            ("Other weeks: homework", [clock(one.homework) for _, one in columns]),
            ("**All weeks**", [f"**{clock(minutes)}**" for minutes in wholes]),
            ("in ECTS", [credit(minutes) for minutes in wholes]),
        ]
    else:
        wholes = [known.whole for known, _ in columns]
    rows.append(("Missing to a whole credit", [f"{clock(-one % ECTS)} to {-(-one // ECTS)}" for one in wholes]))
    out = ["| Time | " + " | ".join(one.name.capitalize() for one in plans.audience) + " |"]
    out += ["| --- |" + " --- |" * len(columns)]
    return "\n".join([*out, *(f"| {name} | " + " | ".join(cells) + " |" for name, cells in rows)])


def times(course: Course) -> str:
    """What everything takes that is there: each chapter, all of its exercises, and the sum in credits."""
    return "\n".join(_times(course))


def _times(course: Course) -> Iterator[str]:
    yield "| Chapter | Reading | Class | All exercises | of them without a program |"
    yield "| --- | --- | --- | --- | --- |"
    whole, by_hand = Hours(), 0
    for chapter in course.chapters:
        each = chapter.times
        own = sum(one.minutes for one in course.exercises_of(chapter.slug) if one.kind not in PROGRAMS)
        whole += Hours(each.reading, each.class_minutes, each.homework)
        by_hand += own
        minutes = (each.reading, each.class_minutes, each.homework, own)
        yield f"| {_linked(chapter)} | " + " | ".join(f"{one} min" for one in minutes) + " |"
    cells = (clock(whole.reading), clock(whole.taught), clock(whole.homework), clock(by_hand))
    yield "| **Sum** | " + " | ".join(f"**{cell}**" for cell in cells) + " |"
    without = whole.reading + whole.taught + by_hand
    yield ""
    yield f"With all exercises that is {clock(whole.whole)}, or {credit(whole.whole)} ECTS."
    yield f"Without a program it is {clock(without)}, or {credit(without)} ECTS."


AUDIENCES = ("law", "computing", "journalism")
TABLES: Mapping[str, Callable[[Course], str]] = {
    **{f"lecture-{name}": partial(lecture, name) for name in AUDIENCES},
    **{f"six-{name}": partial(six, name) for name in AUDIENCES},
    **{f"sum-{length}": partial(sums, length) for length in ("six", "fourteen")},
    "fourteen": fourteen,
    "times": times,
}
"""The tables of the plans by the name under which a page asks for them."""
