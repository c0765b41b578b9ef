"""A chapter as readers get it: opener, body, key points, self-check questions, further reading, exercises.

Writers write the body; the rest comes from chapter.toml, questions.toml and the folders of the exercises.
"""

from __future__ import annotations

import re

from takedown.course import Chapter, Course, Exercise
from takedown.course.source import Document, read_text, read_toml, shown
from takedown.problems import Problem
from takedown.publishing.lines import Sheet, plain
from takedown.publishing.worksheet import worksheet

KINDS = {"code": "Code", "model": "Model", "table": "Table", "essay": "Essay"}
LEVELS = {1: "★ recall and apply", 2: "★★ analyse", 3: "★★★ design and judge"}
_HEADING = re.compile(r"^(#+)(\s+.*)$")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,}|:{3,})")


def label_of(exercise: Exercise) -> str:
    """The label of an exercise in its chapter: ``ex-01-who-says-it``."""
    return f"ex-{exercise.chapter[:2]}-{exercise.slug.replace('_', '-')}"


def compose_chapter(chapter: Chapter, course: Course, learn: bool = False) -> Sheet:
    """The staged text of one chapter.

    Args:
        chapter: the chapter.
        course: the course that holds its exercises and sources.
        learn: whether the site has docs/learn/index.md to link to.

    Raises:
        Problem: a file is missing or broken.
    """
    sheet = Sheet()
    document = read_toml(chapter.folder / "chapter.toml", chapter.root)
    _opener(sheet, chapter, course, document)
    body = read_text(chapter.index, chapter.root).rstrip("\n")
    if body.startswith(("---\n", "# ")):
        raise Problem(
            "the body has a title or front matter of its own",
            file=shown(chapter.index, chapter.root),
            line=1,
            mend="take it out: the title stands in chapter.toml",
        )
    sheet.add(body, shown(chapter.index, chapter.root))
    _close(sheet, chapter, course, document)
    _exercises(sheet, chapter, course.exercises_of(chapter.slug), learn)
    return sheet


class _Part:
    """Adds values of one data file to a sheet, each on the line of its key."""

    def __init__(self, sheet: Sheet, document: Document) -> None:
        self.sheet, self.document = sheet, document

    def put(self, text: str, *place: str | int) -> None:
        """A value, said to come from the line of its key."""
        self.sheet.add(text, self.document.path, self.document.line(place), fixed=True)

    def items(self, values: tuple[str, ...], key: str) -> None:
        """A list of values."""
        self.sheet.gap()
        for position, value in enumerate(values):
            self.put(f"- {indented(value)}", key, position)
        self.sheet.gap()


def indented(text: str, by: int = 2) -> str:
    """A text whose further lines stand below its first, as a list item needs it."""
    return text.strip().replace("\n", "\n" + " " * by)


def _opener(sheet: Sheet, chapter: Chapter, course: Course, document: Document) -> None:
    """The question, what it answers, objectives, times, what to have read."""
    part = _Part(sheet, document)
    part.put("::::::{div}\n:class: opener\n", "question")
    part.put(f"**{chapter.question}**\n\nThis chapter answers:", "question")
    part.items(chapter.answers, "answers")
    part.put("After it you can:", "objectives")
    part.items(chapter.objectives, "objectives")
    times = chapter.times
    part.put(
        f"Reading {times.reading} minutes, class {times.class_minutes} minutes, exercises {times.homework} minutes.",
        "times",
    )
    if chapter.prerequisites:
        part.put("\nRead first:", "prerequisites")
        known = {each.slug for each in course.chapters}
        linked = tuple(f"[](#ch-{each[:2]})" if each in known else each for each in chapter.prerequisites)
        part.items(linked, "prerequisites")
    else:
        part.put("\nNothing needs to be read first.", "times")
    part.put("::::::\n", "question")


def _close(sheet: Sheet, chapter: Chapter, course: Course, document: Document) -> None:
    """Key points, self-check questions with their answers, further reading."""
    number = chapter.slug[:2]
    part = _Part(sheet, document)
    sheet.gap()
    part.put("::::::{admonition} Key points\n:class: key-points\n", "key_points")
    part.put(f"{chapter.claim}", "claim")
    part.items(chapter.key_points, "key_points")
    part.put("::::::\n", "key_points")
    questions = _Part(sheet, read_toml(chapter.folder / "questions.toml", chapter.root))
    if chapter.questions:
        questions.put(f"(close-{number}-questions)=")
        sheet.heading("## Check yourself", questions.document.path, 1)
    for position, question in enumerate(chapter.questions):
        place = ("question", position)
        questions.put(f"::::::{{exercise}}\n:label: {question.id}\n", *place, "id")
        questions.put(question.question.strip(), *place, "question")
        questions.put("::::::\n", *place, "id")
        questions.put(f"::::::{{solution}} {question.id}\n", *place, "answer")
        questions.put(question.answer.strip(), *place, "answer")
        questions.put("::::::\n", *place, "answer")
    part.put(f"(close-{number}-further)=", "further")
    sheet.heading("## Further reading", document.path, document.line(("further",)))
    for position, further in enumerate(chapter.further):
        place = ("further", position)
        if further.key not in course.references:
            raise Problem(
                f"further reading names {further.key!r}, which is not in chapters/references.bib",
                file=document.path,
                line=document.line((*place, "key")),
                mend="add it there, or mend the key",
            )
        title = plain(course.references[further.key].title)
        part.put(f"- *{title}*, {{cite:t}}`{further.key}`: {indented(further.why)}", *place)
    sheet.gap()


def _exercises(sheet: Sheet, chapter: Chapter, exercises: tuple[Exercise, ...], learn: bool) -> None:
    """The section of the exercises."""
    if not exercises:
        return
    number = chapter.slug[:2]
    where = shown(exercises[0].folder.parent, chapter.root) / exercises[0].slug / "exercise.toml"
    sheet.gap()
    sheet.add(f"(close-{number}-exercises)=", where, 1, fixed=True)
    sheet.heading("## Exercises", where, 1)
    more = " [How to start](../../docs/learn/index.md)." if learn else ""
    sheet.add(
        "Each exercise has an id. `takedown start ID` gives you a file to fill in, `takedown check ID` judges it, "
        f"and `takedown hint ID` gives one hint more.{more}\n",
        where,
        1,
        fixed=True,
    )
    for position, exercise in enumerate(exercises, start=1):
        _exercise(sheet, exercise, f"{chapter.number}.{position}")


def _exercise(sheet: Sheet, exercise: Exercise, number: str) -> None:
    """One exercise: what it is, what to do, folded hints, its worksheet."""
    document = read_toml(exercise.folder / "exercise.toml", exercise.root)
    part = _Part(sheet, document)
    sheet.gap()
    part.put(f"({label_of(exercise)})=", "title")
    sheet.heading(f"### Exercise {number}: {plain(exercise.title)}", document.path, document.line(("title",)))
    points = f", {_counted(exercise.points, 'point')}" if exercise.points else ""
    by_hand = sum(criterion.points for criterion in exercise.rubric)
    marked = f" and {by_hand} by a person" if by_hand else ""
    part.put(
        f":::{{div}}\n:class: facts\n{KINDS[exercise.kind]}, {LEVELS[exercise.level]}, {exercise.minutes} minutes"
        f"{points}{marked}. Id: `{exercise.id}`\n:::\n",
        "kind",
    )
    task = shown(exercise.task_file, exercise.root)
    sheet.add(demoted(read_text(exercise.task_file, exercise.root).rstrip("\n")), task)
    sheet.gap()
    part.put(":::::::{div}\n:class: hints\n", "hints")
    for position, hint in enumerate(exercise.hints):
        part.put(f"::::::{{dropdown}} Hint {position + 1}\n{hint.strip()}\n::::::\n", "hints", position)
    part.put(":::::::\n", "hints")
    if exercise.kind == "table" and (text := worksheet(exercise)):
        key = shown(exercise.data / "key.toml", exercise.root)
        sheet.add(f":::::::{{div}}\n:class: worksheet\n\n{text}\n:::::::\n", key, 1, fixed=True)


def _counted(number: int, thing: str) -> str:
    """``1 point``, ``2 points``."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def demoted(text: str, top: int = 4) -> str:
    """A text whose highest heading has level ``top``, the others below it accordingly; fences stay as they are."""
    lines = text.split("\n")
    fence = ""
    found: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if opened := _FENCE.match(line):
            mark = opened[1]
            if not fence and mark[0] != ":":
                fence = mark
            elif fence and line.strip() == fence:
                fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            found.append((number, len(heading[1])))
    shift = top - min((depth for _, depth in found), default=top)
    for number, depth in found:
        lines[number] = "#" * min(depth + shift, 6) + lines[number][depth:]
    return "\n".join(lines)
