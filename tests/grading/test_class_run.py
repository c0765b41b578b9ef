"""A class: from a folder of submissions to gradebook, pages and results; the same whatever happens on the way."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from takedown.cli import takedown
from takedown.course import load_exercise
from takedown.grading import classrun
from takedown.grading.classrun import Run, grade_class, output_names
from takedown.grading.gradebook import number, safe
from takedown.grading.results import Result
from takedown.grading.store import FILE
from takedown.grading.submit import submission
from takedown.problems import Problem

SOLUTION = b"def add(a, b):\n    return a + b\n\n\ndef double(a):\n    return 2 * a\n"
KEY = "00" * 32
GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture
def handed(repository: Path) -> Path:
    """Submissions of six students: folders, a zip, hostile and broken ones, and two that cannot be taken."""
    root = repository.parent / "handed"

    def put(student: str, exercise: str, content: bytes) -> None:
        path = root / student / "01_the_case" / exercise / ("answer.py" if exercise == "sums" else "answer.toml")
        path.parent.mkdir(parents=True)
        path.write_bytes(content)

    put("al", "sums", SOLUTION)
    put("al", "dates", (repository / "exercises/01_the_case/dates/solution/answer.toml").read_bytes())
    put("bo", "sums", SOLUTION.replace(b"2 * a", b"2 * a if a < 50 else '=1+1'"))
    put("bo", "dates", (repository / "exercises/01_the_case/dates/wrong/day__report.toml").read_bytes())
    put("cy", "sums", b"raise ValueError('<script>alert(1)</script> =cmd')\n")
    put("dee", "sums", b"import os\nos._exit(0)\n")
    packed = {"01_the_case/sums": ("py", SOLUTION.replace(b"a + b", b"a - b"))}
    (root / "eve.zip").write_bytes(submission(packed, "somebody-else"))
    (root / "fay").mkdir()
    (root / "broken.zip").write_bytes(b"PK no archive")
    (root / "notes.docx").write_bytes(b"x")
    return root


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key of the class."""
    path = tmp_path / "class.txt"
    path.write_text(KEY)
    return path


def grade(handed: Path, out: Path, *more: str) -> Any:
    """Type the command."""
    return CliRunner().invoke(takedown, ["grade", str(handed), "--out", str(out), "--unconfined", *more])


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def files(folder: Path) -> dict[str, bytes]:
    """Every file that people read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(FILE)
    }


def test_a_class_from_folder_to_gradebook(handed: Path, key: Path, tmp_path: Path) -> None:
    """Each student, exercise and task has its row; what could not be taken has a row of its own; nobody is lost."""
    out = tmp_path / "out"
    result = grade(handed, out, "--key-file", str(key))
    assert 0 == result.exit_code, result.output
    assert "students, 7 answers, judged unconfined" in " ".join(result.output.split())
    book = rows(out / "gradebook.csv")
    points = {(row["student"], row["task"]): (row["points"], row["status"]) for row in book}
    assert ("2", "passed") == points["al", "add"]
    assert ("4", "passed") == points["al", "double"]
    assert ("2", "passed") == points["al", "day"]
    assert ("1", "partial") == points["bo", "day"]
    assert ("0", "failed") == points["cy", "add"]
    assert ("0", "waiting") == points["cy", "double"]
    assert ("0", "failed") == points["dee", "add"]
    assert ("0", "failed") == points["eve", "add"]
    assert ("4", "passed") == points["eve", "double"]
    assert ("0", "missing") == points["fay", "day"]
    assert {"unconfined"} == {row["confinement"] for row in book}
    totals = {row["student"]: (row["auto"], row["total"], row["max"]) for row in rows(out / "totals.csv")}
    assert ("8", "8", "8") == totals["al"]
    assert ("0", "0", "8") == totals["fay"]
    problems = {(row["student"], row["problem"]) for row in rows(out / "problems.csv")}
    assert any(student == "eve" and "somebody-else" in problem for student, problem in problems)
    assert any(student == "fay" and "no answer found" in problem for student, problem in problems)
    assert any(student == "broken" and "damaged archive" in problem for student, problem in problems)
    assert any(student == "notes" for student, _ in problems)


def test_a_class_gives_the_golden_files(handed: Path, key: Path, tmp_path: Path) -> None:
    """What teacher and students get, word for word; TAKEDOWN_GOLDEN=write makes the files anew."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    made = {name: content.decode() for name, content in files(out).items() if not name.endswith((".sqlite", ".key"))}
    if os.environ.get("TAKEDOWN_GOLDEN") == "write":
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, text in made.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")
    wanted = {name: content.decode() for name, content in files(GOLDEN).items()}
    assert wanted.keys() == made.keys()
    for name, text in wanted.items():
        assert text == made[name], name


def test_results_fit_their_schema_and_add_up(handed: Path, key: Path, tmp_path: Path) -> None:
    """Each result is the truth that the gradebook shows; it says what stood between program and machine."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    schema = json.loads((Path(classrun.__file__).with_name("result.schema.json")).read_text())
    found = sorted((out / "results").rglob("*.json"))
    assert 7 == len(found)
    for path in found:
        jsonschema.validate(json.loads(path.read_text()), schema)
        result = Result.from_json(path.read_text())
        assert ("unconfined",) == result.layers
        student = path.relative_to(out / "results").parts[0]
        total = sum(
            float(row["points"])
            for row in rows(out / "gradebook.csv")
            if (row["student"], row["exercise"]) == (student, result.exercise)
        )
        assert result.score == total
        assert KEY not in path.read_text()


class Page(html.parser.HTMLParser):
    """Tags of a page that fetch or run something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href", "action"}]


def test_nothing_of_a_stranger_is_live_in_a_report(handed: Path, key: Path, tmp_path: Path) -> None:
    """No script, no formula, no control character: in pages and tables alike."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    for path in [*(out / "feedback").glob("*.html"), out / "class.html"]:
        page = Page(path.read_text("utf-8"))
        assert not {"script", "img", "iframe", "link", "object", "form"} & page.tags
        assert [] == page.addresses
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in (out / "feedback/cy.html").read_text()
    for name in ("gradebook.csv", "totals.csv", "problems.csv"):
        for row in csv.reader(io.StringIO((out / name).read_text("utf-8"))):
            assert not any(re.match(r"\s*[=+@\t\r\-]", cell) for cell in row)
    assert "judged with confinement" not in (out / "class.html").read_text()
    assert "Judged with confinement: unconfined." in (out / "class.html").read_text()


def test_the_class_page_names_nobody(handed: Path, key: Path, tmp_path: Path) -> None:
    """How each task went, and what fell short most often, without a name."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    text = (out / "class.html").read_text()
    assert "Fell short most often" in text
    assert "press, Day (1)" in text
    assert not any(re.search(rf"\b{student}\b", text) for student in ("al", "bo", "cy", "dee", "eve", "fay"))


def test_the_same_input_gives_the_same_files(handed: Path, key: Path, tmp_path: Path) -> None:
    """Two runs, and a run again into the same folder: byte for byte; judged before is not judged again."""
    one, two = tmp_path / "one", tmp_path / "two"
    grade(handed, one, "--key-file", str(key))
    grade(handed, two, "--key-file", str(key))
    assert files(one) == files(two)
    again = grade(handed, one, "--key-file", str(key))
    assert "7 of 7 answers were judged before." in again.output
    assert files(one) == files(two)


def test_what_changed_is_judged_again(
    handed: Path, key: Path, tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another answer, another exercise, another key, another grader: only what a verdict depends on is judged anew."""
    monkeypatch.setattr(classrun, "grader_version", lambda: "one")
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    (handed / "dee/01_the_case/sums/answer.py").write_bytes(SOLUTION)
    assert "6 of 7 answers were judged before." in grade(handed, out, "--key-file", str(key)).output
    manifest = repository / "exercises/01_the_case/dates/exercise.toml"
    manifest.write_text(manifest.read_text().replace("points = 2", "points = 4"))
    assert "5 of 7 answers were judged before." in grade(handed, out, "--key-file", str(key)).output
    key.write_text("11" * 32)
    assert "were judged before" not in grade(handed, out, "--key-file", str(key)).output
    assert "7 of 7 answers were judged before." in grade(handed, out, "--key-file", str(key)).output
    monkeypatch.setattr(classrun, "grader_version", lambda: "two")
    assert "were judged before" not in grade(handed, out, "--key-file", str(key)).output


def test_a_killed_run_ends_with_the_same_gradebook(handed: Path, key: Path, tmp_path: Path, repository: Path) -> None:
    """Killed in the middle, started again: what was judged is kept, and the files are those of a run in one go."""
    for number_ in range(25):
        path = handed / f"s{number_:02}" / "01_the_case/sums/answer.py"
        path.parent.mkdir(parents=True)
        path.write_bytes(SOLUTION + f"# {number_}\n".encode())
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    grade(handed, whole, "--key-file", str(key))
    command = [
        sys.executable,
        "-m",
        "takedown",
        "grade",
        str(handed),
        "--out",
        str(killed),
        "--unconfined",
        "--key-file",
        str(key),
    ]
    process = subprocess.Popen(command, cwd=repository, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        store = killed / FILE
        if store.exists() and store.stat().st_size > 30_000:
            break
        time.sleep(0.005)
    process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()
    out = grade(handed, killed, "--key-file", str(key))
    assert 0 == out.exit_code
    assert files(whole) == files(killed)


def test_a_run_that_is_interrupted_keeps_what_was_judged(
    handed: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after three answers: the next run judges the rest only."""
    real = classrun.map_shards
    out = tmp_path / "out"

    def interrupted(do: Any, shards: Any) -> Iterator[Any]:
        for count, item in enumerate(real(do, shards)):
            if count == 3:
                raise KeyboardInterrupt
            yield item

    monkeypatch.setattr(classrun, "map_shards", interrupted)
    grade(handed, out, "--key-file", str(key))
    monkeypatch.setattr(classrun, "map_shards", real)
    assert "3 of 7 answers were judged before." in grade(handed, out, "--key-file", str(key)).output


def test_a_judge_that_stops_at_one_answer_loses_no_other(
    handed: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The culprit becomes a row of problems; every other answer has its points."""
    real = classrun.KeptJudge.__call__

    def stops(self: Any, content: bytes, student: str = "") -> Result:
        if student == "cy":
            raise OSError("out of paper")
        return real(self, content, student)

    monkeypatch.setattr(classrun.KeptJudge, "__call__", stops)
    out = tmp_path / "out"
    assert 0 == grade(handed, out, "--key-file", str(key)).exit_code
    problems = {row["student"]: row["problem"] for row in rows(out / "problems.csv")}
    assert "the judge stopped at it: OSError: out of paper" == problems["cy"]
    assert "8" == {row["student"]: row["auto"] for row in rows(out / "totals.csv")}["al"]
    assert (
        "missing" == {(row["student"], row["task"]): row["status"] for row in rows(out / "gradebook.csv")}["cy", "add"]
    )


def test_a_key_is_drawn_where_none_is_given(handed: Path, tmp_path: Path) -> None:
    """Kept beside the results, so that the next run and every regrade draw the same."""
    out = tmp_path / "out"
    assert "A key was drawn for this class" in grade(handed, out).output
    before = files(out)
    assert "A key was drawn" not in grade(handed, out).output
    assert before == files(out)


def test_lateness_is_deducted_from_what_was_earned(handed: Path, key: Path, tmp_path: Path) -> None:
    """A table of times gives the deduction; it is shown apart, and computed again when a date moves."""
    out = tmp_path / "out"
    times = tmp_path / "times.csv"
    times.write_text("student,due,submitted\nal,2026-03-01T12:00,2026-03-02T11:00\n")
    grade(handed, out, "--key-file", str(key), "--times", str(times))
    assert ("0.8", "7.2") == next(
        (row["late"], row["total"]) for row in rows(out / "totals.csv") if row["student"] == "al"
    )
    assert "0.8 points are deducted for lateness: 7.2 remain." in (out / "feedback/al.html").read_text()
    grade(handed, out, "--key-file", str(key))
    assert ("0", "8") == next((row["late"], row["total"]) for row in rows(out / "totals.csv") if row["student"] == "al")


def test_one_exercise_of_a_flat_folder(repository: Path, key: Path, tmp_path: Path) -> None:
    """As an LMS exports it: student.py; a file of another kind is a problem."""
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "al.py").write_bytes(SOLUTION)
    (flat / "bo.toml").write_bytes(b"x")
    out = tmp_path / "out"
    assert 0 == grade(flat, out, "--key-file", str(key), "--exercise", "sums").exit_code
    assert ["al", "al"] == [row["student"] for row in rows(out / "gradebook.csv") if row["status"] == "passed"]
    assert "wants a .py file" in rows(out / "problems.csv")[0]["problem"]


def test_exercises_of_a_private_root(
    repository: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A root of the teacher's own counts with the book's or without a book; its exercise stands before the book's."""
    private = tmp_path / "private"
    folder = private / "01_the_case/sums"
    folder.parent.mkdir(parents=True)
    (repository / "exercises/01_the_case/sums").rename(folder)
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "al.py").write_bytes(SOLUTION)
    words = ("--key-file", str(key), "--exercise", "sums", "--exercises", str(private))
    assert 0 == grade(flat, tmp_path / "one", *words).exit_code
    (tmp_path / "bare").mkdir()
    monkeypatch.chdir(tmp_path / "bare")
    assert 0 == grade(flat, tmp_path / "two", *words).exit_code
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert "no such folder of exercises" in str(grade(flat, tmp_path / "three", "--exercises", "nowhere").exception)
    assert isinstance(grade(flat, tmp_path / "three").exception, Problem)


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda handed, out: handed / "out", "this lies in the folder of submissions: give another --out"),
        (lambda handed, out: out.parent / "class.txt", "this is a file: give a folder to --out"),
        (
            lambda handed, out: _with_thesis(out),
            "this folder holds other things",
        ),
    ],
)
def test_nothing_else_is_ever_removed(
    handed: Path, key: Path, tmp_path: Path, prepare: Callable[[Path, Path], Path], says: str
) -> None:
    """Old results are removed from --out, so a folder that holds anything else is refused."""
    place = prepare(handed, tmp_path / "out")
    before = files(place) if place.is_dir() else {}
    assert says in str(grade(handed, place, "--key-file", str(key)).exception)
    assert before == (files(place) if place.is_dir() else {})


def _with_thesis(folder: Path) -> Path:
    folder.mkdir()
    (folder / "thesis.txt").touch()
    return folder


def test_results_of_an_earlier_run_do_not_linger(handed: Path, key: Path, tmp_path: Path) -> None:
    """A student who is no longer there has no page any more."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    assert (out / "feedback/dee.html").exists()
    (handed / "dee/01_the_case/sums/answer.py").unlink()
    for folder in ("dee/01_the_case/sums", "dee/01_the_case", "dee"):
        (handed / folder).rmdir()
    grade(handed, out, "--key-file", str(key))
    assert not (out / "feedback/dee.html").exists()
    assert not (out / "results/dee").exists()


def test_every_student_has_a_file_name_of_his_own() -> None:
    """Names that one system would take for the same are kept apart, and are the same in each run."""
    names = output_names({"al", "AL", "\u212bl", "\u00e5l", "con", "bo."})
    assert 6 == len({name.casefold() for name in names.values()})
    assert names == output_names({"bo.", "con", "\u00e5l", "\u212bl", "AL", "al"})


def test_an_essay_waits_for_a_person(repository: Path, key: Path, tmp_path: Path) -> None:
    """Points by the rubric are open in the totals, and said on the page."""
    folder = repository / "exercises/01_the_case/essay"
    folder.mkdir()
    (folder / "exercise.toml").write_text(
        'title = "Essay"\nkind = "essay"\nlevel = 1\nminutes = 1\nobjectives = ["o"]\nhints = ["h"]\n'
        '[[tasks]]\nid = "form"\ntitle = "Form"\npoints = 1\n'
        '[[rubric]]\nid = "r"\ntitle = "Reasons"\npoints = 5\nweak = "w"\nstrong = "s"\n'
    )
    (folder / "answer.md").write_text("# Essay\n")
    (folder / "test_answer.py").write_text(
        "import pytest\n@pytest.mark.task('form')\ndef test_words(answer):\n    '''Three words.'''\n"
        "    assert answer.words >= 3\n"
    )
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "al.md").write_text("one two three\n")
    out = tmp_path / "out"
    assert 0 == grade(flat, out, "--key-file", str(key), "--exercise", "essay").exit_code
    assert [("1", "", "5")] == [(row["auto"], row["manual"], row["manual_max"]) for row in rows(out / "totals.csv")]
    assert "Up to 5 more points are given by a person" in (out / "feedback/al.html").read_text()


def test_a_damaged_store_is_told_and_judged_again(handed: Path, key: Path, tmp_path: Path) -> None:
    """The store of an earlier run is broken: kept aside, everything judged again, the same files."""
    out = tmp_path / "out"
    grade(handed, out, "--key-file", str(key))
    before = files(out)
    (out / FILE).write_bytes(b"no database" * 900)
    again = grade(handed, out, "--key-file", str(key))
    assert "was damaged and kept as grades.1.sqlite" in again.output
    assert before == {name: content for name, content in files(out).items() if "sqlite" not in name}


def test_many_wrong_cases_are_counted_not_listed(repository: Path, key: Path, tmp_path: Path) -> None:
    """A page stays readable: twenty cases of a task are shown, the others counted."""
    test_file = repository / "exercises/01_the_case/sums/test_answer.py"
    test_file.write_text(test_file.read_text().replace("range(4)", "range(30)"))
    flat = tmp_path / "flat"
    flat.mkdir()
    (flat / "al.py").write_bytes(b"def double(a): return 0\n")
    grade(flat, tmp_path / "out", "--key-file", str(key), "--exercise", "sums")
    assert "and 10 more." in (tmp_path / "out/feedback/al.html").read_text()


def test_grading_from_python(handed: Path, key: Path, tmp_path: Path, repository: Path) -> None:
    """The class run is a function too, for those who call it from a script."""
    exercise = load_exercise(repository / "exercises/01_the_case/sums", repository)
    said: list[str] = []
    lines = grade_class(Run(handed, tmp_path / "out", {exercise.id: exercise}, key_file=key), say=said.append)
    assert "judged unconfined" in lines[0]


def test_numbers_and_cells_for_people() -> None:
    """Points without needless digits; a cell that would be a formula is text."""
    assert ["4", "2.5", "0.3333", "0", "0"] == [number(value) for value in (4.0, 2.5, 1 / 3, 0.0, -0.0)]
    for cell in ("=1+1", "+1", "-1", "@x", " =x", "\t=x", "\uff1dx"):
        assert safe(cell).startswith("'")
    assert ("a-b", "3", "a b") == (safe("a-b"), safe(3), safe("a\nb"))


# ---- variants of a class


def test_variants_are_assigned_and_derived_again(repository: Path, tmp_path: Path) -> None:
    """A key is drawn once; each student's values can be derived again from it, and are those that grade uses."""
    folder = repository / "exercises/01_the_case/sums"
    manifest = folder / "exercise.toml"
    manifest.write_text(manifest.read_text().replace("limits =", 'variant = ["size"]\nlimits ='))
    (folder / "data").mkdir()
    (folder / "data/variant.toml").write_text("[size]\nvalues = [3, 4, 5, 6, 7, 8, 9]\n")
    roster, key = tmp_path / "roster.csv", tmp_path / "class.key"
    roster.write_text("student\nal\nbo\n")

    def assign(*more: str) -> Any:
        return CliRunner().invoke(takedown, ["assign", "--roster", str(roster), "--key-file", str(key), *more])

    assert "no such key file" in str(assign("--show", "al").exception)
    first = assign()
    assert "A key was drawn:" in first.stderr
    found = list(csv.DictReader(io.StringIO(first.stdout)))
    assert ["al", "bo"] == [row["student"] for row in found]
    assert first.stdout == assign().stdout
    assert [found[1]] == list(csv.DictReader(io.StringIO(assign("--show", "bo").stdout)))
    assert "'cy' is not on the roster: give a student of the list" in str(assign("--show", "cy").exception)
    flat = tmp_path / "flat"
    flat.mkdir()
    for student in ("al", "bo"):
        (flat / f"{student}.py").write_bytes(SOLUTION)
    grade(flat, tmp_path / "out", "--key-file", str(key), "--exercise", "sums")
    results = [
        Result.from_json((tmp_path / f"out/results/{row['student']}/01_the_case/sums.json").read_text())
        for row in found
    ]
    assert [{"size": int(row["value"])} for row in found] == [result.variant for result in results]
