"""The course plans: parts of a lecture, weeks with and without a chapter, sums and credits."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course import Course
from takedown.problems import Problem
from takedown.publishing.lines import Sheet
from takedown.publishing.modeltables import with_tables
from takedown.publishing.plans import PLANS, TABLES, clock, credit, fourteen, lecture, six, sums, times

BOOK = """project:
  title: A book
  authors: [{name: Somebody}]
  license: CC-BY-4.0
  toc:
    - file: docs/index.md
    - title: Part I
      children:
        - {file: chapters/18_example/index.md}
        - {file: chapters/19_later/index.md, title: "Later?"}
"""
CHAPTER = """title = "A title"
question = "Why?"
part = 1
claim = "Because."
answers = ["a?", "b?", "c?"]
objectives = ["draw a graph"]
times = {reading = 20, class = 90, homework = 110}
key_points = ["a", "b", "c"]
reviewed = 2026-11-24
review_by = 2027-11-24
further = [{key = "k", why = "w"}]
"""
NOTE = """# Teaching note

## Plan

| minutes | what | how |
| --- | --- | --- |
| 15 | Draw | On the board. |
| 75 | Talk | In pairs. |

## Board plan

| 5 | Not a part | x |
"""
AUDIENCE = """[[audience]]
id = "NAME"
name = "NAME"
lecture = [["18_example", "Talk"]]
[audience.six]
kinds = KINDS
essays = ["18_example/long"]
weeks = [{chapter = "18_example"}]
[audience.fourteen]
kinds = KINDS
"""
WEEKS = """[[week]]
chapter = "18_example"

[[week]]
chapter = "19_later"
instead = "Something else."
reading = 10
class = 90
homework = 60
work = "A list"
"""
PLAN = (
    AUDIENCE.replace("NAME", "law").replace("KINDS", '["table"]')
    + AUDIENCE.replace("NAME", "computing").replace("KINDS", '["table", "code"]')
    + WEEKS
)
EXERCISES = {"easy": ("table", 10), "hard": ("code", 25), "long": ("essay", 75)}


def spaced(text: str) -> str:
    """A text in which every space is an ordinary one."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def chapter(root: Path, slug: str) -> None:
    """A chapter with its teaching note and three exercises."""
    folder = root / "chapters" / slug
    folder.mkdir(parents=True)
    (folder / "chapter.toml").write_text(CHAPTER, encoding="utf-8")
    (folder / "teaching.md").write_text(NOTE, encoding="utf-8")
    (folder / "index.md").write_text("Text.\n", encoding="utf-8")
    for name, (kind, minutes) in EXERCISES.items():
        own = root / "exercises" / slug / name
        own.mkdir(parents=True)
        rubric = '[[rubric]]\nid = "r"\ntitle = "R"\npoints = 1\nweak = "w"\nstrong = "s"\n' if kind == "essay" else ""
        (own / "exercise.toml").write_text(
            f'title = "About {name}"\nkind = "{kind}"\nlevel = 1\nminutes = {minutes}\nobjectives = ["o"]\n'
            f'hints = ["h"]\n[[tasks]]\nid = "t"\ntitle = "T"\npoints = 1\n{rubric}',
            encoding="utf-8",
        )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A book with one chapter, one in preparation, and two audiences."""
    (tmp_path / PLANS).parent.mkdir(parents=True)
    (tmp_path / PLANS).write_text(PLAN, encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("# A book\n", encoding="utf-8")
    (tmp_path / "book.yml").write_text(BOOK, encoding="utf-8")
    (tmp_path / "CITATION.cff").write_text("version: 0.1.0\ndate-released: 2026-11-24\n", encoding="utf-8")
    chapter(tmp_path, "18_example")
    return tmp_path


def change(root: Path, name: Path | str, old: str, new: str) -> Course:
    """The course after one change in one file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Course(root)


def test_a_lecture_takes_its_minutes_from_the_teaching_note(root: Path):
    """Only the plan counts, not another table of the note, and a changed plan changes the lecture."""
    assert "| 75 | Talk | [Chapter 18, A title](#ch-18) |\n| **75** | **All** | |" in lecture("law", Course(root))
    course = change(root, "chapters/18_example/teaching.md", "| 75 | Talk", "| 60 | Talk")
    assert "| **60** | **All** | |" in lecture("law", course)


def test_a_part_that_is_in_no_plan(root: Path):
    """It is refused at its line, with the parts that there are."""
    course = change(root, PLANS, '"Talk"', '"Not a part"')
    with pytest.raises(Problem) as refused:
        lecture("law", course)
    said = "docs/teach/plans.toml:4: the plan in chapters/18_example/teaching.md has no part 'Not a part': known are"
    assert str(refused.value).startswith(said)


def test_six_weeks_of_an_audience(root: Path):
    """A week has the exercises of the audience's kinds and the essays that are named, easiest first."""
    row = "| 1 | [Chapter 18, A title](#ch-18). Read 20 min, class 90 min. | [About easy](#ex-18-easy) 10 min"
    assert f"{row}; [About long](#ex-18-long) 75 min |" in spaced(six("law", Course(root)))
    assert "[About hard](#ex-18-hard) 25 min" in spaced(six("computing", Course(root)))


def test_fourteen_weeks_say_who_does_what(root: Path):
    """Beside an exercise stand the audiences that do it; one that nobody does is left out."""
    text = spaced(fourteen(Course(root)))
    assert "[About easy](#ex-18-easy) 10 min (all); [About hard](#ex-18-hard) 25 min (computing) |" in text
    assert "About long" not in text


def test_a_week_without_its_chapter_says_what_to_use(root: Path):
    """The title comes from book.yml, and the minutes are called an estimate."""
    said = "Chapter 19, *Later?*, is in preparation. Something else. Read 10 min, class 90 min (estimate)."
    assert f"| 2 | {said} | A list, 60 min (estimate) |" in spaced(fourteen(Course(root)))


def test_a_chapter_that_came_takes_its_week(root: Path):
    """Nothing needs to be changed in the plan when a chapter is written: its times count, the estimate goes."""
    chapter(root, "19_later")
    text = spaced(fourteen(Course(root)))
    assert "| 2 | [Chapter 19, A title](#ch-19). Read 20 min, class 90 min. |" in text
    assert "estimate" not in text
    assert "Other weeks" not in sums("fourteen", Course(root))


def test_a_week_with_nothing_in_it(root: Path):
    """A chapter in preparation with nothing instead is refused."""
    course = change(root, PLANS, 'instead = "Something else."\n', "")
    with pytest.raises(Problem, match=r"a week has no chapter '19_later' and nothing instead"):
        fourteen(course)


def test_sums_are_what_the_files_give(root: Path):
    """What comes from chapters and what is estimated is summed apart; a changed time changes the sum."""
    text = sums("fourteen", Course(root))
    for row in (
        "| Time | Law | Computing |",
        "| Reading | 20 min | 20 min |",
        "| **The chapters** | **2 h** | **2 h 25 min** |",
        "| in ECTS | 0.07 | 0.08 |",
        "| **All weeks** | **4 h 40 min** | **5 h 5 min** |",
        "| Missing to a whole credit | 23 h 20 min to 1 | 22 h 55 min to 1 |",
    ):
        assert row in text
    course = change(root, "chapters/18_example/chapter.toml", "reading = 20", "reading = 30")
    assert "| **The chapters** | **2 h 10 min** | **2 h 35 min** |" in sums("fourteen", course)


def test_the_sum_of_all_there_is(root: Path):
    """All exercises, and those without a program, with their credits."""
    text = times(Course(root))
    assert "| [Chapter 18, A title](#ch-18) | 20 min | 90 min | 110 min | 85 min |" in text
    assert (
        "With all exercises that is 3 h 40 min, or 0.13 ECTS.\nWithout a program it is 3 h 15 min, or 0.11 ECTS."
        in text
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0.00"), (16, "0.00"), (17, "0.01"), (1679, "0.99"), (1680, "1.00"), (1765, "1.05"), (3377, "2.01")],
)
def test_credits_are_never_rounded_up(minutes: int, said: str):
    """28 hours are one credit, and a minute less is not."""
    assert said == credit(minutes)


def test_hours_and_minutes():
    """Whole hours have no minutes, and less than an hour has no hours."""
    assert ("0 min", "59 min", "1 h", "1 h 1 min") == (clock(0), clock(59), clock(60), clock(61))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("18_example/long", "18_example/lang", "there is no exercise '18_example/lang'"),
        ('kinds = ["table"]', 'kinds = ["poem"]', "'poem'"),
        ('id = "law"', 'id = "laws"', "there is no audience 'law': perhaps you mean laws"),
    ],
)
def test_a_broken_plan(root: Path, old: str, new: str, said: str):
    """An essay, a kind or an audience that does not exist is refused, in the file of the plans."""
    course = change(root, PLANS, old, new)
    with pytest.raises(Problem) as refused:
        six("law", course)
    assert str(refused.value).startswith("docs/teach/plans.toml:")
    assert said in str(refused.value)


def test_a_page_gets_each_table_where_it_asks(root: Path):
    """Every table of the plans can be asked for by its name, and a name of nothing lists them."""
    (root / PLANS).write_text(
        AUDIENCE.replace("NAME", "journalism").replace("KINDS", '["table"]') + PLAN, encoding="utf-8"
    )
    for name in TABLES:
        sheet = Sheet([f"% table: {name}"], [("docs/x.md", 7)])
        whole = with_tables(sheet, root, Course(root))
        assert "| --- |" in whole.text
        assert ("docs/x.md", 7) == whole.origin(len(whole.lines))
    with pytest.raises(Problem, match="there is no table 'seven': write fourteen, lecture-computing"):
        with_tables(Sheet(["% table: seven"], [("docs/x.md", 7)]), root, Course(root))
