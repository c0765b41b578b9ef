"""The command that holds each model against the numbers of others: validate."""

# ruff: noqa: PLC0415 - a command imports what it needs when it is called

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from takedown.validation.checks import Row


@click.command("validate")
@click.option("--json", "wants_json", is_flag=True, help="Print the rows as JSON.")
def validate_(wants_json: bool) -> None:
    """Hold each model against published numbers, documented behaviour and closed forms; exit status 1 if one fails.

    Rows marked "-" do not count as evidence: their number is an input of the model, or the book says that it is not
    calibrated.
    """
    from takedown.validation.rows import validation
    from takedown.validation.table import as_json, lines

    failed: list[Row] = []
    rows = _watched(validation(), failed)
    if wants_json:
        click.echo(as_json(rows))
    else:
        for line in lines(rows):
            click.echo(line)
    sys.exit(1 if failed else 0)


def _watched(rows: Iterable[Row], failed: list[Row]) -> Iterator[Row]:
    """The rows as they come; those that do not hold are kept."""
    for row in rows:
        if not row.ok:
            failed.append(row)
        yield row
