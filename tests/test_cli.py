"""The command line: what people read when a verb cannot be done at all."""

from __future__ import annotations

import click
import pytest

from takedown import cli
from takedown.problems import Problem


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch):
    """Make every verb raise an error of one's choice."""

    def make(error: Exception) -> None:
        @click.command("broken")
        def broken_() -> None:
            raise error

        monkeypatch.setattr(cli.LazyGroup, "get_command", lambda self, ctx, name: broken_)

    return make


def run(*args: str) -> int | str | None:
    """The exit status of a command."""
    with pytest.raises(SystemExit) as left:
        cli.main(list(args))
    return left.value.code


def test_missing_package_is_one_sentence(broken, capsys: pytest.CaptureFixture[str]) -> None:
    """A learner's install without the book's packages says what is missing and what to type."""
    broken(ModuleNotFoundError("No module named 'lxml'", name="lxml"))
    assert 2 == run("build")
    assert "This command needs the package lxml: type make setup in the book's repository.\n" == capsys.readouterr().err


def test_own_missing_module_is_a_bug(broken) -> None:
    """A module of the package itself that is missing is not blamed on the reader."""
    broken(ModuleNotFoundError("No module named 'takedown.nowhere'", name="takedown.nowhere"))
    with pytest.raises(ModuleNotFoundError):
        cli.main(["build"])


def test_problem_keeps_its_status(broken, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem is one sentence on standard error, with the status that it carries."""
    broken(Problem("it is broken", file="a.toml", line=3, mend="mend it", status=1))
    assert 1 == run("lint")
    assert "a.toml:3: it is broken: mend it.\n" == capsys.readouterr().err


def test_debug_shows_the_traceback(broken) -> None:
    """With --debug a problem is raised as it is."""
    broken(Problem("it is broken"))
    with pytest.raises(Problem):
        cli.main(["--debug", "lint"])


def test_every_verb_is_a_command() -> None:
    """Each verb of the list can be loaded and says in one line what it does."""
    group = cli.takedown
    context = click.Context(group)
    for name in cli.VERBS:
        command = group.get_command(context, name)
        assert command is not None
        assert (command.help or "").strip(), name
    assert group.get_command(context, "nonsense") is None
