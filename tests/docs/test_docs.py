"""What the pages beside the chapters say of commands, files, links and rules is true of this repository."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import click
import pytest

from takedown import __version__
from takedown.cli import VERBS, takedown
from takedown.course import Course
from takedown.course.chapters import ChapterFile, Question, Times
from takedown.course.claims import Claim, Origin, Status
from takedown.course.exercises import EXTENSIONS, Criterion, ExerciseFile, Limits, Sample, Task
from takedown.course.references import Reference
from takedown.grading.lateness import COLUMNS, GRACE, MOST, PER_DAY, read_times
from takedown.grading.messages import LIMIT
from takedown.grading.report import STATES
from takedown.grading.tables import TYPES
from takedown.problems import Problem
from takedown.publishing.parsing import FORMULAS
from takedown.publishing.plan import GENERATED as GENERATED_ROLES
from takedown.publishing.plan import read_plan

ROOT = Path(__file__).parents[2]
AT_THE_ROOT = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md")
PAGES = tuple(sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")))
TEXTS = (*AT_THE_ROOT, *PAGES)
GENERATED_PAGES = {f"docs/{role}.md" for role in GENERATED_ROLES}
GENERATED = (".venv/", "build/", "work/", "results/", "graded/", "private/", "submissions/")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)


def read(page: str) -> str:
    """The text of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """Every command that a page shows, in code of a line or in a block for the shell."""
    text = read(page)
    blocks = [line for kind, body in FENCE.findall(text) if kind == "bash" for line in body.splitlines()]
    return [line.split("#")[0].strip() for line in (*blocks, *INLINE.findall(FENCE.sub("", text)))]


def section(page: str, label: str) -> str:
    """The part of a page from a label to the next."""
    return read(page).partition(f"({label})=\n")[2].partition("\n(docs-")[0]


def first_column(text: str) -> list[str]:
    """The words in code in the first column of the tables of a text, heads apart."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("|")]
    return [word for row in rows for word in INLINE.findall(row)]


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_exists_with_its_options(page: str):
    """A command that a page shows is one of takedown's, and takes the options shown."""
    for line in commands(page):
        words = line.split()
        if not words or words[0] != "takedown" or len(words) == 1:
            continue
        context = click.Context(takedown)
        if words[1].startswith("--"):
            given, command = words[1:], takedown
        else:
            assert words[1] in VERBS, f"{page}: {line}"
            given, found = words[2:], takedown.get_command(context, words[1])
            assert found is not None
            command = found
            if isinstance(command, click.Group) and given and not given[0].startswith("-"):
                inner = command.get_command(context, given[0])
                assert inner is not None, f"{page}: {line}"
                given, command = given[1:], inner
        known = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}

        assert [] == [word for word in given if word.startswith("-") and word not in known], f"{page}: {line}"


@pytest.mark.parametrize("page", TEXTS)
def test_every_make_target_exists(page: str):
    """A target that a page shows is one of the Makefile's."""
    targets = set(re.findall(r"^([\w-]+):", read("Makefile"), re.MULTILINE))
    asked = {line.split()[1] for line in commands(page) if line.startswith("make ") and len(line.split()) == 2}

    assert set() == asked - targets


@pytest.mark.parametrize("page", TEXTS)
def test_every_path_exists(page: str):
    """A path in code that begins at the root exists, unless it is generated or a pattern."""
    tops = {path.name for path in ROOT.iterdir()} - {".git"}
    missing = []
    for word in INLINE.findall(FENCE.sub("", read(page))):
        is_path = re.fullmatch(r"[\w.*/-]+", word) and (word.split("/")[0] in tops if "/" in word else word in tops)
        is_pattern = re.search(r"NN_|NAME|STUDENT|EX\b|\*", word)
        may_be_absent = is_pattern or word.startswith(GENERATED) or word == FORMULAS  # there is none before a formula
        if is_path and not may_be_absent and not (ROOT / word).exists():
            missing.append(word)

    assert [] == missing


@pytest.mark.parametrize("page", TEXTS)
def test_no_dead_link(page: str):
    """A link inside the repository leads to a file, a generated page, or a label that exists."""
    labels = {label for other in PAGES for label in LABEL.findall(read(other))}
    dead = []
    for target in LINK.findall(FENCE.sub("", read(page))):
        if re.match(r"https?://", target):
            continue
        if target.startswith("#"):
            dead += [] if target[1:] in labels else [target]
            continue
        path = ((ROOT / page).parent / target.partition("#")[0]).resolve()
        inside = path.relative_to(ROOT).as_posix()
        dead += [] if path.is_file() or inside in GENERATED_PAGES else [target]

    assert [] == dead


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_its_address(page: str):
    """A page opens with the label made of its path, and every label on it begins with that.

    The opening of a page that is generated has the label of that page.
    """
    name = page.removeprefix("docs/").removesuffix(".md").replace("/", "-")
    name = name if page in GENERATED_PAGES else f"docs-{name}"

    assert read(page).startswith(f"({name})=\n# ")
    assert [] == [label for label in LABEL.findall(read(page)) if not label.startswith(name)]


def test_labels_are_unique():
    """No label stands on two pages."""
    labels = [label for page in PAGES for label in LABEL.findall(read(page))]

    assert sorted(set(labels)) == sorted(labels)


def test_each_page_is_in_the_contents():
    """The contents hold every page of docs/, so that none is written and never published."""
    planned = {page.source for page in read_plan(ROOT).pages}

    assert [] == [page for page in PAGES if page not in planned]


def test_readme_is_one_screen_with_a_picture():
    """README.md stays under 60 lines, has the two commands, and a small picture with a description."""
    text = read("README.md")
    description, picture = re.search(r"!\[([^\]]+)\]\(([^)]+)\)", text).groups()

    assert len(text.splitlines()) < 60
    assert {"make", "make test"} <= set(commands("README.md"))
    assert len(description) >= 40
    assert (ROOT / picture).stat().st_size < 150_000


def test_how_to_read_names_the_statuses():
    """The statuses in docs/read/signs.md are those of the rule, in the order in which it tries them."""
    said = re.findall(r"^\d\. \*\*(\w+)\*\*", section("docs/read/signs.md", "docs-read-signs-statuses"), re.MULTILINE)

    assert [status.value for status in Status] == said


def test_examples_have_the_status_that_is_said_of_them():
    """Each claim shown as an example in docs/read/signs.md has that status now."""
    examples = section("docs/read/signs.md", "docs-read-signs-examples")
    said = {
        claim: status
        for status, claim in re.findall(r"^- \*\*(\w+)\*\*: .*\{claim\}`([\w-]+)`", examples, re.MULTILINE)
    }
    course = Course(ROOT)

    assert {"reported", "contested", "established", "inferred"} == set(said.values())
    assert said == {claim: course.status(claim).value for claim in said}


def test_learners_states_are_all_named():
    """The states in docs/learn/loop.md are those that the list shows."""
    rows = re.findall(r"^\| ([^|]+) \|", section("docs/learn/loop.md", "docs-learn-loop-states"), re.MULTILINE)
    said = {row.split(",")[0] for row in rows} - {"State", "---", "(empty)"}

    assert set(STATES.values()) - {""} == said


def test_learners_commands_are_all_named():
    """docs/learn/loop.md shows each command of a learner."""
    said = {words.split()[1] for words in first_column(read("docs/learn/loop.md")) if words.startswith("takedown ")}

    assert {"list", "status", "next", "start", "check", "hint", "reset", "submit"} == said


def test_options_of_grade_are_all_named():
    """docs/teach/grade.md shows each option of grade, and no other."""
    command = takedown.get_command(click.Context(takedown), "grade")
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    said = {words.split()[0] for words in first_column(section("docs/teach/grade.md", "docs-teach-grade-run"))}

    assert options == said


def test_the_refusal_of_grade_is_told_as_it_is(tmp_path: Path):
    """What docs/teach/grade.md shows is what grade says where --unconfined is not given."""
    command = takedown.get_command(click.Context(takedown), "grade")
    assert command is not None

    with pytest.raises(Problem) as caught:
        command.main([str(tmp_path), "--out", str(tmp_path / "out")], standalone_mode=False)

    assert f"```text\n{caught.value}\n```" in section("docs/teach/grade.md", "docs-teach-grade-first")


def test_outputs_of_grade_are_all_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """docs/teach/grade.md names each file that a class run writes, and no other."""
    example = ROOT / "src" / "takedown" / "lint" / "examples" / "code"
    shutil.copytree(example, tmp_path / "exercises" / "18_example" / "middle")
    answer = tmp_path / "submissions" / "ada" / "18_example" / "middle" / "answer.py"
    answer.parent.mkdir(parents=True)
    shutil.copy(example / "answer.py", answer)
    monkeypatch.chdir(tmp_path)
    command = takedown.get_command(click.Context(takedown), "grade")
    assert command is not None

    command.main(["submissions", "--exercises", "exercises", "--out", "out", "--unconfined"], standalone_mode=False)

    written = {path.relative_to("out").as_posix() for path in Path("out").rglob("*") if path.is_file()}
    named = first_column(section("docs/teach/grade.md", "docs-teach-grade-out"))
    names = (("STUDENT", "ada"), ("CHAPTER", "18_example"), ("EXERCISE", "middle"))
    for pattern, name in names:
        named = [path.replace(pattern, name) for path in named]

    assert written == set(named)


@pytest.mark.skipif(shutil.which("bash") is None, reason="the lines are for a shell like bash, and there is none")
def test_the_steps_of_grading_a_class_do_what_is_told(tmp_path: Path):
    """The lines in docs/teach/grade.md, typed as they stand, say and write what the page shows."""
    (tmp_path / "chapters").mkdir()
    for name in ("book.yml", "exercises/01_the_case/who_says_it"):
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, tmp_path / name)
    part = re.sub(r"^   ", "", section("docs/teach/grade.md", "docs-teach-grade-today"), flags=re.MULTILINE)
    blocks = FENCE.findall(part)
    typed = "set -e\n" + "".join(body for kind, body in blocks if kind == "bash")
    said, *files = (body for kind, body in blocks if kind == "text")
    path = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    done = subprocess.run(
        ["bash", "-c", typed],
        cwd=tmp_path,
        env=os.environ | path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )

    assert (0, said) == (done.returncode, done.stdout)
    assert files == [(tmp_path / "graded" / name).read_text("utf-8") for name in ("problems.csv", "totals.csv")]


def test_the_example_of_late_work_is_computed_as_told(tmp_path: Path):
    """The CSV in docs/teach/grade.md is read, and costs Ada nothing and Ben a tenth."""
    example = FENCE.findall(section("docs/teach/grade.md", "docs-teach-grade-late"))[0][1]
    path = tmp_path / "times.csv"
    path.write_text(example, encoding="utf-8")
    lost = {student: times.deduction for (student, _), times in read_times(path).items()}

    assert COLUMNS == tuple(next(csv.reader(io.StringIO(example))))
    assert {"ada": 0.0, "ben": 0.1} == lost
    assert (timedelta(minutes=10), 0.1, 0.5) == (GRACE, PER_DAY, MOST)


FILES = {
    "chapter": set(ChapterFile.model_fields),
    "claims": set(Claim.model_fields),
    "exercise": set(ExerciseFile.model_fields),
}


@pytest.mark.parametrize("file", FILES)
def test_every_key_of_a_data_file_is_explained(file: str):
    """docs/contribute/files.md names each key that the schema knows, and no other, in the first column."""
    assert FILES[file] == set(first_column(section("docs/contribute/files.md", f"docs-contribute-files-{file}")))


@pytest.mark.parametrize(
    ("label", "model"),
    [
        ("chapter", Times),
        ("questions", Question),
        ("origins", Origin),
        ("exercise", Task),
        ("exercise", Criterion),
        ("exercise", Limits),
        ("samples", Sample),
    ],
)
def test_inner_keys_are_named(label: str, model: type):
    """The keys of smaller records stand in the words of their section."""
    words = set(INLINE.findall(FENCE.sub("", section("docs/contribute/files.md", f"docs-contribute-files-{label}"))))
    keys = {field.alias or name for name, field in model.model_fields.items()}

    assert set() == keys - words


def test_fields_of_a_source_are_explained():
    """The fields that this project adds to BibTeX are the reference's own."""
    said = set(first_column(section("docs/contribute/files.md", "docs-contribute-files-references")))

    assert said <= set(Reference.model_fields)
    assert {"origin", "kind", "seen"} <= said


def test_numbers_in_the_text_are_those_of_the_code():
    """Limits, kinds, column types and the length of a message are told as they are."""
    files = read("docs/contribute/files.md")
    types = re.search(r"^Types of columns: (.+)\.$", files, re.MULTILINE)[1]

    assert f"`wall` in seconds (default {Limits().wall:g}), `memory` in MiB (default {Limits().memory})" in files
    assert list(TYPES) == INLINE.findall(types)
    assert f"at most {LIMIT} characters" in read("docs/contribute/style.md")
    kinds = dict(re.findall(r"^\| (\w+) \| `answer\.(\w+)` \|", read("docs/learn/index.md"), re.MULTILINE))
    assert kinds == EXTENSIONS


def test_installing_without_make_is_what_make_does():
    """The lines for Windows in docs/learn/index.md give pip the same arguments as the Makefile."""
    makefile, page = read("Makefile"), read("docs/learn/index.md")
    for arguments in (
        "--require-hashes --requirement requirements.lock",
        "--no-deps --no-build-isolation --editable .",
    ):
        assert arguments in makefile
        assert arguments in page


def test_the_changelog_keeps_its_form():
    """Releases have a version and a day, sections are the four, and the newest is this package's and the citation's."""
    text = read("CHANGELOG.md")
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    cited = dict(re.findall(r"^(version|date-released): \"?([\w.-]+)\"?$", read("CITATION.cff"), re.MULTILINE))

    assert len(releases) == text.count("\n## [") - text.count("\n## [Unreleased]")
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= {"Text", "Law", "Exercises", "Tools"}
    assert (__version__, cited["version"], cited["date-released"]) == (releases[0][0], *releases[0])
