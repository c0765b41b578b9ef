"""The commands of learners and teachers: list, status, next, start, reset, hint, check, submit, grade, assign.

Thin: each reads its options and calls the module that does the work.
"""

# ruff: noqa: PLC0415 - a command imports what it needs when it is called: check must not wait for what grade needs

from __future__ import annotations

import sys
from pathlib import Path

import click

from takedown.problems import Problem

EXERCISE = click.argument("exercise", metavar="EX")
FILE = click.Path(path_type=Path, dir_okay=False)
ROOTS = click.option(
    "--exercises",
    "roots",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A further folder of exercises, of the same shape.",
)


@click.command("list")
def list_() -> None:
    """Show the exercises by chapter."""
    from takedown.grading.learner import Learner

    Learner().list()


@click.command("status")
def status_() -> None:
    """Show what is solved, and what is in work."""
    from takedown.grading.learner import Learner

    Learner().status()


@click.command("next")
def next_() -> None:
    """Show what to do next."""
    from takedown.grading.learner import Learner

    Learner().next()


@click.command("start")
@EXERCISE
def start_(exercise: str) -> None:
    """Copy the stub of an exercise to work/."""
    from takedown.grading.learner import Learner

    learner = Learner()
    learner.start(learner.exercise(exercise))


@click.command("reset")
@EXERCISE
def reset_(exercise: str) -> None:
    """Put the stub of an exercise back; your answer is kept beside it."""
    from takedown.grading.learner import Learner

    learner = Learner()
    learner.reset(learner.exercise(exercise))


@click.command("hint")
@EXERCISE
def hint_(exercise: str) -> None:
    """Show the next hint of an exercise."""
    from takedown.grading.learner import Learner

    learner = Learner()
    learner.hint(learner.exercise(exercise))


@click.command("check")
@click.argument("exercise", metavar="[EX]", required=False)
@click.option("--watch", is_flag=True, help="Judge again after each save, until Ctrl-C.")
@click.option("--all", "everything", is_flag=True, help="Judge every exercise that you have begun.")
def check_(exercise: str | None, watch: bool, everything: bool) -> None:
    """Judge your answer; without EX the one that you changed last."""
    from takedown.grading.checking import check_all, check_once, check_watching
    from takedown.grading.learner import Learner

    if everything and (watch or exercise):
        raise Problem("--all goes with nothing else", mend="takedown check --all")
    learner = Learner()
    if everything:
        sys.exit(check_all(learner))
    found = learner.exercise(exercise) if exercise else learner.current()
    sys.exit((check_watching if watch else check_once)(learner, found))


@click.command("submit")
@click.option("--student", default="", metavar="ID", help="The id that your course gave you.")
@click.option("--out", type=FILE, help="Where to write it; default in work/.")
def submit_(student: str, out: Path | None) -> None:
    """Pack your answers into one file to hand in."""
    from takedown.grading.learner import Learner

    Learner().submit(student, out)


@click.command("grade")
@click.argument("submissions", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the results.")
@click.option("--exercise", metavar="EX", help="The one exercise of a flat folder.")
@ROOTS
@click.option("--key-file", type=FILE, help="The key of the class; without it one is drawn and kept in --out.")
@click.option("--times", type=FILE, help="CSV of due and submission times.")
@click.option("--unconfined", is_flag=True, help="Run strangers' code with process limits only.")
def grade_(  # noqa: PLR0913, PLR0917 - one argument per option
    submissions: Path,
    out: Path,
    exercise: str | None,
    roots: tuple[Path, ...],
    key_file: Path | None,
    times: Path | None,
    unconfined: bool,
) -> None:
    """Grade a folder of submissions."""
    from takedown.grading.classrun import Run, all_exercises, grade_class
    from takedown.grading.names import resolve

    if not unconfined:
        raise Problem(
            "strangers' code cannot be confined by this version",
            mend="look through the submissions, or use a machine of its own, and add --unconfined",
        )
    exercises = all_exercises(roots)
    only = resolve(exercise, list(exercises)) if exercise else None
    run = Run(submissions, out, exercises, only, key_file, times)
    for line in grade_class(run, say=lambda text: click.echo(text, err=True)):
        click.echo(line)


@click.command("assign")
@click.option("--roster", required=True, type=FILE, help="CSV with a column student.")
@click.option("--key-file", required=True, type=FILE, help="The key of the class; drawn if the file is not there.")
@ROOTS
@click.option("--show", metavar="STUDENT", help="Derive one student's variants again.")
def assign_(roster: Path, key_file: Path, roots: tuple[Path, ...], show: str | None) -> None:
    """Show the variants that each student's exercises have under a class key."""
    from takedown.grading.assign import assignments, read_roster
    from takedown.grading.classrun import all_exercises
    from takedown.grading.keys import load_key

    students = read_roster(roster)
    if show is not None and show not in students:
        raise Problem(f"{show!r} is not on the roster", file=roster, mend="give a student of the list")
    exercises = all_exercises(roots)
    key, is_new = load_key(key_file, create=show is None)
    if is_new:
        click.echo(f"A key was drawn: {key_file}. Keep it: it makes the same variants again.", err=True)
    click.echo(assignments(exercises.values(), [show] if show is not None else students, key), nl=False)
