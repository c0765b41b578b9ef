"""The judge: one session for many answers, each on its own; what an upgrade of pytest may break is seen here first."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from takedown.course import Exercise, load_exercise
from takedown.grading import judge as judge_module
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judge import Submission, judge
from takedown.grading.judging import KeptJudge, exercise_version, grader_version
from takedown.grading.results import Result
from takedown.problems import Problem

CLASS_KEY = bytes(range(32))
Make = Callable[..., Exercise]


@pytest.fixture
def sums(repository: Path) -> Exercise:
    """The code exercise."""
    return load_exercise(repository / "exercises/01_the_case/sums", repository)


@pytest.fixture
def dates(repository: Path) -> Exercise:
    """The table exercise."""
    return load_exercise(repository / "exercises/01_the_case/dates", repository)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes an exercise with one task of the text of its tests."""

    def write(tests: str, kind: str = "code", partial: bool = False, **files: str) -> Exercise:
        folder = tmp_path / "made" / "97_made" / "one"
        folder.mkdir(parents=True, exist_ok=True)
        manifest = f'title = "One"\nkind = "{kind}"\nlevel = 1\nminutes = 1\nobjectives = ["o"]\nhints = ["h"]\n'
        manifest += f'[[tasks]]\nid = "one"\ntitle = "One"\npoints = 2\npartial = {str(partial).lower()}\n'
        if kind == "essay":
            manifest += '[[rubric]]\nid = "r"\ntitle = "R"\npoints = 1\nweak = "w"\nstrong = "s"\n'
        (folder / "exercise.toml").write_text(manifest)
        (folder / "test_answer.py").write_text(f"import pytest\nfrom takedown.grading import *\n{tests}")
        for name, text in files.items():
            (folder / name).write_text(text)
        return load_exercise(folder, folder.parents[1])

    return write


def one(exercise: Exercise, content: str, place: str = "in-process") -> Result:
    """The result of one answer."""
    return next(judge(exercise, [Submission(content.encode())], place=place))  # type: ignore[arg-type]


def states(result: Result) -> list[tuple[str, float]]:
    """Status and points of each task."""
    return [(task.status, task.points) for task in result.tasks]


@pytest.mark.parametrize("place", ["child", "in-process"])
def test_the_same_tests_run_on_each_answer_on_its_own(sums: Exercise, place: str) -> None:
    """Solution, stub, wrong answers and the solution again: nothing of one answer is left for the next."""
    names = ["solution/answer.py", "answer.py", "wrong/add__times.py", "wrong/double__small.py", "solution/answer.py"]
    submissions = [Submission((sums.folder / name).read_bytes()) for name in names]
    results = list(judge(sums, submissions, place=place))  # type: ignore[arg-type]
    assert [6.0, 0.0, 4.0, 3.0, 6.0] == [result.score for result in results]
    assert results[0] == results[4]
    assert [("failed", 0.0), ("passed", 4.0)] == states(results[2])
    assert [("passed", 2.0), ("partial", 1.0)] == states(results[3])


def test_pytest_is_started_once(sums: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    """One session for any number of answers: starting costs more than judging."""
    starts: list[object] = []
    real = judge_module._prepareconfig
    monkeypatch.setattr(judge_module, "_prepareconfig", lambda *args: starts.append(args) or real(*args))
    solution = sums.solution.read_bytes()
    assert 20 == len(list(judge(sums, [Submission(solution)] * 20, place="in-process")))
    assert 1 == len(starts)


def test_a_result_comes_before_the_next_answer_is_asked_for(sums: Exercise) -> None:
    """Answers may come without end, as in watch mode."""
    asked: list[int] = []

    def endless() -> Iterator[Submission]:
        while True:
            asked.append(1)
            yield Submission(b"")

    results = judge(sums, endless(), place="in-process")
    next(results)
    assert 1 == len(asked)
    next(results)
    assert 2 == len(asked)
    results.close()


def test_a_kept_judge_is_called(sums: Exercise) -> None:
    """The learner's loop and the class run call a judge, and end it once."""
    with KeptJudge(sums, LOCAL_KEY, place="in-process") as kept:
        assert [0.0, 6.0] == [kept(b"").score, kept(sums.solution.read_bytes()).score]
    kept.close()


def test_a_file_that_cannot_be_used_is_told_once(sums: Exercise, dates: Exercise) -> None:
    """The first case says what is wrong, everything else waits for it: one thing to mend, not five."""
    result = one(sums, "def add(:\n")
    assert [("failed", 0.0), ("waiting", 0.0)] == states(result)
    assert result.tasks[0].cases[0].message.startswith("Python cannot read line 1 of answer.py")
    assert {"Not tried: answer.py has to be mended first."} == {case.message for case in result.tasks[1].cases}
    assert one(dates, "[[row]").tasks[0].cases[0].message.startswith("answer.toml cannot be read")


def test_a_table_is_judged_cell_by_cell(dates: Exercise) -> None:
    """Each cell is a case of its own with a share of the points."""
    result = one(dates, dates.wrong[0].path.read_text())
    assert [("partial", 1.0)] == states(result)
    assert [("press, Day", "failed"), ("court, Day", "passed")] == [
        (case.name, case.status) for case in result.tasks[0].cases
    ]


def test_students_have_draws_of_their_own(sums: Exercise) -> None:
    """The same key and student draw the same; another student or key draws others; the key itself is not told."""

    def first(key: bytes, student: str) -> str:
        return (
            next(judge(sums, [Submission(b"def add(a, b): pass", student)], place="in-process", key=key))
            .tasks[0]
            .cases[0]
            .message
        )

    assert first(CLASS_KEY, "al") == first(CLASS_KEY, "al")
    assert 4 == len(
        {first(CLASS_KEY, "al"), first(CLASS_KEY, "bo"), first(CLASS_KEY[::-1], "al"), first(LOCAL_KEY, "")}
    )
    result = next(judge(sums, [Submission(b"", "al")], place="in-process", key=CLASS_KEY))
    assert CLASS_KEY.hex() not in result.to_json()
    assert 8 == len(result.draws)


def test_the_shared_generator_is_left_alone(make: Make) -> None:
    """A program in this process that reseeds random changes nothing outside."""
    exercise = make("@pytest.mark.task('one')\ndef test_a(answer):\n    '''A.'''\n    assert answer.f()\n")
    random.seed(5)
    wanted = random.getrandbits(64)
    random.seed(5)
    one(exercise, "import random\ndef f():\n    random.seed(1)\n    return True\n")
    assert wanted == random.getrandbits(64)


# ---- exercises' tests, good and bad


@pytest.mark.parametrize(
    ("tests", "answer", "status", "says"),
    [
        ("def test_a(answer):\n    assert answer.f() == 3", "def f(): return 4", "failed", "assert 4 == 3"),
        (
            "def test_a(answer):\n    assert answer.f(), 'needs a reason'",
            "def f(): return 0",
            "failed",
            "needs a reason",
        ),
        ("def test_a(answer):\n    assert False, ''", "x = 1", "failed", "assert False"),
        ("def test_a(answer):\n    raise AssertionError", "x = 1", "failed", "This does not hold."),
        (
            "def test_a(answer):\n    answer.f()['k']",
            "def f(): return None",
            "failed",
            "Came: None\nThe test cannot go on with that (TypeError: 'NoneType' object is not subscriptable).\n",
        ),
        (
            "def test_a(answer):\n    1 / 0",
            "x = 1",
            "error",
            "The test itself stopped (ZeroDivisionError: division by zero)",
        ),
        (
            "def test_a(answer):\n    answer.f({1})",
            "def f(a): return 1",
            "error",
            "The test itself stopped (CodecError: a set",
        ),
        ("def test_a(answer):\n    pytest.skip('not today')", "x = 1", "error", "Skipped: not today"),
        ("@pytest.mark.skip\ndef test_a(answer):\n    pass", "x = 1", "error", "Skipped: unconditional skip"),
        ("@pytest.mark.xfail\ndef test_a(answer):\n    assert answer.f()", "def f(): return 0", "failed", "assert 0"),
        ("def test_a(answer, nothing):\n    pass", "x = 1", "error", "FixtureLookupError"),
        (
            "@pytest.fixture\ndef late():\n    yield\n    1 / 0\ndef test_a(answer, late):\n    pass",
            "x = 1",
            "error",
            "The test itself stopped (ZeroDivisionError",
        ),
        ("def test_a(answer):\n    sys.exit(0)\nimport sys", "x = 1", "error", "The test itself stopped (SystemExit"),
    ],
)
def test_however_a_test_ends_it_is_a_case(make: Make, tests: str, answer: str, status: str, says: str) -> None:
    """Asserts, skips, broken fixtures, a value that the test cannot use: never a pass, and always a sentence."""
    marked = tests.replace("def test_a", "@pytest.mark.task('one')\ndef test_a")
    result = one(make(f"{marked}\n"), answer)
    assert [(status, 0.0)] == states(result)
    assert any(says in case.message for case in result.tasks[0].cases), result.tasks[0].cases
    assert all(len(case.message) <= 500 for case in result.tasks[0].cases)


@pytest.mark.parametrize(
    ("stops", "points", "cases"), [("", 1.5, 4), ("    1 / 0\n", 0.0, 2), ("    assert answer.f()\n", 0.0, 2)]
)
def test_a_test_that_stops_midway_gives_no_share(make: Make, stops: str, points: float, cases: int) -> None:
    """Subtests that passed before the test stopped do not count: nobody knows how many were to come."""
    tests = (
        "@pytest.mark.task('one')\ndef test_a(answer, subtests):\n    '''All four.'''\n    for n in range(4):\n"
        f"        with subtests.test(f'number {{n}}'):\n            assert n\n{stops}"
    )
    result = one(make(tests, partial=True), "def f(): return False")
    assert (points, cases) == (result.tasks[0].points, len(result.tasks[0].cases))


def test_a_case_is_called_by_its_docstring_and_number(make: Make) -> None:
    """The first paragraph in one line, and which of several cases; the test's name where there is no docstring."""
    tests = (
        "@pytest.mark.task('one')\n@pytest.mark.parametrize('case', range(2))\ndef test_a(answer, case):\n"
        "    '''A line,\n    and another.\n\n    Not for learners.\n    '''\n"
        "@pytest.mark.task('one')\n@pytest.mark.parametrize('x', ['low', 'high'])\n"
        "def test_b(answer, x):\n    '''B.'''\n"
        "@pytest.mark.task('one')\ndef test_c(answer, subtests):\n    with subtests.test(): pass\n"
    )
    names = [case.name for case in one(make(tests), "x = 1").tasks[0].cases]
    assert [
        "A line, and another. (case 1)",
        "A line, and another. (case 2)",
        "B. (low)",
        "B. (high)",
        "test_c",
    ] == names


def test_a_fresh_program_for_each_task_and_none_between(make: Make) -> None:
    """Module state lives for one task: the tests of a task share it, those of another do not."""
    exercise = make(
        "@pytest.mark.task('one')\ndef test_a(answer):\n    assert answer.f() == 1\n"
        "@pytest.mark.task('one')\ndef test_b(answer):\n    assert answer.f() == 2\n"
    )
    manifest = exercise.folder / "exercise.toml"
    manifest.write_text(manifest.read_text() + '[[tasks]]\nid = "two"\ntitle = "Two"\npoints = 1\n')
    test_file = exercise.test_file
    test_file.write_text(
        test_file.read_text() + "@pytest.mark.task('two')\ndef test_c(answer):\n    assert answer.f() == 1\n"
    )
    for place in ("child", "in-process"):
        assert 3.0 == one(exercise, "n = 0\ndef f():\n    global n\n    n += 1\n    return n\n", place).score


def test_an_essay_is_text_with_its_parts(make: Make) -> None:
    """The test of an essay sees sections, words and claims."""
    tests = (
        "@pytest.mark.task('one')\ndef test_a(answer):\n    assert answer.claims == ('a-b',) and answer.words == 2\n"
    )
    assert 2.0 == one(make(tests, "essay"), "## One\nword [a-b]\nword\n").score


@pytest.mark.parametrize(
    ("tests", "says"),
    [
        ("def test_a(answer): pass", "test_a names no task of the exercise: write @pytest.mark.task with one of one"),
        ("@pytest.mark.task('two')\ndef test_a(answer): pass", "test_a names no task of the exercise"),
        ("@pytest.mark.task(1, 2)\ndef test_a(answer): pass", "names no task"),
        ("def nothing(): pass", "this exercise has no tests: write one for each task"),
        ("1 / 0", "the tests cannot be collected"),
        ("def test_a(:", "the tests cannot be collected"),
        ("@pytest.mark.tsak('one')\ndef test_a(answer): pass", "the tests cannot be collected"),
        ("import nowhere", "the tests cannot be collected"),
    ],
)
def test_a_broken_test_file_is_one_sentence(make: Make, tests: str, says: str) -> None:
    """The exercise is at fault, not the learner: file and mend; and the next exercise is judged all the same."""
    exercise = make(tests)
    with pytest.raises(Problem, match=says) as caught:
        one(exercise, "x = 1")
    assert 2 == caught.value.status
    assert "test_answer.py: " in str(caught.value)
    good = make("@pytest.mark.task('one')\ndef test_a(answer):\n    assert answer.f()\n")
    assert 2.0 == one(good, "def f(): return True").score


def test_a_task_without_tests_is_no_pass(make: Make) -> None:
    """Points are never given for what nothing looked at."""
    exercise = make("@pytest.mark.task('one')\ndef test_a(answer): pass\n")
    manifest = exercise.folder / "exercise.toml"
    manifest.write_text(manifest.read_text() + '[[tasks]]\nid = "two"\ntitle = "Two"\npoints = 1\n')
    assert [("passed", 2.0), ("error", 0.0)] == states(one(exercise, "x = 1"))


def test_two_exercises_with_the_same_names_do_not_mix(sums: Exercise, dates: Exercise, tmp_path: Path) -> None:
    """Each judge has its own tests, also where another root holds an exercise of the same name, also side by side."""
    with KeptJudge(sums, LOCAL_KEY, place="in-process") as first, KeptJudge(dates, LOCAL_KEY) as second:
        assert 6.0 == first(sums.solution.read_bytes()).score
        assert 2.0 == second(dates.solution.read_bytes()).score
        assert 6.0 == first(sums.solution.read_bytes()).score
    other = tmp_path / "private" / sums.id
    other.parent.mkdir(parents=True)
    dates.folder.rename(other)
    assert 2.0 == one(load_exercise(other, tmp_path / "private"), (other / "solution/answer.toml").read_text()).score


def test_the_surroundings_do_not_reach_the_judge(
    sums: Exercise, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A conftest, settings in the environment, a pytest.ini above: none counts; and nothing is printed."""
    (sums.folder.parent / "conftest.py").write_text("raise SystemExit\n")
    (sums.folder / "conftest.py").write_text("def pytest_runtest_call(item): raise SystemExit\n")
    (sums.folder / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    assert 6.0 == one(sums, "print('loud')\n" + sums.solution.read_text()).score
    assert "--no-such-option" == os.environ["PYTEST_ADDOPTS"]
    assert ("", "") == capfd.readouterr()


def test_nothing_is_left_in_this_process(sums: Exercise) -> None:
    """Modules, paths and streams are as before."""
    before = (sys.stdout, sys.stderr, sys.stdin, list(sys.path), sys.getrecursionlimit())
    names = {name for name in sys.modules if "test_answer" in name or name == "answer"}
    one(sums, sums.solution.read_text())
    assert before == (sys.stdout, sys.stderr, sys.stdin, list(sys.path), sys.getrecursionlimit())
    assert names == {name for name in sys.modules if "test_answer" in name or name == "answer"}


# ---- versions


def test_a_version_covers_all_that_a_verdict_depends_on(sums: Exercise) -> None:
    """Manifest, tests and data count; the solution and the reasons do not."""
    first = exercise_version(sums)
    (sums.folder / "why.md").write_text("Another reason.\n")
    assert first == exercise_version(sums)
    seen = {first}
    (sums.folder / "data").mkdir()
    for path in (sums.folder / "data" / "numbers.csv", sums.test_file, sums.folder / "exercise.toml"):
        path.write_text((path.read_text() if path.exists() else "") + "\n# changed\n")
        seen.add(exercise_version(sums))
    assert 4 == len(seen)
    assert f"pytest{pytest.__version__}" in grader_version()
