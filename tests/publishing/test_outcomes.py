"""The outcome map: what tests an objective, what nobody has read yet, and names of nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from takedown.course import Course
from takedown.problems import Problem
from takedown.publishing.outcomes import MAP, outcomes, outcomes_of, read_map, stale

EXAMPLES = Path(__file__).parents[2] / "src" / "takedown" / "lint" / "examples"
CHAPTER = """title = "A title"
question = "Why?"
part = 1
claim = "Because."
answers = ["a?", "b?", "c?"]
objectives = ["follow a page, and count its versions", "draw a graph", "name a rule", "stay silent"]
times = {reading = 20, class = 90, homework = 35}
key_points = ["a", "b", "c"]
reviewed = 2026-11-24
review_by = 2027-11-24
further = [{key = "k", why = "w"}]
"""
QUESTIONS = """[[question]]
id = "q-18-first"
question = "Who?"
answer = "Nobody."

[[question]]
id = "q-18-second"
question = "When?"
answer = "Never."
"""
READ = """[[map]]
chapter = "18_example"
objective = "draw a graph"
exercises = ["easy"]
questions = ["q-18-second"]
"""


def spaced(text: str) -> str:
    """A text in which every space is an ordinary one."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def exercise(root: Path, slug: str, kind: str, objective: str, minutes: int = 10) -> None:
    """An exercise of the made-up chapter, with one objective."""
    folder = root / "exercises" / "18_example" / slug
    folder.mkdir(parents=True)
    (folder / "exercise.toml").write_text(
        f'title = "About {slug}"\nkind = "{kind}"\nlevel = 1\nminutes = {minutes}\nobjectives = ["{objective}"]\n'
        'hints = ["h"]\n[[tasks]]\nid = "t"\ntitle = "T"\npoints = 1\n',
        encoding="utf-8",
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book of one chapter with a table and a program, and no reading of what they test."""
    chapter = tmp_path / "chapters" / "18_example"
    chapter.mkdir(parents=True)
    (chapter / "chapter.toml").write_text(CHAPTER, encoding="utf-8")
    (chapter / "questions.toml").write_text(QUESTIONS, encoding="utf-8")
    exercise(tmp_path, "easy", "table", "something of its own")
    exercise(tmp_path, "hard", "code", "Count its versions", 25)
    return tmp_path


def read(root: Path, text: str = READ) -> Course:
    """The course of a book with a file of readings."""
    (root / MAP).parent.mkdir(parents=True, exist_ok=True)
    (root / MAP).write_text(text, encoding="utf-8")
    return Course(root)


def found(course: Course) -> list[tuple[list[str], list[str], str]]:
    """For each objective: the exercises, the questions, and whether it needs a program."""
    chapter = course.chapters[0]
    return [
        ([each.slug for each in one.exercises], [each.id for each in one.questions], one.programming)
        for one in outcomes_of(chapter, course, read_map(course))
    ]


def test_an_exercise_that_says_a_part_of_an_objective_tests_it(root: Path):
    """Case and commas aside, the same words suffice, and nobody need write it down."""
    assert [(["hard"], [], "yes"), ([], [], "no"), ([], [], "no"), ([], [], "no")] == found(Course(root))


def test_words_are_compared_whole(root: Path):
    """An objective that only shares the beginning of a word is another one."""
    exercise(root, "near", "table", "draw a gra")

    assert [] == found(Course(root))[1][0]


def test_what_somebody_read_is_added(root: Path):
    """A reading gives an objective its exercises and questions; the others keep theirs."""
    assert [(["hard"], [], "yes"), (["easy"], ["q-18-second"], "no")] == found(read(root))[:2]


def test_both_ways(root: Path):
    """With a table and a program for one objective, nobody must program; a question changes nothing in that."""
    more = '[[map]]\nchapter = "18_example"\nobjective = "follow a page, and count its versions"\n'
    with_table = READ + more + 'exercises = ["easy"]\n'
    with_question = READ + more + 'questions = ["q-18-first"]\n'

    assert (["easy", "hard"], [], "either") == found(read(root, with_table))[0]
    assert (["hard"], ["q-18-first"], "yes") == found(read(root, with_question))[0]


def test_the_page(root: Path):
    """Each objective has its row; what nobody has read yet, and what nothing tests, is said."""
    text = spaced(outcomes(read(root)))

    assert "| [Chapter 18](#ch-18) | 4 | 1 | 2 | 1 |" in text
    assert "| draw a graph | [About easy](#ex-18-easy) (table ★); question [18.2](#q-18-second) | no |" in text
    assert "| stay silent | no exercise | no |" in text
    assert "Under none of these objectives: question [18.1](#q-18-first)." in text
    assert "- [About hard](#ex-18-hard) (code ★), 25 minutes, with a program:\n  - Count its versions" in text


def test_a_new_exercise_changes_the_page(root: Path):
    """An exercise that nobody has read yet is listed, with what it says that it tests."""
    exercise(root, "new", "table", "something new", 15)
    text = spaced(outcomes(read(root)))

    assert "Under none of these objectives: [About new](#ex-18-new) (table ★);" in text
    assert "| [Chapter 18](#ch-18) | 4 | 1 | 3 | 1 |" in text


def test_an_objective_that_was_reworded_is_no_longer_read(root: Path):
    """The page shows the gap, and the stale reading is found with its line."""
    course = read(root, "\n\n" + READ.replace("a graph", "a map"))

    assert ([], [], "no") == found(course)[1]
    assert ["docs/teach/outcomes.toml:3: chapter 18_example has no objective 'draw a map'"] == [
        str(problem).rsplit(":", 1)[0] for problem in stale(course)
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"18_example"', '"18_exemple"', "there is no chapter '18_exemple': perhaps you mean 18_example"),
        ('"easy"', '"eesy"', "chapter 18_example has no exercise 'eesy': perhaps you mean easy"),
        ("q-18-second", "q-18-third", "chapter 18_example has no question 'q-18-third': perhaps you mean q-18-first"),
        ("questions", "question", "unknown key 'question': perhaps you mean questions"),
    ],
)
def test_a_name_of_nothing(root: Path, old: str, new: str, said: str):
    """A chapter, exercise or question that does not exist is refused with the nearest name."""
    with pytest.raises(Problem) as refused:
        read_map(read(root, READ.replace(old, new)))

    assert said in str(refused.value)
    assert str(refused.value).startswith("docs/teach/outcomes.toml:")


def test_without_a_reading_there_is_still_a_map(root: Path):
    """A book without the file has what its exercises say."""
    shutil.rmtree(root / "docs", ignore_errors=True)

    assert () == read_map(Course(root))
    assert "[About hard](#ex-18-hard)" in spaced(outcomes(Course(root)))
