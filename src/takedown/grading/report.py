"""What a learner reads in the terminal: one line per task, then the first thing to mend, then what to do next.

Signs are drawn only where the terminal can show them; piped output is plain, and no line relies on colour.
Nothing here decides anything: it shows a result.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from takedown.course import Exercise
from takedown.grading.gradebook import number
from takedown.grading.results import Case, Result, TaskResult
from takedown.grading.text import plain

WIDTH = 80
FANCY = {
    "passed": "\u2713",
    "partial": "\u25d0",
    "failed": "\u2717",
    "waiting": "\u00b7",
    "error": "!",
    "star": "\u2605",
}
PLAIN = {"passed": "+", "partial": "~", "failed": "x", "waiting": ".", "error": "!", "star": "*"}
WORDS = {"passed": "passes", "partial": "partly", "failed": "not yet", "waiting": "waits", "error": "no verdict"}
COLOURS = {"passed": "green", "partial": "yellow", "failed": "red", "waiting": "dim", "error": "red"}
STATES = {
    "open": "", "started": "started", "unchecked": "not checked", "unsolved": "in work",
    "changed": "changed since it passed", "solved": "solved",
}  # fmt: skip
LABEL = re.compile(r"^(Tried|Came|Wanted|First difference|Why|Look at): ")


@dataclass(frozen=True)
class Page:
    """A place to print on; ``signs`` are the drawn marks, or plain ones."""

    console: Console
    signs: dict[str, str] = field(default_factory=lambda: PLAIN)

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph, wrapped, with a margin of two."""
        self.console.print(Padding(Text(plain(text), style=style), (0, 0, 0, 2 if text else 0)))

    def table(self, rows: Sequence[Sequence[Text]], right: int) -> None:
        """Columns without lines; the column numbered ``right`` stands at the right margin."""
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        for column in range(len(rows[0])):
            is_wide = column == 1
            grid.add_column(justify="right" if column == right else "left", ratio=1 if is_wide else None,
                            no_wrap=not is_wide, overflow="fold")  # fmt: skip
        for row in rows:
            grid.add_row(*row)
        self.console.print(Padding(grid, (0, 0, 0, 2)))


def open_page(stream: TextIO | None = None) -> Page:
    """The page on standard output: at most 80 columns, drawn signs only where they can be shown."""
    out = stream or sys.stdout
    if isinstance(out, io.TextIOWrapper):
        out.reconfigure(errors="replace")  # a Windows console may not know a letter of the text
    console = Console(file=out, highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDTH)
    fancy = console.is_terminal and not console.legacy_windows and "utf" in console.encoding.lower()
    return Page(console, FANCY if fancy else PLAIN)


def show_result(page: Page, exercise: Exercise, result: Result) -> None:
    """The verdict on one answer."""
    page.line()
    page.line(f"{exercise.title}", "bold")
    page.line(
        f"{exercise.id}, {exercise.kind} {page.signs['star'] * exercise.level}, {exercise.minutes} minutes", "dim"
    )
    page.line()
    page.table([_task_line(page, task) for task in result.tasks], right=3)
    page.line()
    short = [task for task in result.tasks if task.status in {"failed", "partial", "error"}]
    if short:
        _show_first(page, short[0])
        _show_printed(page, result.printed.get(short[0].id, ""))
        page.line(f"{number(result.score)} of {number(result.max)} points.")


def _task_line(page: Page, task: TaskResult) -> tuple[Text, Text, Text, Text]:
    style = COLOURS.get(task.status, "")
    return (
        Text(page.signs.get(task.status, "?"), style=style),
        Text(plain(task.title)),
        Text(WORDS.get(task.status, task.status), style=style),
        Text(f"{number(task.points)} of {number(task.max)}"),
    )


def _show_first(page: Page, task: TaskResult) -> None:
    """The first case that falls short, in full; the others are counted."""
    short = [case for case in task.cases if case.status not in {"passed", "waiting"}]
    if not short:
        return
    page.line(_name(task, short[0]), "bold")
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(ratio=1, overflow="fold")
    for label, said in _labelled(short[0].message):
        grid.add_row(Text(label), Text(said))
    page.console.print(Padding(grid, (0, 0, 0, 4)))
    more = len(short) - 1
    if more:
        page.line(f"{more} more in this task: mend this one first.", "dim")
    page.line()


def _show_printed(page: Page, printed: str) -> None:
    """What the program printed in that task: the learner's own way to look inside."""
    if printed.strip():
        page.line("Your program printed:", "dim")
        page.console.print(Padding(Text(plain(printed.rstrip())), (0, 0, 0, 4)))
        page.line()


def _name(task: TaskResult, case: Case) -> str:
    return f"{task.title}: {case.name}" if case.name and case.name != task.title else task.title


def _labelled(message: str) -> list[tuple[str, str]]:
    """The lines of a message, each with its label (Tried, Came, Wanted, Why, Look at) or none."""
    rows: list[tuple[str, str]] = []
    for line in plain(message).strip("\n").split("\n"):
        found = LABEL.match(line)
        if found:
            rows.append((found[1], line[found.end() :].strip()))
        else:
            rows.append(("", line))
    return rows


def show_passed(page: Page, exercise: Exercise, result: Result) -> None:
    """All tasks pass: say so, and what a person still reads."""
    page.line(f"All tasks pass: {number(result.score)} of {number(result.max)} points.", "bold green")
    if exercise.rubric:
        points = sum(criterion.points for criterion in exercise.rubric)
        page.line(f"That is what can be checked here. A person reads the rest, for {points} points:")
        for criterion in exercise.rubric:
            page.line(f"- {criterion.title} ({criterion.points})")


def show_why(page: Page, why: str) -> None:
    """Why the solution works."""
    page.line()
    page.line("Why it works", "bold")
    for paragraph in readable(why):
        page.line(paragraph)


def show_solution(page: Page, solution: str, where: str) -> None:
    """A solution to compare with."""
    page.line()
    page.line(f"A solution ({where})", "bold")
    page.console.print(Padding(Text(plain(solution.rstrip(), 20_000)), (0, 0, 0, 4)))


def readable(myst: str) -> list[str]:
    """The text of a MyST file for a terminal: roles lose their braces, paragraphs become lines of their own."""
    bare = re.sub(r"^(:{3,}|`{3,}).*$|^:[a-z-]+:.*$|^\([\w-]+\)=$|^#+\s*", "", myst, flags=re.MULTILINE)
    bare = re.sub(r" ?\{(?:claim|cite[:\w]*)\}`[^`]*`", "", bare)
    bare = re.sub(r"\{[\w:-]+\}`([^`<]*?)(?:\s*<[^`]*>)?`", r"\1", bare)
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", bare).replace("**", "").replace("`", "")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\n(?=[-*\d])", bare)]
    return [paragraph for paragraph in paragraphs if paragraph]


def show_list(page: Page, chapters: Sequence[tuple[str, Sequence[tuple[Exercise, str, str]]]]) -> None:
    """The exercises by chapter: stars, title, kind, minutes, state."""
    for heading, rows in chapters:
        page.line()
        page.line(heading, "bold")
        page.table(
            [
                (
                    Text((page.signs["star"] * exercise.level).ljust(3), style="yellow"),
                    Text.assemble(plain(exercise.title), "  ", (exercise.slug, "dim")),
                    Text(exercise.kind),
                    Text(f"{exercise.minutes} min"),
                    Text(_state(page, state, points), style=COLOURS["passed"] if state == "solved" else ""),
                )
                for exercise, state, points in rows
            ],
            right=3,
        )
    page.line()


def _state(page: Page, state: str, points: str) -> str:
    """The state in a few words."""
    if state == "solved":
        return f"{page.signs['passed']} solved"
    return f"{STATES[state]} {points}".strip() if state == "unsolved" else STATES[state]
