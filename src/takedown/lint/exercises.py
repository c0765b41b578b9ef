"""An exercise as far as it can be judged without running it: task, hints, wrong answers, samples, tables.

Running it is the work of :mod:`takedown.lint.gate`.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable, Iterator

from takedown.course import Exercise, Sample
from takedown.course.records import nearest
from takedown.course.source import read_text
from takedown.grading.answers import AnswerFailed, TableAnswer, read_table
from takedown.grading.cells import cells
from takedown.grading.essays import read_essay
from takedown.grading.tables import Key, load_key
from takedown.grading.values import Column, Day, Value
from takedown.lint.material import Material
from takedown.lint.myst import plain
from takedown.lint.registry import check
from takedown.lint.testfile import parse
from takedown.problems import Problem

LEAST_WRONG = 3
MINUTES = {1: (5, 15), 2: (15, 40), 3: (45, 180)}
"""The least and most minutes of each level: recall and apply, analyse, design and judge."""

_COMMON = frozenset(
    {
        "about", "after", "again", "also", "answer", "because", "before", "being", "between", "both", "cannot",
        "could", "does", "each", "every", "first", "from", "give", "gives", "have", "here", "hint", "into", "just",
        "know", "like", "look", "made", "make", "many", "more", "most", "much", "must", "need", "next", "only",
        "other", "over", "same", "should", "some", "such", "take", "than", "that", "their", "them", "then", "there",
        "these", "they", "thing", "think", "this", "those", "through", "under", "very", "want", "what", "when",
        "where", "which", "while", "will", "with", "would", "your",
    }
)  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text, letter case and marks apart."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


@check
def tasks_are_described_in_order(material: Material) -> Iterable[Problem]:
    """task.md names each task by its title or id, in the order of exercise.toml."""
    for exercise in material.exercises:
        page = material.page(exercise.task_file) if exercise.task_file.is_file() else None
        if page is None or len(exercise.tasks) < 2:
            continue
        said, last = " ".join(page.text.casefold().split()), -1
        for task in exercise.tasks:
            names = (" ".join(task.title.casefold().split()), f"`{task.id}`")
            places = [place for name in names if (place := said.find(name, last + 1)) >= 0]
            if places:
                last = min(places)
                continue
            if any(name in said for name in names):
                what, mend = f"task {task.id!r} is described out of order", "keep the order of exercise.toml"
            else:
                what, mend = f"task {task.id!r} is not named", f"write its title, {task.title!r}"
            yield Problem(what, file=page.path, line=1, mend=mend)


@check
def minutes_fit_the_level(material: Material) -> Iterable[Problem]:
    """An exercise takes as long as its level says: 5 to 15 minutes, 15 to 40, or 45 and more."""
    for exercise in material.exercises:
        least, most = MINUTES[exercise.level]
        if not least <= exercise.minutes <= most:
            yield Problem(
                f"level {exercise.level} and {exercise.minutes} minutes do not fit",
                file=exercise.file,
                line=material.line_of(exercise.folder / "exercise.toml", "minutes"),
                mend=f"level {exercise.level} takes {least} to {most} minutes",
            )


@check
def essays_cite_known_claims(material: Material) -> Iterable[Problem]:
    """The model essay and the samples cite claims that exist."""
    for exercise in material.exercises:
        if exercise.kind != "essay":
            continue
        for path in (exercise.solution, *sorted((exercise.folder / "samples").glob("*.md"))):
            page = material.page(path) if path.is_file() else None
            for claim in read_essay(page.text).claims if page else ():
                if claim not in material.claims:
                    mend = nearest(claim, material.claims)
                    line = material.line_of(path, f"[{claim}]")
                    yield Problem(f"there is no claim {claim!r}", file=material.shown(path), line=line, mend=mend)


@check
def hints_say_more(material: Material) -> Iterable[Problem]:
    """Each hint names something that the hints before it do not."""
    for exercise in material.exercises:
        known: set[str] = set()
        for number, hint in enumerate(exercise.hints, start=1):
            content = {word for word in words(hint) if len(word) > 3 and word not in _COMMON}
            if number > 1 and not content - known:
                yield Problem(
                    f"hint {number} names nothing that an earlier hint does not",
                    file=exercise.file,
                    line=material.line_of(exercise.folder / "exercise.toml", hint),
                    mend="name the next thing to look at",
                )
            known |= content


@check
def wrong_answers_teach(material: Material) -> Iterable[Problem]:
    """At least three mistakes that readers make; the copied reference and the published constant among them."""
    for exercise in material.exercises:
        wrong = material.wrong_answers(exercise)
        file = material.shown(exercise.folder / "wrong")
        if len(wrong) < LEAST_WRONG:
            mend = f"write {LEAST_WRONG}: <task>__<misconception>.{exercise.extension}"
            yield Problem(f"{len(wrong)} wrong answers", file=file, mend=mend)
        trees = [tree for each in wrong if each.path.suffix == ".py" and (tree := parse(material, each.path))]
        if exercise.imports and not any(_uses(tree, exercise.imports) for tree in trees):
            mend = "write the one that hands back what the module gives"
            yield Problem("no wrong answer returns the reference", file=file, mend=mend)
        if exercise.kind == "model" and not any(_returns_constant(tree) for tree in trees):
            yield Problem("no wrong answer returns the published constant", file=file, mend="write it")
        for task in exercise.tasks:
            if task.points and wrong and not any(task.id in each.tasks for each in wrong):
                mend = "write a mistake that this task finds"
                yield Problem(f"no wrong answer fails task {task.id!r}", file=file, mend=mend)


def _uses(tree: ast.Module, modules: tuple[str, ...]) -> bool:
    """Whether a program imports one of the modules."""
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
        source = node.module if isinstance(node, ast.ImportFrom) else None
        if any(name in modules or source in modules or f"{source}.{name}" in modules for name in names):
            return True
    return False


def _returns_constant(tree: ast.Module) -> bool:
    """Whether a function of a program does nothing but return a written value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if len(body) == 1 and isinstance(body[0], ast.Return) and _is_written(body[0].value):
                return True
    return False


def _is_written(value: ast.expr | None) -> bool:
    """Whether an expression is a value as written: a number, a text, or a list, tuple or dict of them."""
    allowed = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.UnaryOp, ast.USub, ast.Load)
    return value is not None and all(isinstance(part, allowed) for part in ast.walk(value))


@check
def something_is_scored(material: Material) -> Iterable[Problem]:
    """An exercise has points to earn, by its tests or, in an essay, from a person too."""
    for exercise in material.exercises:
        if not exercise.points:
            yield Problem("the tasks give no points", file=exercise.file, line=1, mend="give a task points")
        if exercise.kind == "essay" and not sum(criterion.points for criterion in exercise.rubric):
            yield Problem("the rubric gives no points", file=exercise.file, line=1, mend="give a criterion points")


@check
def samples_are_marked(material: Material) -> Iterable[Problem]:
    """An essay has a weak sample and two strong ones, for and against, which get equal marks."""
    for exercise in material.exercises:
        if exercise.kind == "essay" and (exercise.folder / "samples" / "samples.toml").is_file():
            samples = material.attempt(lambda e=exercise: e.samples)  # type: ignore[misc]
            if samples is not None:
                yield from _samples(material, exercise, samples)


def _samples(material: Material, exercise: Exercise, samples: tuple[Sample, ...]) -> Iterator[Problem]:
    """What is wrong with the samples of one essay."""
    file = material.shown(exercise.folder / "samples" / "samples.toml")
    strong = [sample for sample in samples if sample.strength == "strong"]
    weak = [sample for sample in samples if sample.strength == "weak"]
    for side in ("for", "against"):
        if not any(side in sample.file_name.removesuffix(".md").split("-") for sample in strong):
            yield Problem(f"no strong sample {side}", file=file, line=1, mend=f"write strong-{side}.md and mark it")
    if not weak:
        yield Problem("no weak sample", file=file, line=1, mend="write weak.md and mark it")
    for sample in samples:
        yield from _marks(exercise, sample)
    totals = {sum(sample.marks.values()) for sample in strong}
    if len(totals) > 1:
        said = " and ".join(map(str, sorted(totals)))
        yield Problem(
            f"the strong samples get {said} marks", file=file, line=strong[0].line, mend="mark both sides alike"
        )
    for sample in weak:
        if totals and sum(sample.marks.values()) >= min(totals):
            what = f"{sample.file_name} is weak and gets as many marks as a strong one"
            yield Problem(what, file=file, line=sample.line, mend="mark it lower")
    listed = {sample.file_name for sample in samples}
    for path in sorted((exercise.folder / "samples").glob("*.md")):
        if path.name not in listed:
            yield Problem("a sample without marks", file=material.shown(path), mend="mark it in samples.toml")


def _marks(exercise: Exercise, sample: Sample) -> Iterator[Problem]:
    """What is wrong with the marks of one sample."""
    points = {criterion.id: criterion.points for criterion in exercise.rubric}
    if not (exercise.folder / "samples" / sample.file_name).is_file():
        yield Problem(f"{sample.file_name} is missing", file=sample.file, line=sample.line, mend="write it")
    for name in sorted({*points} ^ {*sample.marks}):
        what = f"{sample.file_name} has no mark for {name!r}" if name in points else f"there is no criterion {name!r}"
        yield Problem(
            what, file=sample.file, line=sample.line, mend="give one mark for each [[rubric]] of exercise.toml"
        )
    for name, mark in sample.marks.items():
        if name in points and mark > points[name]:
            what = f"{sample.file_name} gets {mark} of {points[name]} for {name!r}"
            yield Problem(what, file=sample.file, line=sample.line, mend="give at most the criterion's points")


@check
def tables_keep_their_answers(material: Material) -> Iterable[Problem]:
    """A table's key can be read, its rows stand in no chapter, its accepted values in neither stub nor task."""
    for exercise in material.exercises:
        if exercise.kind != "table" or not (exercise.data / "key.toml").is_file():
            continue
        key = material.attempt(lambda e=exercise: _key(material, e))  # type: ignore[misc]
        if key is not None:
            yield from _rows_in_the_chapter(material, exercise, key)
            yield from _filled_in(material, exercise, key)
            yield from _told(material, exercise, key)


def _key(material: Material, exercise: Exercise) -> Key:
    """The key of a table exercise, problems told with the path in the repository."""
    try:
        return load_key(exercise.folder)
    except Problem as problem:
        raise problem.relative_to(material.root) from problem


def _rows_in_the_chapter(material: Material, exercise: Exercise, key: Key) -> Iterator[Problem]:
    """The rows whose label can be looked up in the chapter; labels under four words are too common to tell."""
    index = material.root / "chapters" / exercise.chapter / "index.md"
    page = material.page(index) if index.is_file() else None
    if page is None:
        return
    text = f" {' '.join(words(plain(page.text)))} "
    for row in key.rows:
        label = words(row.label)
        if len(label) > 3 and f" {' '.join(label)} " in text:
            yield Problem(
                f"row {row.id!r} stands word for word in the chapter",
                file=material.shown(exercise.data / "key.toml"),
                mend="ask about something that the chapter does not show, or say it in other words",
            )


def _filled_in(material: Material, exercise: Exercise, key: Key) -> Iterator[Problem]:
    """The cells that the stub already has right."""
    if not exercise.stub.is_file():
        return
    stub = material.attempt(lambda: _table(material, exercise))
    right = [case.name for case in cells(stub, key) if case.passed] if stub else []
    if right:
        yield Problem(
            f"the stub has {len(right)} cells right already ({right[0]})",
            file=material.shown(exercise.stub),
            mend="leave them empty",
        )


def _table(material: Material, exercise: Exercise) -> TableAnswer:
    """The stub of a table as its tests would get it."""
    try:
        return read_table(read_text(exercise.stub, material.root), exercise.stub.name)
    except AnswerFailed as failed:
        raise Problem(failed.message.rstrip("."), file=material.shown(exercise.stub), mend="mend the stub") from failed


def _told(material: Material, exercise: Exercise, key: Key) -> Iterator[Problem]:
    """The accepted values that the task tells, of columns where nothing is chosen from a list."""
    page = material.page(exercise.task_file) if exercise.task_file.is_file() else None
    if page is None:
        return
    text = f" {' '.join(words(page.text))} "
    told = set()
    for row in key.rows:
        for name, cell in row.cells.items():
            for value in cell.accept:
                told |= {said for said in _telling(key.columns[name], value) if f" {' '.join(words(said))} " in text}
    for said in sorted(told):
        yield Problem(f"the task tells an accepted value, {said!r}", file=page.path, line=1, mend="leave it out")


def _telling(column: Column, value: Value) -> Iterator[str]:
    """The texts of a value that would give a cell away: none where the learner chooses, none that is very short."""
    if column.options or column.type == "bool":
        return
    for one in value if isinstance(value, frozenset) else (value,):
        said = ""
        if isinstance(one, Day) and len(one.parts) > 1:
            said = "-".join(f"{part:02}" for part in one.parts)
        elif isinstance(one, (str, int, float)) and not isinstance(one, bool):
            said = str(one)
        if len(said) > 4:
            yield said
