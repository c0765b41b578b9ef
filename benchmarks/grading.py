"""How long a learner and a teacher wait: `python benchmarks/grading.py`. Printed, not asserted.

Measures, on an exercise that it writes itself into a temporary folder:
- `check` from the command to the end of the process, median of ten;
- `check --watch` from the moment of a save to the moment when the verdict stands in the terminal, median of ten;
- `grade` on a folder of 200 submissions, in submissions per second.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

TESTS = '''\
import pytest

from takedown.grading import expect


@pytest.mark.task("add")
def test_add(answer, draw):
    """Two drawn numbers are added."""
    a, b = draw.randint(3, 99), draw.randint(3, 99)
    assert expect(answer.add(a, b), equals=a + b)


@pytest.mark.task("double")
@pytest.mark.parametrize("case", range(20))
def test_double(answer, draw, case):
    """A drawn number is doubled."""
    number = draw.randint(1, 99) * (case + 1)
    assert expect(answer.double(number), equals=2 * number)
'''
MANIFEST = """\
title = "Two sums"
kind = "code"
level = 1
minutes = 5
objectives = ["add and double whole numbers"]
hints = ["Use the plus sign."]
[[tasks]]
id = "add"
title = "Adding"
points = 2
[[tasks]]
id = "double"
title = "Doubling"
points = 4
partial = true
"""
SOLUTION = "def add(a, b):\n    return a + b\n\n\ndef double(a):\n    return 2 * a\n"
ANSWERS = (
    SOLUTION,
    SOLUTION.replace("a + b", "a - b"),
    SOLUTION.replace("2 * a", "2 * a if a < 500 else a"),
    "def add(:\n",
)
TIMES = 10
CLASS = 200


def write(root: Path) -> Path:
    """A repository with one exercise; its folder."""
    folder = root / "exercises" / "01_bench" / "sums"
    folder.mkdir(parents=True)
    (root / "chapters").mkdir()
    (root / "book.yml").touch()
    for name, text in {
        "exercise.toml": MANIFEST, "test_answer.py": TESTS, "answer.py": "", "task.md": "", "why.md": "Because.\n",
    }.items():  # fmt: skip
        (folder / name).write_text(text)
    (folder / "solution").mkdir()
    (folder / "solution" / "answer.py").write_text(SOLUTION)
    work = root / "work" / "01_bench" / "sums"
    work.mkdir(parents=True)
    (work / "answer.py").write_text(SOLUTION)
    return work / "answer.py"


def takedown(*words: str) -> list[str]:
    """A command."""
    return [sys.executable, "-m", "takedown", *words]


def check(root: Path) -> list[float]:
    """Seconds of each `check`."""
    seconds = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        subprocess.run(takedown("check", "sums"), cwd=root, stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - began)
    return seconds[1:]  # the first compiles


def watch(root: Path, answer: Path) -> list[float]:
    """Seconds from each save to its verdict."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = takedown("check", "sums", "--watch")
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, env=environment) as process:
        told: list[float] = []
        seen = threading.Event()

        def listen() -> None:
            for line in process.stdout or ():
                if " points." in line:
                    told.append(time.perf_counter())
                    seen.set()

        threading.Thread(target=listen, daemon=True).start()
        seen.wait(30)
        seconds = []
        for number in range(TIMES):
            time.sleep(0.3)
            seen.clear()
            began = time.perf_counter()
            answer.write_text(SOLUTION + f"# save {number}\n")
            seen.wait(30)
            seconds.append(told[-1] - began)
        process.kill()
    return seconds


def grade(root: Path) -> float:
    """Seconds for a class."""
    handed = root / "handed"
    handed.mkdir()
    for number in range(CLASS):
        (handed / f"s{number:03}.py").write_text(ANSWERS[number % len(ANSWERS)] + f"# {number}\n")
    began = time.perf_counter()
    words = ("grade", str(handed), "--out", str(root / "out"), "--exercise", "sums", "--unconfined")
    subprocess.run(takedown(*words), cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        answer = write(root)
        print(f"load average before: {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
        seconds = check(root)
        print(f"check: median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s of {TIMES}")
        seconds = watch(root, answer)
        print(
            f"watch, save to verdict: median {statistics.median(seconds):.3f} s, worst {max(seconds):.3f} s of {TIMES}"
        )
        took = grade(root)
        print(f"grade: {CLASS} submissions in {took:.1f} s, {CLASS / took:.0f} per second")


if __name__ == "__main__":
    main()
