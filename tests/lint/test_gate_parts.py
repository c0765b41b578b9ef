"""The gate over small exercises: the good ones pass, each way of being weak is found, with file and mend."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from takedown.cli import takedown
from takedown.lint.gate import Report, gate, inspect

EX = "exercises/18_the_appeal"
CODE, MODEL, TABLE, ESSAY = (
    f"{EX}/{name}" for name in ("middle_value", "shared_birthday", "who_says_what", "both_sides")
)

EXERCISES = {"code": CODE, "model": MODEL, "table": TABLE, "essay": ESSAY}
WEAK = tomllib.loads(Path(__file__).with_name("weak.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture
def judged(root: Path):
    """What the gate says of one exercise, in this process: its problems as sentences, and its line."""

    def inspected(name: str) -> tuple[list[str], str]:
        report = inspect(root / name, root, "in-process")
        return [str(problem) for problem in report.problems], report.line

    return inspected


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (CODE, "18_the_appeal/middle_value: 16 of 16 mutants die"),
        (MODEL, "18_the_appeal/shared_birthday: 10 of 10 mutants die"),
        (TABLE, "18_the_appeal/who_says_what: 8 changed tables judged"),
        (ESSAY, "18_the_appeal/both_sides: 3 samples judged"),
    ],
)
def test_the_examples_pass(name: str, line: str, judged) -> None:
    """What `new` writes passes the gate, each kind in its own way."""
    assert ([], line) == judged(name)


@pytest.mark.parametrize("case", WEAK, ids=[case["says"][:40] for case in WEAK])
def test_what_is_weak_is_found(case: dict[str, str], change, judged) -> None:
    """Stub, solution, wrong answers, tests, excuses, tables and samples that are not what they should be."""
    name = EXERCISES[case["exercise"]]
    change(f"{name}/{case['file']}", case["old"], case["new"])

    sentences, _ = judged(name)

    assert any(case["says"] in sentence for sentence in sentences), sentences


def test_a_weak_sample_that_passes(root: Path, judged) -> None:
    """A sample that is called weak must lose something."""
    strong = root / ESSAY / "samples" / "strong-for.md"
    (root / ESSAY / "samples" / "weak.md").write_bytes(strong.read_bytes())

    [sentence] = judged(ESSAY)[0]
    assert "samples/weak.md: the weak sample passes every task" in sentence


def test_weak_tests_let_mutants_live(change, judged) -> None:
    """Where fewer than nine in ten mutants die, each that lives is told with its line and its change."""
    change(f"{CODE}/test_answer.py", "[3, 7]", "[1]")
    change(
        f"{CODE}/test_answer.py", "    steps = ", "    if count == 1:\n        return [center], [center]\n    steps = "
    )

    sentences, line = judged(CODE)

    lives = [sentence for sentence in sentences if "a mutant lives" in sentence]
    assert lives
    assert all(sentence.startswith(f"{CODE}/solution/answer.py:") for sentence in lives)
    assert "alive: line " in line


def test_luck_is_no_pass(change, judged) -> None:
    """A wrong answer that is right under some draws, and a solution that is wrong under some, are found."""
    change(
        f"{CODE}/wrong/even__takes_the_upper_one.py",
        "    return",
        "    if sum(numbers) % 3:\n        return MIDDLE\n    return",
    )
    solution = "(sorted(numbers)[(len(numbers) - 1) // 2] + sorted(numbers)[len(numbers) // 2]) / 2"
    change(f"{CODE}/wrong/even__takes_the_upper_one.py", "MIDDLE", solution)
    change(f"{CODE}/test_answer.py", '"count", [2, 4, 8]', '"count", [4]')

    sentences, _ = judged(CODE)

    told = " ".join(sentences)
    assert "even__takes_the_upper_one.py: this answer passes task 'even'" in told
    assert (
        "odd__takes_the_middle_of_the_list.py: this answer passes task 'even' with the numbers drawn for 'ada'" in told
    )


def test_variants_are_tried(change, judged, found) -> None:
    """A solution that is right for the practice values alone is found; the file of the variants is declared."""
    change(f"{CODE}/exercise.toml", 'kind = "code"', 'kind = "code"\nvariant = ["wanted"]')
    change(f"{CODE}/data/variant.toml", "", "[wanted]\nvalues = [2, 5, 7, 9]\n")
    test = '@pytest.mark.task("odd")\ndef test_v(answer, variant):\n    """It is."""\n'
    change(f"{CODE}/test_answer.py", "", f"\n\n{test}    assert answer.middle([1, 2, 3]) == variant['wanted']\n")

    told = " ".join(judged(CODE)[0])

    assert "the solution does not pass task 'odd' with the numbers drawn for '" in told
    assert [] == found()


def test_an_excused_mutant_may_live(change, judged) -> None:
    """A mutant that lives is not counted where its line says why it makes no difference."""
    change(f"{CODE}/solution/answer.py", "% 2 == 1", "% 2 > 0")
    assert "15 of 16" not in judged(CODE)[1]
    change(
        f"{CODE}/solution/answer.py",
        "    ordered = sorted(numbers)\n",
        "    ordered = sorted(numbers)\n    spare = 7\n",
    )
    before = judged(CODE)[1]
    change(f"{CODE}/solution/answer.py", "spare = 7", "spare = 7  # equivalent: nothing reads it")

    sentences, line = judged(CODE)

    assert "alive: line 7, constant: '7' became '8'" in before
    assert [] == sentences
    assert "alive" not in line


def test_mutants_without_end_are_dead(change, judged) -> None:
    """A mutant that never ends is noticed, and soon."""
    change(
        f"{CODE}/solution/answer.py",
        "    half = len(ordered) // 2\n",
        "    half = 0\n    while half + half + 1 < len(ordered):\n        half += 1\n",
    )

    sentences, line = judged(CODE)

    assert "mutants die" in line
    assert [] == [sentence for sentence in sentences if "cannot be judged" in sentence]


@pytest.mark.parametrize("workers", [0, 2])
def test_the_whole_gate(root: Path, workers: int, change) -> None:
    """All exercises are judged, in this process or in others, in order, and each gets its line."""
    change(f"{CODE}/solution/answer.py", "/ 2\n", "/ 3\n")
    lines: list[str] = []

    problems = list(gate(root, lines.append, workers=workers))

    assert ["both_sides", "middle_value", "shared_birthday", "who_says_what"] == [
        line.partition(":")[0].partition("/")[2] for line in lines
    ]
    assert {f"{CODE}/solution/answer.py"} == {problem.file.as_posix() for problem in problems if problem.file}


def test_another_root(root: Path, tmp_path: Path) -> None:
    """A private root of exercises is judged by the same gate."""
    private = tmp_path / "private"
    (root / "exercises").rename(private)
    (private / "18_the_appeal" / "middle_value" / "answer.py").unlink()

    problems = list(gate(root, lambda _: None, exercises=private, workers=0))

    assert ["the file cannot be read"] == [problem.what for problem in problems]


def test_the_command(root: Path, monkeypatch: pytest.MonkeyPatch, change) -> None:
    """With --deep a line is said for each exercise, and what it found is counted with the rest."""
    monkeypatch.chdir(root)
    good = CliRunner().invoke(takedown, ["lint", "--deep"])
    change(f"{CODE}/solution/answer.py", "/ 2\n", "/ 3\n")
    bad = CliRunner().invoke(takedown, ["lint", "--deep"])

    assert 0 == good.exit_code
    assert "18_the_appeal/middle_value: 16 of 16 mutants die" in good.stderr
    assert "No findings.\n" == good.stdout
    assert 1 == bad.exit_code
    assert "[gate]\n" in bad.stdout


def test_a_report_is_plain() -> None:
    """A report travels between processes as it is."""
    assert Report("a/b", (), "line") == Report("a/b", (), "line")
