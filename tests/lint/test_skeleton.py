"""The command new: what it writes passes lint, is what the docs show, and overwrites nothing."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from takedown.cli import takedown
from takedown.course import Course
from takedown.lint.skeleton import chapter, exercise
from takedown.problems import Problem

BOOK = "book.yml"


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_second_chapter(root: Path, found) -> None:
    """A chapter is whole: it passes lint beside others, with its own number, title, part and source."""
    lines = list(chapter(root, "20_after_all", 'What "came" after?'.replace('"', "'"), 3))

    made = Course(root).chapter("20_after_all")
    assert ("What 'came' after?", 3) == (made.title, made.part)
    assert ["20-example"] == [claim.id for claim in made.claims]
    assert ["daily2031"] == [source.key for claim in made.claims for source in claim.sources]
    assert 4 == len(Course(root).exercises_of("20_after_all"))
    assert "named in book.yml: file: chapters/20_after_all/index.md" == lines[-1]
    assert [] == found()


@pytest.mark.parametrize("slug", ["16_first", "18_between", "20_last"])
def test_the_contents_keep_their_order(root: Path, slug: str, found) -> None:
    """A chapter is named in book.yml where its number belongs, and the title of one in preparation stays with it."""
    if slug.startswith("18"):
        for folder in ("chapters", "exercises"):
            (root / folder / "18_the_appeal").rename(root / folder / "21_moved")
        text = (root / BOOK).read_text(encoding="utf-8")
        (root / BOOK).write_text(
            text.replace("        - file: chapters/18_the_appeal/index.md\n", ""), encoding="utf-8"
        )
    assert list(chapter(root, slug))

    text = (root / BOOK).read_text(encoding="utf-8")
    names = [line.split("/")[1] for line in text.split("\n") if "file: chapters/" in line]
    assert sorted(names) == names
    assert slug in names
    assert text.index("17_before") < text.index("title: Before") < text.index("19_after") < text.index("title: After")


def test_a_chapter_that_is_announced(root: Path, found) -> None:
    """A chapter that book.yml names already, with a title, is not named twice."""
    before = (root / BOOK).read_bytes()

    lines = list(chapter(root, "19_after"))

    assert "book.yml names chapters/19_after already" == lines[-1]
    assert before == (root / BOOK).read_bytes()
    assert [] == found()


def test_no_chapter_in_the_contents(root: Path) -> None:
    """Where book.yml names no chapter at all, the writer is told what to add."""
    (root / BOOK).write_text("version: 1\n", encoding="utf-8")

    assert "now add to toc in book.yml: - file: chapters/20_x/index.md" == list(chapter(root, "20_x"))[-1]


def test_a_book_without_sources(root: Path) -> None:
    """Where no source was read yet, the example keeps a name that lint then asks for."""
    (root / "chapters/references.bib").write_text("", encoding="utf-8")

    assert list(chapter(root, "20_x"))
    assert "example-source" in (root / "chapters/20_x/claims.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["code", "model", "table", "essay"])
def test_a_further_exercise(root: Path, kind: str, found) -> None:
    """An exercise of each kind passes lint, and its minutes are counted in the chapter."""
    before = Course(root).chapter("18_the_appeal").times.homework
    lines = list(exercise(root, "18_the_appeal/second_try", kind, "A second try"))

    made = Course(root).exercise("18_the_appeal/second_try")
    assert (kind, "A second try") == (made.kind, made.title)
    assert before + made.minutes == Course(root).chapter("18_the_appeal").times.homework
    assert lines[-1].startswith("counted in chapters/18_the_appeal/chapter.toml")
    assert [] == found()


def test_minutes_in_a_table_of_their_own(root: Path, change) -> None:
    """Where the homework is written in another way than expected, the writer is told."""
    change("chapters/18_the_appeal/chapter.toml", "homework = 105", '"homework" = 105')

    assert list(exercise(root, "18_the_appeal/second_try", "code"))[-1].startswith("now add 25 minutes")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda root: chapter(root, "the_appeal"), "'the_appeal' is no chapter slug: write NN_lower_case"),
        (lambda root: chapter(root, "18_Other"), "'18_Other' is no chapter slug"),
        (lambda root: chapter(root, "18_other"), "chapter 18 is 18_the_appeal already: take a free number"),
        (lambda root: exercise(root, "18_the_appeal", "code"), "'18_the_appeal' is no exercise"),
        (lambda root: exercise(root, "18_the_appeal/../../x", "code"), "is no exercise"),
        (lambda root: exercise(root, "18_the_apeal/x", "code"), "perhaps you mean 18_the_appeal"),
        (lambda root: exercise(root, "18_the_appeal/middle_value", "code"), "this file is there already"),
    ],
)  # fmt: skip
def test_what_is_refused(root: Path, make, says: str) -> None:
    """A wrong slug, a number that is taken and files that are there are refused; nothing is changed."""
    before = snapshot(root)

    with pytest.raises(Problem, match=None) as refused:
        list(make(root))

    assert says in str(refused.value)
    assert before == snapshot(root)


def test_one_file_in_the_way(root: Path) -> None:
    """If one of the files is there already, none is written."""
    (root / "tests/chapters/test_20_x.py").write_text("mine", encoding="utf-8")
    before = snapshot(root)

    with pytest.raises(Problem, match=r"test_20_x\.py: this file is there already"):
        list(chapter(root, "20_x"))

    assert before == snapshot(root)


def test_the_commands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both commands say each file that they write."""
    monkeypatch.chdir(root)

    first = CliRunner().invoke(takedown, ["new", "chapter", "20_x", "--title", "X", "--part", "2"])
    second = CliRunner().invoke(takedown, ["new", "exercise", "20_x/y", "--kind", "essay", "--title", "Y"])

    assert (0, 0) == (first.exit_code, second.exit_code)
    assert "written: chapters/20_x/index.md\n" in first.output
    assert "written: exercises/20_x/y/task.md\n" in second.output


def test_the_examples_are_what_is_written(root: Path) -> None:
    """Only names differ between the example that the docs show and the file that is written."""
    example = files("takedown.lint").joinpath("examples/code/solution/answer.py").read_bytes()

    assert example == (root / "exercises/18_the_appeal/middle_value/solution/answer.py").read_bytes()


def test_the_example_figure_can_be_drawn(root: Path) -> None:
    """The figure's script of the example gives a figure with a title."""
    import importlib.util  # noqa: PLC0415 - used here alone

    script = root / "chapters/18_the_appeal/figures/example.py"
    spec = importlib.util.spec_from_file_location("example_figure", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert "The two lines part at once" == module.figure().axes[0].get_title()
