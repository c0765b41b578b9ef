"""The commands of writers: lint and new.

Thin: each reads its options and calls the module that does the work.
"""

# ruff: noqa: PLC0415 - a command imports what it needs when it is called

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from takedown.course import find_root
from takedown.problems import Problem


@click.command("lint")
@click.option("--deep", is_flag=True, help="Also run every exercise with its wrong answers and mutants.")
@click.option("--today", is_flag=True, help="Judge review dates against today, not against the last commit's day.")
@click.option("--only", multiple=True, metavar="CHECK", help="Run this check alone; may be given again.")
@click.option("--list", "listing", is_flag=True, help="Say what each check protects, and run none.")
def lint_(deep: bool, today: bool, only: tuple[str, ...], listing: bool) -> None:
    """Check every rule of the book: one line a finding, exit status 1 if there is any."""
    from takedown.lint.registry import CHECKS
    from takedown.lint.run import commit_date, findings

    if listing:
        for check in CHECKS.values():
            click.echo(f"{check.name}: {check.says}")
        return
    root = find_root()
    day = datetime.now(tz=UTC).date() if today else commit_date(root)
    found = [(finding.check, finding.problem) for finding in findings(root, day, only)]
    if deep:
        from takedown.lint.gate import gate

        found += [("gate", problem) for problem in gate(root, say=lambda line: click.echo(line, err=True))]
    sys.exit(_told(found))


def _told(found: Iterable[tuple[str, Problem]]) -> int:
    """Print the findings and their number; the exit status."""
    count = 0
    for name, problem in found:
        count += 1
        click.echo(f"{problem} [{name}]")
    click.echo("No findings." if not count else f"{count} finding{'s' if count > 1 else ''}.")
    return 1 if count else 0


@click.group("new")
def new_() -> None:
    """Write the skeleton of a chapter or an exercise; it passes lint, and nothing is ever overwritten."""


@new_.command("chapter")
@click.argument("slug", metavar="NN_SLUG")
@click.option("--title", help="The chapter's title; default from the slug.")
@click.option("--part", type=click.IntRange(1, 5), default=1, show_default=True, help="The part that it is in.")
def new_chapter(slug: str, title: str | None, part: int) -> None:
    """Write a chapter with four exercises and a test file, and name it in book.yml."""
    from takedown.lint.skeleton import chapter

    for line in chapter(find_root(), slug, title, part):
        click.echo(line)


@new_.command("exercise")
@click.argument("slug", metavar="NN_CHAPTER/SLUG")
@click.option("--kind", type=click.Choice(["code", "model", "table", "essay"]), required=True)
@click.option("--title", help="The exercise's title; default from the slug.")
def new_exercise(slug: str, kind: str, title: str | None) -> None:
    """Write an exercise of a chapter, with stub, solution, tests and wrong answers."""
    from takedown.lint.skeleton import exercise

    for line in exercise(find_root(), slug, kind, title):
        click.echo(line)
