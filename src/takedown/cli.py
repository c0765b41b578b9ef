"""The ``takedown`` command: one line per verb, each loaded only when it is called.

A verb's code stands in the part that does the work, in a module named ``verbs``.
Exit status: 0 done, 1 the thing checked falls short, 2 wrong use or a broken repository.
"""

from __future__ import annotations

import importlib
import sys

import click

from takedown import __version__
from takedown.problems import Problem

VERBS = {
    "build": "takedown.publishing.verbs",
    "serve": "takedown.publishing.verbs",
    "pack": "takedown.publishing.verbs",
    "list": "takedown.grading.verbs",
    "status": "takedown.grading.verbs",
    "next": "takedown.grading.verbs",
    "start": "takedown.grading.verbs",
    "reset": "takedown.grading.verbs",
    "hint": "takedown.grading.verbs",
    "check": "takedown.grading.verbs",
    "submit": "takedown.grading.verbs",
    "grade": "takedown.grading.verbs",
    "assign": "takedown.grading.verbs",
    "lint": "takedown.lint.verbs",
    "new": "takedown.lint.verbs",
    "validate": "takedown.validation.verbs",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that ``check`` does not load the publisher."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """The verbs in the order of a reader's journey."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command named ``cmd_name``; ``list`` is the function ``list_`` since the name is taken."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(VERBS[cmd_name])
        command = getattr(module, f"{cmd_name}_")
        if not isinstance(command, click.Command):
            raise TypeError(f"{VERBS[cmd_name]}.{cmd_name}_ is not a click command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="takedown")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.pass_context
def takedown(ctx: click.Context, debug: bool) -> None:
    """Read, solve and grade the open textbook Takedown."""
    ctx.obj = {"debug": debug}


def main(args: list[str] | None = None) -> None:
    """Run the command line; a :class:`Problem` becomes one sentence on standard error."""
    given = sys.argv[1:] if args is None else args
    try:
        takedown.main(args=given, prog_name="takedown", standalone_mode=True)
    except Problem as problem:
        if "--debug" in given:
            raise
        click.echo(str(problem), err=True)
        sys.exit(problem.status)
    except ModuleNotFoundError as error:
        if "--debug" in given or not error.name or error.name.startswith("takedown"):
            raise
        click.echo(f"This command needs the package {error.name}: type make setup in the book's repository.", err=True)
        sys.exit(2)
