"""One test file, four places: the verdict on an answer is the same in each, message for message."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from takedown.course import Exercise, load_exercise
from takedown.course.exercises import exercise_folders

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [folder for folder in exercise_folders(ROOT / "exercises") if (folder / "exercise.toml").is_file()]
EXERCISES = [load_exercise(folder, ROOT) for folder in FOLDERS]
LOCAL_PLACES = {"in process", "plain pytest", "page"}  # compared with check; grade draws from the key of a class
RunEverywhere = Callable[[list[Any]], dict[str, Any]]

# What learners hand in by mistake, and values at the edges of what can travel.
MANIFEST = """\
title = "Odd values"
kind = "code"
level = 1
minutes = 5
objectives = ["give back what was asked for"]
hints = ["Read the task."]
variant = ["size"]

[[tasks]]
id = "echo"
title = "Giving back"
points = 5
partial = true

[[tasks]]
id = "state"
title = "Remembering, and refusing"
points = 3
"""
TESTS = """\
import math

import pytest

from takedown.grading import AnswerRaised, expect

VALUES = [None, True, 0, -(2**4000), 1.5, math.inf,
          math.nan, "a\\u00fc\\U0001f512", b"\\x00\\xff", [], {"k": [{}]}, ""]


@pytest.mark.task("echo")
@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_echo(answer, value):
    '''A value comes back as it was given.'''
    assert expect(answer.echo(value), equals=value)


@pytest.mark.task("echo")
def test_echo_of_drawn(answer, draw, variant):
    '''Drawn numbers come back, as many as the variant says.'''
    numbers = [draw.gauss(0, 1) for _ in range(variant["size"])]
    got = answer.echo(numbers)
    assert len(got) == variant["size"]
    assert expect(got, near=numbers)


@pytest.mark.task("state")
def test_count(answer):
    '''The first call gives 1, the second 2.'''
    assert expect(answer.count(), equals=1)
    assert expect(answer.count(), equals=2, because="the program remembers", look="global")


@pytest.mark.task("state")
def test_refusal(answer):
    '''A negative number is refused with ValueError.'''
    with pytest.raises(AnswerRaised) as caught:
        answer.root(-1)
    assert expect(caught.value.type_name, equals="ValueError", tried="root(-1)")


@pytest.mark.task("state")
def test_printed(answer, tmp_path, subtests):
    '''Printing does no harm.'''
    for number in range(3):
        with subtests.test(f"number {number}"):
            assert expect(answer.root(number * number), near=float(number))
    (tmp_path / "note.txt").write_text("seen")
"""
SOLUTION = """\
import math
calls = 0
def echo(value):
    return value
def count():
    global calls
    calls += 1
    print("called", calls)
    return calls
def root(number):
    print("x" * 1000)
    return math.sqrt(number)
"""
ODD: dict[str, bytes] = {
    "stub": b"def echo(value):\n    ...\n",
    "solution": SOLUTION.encode(),
    "with a mark and other line ends": b"\xef\xbb\xbf" + SOLUTION.replace("\n", "\r\n").encode(),
    "in another coding that it names": b"# coding: latin-1\nname = '\xe9'\n" + SOLUTION.encode(),
    "returns what cannot travel": b"def echo(v): return {1, 2}\ndef count(): return (1,)\ndef root(n): return n + 0j\n",
    "returns oddities": b"class I(int): pass\ndef echo(v): return I(3)\ndef count(): return True\n"
    b"def root(n): return {1: 2}\n",
    "returns too much": b"def echo(value): return 'x' * 70000\ndef count(): return 1 << 5000\n"
    b"def root(n):\n    a = []\n    a.append(a)\n    return a\n",
    "raises": b"def echo(value): raise LookupError('nothing here \\u202e \\x1b[31m')\ndef count(): return 1 // 0\n"
    b"def root(n):\n    raise ValueError('negative') if n < 0 else SystemExit(3)\n",
    "ends itself": b"import sys\ndef echo(v): sys.exit()\ndef count(): raise KeyboardInterrupt\ndef root(n): exit()\n",
    "calls itself for ever": b"def echo(value): return echo(value)\ndef count(): return 1\ndef root(n): return n\n",
    "asks the keyboard": b"def echo(value): return input('value? ')\ndef count(): return 1\n",
    "names a function otherwise": b"def ecko(value): return value\ncount = 3\n",
    "breaks off": b"def echo(value):\n    return value\n\ndef count(:\n",
    "mixes tabs and spaces": b"def echo(value):\n    if value:\n\treturn value\n",
    "stops while it loads": b"import math\nmath.sqrt(-1)\n",
    "ends while it loads": b"import sys\nsys.exit(0)\n",
    "asks for a package": b"import numppy\n",
    "asks for our own package": b"from takedown.grading import expect\n",
    "is empty": b" \n",
    "is in a coding that it hides": b"# caf\xe9\n" + SOLUTION.encode(),
    "names a coding that nobody has": b"# coding: rot13\n" + SOLUTION.encode(),
    "holds a zero byte": SOLUTION.encode() + b"\0\0",
    "is a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
}


@pytest.fixture
def odd_exercise(tmp_path: Path) -> Exercise:
    """An exercise that sends every kind of value there and back."""
    folder = tmp_path / "odd" / "98_odd" / "values"
    (folder / "data").mkdir(parents=True)
    (folder / "exercise.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "test_answer.py").write_text(TESTS, encoding="utf-8")
    (folder / "answer.py").write_bytes(ODD["stub"])
    (folder / "data" / "variant.toml").write_text(
        "[size]\nlow = 3\nhigh = 9\nstep = 1\ndefault = 5\n", encoding="utf-8"
    )
    return load_exercise(folder, folder.parents[1])


Compare = Callable[[list[Any]], None]


@pytest.fixture
def compare(run_everywhere: RunEverywhere, subtests: pytest.Subtests) -> Compare:
    """Runs answers in every place, and compares what each says with check."""

    def run(answers: list[Any]) -> None:
        places = run_everywhere(answers)
        for each in answers:
            for place in LOCAL_PLACES & set(places):
                with subtests.test(f"{each.id} in {place}"):
                    has_other_python = place == "page"
                    wanted = told(places["check"][each.id], has_other_python)
                    assert wanted == told(places[place][each.id], has_other_python)
            with subtests.test(f"{each.id} in grade"):
                assert told(places["judge for the class"][each.id]) == told(places["grade"][each.id])

    return run


def test_every_answer_has_one_verdict(
    compare: Compare, answers_of: Callable[[Exercise], list[Any]], given: Any, odd_exercise: Exercise
) -> None:
    """Stub, solution and wrong answers of the first chapter, a wrong answer of each other exercise, and odd files."""
    answers = [given(odd_exercise, name, content) for name, content in ODD.items()]
    for exercise in EXERCISES:
        own = answers_of(exercise)
        answers += own if exercise.chapter == "01_the_case" else own[2:3]
    compare(answers)


@pytest.mark.slow
def test_every_answer_of_the_book_has_one_verdict(
    compare: Compare, answers_of: Callable[[Exercise], list[Any]]
) -> None:
    """Stub, solution, every wrong answer and every sample of every exercise in the repository."""
    compare([each for exercise in EXERCISES for each in answers_of(exercise)])


def test_the_page_is_one_of_the_places(has_page: bool) -> None:
    """Python for the page is installed; else this line says that it was left out."""
    if not has_page:
        pytest.skip("Python for the page is not there: .venv/bin/npm ci in web/ installs it")


def told(result: Any, without_pythons_words: bool = False) -> list[tuple[object, ...]]:
    """A verdict as rows; what Python itself says of an exception differs between its versions."""
    return [
        (
            task.id,
            task.status,
            task.points,
            task.max,
            case.name,
            case.status,
            _words(case.message, without_pythons_words),
        )
        for task in result.tasks
        for case in task.cases
    ]


def _words(message: str, without_pythons_words: bool) -> str:
    own = re.sub(r"(\w+(?:Error|Exit|Interrupt)): .*?(?= at line \d+$|$)", r"\1", message, flags=re.MULTILINE)
    return own if without_pythons_words else message
