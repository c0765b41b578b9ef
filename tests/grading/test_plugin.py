"""Plain pytest on an exercise's test file, in a process of its own as a learner types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from takedown.grading.results import Result

Run = Callable[..., subprocess.CompletedProcess[str]]
SUMS = "exercises/01_the_case/sums/test_answer.py"
DATES = "exercises/01_the_case/dates/test_answer.py"


@pytest.fixture
def run(repository: Path) -> Run:
    """Types pytest in the repository."""

    def typed(*words: str, folder: Path = repository, bare: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        quick = ["--disable-plugin-autoload", "-p", "takedown.grading.plugin"] if bare else []
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *quick, *words]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=120, cwd=folder, env=environment, check=False
        )

    return typed


def test_the_answer_in_work_is_judged_else_the_stub(run: Run, repository: Path) -> None:
    """Without an option: the learner's own file where there is one; the points and the key's mark stand at the end."""
    out = run(SUMS, bare=False)  # the plugin is found by itself
    assert 1 == out.returncode
    assert "01_the_case/sums: 0 of 6 points" in out.stdout
    assert "Came: nothing (None): is a return missing?" in out.stdout
    assert "Numbers were drawn from the local key 1e44b3de, the same for everybody." in out.stdout
    own = repository / "work/01_the_case/sums/answer.py"
    own.parent.mkdir(parents=True)
    own.write_bytes((repository / "exercises/01_the_case/sums/solution/answer.py").read_bytes())
    out = run(SUMS)
    assert 0 == out.returncode
    assert "01_the_case/sums: 6 of 6 points" in out.stdout
    assert "2 of 2  passed  Adding two numbers" in out.stdout


def test_another_answer_and_a_result_file(run: Run, repository: Path) -> None:
    """--answer judges any file, relative to where pytest is typed; --takedown-result writes what is true."""
    out = run(
        "test_answer.py",
        "--answer",
        "wrong/double__small.py",
        "--takedown-result",
        "out.json",
        folder=(repository / SUMS).parent,
    )
    assert 1 == out.returncode
    result = Result.from_json((repository / SUMS).with_name("out.json").read_text())
    assert [("passed", 2.0), ("partial", 1.0)] == [(task.status, task.points) for task in result.tasks]
    assert "Tried: double(" in result.tasks[1].cases[1].message


def test_a_failure_is_shown_as_the_message_alone(run: Run, repository: Path) -> None:
    """No trace of the judge; --full-trace shows all of it; a broken file is told once, the rest waits."""
    answer = repository / "broken.py"
    answer.write_text("def add(:\n")
    out = run(SUMS, "--answer", str(answer))
    assert "Python cannot read line 1 of answer.py" in out.stdout
    assert 4 == out.stdout.count("\nNot tried: answer.py has to be mended first.\n")
    assert "answers.py" not in out.stdout
    assert "answers.py" in run(SUMS, "--answer", str(answer), "--full-trace").stdout


def test_a_table_shows_each_cell_that_is_wrong(run: Run, repository: Path) -> None:
    """Cells are subtests: the wrong ones are named, one by one."""
    out = run(DATES, "--answer", "exercises/01_the_case/dates/wrong/day__report.toml")
    assert "[press, Day]" in out.stdout
    assert "you wrote 2018-11-07" in out.stdout
    assert "[court, Day]" not in out.stdout
    assert "01_the_case/dates: 1 of 2 points" in out.stdout


def test_several_exercises_at_once(run: Run) -> None:
    """All exercises are judged in one session; options for one answer are refused there."""
    both = run(SUMS, DATES, "--import-mode=importlib")
    assert "01_the_case/sums: 0 of 6 points" in both.stdout
    assert "01_the_case/dates: 0 of 2 points" in both.stdout
    for option in ("--answer", "--takedown-result"):
        out = run(SUMS, DATES, "--import-mode=importlib", option, "x")
        assert 4 == out.returncode
        assert f"ERROR: {option} goes with one exercise: give the test_answer.py of one." in out.stderr


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (lambda folder: None, "nowhere.py: cannot be read (No such file or directory): give an answer's file."),
        (lambda folder: (folder / "exercise.toml").write_text("x = ["), "exercise.toml: this is not TOML"),
        (lambda folder: (folder / "exercise.toml").write_text("kind = 3"), "kind is 3: use one of code"),
        (
            lambda folder: (folder / "exercise.toml").write_text('kind = "code"\n[[tasks]]\n'),
            "a key is missing or of the wrong kind",
        ),
        (
            lambda folder: (folder / "exercise.toml").write_text(
                'kind = "code"\n[[tasks]]\nid = "a"\ntitle = "A"\npoints = "2"\n'
            ),
            "points is not a number",
        ),
        (
            lambda folder: (folder / "test_answer.py").write_text("def test_x(answer): pass\n"),
            "test_x names no task of the exercise",
        ),
    ],
)
def test_wrong_use_is_one_line(run: Run, repository: Path, breaks: Callable[[Path], object], says: str) -> None:
    """A missing file, a broken manifest, a test without a task: one line and status 4, pytest's for wrong use."""
    breaks((repository / SUMS).parent)
    out = run(SUMS, "--answer", "nowhere.py")
    assert 4 == out.returncode
    assert says in " ".join(out.stderr.split())
    assert "Traceback" not in out.stderr


def test_other_tests_are_left_alone(run: Run, tmp_path: Path) -> None:
    """A session without exercises: no word, no result, others' fixtures count, and ours refuse misuse."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "test_answer.py").write_text(
        "import pytest\n@pytest.fixture\ndef answer(): return 3\n"
        "@pytest.mark.task('x')\ndef test_own(answer): assert answer == 3\n"
    )
    out = run("--strict-markers", str(folder), folder=folder)
    assert 0 == out.returncode
    assert "points" not in out.stdout
    (folder / "test_other.py").write_text("def test_misuse(draw): pass\n")
    out = run(str(folder), folder=folder)
    assert "the fixtures answer, draw and variant are for the test_answer.py of an exercise" in out.stdout


def test_the_plugin_loads_next_to_nothing() -> None:
    """Every pytest session loads the plugin: no catalogue, terminal library or process comes with it."""
    script = "import sys, pytest\nbefore = set(sys.modules)\nimport takedown.grading.plugin\n"
    script += "print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    ours = {name for name in loaded if name.startswith("takedown")}
    assert (
        not {"takedown.course", "takedown.grading.judge", "takedown.grading.child", "takedown.grading.attempt"} & ours
    )
    assert not {"pydantic", "rich", "click"} & {name.split(".")[0] for name in loaded}


def test_a_result_is_plain_json(run: Run, repository: Path) -> None:
    """ASCII or not: UTF-8, one form, readable without this package."""
    run(SUMS, "--takedown-result", "r.json")
    assert "01_the_case/sums" == json.loads((repository / "r.json").read_bytes())["exercise"]
