"""The learner's loop at the command line: list, status, next, start, reset, hint, check, submit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from takedown.cli import main, takedown
from takedown.grading import checking
from takedown.grading.report import FANCY, open_page, readable
from takedown.problems import Problem

Type = Callable[..., Result]
WORK = "work/01_the_case/sums/answer.py"


@pytest.fixture
def typed(repository: Path) -> Type:
    """Types a command in the repository."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(takedown, list(words))

    return run


def refused(result: Result) -> str:
    """The one sentence of a refusal."""
    assert isinstance(result.exception, Problem)
    return str(result.exception)


def solve(repository: Path, name: str = "sums") -> None:
    """Put the solution into work/."""
    folder = repository / "exercises/01_the_case" / name
    answer = next((folder / "solution").iterdir())
    (repository / "work/01_the_case" / name).mkdir(parents=True, exist_ok=True)
    (repository / "work/01_the_case" / name / answer.name).write_bytes(answer.read_bytes())


def test_a_learner_from_first_look_to_the_last_exercise(typed: Type, repository: Path) -> None:
    """Nothing begun, begun, not yet, hints, solved, the next one, all solved."""
    assert "Two sums  sums" in typed("list").output
    assert "takedown start sums" in typed("next").output
    assert "0 of 2 exercises solved, 0 of 8 points." in typed("status").output

    out = typed("start", "su").output
    assert "your file is work/01_the_case/sums/answer.py" in " ".join(out.split())
    assert "you have it already" in typed("start", "sums").output
    assert "takedown check sums --watch" in typed("next").output

    out = typed("check")
    assert 1 == out.exit_code
    for line in (
        "x  Adding two numbers",
        "not yet  0 of 2",
        "Came     nothing (None)",
        "A hint: takedown hint sums",
        "0 of 6 points.",
    ):
        assert line in out.output
    assert "Hint 1 of 2: What does a function give back without return?" in typed("hint", "sums").output
    assert "Hint 2 of 2: Use the plus sign." in typed("hint", "sums").output
    assert (
        "There are no more hints. The chapter says more: chapters/01_the_case/index.md" in typed("hint", "sums").output
    )
    assert "Hints seen: 2." in typed("status").output

    (repository / WORK).write_text(
        "def add(a, b):\n    return a + b\n\n\ndef double(a):\n    return 2 * a if a < 100 else a\n"
    )
    out = typed("check", "sums")
    assert "~  Doubling a number" in out.output
    assert "2 more in this task: mend this one first." in out.output
    assert "in work 3/6" in typed("list").output

    solve(repository)
    out = typed("check", "sums")
    assert 0 == out.exit_code
    for line in (
        "All tasks pass: 6 of 6 points.",
        "Why it works",
        "Addition commutes",
        "A solution (exercises/01_the_case",
        "takedown start dates",
    ):
        assert line in out.output
    assert "1 of 2 exercises solved, 6 of 8 points." in typed("status").output

    typed("start", "dates")
    solve(repository, "dates")
    out = typed("check", "dates")
    assert "Your teacher shows the solution." in out.output
    assert "A solution" not in out.output
    assert "Every exercise is solved." in out.output


def test_an_exercise_without_its_solution_is_solved_all_the_same(typed: Type, repository: Path) -> None:
    """A learner's pack holds the reason and no solution: passing says so and what comes next."""
    solve(repository)
    shutil.rmtree(repository / "exercises/01_the_case/sums/solution")
    out = typed("check", "sums")

    assert 0 == out.exit_code
    assert "Addition commutes" in out.output
    assert "Your teacher shows the solution." in out.output
    assert "A solution" not in out.output


def test_an_answer_changed_after_it_passed_is_no_longer_solved(typed: Type, repository: Path) -> None:
    """What is remembered holds for the very answer it was said of."""
    solve(repository)
    typed("check", "sums")
    (repository / WORK).write_text("def add(a, b): pass\n")
    assert "changed since it passed" in typed("status").output
    assert "0 of 2 exercises solved" in typed("status").output


def test_progress_goes_to_another_machine(
    typed: Type,
    repository: Path,
    new_repository: Callable[[Path], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Copy work/ and go on: what is solved stays solved, hints and answers too."""
    solve(repository)
    typed("check", "sums")
    typed("start", "dates")
    typed("hint", "dates")
    (tmp_path / "other").mkdir()
    other = new_repository(tmp_path / "other")
    shutil.copytree(repository / "work", other / "work")
    monkeypatch.chdir(other)
    out = typed("status").output
    assert "1 of 2 exercises solved, 6 of 8 points." in out
    assert "Hints seen: 1." in out
    assert "takedown check dates --watch" in out


def test_progress_survives_a_crash(typed: Type, repository: Path) -> None:
    """A state file cut short is told once and kept; check --all makes it again from the answers."""
    solve(repository)
    typed("check", "sums")
    state = repository / "work/progress.toml"
    state.write_bytes(state.read_bytes()[:-30] + b"\0")
    out = typed("status")
    assert "work/progress.toml could not be read and was kept as progress.1.toml" in out.output
    assert "0 of 2 exercises solved" in out.output
    typed("start", "dates")
    out = typed("check", "--all")
    assert 1 == out.exit_code
    assert "+ 01_the_case/sums: 6 of 6 points" in out.output
    assert "x 01_the_case/dates: 0 of 2 points" in out.output
    assert "1 of 2 exercises solved" in typed("status").output


def test_a_check_that_is_killed_loses_nothing(typed: Type, repository: Path) -> None:
    """The process dies in the middle of a check: answer and progress are as they were, and the next check works."""
    solve(repository)
    typed("check", "sums")
    before = (repository / "work/progress.toml").read_bytes()
    loop = "def add(a, b):\n    while True: pass\n"
    (repository / WORK).write_text(loop)
    process = subprocess.Popen(
        [sys.executable, "-m", "takedown", "check", "sums"], cwd=repository, stdout=subprocess.DEVNULL
    )
    time.sleep(1)
    process.kill()
    process.wait()
    assert loop == (repository / WORK).read_text()
    assert before == (repository / "work/progress.toml").read_bytes()
    solve(repository)
    assert 0 == typed("check", "sums").exit_code


def test_reset_keeps_the_answer_aside(typed: Type, repository: Path) -> None:
    """The stub comes back; what was there stands beside it, each time under a new name."""
    solve(repository)
    mine = (repository / WORK).read_bytes()
    out = typed("reset", "sums").output
    assert "Your answer was kept as work/01_the_case/sums/answer.1.py." in " ".join(out.split())
    assert mine == (repository / "work/01_the_case/sums/answer.1.py").read_bytes()
    assert (repository / "exercises/01_the_case/sums/answer.py").read_bytes() == (repository / WORK).read_bytes()
    typed("reset", "sums")
    assert (repository / "work/01_the_case/sums/answer.2.py").exists()
    shutil.rmtree(repository / "work")
    assert "kept" not in typed("reset", "sums").output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check",), "nothing is started yet: takedown next shows where to begin"),
        (("check", "--all"), "nothing is started yet"),
        (("submit",), "nothing is started yet"),
        (("check", "sums"), "no answer yet at work/01_the_case/sums/answer.py: takedown start 01_the_case/sums"),
        (("check", "--watch", "sums"), "no answer yet"),
        (("check", "sums", "--all"), "--all goes with nothing else: takedown check --all"),
        (("check", "--watch", "--all"), "--all goes with nothing else"),
        (("start", "smus"), "there is no exercise 'smus': perhaps you mean 01_the_case/sums"),
        (("hint", "s"), "'s' could be"),
        (("grade", "x", "--out", "y"), "strangers' code cannot be confined by this version"),
    ],
)
def test_wrong_use_is_one_sentence(typed: Type, words: tuple[str, ...], says: str) -> None:
    """Each wrong use says what to type instead."""
    if words == ("hint", "s"):
        assert "Hint 1" in typed(*words).output
        return
    assert says in refused(typed(*words))


def test_outside_a_repository_and_in_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No book above this folder: told. A book without exercises: told too."""
    monkeypatch.chdir(tmp_path)
    assert isinstance(CliRunner().invoke(takedown, ["list"]).exception, Problem)
    (tmp_path / "chapters").mkdir()
    (tmp_path / "book.yml").touch()
    result = CliRunner().invoke(takedown, ["list"])
    assert "there is no exercise in this repository: takedown new exercise makes one" in refused(result)
    assert "There is no exercise yet." in CliRunner().invoke(takedown, ["next"]).output


def test_the_command_ends_with_a_sentence_not_a_trace(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem goes to standard error with its status; with --debug it is raised."""
    with pytest.raises(SystemExit) as ended:
        main(["start", "smus"])
    assert 2 == ended.value.code
    assert capsys.readouterr().err.startswith("there is no exercise 'smus'")
    with pytest.raises(Problem):
        main(["--debug", "start", "smus"])


def test_help_names_every_verb(typed: Type) -> None:
    """The verbs of learners and teachers are there, each with a line."""
    out = CliRunner().invoke(takedown, ["--help"], terminal_width=100).output
    for verb in ("list", "status", "next", "start", "reset", "hint", "check", "submit", "grade", "assign"):
        assert f"\n  {verb} " in out
    assert 2 == typed("no-such-verb").exit_code


def test_check_ends_with_the_status_of_the_verdict(repository: Path) -> None:
    """In a process of its own, as a learner types it: 1 for a syntax error with its line, 0 for the solution."""
    (repository / "work/01_the_case/sums").mkdir(parents=True)
    (repository / WORK).write_text("def add(a, b):\n    return (a + b\n")
    command = [sys.executable, "-m", "takedown", "check", "sums"]
    out = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=60, check=False)
    assert (1, "") == (out.returncode, out.stderr)
    assert "Python cannot read line 2 of answer.py: '(' was never closed." in out.stdout
    solve(repository)
    out = subprocess.run(command, cwd=repository, capture_output=True, text=True, timeout=60, check=False)
    assert (0, "") == (out.returncode, out.stderr)


def test_what_a_program_prints_is_shown_with_what_falls_short(typed: Type, repository: Path) -> None:
    """Printing is how learners look inside: it is shown, made safe and cut, and never stored."""
    typed("start", "sums")
    (repository / WORK).write_text(
        "def add(a, b):\n    print('a is', a, '\\x1b[31m')\n    print('z' * 9000)\n    return 0\n"
    )
    out = typed("check", "sums").output
    assert "Your program printed:" in out
    assert "a is 76 \ufffd[31m" in out
    assert "bytes more" in out
    assert "\x1b" not in out
    solve(repository)
    assert "printed" not in typed("check", "sums").output


# ---- watching


def test_watching_judges_each_save_until_stopped(
    repository: Path, typed: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begins with a verdict, judges each save with the same judge, says when the file is gone, ends with Ctrl-C."""
    typed("start", "sums")
    solution = (repository / "exercises/01_the_case/sums/solution/answer.py").read_bytes()

    def saves(path: Path) -> object:
        yield path.read_bytes()
        yield None
        yield solution
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "saves", saves)
    out = typed("check", "sums", "--watch")
    assert 0 == out.exit_code
    assert 2 == out.output.count("Watching; Ctrl-C ends.")
    assert "work/01_the_case/sums/answer.py is gone: waiting until it is back." in " ".join(out.output.split())
    assert "All tasks pass" in out.output
    assert "Stopped. Your file is as you saved it." in out.output


def test_watching_for_real(repository: Path, typed: Type, with_interrupts: Callable[[], None]) -> None:
    """In a process of its own: a save is judged, and an interrupt ends it in order."""
    if os.name == "nt":
        pytest.skip("Windows sends no interrupt to one process")
    typed("start", "sums")
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "takedown", "check", "sums", "--watch"]
    process = subprocess.Popen(
        command,
        cwd=repository,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=with_interrupts,  # noqa: PLW1509 - no thread of ours runs yet
    )
    assert process.stdout is not None
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")))  # type: ignore[union-attr]
    reader.start()
    _wait_for(lambda: any("Watching" in line for line in lines))
    solve(repository)
    _wait_for(lambda: any("All tasks pass" in line for line in lines))
    _wait_for(lambda: sum("Watching" in line for line in lines) == 2)
    process.send_signal(2)
    assert 0 == process.wait(20)
    reader.join(5)
    process.stdout.close()
    assert any("Stopped." in line for line in lines)


def _wait_for(fact: Callable[[], bool]) -> None:
    until = time.monotonic() + 40
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.02)


# ---- handing in


def test_a_submission_is_the_same_for_the_same_work(typed: Type, repository: Path) -> None:
    """The same bytes each time; the manifest names student and digests; what is not solved is said, not left out."""
    solve(repository)
    typed("check", "sums")
    typed("start", "dates")
    out = " ".join(typed("submit", "--student", "al").output.split())
    assert "2 answers packed: work/submission-al.zip" in out
    assert "Not solved yet: dates." in out
    path = repository / "work/submission-al.zip"
    first = path.read_bytes()
    typed("submit", "--student", "al")
    assert first == path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert ["01_the_case/dates/answer.toml", "01_the_case/sums/answer.py", "manifest.json"] == archive.namelist()
        assert b'"student": "al"' in archive.read("manifest.json")
    shutil.rmtree(repository / "work/01_the_case/dates")
    assert "1 answer packed: work/submission.zip" in " ".join(typed("submit").output.split())


@pytest.mark.parametrize("student", ["../al", "a/b", "con", "al\n", "-al", "a" * 300])
def test_an_id_that_is_no_file_name_is_refused(typed: Type, repository: Path, student: str) -> None:
    """The id becomes a file name on any system."""
    solve(repository)
    assert "cannot be used as id: take the id that your course gave you" in refused(
        typed("submit", f"--student={student}")
    )


def test_another_file_is_never_replaced(typed: Type, repository: Path) -> None:
    """A file that is no submission stays; so does the old one when an answer is too large."""
    solve(repository)
    mine = repository / "thesis.zip"
    mine.write_bytes(b"years of work")
    assert "there is another file here: give another --out" in refused(typed("submit", "--out", str(mine)))
    assert b"years of work" == mine.read_bytes()
    (repository / WORK).write_bytes(b"#" * 300_000)
    assert "larger than 256 KiB, no grader takes it: keep the answer only" in refused(typed("submit"))


# ---- the page


def test_signs_are_drawn_only_where_they_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of UTF-8 gets drawn signs; a pipe plain ones, and no letter that it cannot show stops it."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")

    class Terminal:
        encoding = "utf-8"

        def write(self, text: str) -> int:
            return len(text)

        def flush(self) -> None:
            pass

        def isatty(self) -> bool:
            return True

    assert FANCY == open_page(Terminal()).signs  # type: ignore[arg-type]


def test_the_reason_is_readable_in_a_terminal() -> None:
    """Roles, labels, links and emphasis of MyST leave their words."""
    text = (
        "(sec-x)=\n# Title\n\nThe {term}`key <keys>` of {claim}`a-b` {cite}`x` is **here** and [there](#x).\n\n"
        ":::{note}\n:class: a\n- one\n- two `code`\n:::\n"
    )
    assert ["Title", "The key of is here and there.", "- one", "- two code"] == readable(text)
