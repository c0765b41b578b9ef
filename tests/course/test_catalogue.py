"""The course as one object: what a good repository gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course import Course, Status, find_root, load_exercises
from takedown.problems import Problem


def test_root_is_found_from_below(root: Path) -> None:
    """Commands work from any folder inside the repository."""
    assert root == find_root(root / "chapters" / "01_the_case")


def test_no_root_is_one_sentence(tmp_path: Path) -> None:
    """Outside the repository the reader is told where to go."""
    with pytest.raises(Problem, match="go to the folder that holds book"):
        find_root(tmp_path)


def test_root_is_found_from_the_current_folder(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the search starts where the command was typed."""
    monkeypatch.chdir(root / "exercises")

    assert root == find_root()


def test_chapter(root: Path) -> None:
    """A chapter knows its number, its files, its times and its questions."""
    chapter = Course(root).chapter("01_the_case")

    assert 1 == chapter.number
    assert (20, 90, 25) == (chapter.times.reading, chapter.times.class_minutes, chapter.times.homework)
    assert root / "chapters/01_the_case/index.md" == chapter.index
    assert root / "chapters/01_the_case/teaching.md" == chapter.teaching
    assert ["q-who"] == [question.id for question in chapter.questions]
    assert ["live", "messages"] == [claim.id for claim in chapter.claims]
    assert (Path("chapters/01_the_case/chapter.toml"), 1) == (chapter.file, chapter.line)


def test_exercise(root: Path) -> None:
    """An exercise knows its files; the tasks of a table give a share of the points unless they say otherwise."""
    exercise = Course(root).exercise("01_the_case/dates")

    folder = root / "exercises/01_the_case/dates"
    assert folder / "answer.toml" == exercise.stub
    assert folder / "solution/answer.toml" == exercise.solution
    assert folder / "test_answer.py" == exercise.test_file
    assert folder / "task.md" == exercise.task_file
    assert folder / "why.md" == exercise.why_file
    assert folder / "data" == exercise.data
    assert 4 == exercise.points
    assert exercise.tasks[0].partial
    assert () == exercise.samples
    assert [("dates",)] == [wrong.tasks for wrong in exercise.wrong]
    assert "Takes the day of the announcement." == exercise.wrong[0].description
    assert "reads_the_announcement" == exercise.wrong[0].misconception


def test_exercises_of_another_root(root: Path) -> None:
    """A private root of the same shape is read by the same code."""
    assert ["01_the_case/dates"] == [exercise.id for exercise in load_exercises(root / "exercises")]
    assert ["dates"] == [exercise.slug for exercise in Course(root).exercises_of("01_the_case")]


def test_exercises_without_programming_come_first_among_equals(root: Path) -> None:
    """Who does not program meets what they can do before the code of the same level, however short that is."""
    manifest = (root / "exercises/01_the_case/dates/exercise.toml").read_text("utf-8")
    for slug, kind, level in (("a_model", "model", 2), ("hard", "table", 3), ("easy", "code", 1)):
        folder = root / "exercises/01_the_case" / slug
        folder.mkdir()
        text = manifest.replace('"table"', f'"{kind}"').replace("level = 2", f"level = {level}")
        (folder / "exercise.toml").write_text(text.replace("minutes = 25", "minutes = 10"), "utf-8")
    assert ["easy", "dates", "a_model", "hard"] == [one.slug for one in Course(root).exercises_of("01_the_case")]


def test_wrong_answer_names_further_tasks(root: Path, change) -> None:
    """A second line names the other tasks that a wrong answer fails."""
    change(
        "exercises/01_the_case/dates/exercise.toml",
        "[[tasks]]",
        '[[tasks]]\nid = "b"\ntitle = "B"\npoints = 1\n\n[[tasks]]',
    )
    change(
        "exercises/01_the_case/dates/wrong/dates__reads_the_announcement.toml", "ment.\n", "ment.\n# Also fails: b.\n"
    )

    assert ("dates", "b") == Course(root).exercises[0].wrong[0].tasks


def test_names_nearest_to_a_wrong_one(root: Path) -> None:
    """A wrong id is answered with the nearest right ones."""
    course = Course(root)

    with pytest.raises(Problem, match="perhaps you mean 01_the_case/dates"):
        course.exercise("01_the_case/date")
    with pytest.raises(Problem, match="perhaps you mean 01_the_case"):
        course.chapter("1_the_case")
    with pytest.raises(Problem, match="known are live, messages"):
        course.claim("zzz")


def test_nothing_defined_yet(root: Path) -> None:
    """An empty catalogue says so instead of listing nothing."""
    (root / "chapters/01_the_case/claims.toml").write_text("", encoding="utf-8")

    with pytest.raises(Problem, match="none is defined yet"):
        Course(root).claim("live")


def test_status_from_the_files(root: Path) -> None:
    """The status of a claim follows from the files alone."""
    course = Course(root)

    assert Status.REPORTED == course.status("live")
    assert Status.CONTESTED == course.status("messages")


def test_references(root: Path) -> None:
    """A source keeps its ordinary fields, and its capitals lose their braces."""
    references = Course(root).references

    assert "Police Watched" == references["nos"].title
    assert ("2018", True) == (references["nos"].year, references["nos"].was_seen)
    assert ("2022", False) == (references["scholar"].year, references["scholar"].was_seen)
    assert (("journal", "Law"),) == references["scholar"].fields
    assert 13 == references["scholar"].line


def test_glossary(root: Path) -> None:
    """A definition may run over several lines."""
    [term] = Course(root).glossary

    assert ("Tap", "Reading along with a warrant.", 4) == (term.term, term.definition, term.line)


def test_empty_folders_are_no_chapters(root: Path) -> None:
    """A folder without a file in it (git keeps none) is passed over."""
    (root / "chapters/02_nothing").mkdir()
    (root / "exercises/01_the_case/nothing").mkdir()

    assert (1, 1) == (len(Course(root).chapters), len(Course(root).exercises))
