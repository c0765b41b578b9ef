"""A small course for the tests of the learner's loop and of class runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

SUMS = {
    "exercise.toml": """\
title = "Two sums"
kind = "code"
level = 1
minutes = 5
objectives = ["add and double whole numbers"]
hints = ["What does a function give back without return?", "Use the plus sign."]
limits = {wall = 2}

[[tasks]]
id = "add"
title = "Adding two numbers"
points = 2

[[tasks]]
id = "double"
title = "Doubling a number"
points = 4
partial = true
""",
    "task.md": "Write `add`.\nThen write `double`.\n",
    "why.md": "Addition {term}`commutes <commutative>`; {cite}`nobody` disputes it.\n\n- So does **doubling**.\n",
    "answer.py": '"""Two sums."""\n\n\ndef add(a, b):\n    """Give the sum."""\n\n\n'
    'def double(a):\n    """Give it twice."""\n',
    "solution/answer.py": "def add(a, b):\n    return a + b\n\n\ndef double(a):\n    return 2 * a\n",
    "wrong/add__times.py": "# Multiplies instead of adding.\n"
    "def add(a, b):\n    return a * b\n\n\ndef double(a):\n    return 2 * a\n",
    "wrong/double__small.py": "# Doubles only small numbers.\n"
    "def add(a, b):\n    return a + b\n\n\ndef double(a):\n    return 2 * a if a < 100 else a\n",
    "test_answer.py": '''\
import pytest

from takedown.grading import expect


@pytest.mark.task("add")
def test_add(answer, draw):
    """Two drawn numbers are added."""
    a, b = draw.randint(3, 99), draw.randint(3, 99)
    assert expect(answer.add(a, b), equals=a + b, because="that is what a sum is", look="the sign")


@pytest.mark.task("double")
@pytest.mark.parametrize("case", range(4))
def test_double(answer, draw, case):
    """A drawn number is doubled."""
    number = draw.randint(1, 99) * 10**case
    assert expect(answer.double(number), equals=2 * number, look="large numbers")
''',
}

DATES = {
    "exercise.toml": """\
title = "Dates of the case"
kind = "table"
level = 2
minutes = 10
objectives = ["tell the day of a message from the day of a report"]
hints = ["Look at the year first."]
release = "teacher"

[[tasks]]
id = "day"
title = "When it happened"
points = 2
""",
    "task.md": "Fill in the day of each event.\n",
    "why.md": "The first report is not the first event.\n",
    "answer.toml": '[[row]]\nid = "press"\nday = ""\n\n[[row]]\nid = "court"\nday = ""\n',
    "solution/answer.toml": '[[row]]\nid = "press"\nday = 2018-11-06\n\n[[row]]\nid = "court"\nday = 2021-03-01\n',
    "wrong/day__report.toml": "# Gives the day of the report.\n"
    '[[row]]\nid = "press"\nday = 2018-11-07\n\n[[row]]\nid = "court"\nday = 2021-03-01\n',
    "data/key.toml": """\
rows = "id"

[columns.day]
title = "Day"
type = "date"

[[row]]
id = "press"
label = "The press conference"
[row.cells]
day = ["2018-11-06"]

[[row]]
id = "court"
label = "The judgment"
[row.cells]
day = ["2021-03-01"]
""",
    "test_answer.py": '''\
import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("day")
def test_day(answer, subtests):
    """Each event has its day."""
    for case in cells(answer, KEY, columns=["day"]):
        with subtests.test(case.name):
            case.check()
''',
}


def write_exercise(root: Path, name: str, files: dict[str, str]) -> Path:
    """Write an exercise below ``root/exercises``."""
    folder = root / "exercises" / name
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="session")
def new_repository() -> Callable[[Path], Path]:
    """Makes a repository with one code and one table exercise in a folder."""

    def make(folder: Path) -> Path:
        root = folder / "book"
        (root / "chapters").mkdir(parents=True)
        (root / "book.yml").write_text("version: 1\n")
        write_exercise(root, "01_the_case/sums", SUMS)
        write_exercise(root, "01_the_case/dates", DATES)
        return root

    return make


@pytest.fixture
def repository(new_repository: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That repository as the current folder."""
    root = new_repository(tmp_path)
    monkeypatch.chdir(root)
    return root
