"""The pages of a class run: one per student, and one of the class.

A page is one file without scripts and without anything fetched; every word of a student is escaped.
Status is said in words, never by colour alone; headings and tables have the structure that screen readers need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from takedown.grading.gradebook import Grade, number
from takedown.grading.results import TaskResult
from takedown.grading.submissions import Trouble
from takedown.grading.text import plain

MANY = 20  # cases of one task that are shown; the rest is counted
STYLE = """
:root { color-scheme: light dark; --line: #767676; --good: #1a6b2f; --bad: #a11a1a; --soft: #f3f3f1; }
@media (prefers-color-scheme: dark) { :root { --line: #8f8f8f; --good: #7fd394; --bad: #ff9d94; --soft: #242424; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-top: 1px solid var(--line);
  padding-top: 1rem; } h3 { font-size: 1rem; margin-bottom: .3rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: .3rem 0; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
pre { background: var(--soft); padding: .7rem .9rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .3rem 0; }
.passed { color: var(--good); } .failed, .error { color: var(--bad); }
.note { border: 1px solid var(--line); padding: .6rem .9rem; }
"""
WORDS = {
    "passed": "\u2713 passed", "partial": "\u25d0 partly", "failed": "\u2717 not yet",
    "waiting": "\u00b7 waits for an earlier task", "error": "! could not be judged", "missing": "\u2013 not handed in",
}  # fmt: skip


def student_page(student: str, grades: Sequence[Grade], troubles: Iterable[Trouble], confinement: str) -> str:
    """All of one student's feedback."""
    total, maximum = sum(grade.points for grade in grades), sum(grade.max for grade in grades)
    late = sum(grade.late for grade in grades)
    parts = [f"<p><strong>{number(total)} of {number(maximum)} points</strong> from the tests.</p>"]
    if late:
        parts.append(f"<p>{number(late)} points are deducted for lateness: {number(total - late)} remain.</p>")
    own = [f"<li>{text(row.exercise)} {text(row.source)}: {text(row.what)}</li>" for row in troubles]
    if own:
        parts.append(f"<h2>What could not be taken as it was</h2><ul>{''.join(own)}</ul>")
    parts.append(_overview(grades))
    parts += [_exercise(grade) for grade in grades]
    return page(f"Feedback for {student}", "".join(parts), confinement)


def _overview(grades: Sequence[Grade]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(grade.title)}</th>'
        f'<td class="n">{number(grade.points)}</td><td class="n">{number(grade.max)}</td></tr>'
        for grade in grades
    )
    head = (
        '<tr><th scope="col">Exercise</th><th scope="col" class="n">Points</th><th scope="col" class="n">Of</th></tr>'
    )
    return f"<h2>All exercises</h2><table><caption>Points from the tests</caption>{head}{rows}</table>"


def _exercise(grade: Grade) -> str:
    heading = f"<h2>{text(grade.title)}</h2><p>{text(grade.exercise)}</p>"
    if grade.result is None:
        return f"<section>{heading}<p>Nothing was handed in.</p></section>"
    by_task = {task.id: task for task in grade.result.tasks}
    tasks = "".join(_task(title, maximum, by_task.get(name)) for name, title, maximum in grade.tasks)
    by_hand = f"<p>Up to {number(grade.manual_max)} more points are given by a person, by the rubric.</p>"
    return f"<section>{heading}{tasks}{by_hand if grade.manual_max else ''}</section>"


def _task(title: str, maximum: float, task: TaskResult | None) -> str:
    status = task.status if task else "missing"
    points = task.points if task else 0.0
    earned = f"{number(points)} of {number(maximum)}"
    said = f'<h3>{text(title)}</h3><p class="{status}">{WORDS.get(status, status)}, {earned}</p>'
    short = [case for case in task.cases if case.status not in {"passed", "waiting"}] if task else []
    for case in short[:MANY]:
        name = f"<strong>{text(case.name)}</strong>" if case.name else ""
        said += f"{name}<pre>{text(case.message)}</pre>"
    if len(short) > MANY:
        said += f"<p>and {len(short) - MANY} more.</p>"
    return said


def class_page(grades: Sequence[Grade], troubles: Sequence[Trouble], confinement: str) -> str:
    """The class as a whole, without names: how each task went, and what fell short most often."""
    students = len({grade.student for grade in grades})
    judged = sum(1 for grade in grades if grade.result)
    rows = f"{len(troubles)} row{'s' * (len(troubles) != 1)}"
    counts = f"<p>{students} students, {judged} answers judged, {rows} in problems.csv.</p>"
    exercises = dict.fromkeys(grade.exercise for grade in grades)
    tables = [_class_exercise([grade for grade in grades if grade.exercise == exercise]) for exercise in exercises]
    return page("The class", counts + "".join(tables), confinement)


def _class_exercise(grades: Sequence[Grade]) -> str:
    handed = [grade for grade in grades if grade.result]
    mean = sum(grade.points for grade in handed) / len(handed) if handed else 0.0
    rows = ""
    for name, title, _ in grades[0].tasks:
        tasks = [task for grade in handed if grade.result for task in grade.result.tasks if task.id == name]
        passed = sum(1 for task in tasks if task.status == "passed")
        short = Counter(case.name for task in tasks for case in task.cases if case.status == "failed")
        often = ", ".join(f"{text(case)} ({count})" for case, count in sorted(short.items(), key=_often)[:3])
        rows += (
            f'<tr><th scope="row">{text(title)}</th><td class="n">{passed} of {len(tasks)}</td><td>{often}</td></tr>'
        )
    head = (
        '<tr><th scope="col">Task</th><th scope="col" class="n">Passed</th>'
        '<th scope="col">Fell short most often</th></tr>'
    )
    on_average = f"{number(round(mean, 2))} of {number(grades[0].max)} points on average"
    caption = f"{len(handed)} of {len(grades)} handed in; {on_average}"
    return f"<h2>{text(grades[0].title)}</h2><table><caption>{caption}</caption>{head}{rows}</table>"


def _often(entry: tuple[str, int]) -> tuple[int, str]:
    """Most often first, then by name."""
    return -entry[1], entry[0]


def page(title: str, body: str, confinement: str) -> str:
    """A whole page that fetches nothing and runs nothing."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>{STYLE}</style></head>\n"
        f'<body><main><h1>{text(title)}</h1><p class="note">Judged with confinement: {text(confinement)}.</p>'
        f"{body}</main></body></html>\n"
    )


def text(value: str) -> str:
    """Text of anybody, harmless in a page."""
    return escape(plain(value))
