"""The verbs of publishing: build, serve and pack. What they need is loaded when they run."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from takedown.course import find_root
from takedown.problems import Problem

NAMES = ("site", "pdf", "epub", "chapters")


@click.command("build")
@click.argument("outputs", nargs=-1, type=click.Choice(NAMES))
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.pass_context
def build_(ctx: click.Context, outputs: tuple[str, ...], quiet: bool) -> None:
    """Build the site, the PDF and the EPUB, or only those named; `chapters` is a PDF for each chapter.

    The site offers for download what is built in the same run.
    """
    from takedown.publishing.build import USUAL, build  # noqa: PLC0415 - `takedown build --help` needs none of it

    def tell(line: str) -> None:
        if not quiet:
            click.echo(line, err=True)

    try:
        build(find_root(), outputs or USUAL, tell)
    except Problem as problem:
        _refuse(ctx, problem, "Nothing was replaced: the outputs of the last good build are as they were.")


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Where the site listens.")
@click.pass_context
def serve_(ctx: click.Context, port: int) -> None:
    """Show the site, and build it again when a source is saved."""
    from takedown.publishing.serve import serve  # noqa: PLC0415 - as above

    try:
        serve(find_root(), port, lambda line: click.echo(line, err=True))
    except Problem as problem:
        _refuse(ctx, problem)


@click.command("pack")
@click.argument("kind", type=click.Choice(("learner", "teacher", "offline", "chapter")))
@click.argument("chapters", nargs=-1)
@click.option("--quiet", is_flag=True, help="Say nothing unless something is wrong.")
@click.pass_context
def pack_(ctx: click.Context, kind: str, chapters: tuple[str, ...], quiet: bool) -> None:
    """Make a zip to hand out, or with `chapter` one PDF per chapter (all, or those named by number)."""
    from takedown.publishing.packs import make_packs  # noqa: PLC0415 - as above

    if chapters and kind != "chapter":
        raise click.UsageError(f"A {kind} pack takes no chapters.")
    root = find_root()
    try:
        made = make_packs(root, kind, chapters, lambda line: None if quiet else click.echo(line, err=True))
    except Problem as problem:
        _refuse(ctx, problem)
    if not quiet:
        for path in made:
            click.echo(f"{path.relative_to(root).as_posix()} is ready", err=True)


def _refuse(ctx: click.Context, problem: Problem, last: str = "") -> NoReturn:
    """Say every fault in a sentence and end with the worst status; the traceback instead if it was asked for."""
    if ctx.find_root().params.get("debug"):
        raise problem
    faults = list(problem.every())
    said = dict.fromkeys(str(fault) for fault in faults)
    for sentence in [*said, *([last] if last else [])]:
        click.echo(sentence, err=True)
    sys.exit(max(fault.status for fault in faults))
