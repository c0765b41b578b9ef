"""Grade a class: read what was handed in, judge it in shards, keep every result, write the outputs.

The outputs are made from the stored results at the end, in one order, so that a run that was killed and started
again ends with the same files as one that was not. Nothing of a submission is trusted on the way.
"""

from __future__ import annotations

import hashlib
import hmac
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from takedown.course import Course, Exercise, find_root, load_exercises
from takedown.grading import feedback, gradebook
from takedown.grading.archives import odd_part
from takedown.grading.gradebook import Grade
from takedown.grading.judging import BACK_END, UNCONFINED, KeptJudge, exercise_version, grader_version
from takedown.grading.keys import KEY_FILE, load_key
from takedown.grading.lateness import TimeTable, read_times, times_of
from takedown.grading.results import Result
from takedown.grading.sharding import Failure, Shard, cut, map_shards
from takedown.grading.store import FILE, Key, Store
from takedown.grading.submissions import Answer, Handed, Trouble, read_submissions
from takedown.grading.work import write_whole
from takedown.problems import Problem

Say = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """What a teacher asks for."""

    submissions: Path
    out: Path
    exercises: Mapping[str, Exercise]
    only: str | None = None
    key_file: Path | None = None
    times: Path | None = None


def grade_class(run: Run, say: Say = print) -> list[str]:
    """Do the run and write its outputs; what to tell the teacher, in lines.

    Raises:
        Problem: the input as a whole cannot be used (single bad submissions become rows of problems.csv).
    """
    table: TimeTable = read_times(run.times) if run.times else {}
    known = {name: exercise.extension for name, exercise in run.exercises.items()}
    handed = read_submissions(run.submissions, known, run.only)
    _open_folder(run.out, run.submissions)
    key, is_new = load_key(run.key_file or run.out / KEY_FILE, create=run.key_file is None)
    if is_new:
        say(f"A key was drawn for this class: {run.out / KEY_FILE}")
    with Store(run.out) as store:
        if store.note:
            say(store.note)
        results, failures = _judge_all(run, handed, key, store, say)
        troubles = tuple(sorted({*handed.troubles, *failures}))
        grades = _grades(run, handed, results, table)
        _write(run.out, grades, troubles)
        store.put_grades(
            {"confinement": UNCONFINED, "grader": grader_version(), "back_end": BACK_END},
            [(each.student, each.exercise, each.submission, each.points, each.max) for each in grades],
        )
    return [
        f"{len(handed.students)} students, {len(handed.answers)} answers, judged {UNCONFINED}: {run.out}",
        *([f"{len(troubles)} row{'s' * (len(troubles) > 1)} in {run.out / 'problems.csv'}"] if troubles else []),
    ]


def all_exercises(roots: Iterable[Path]) -> dict[str, Exercise]:
    """The book's exercises and those of further roots, by id; where two are the same the further root's counts.

    Raises:
        Problem: a root is not there, an exercise is broken, or there is neither book nor root.
    """
    further = list(roots)
    own: tuple[Exercise, ...] = ()
    try:
        book = find_root()
    except Problem:
        if not further:
            raise
    else:
        own = Course(book).exercises
    found = {exercise.id: exercise for exercise in own}
    for root in further:
        if not root.is_dir():
            raise Problem("no such folder of exercises", file=root, mend="give a folder like exercises/")
        found |= {exercise.id: exercise for exercise in load_exercises(root)}
    return found


def _open_folder(out: Path, submissions: Path) -> None:
    """Make the folder of results; one that holds other things is refused, since old results are removed from it."""
    if out.resolve().is_relative_to(submissions.resolve()):
        raise Problem("this lies in the folder of submissions", file=out, mend="give another --out")
    if out.exists() and not out.is_dir():
        raise Problem("this is a file", file=out, mend="give a folder to --out")
    held = {path.name for path in out.iterdir()} if out.exists() else set()
    if held and not held & {FILE, KEY_FILE}:
        raise Problem("this folder holds other things", file=out, mend="give a new folder to --out")
    out.mkdir(parents=True, exist_ok=True)


def variant_id(key: bytes, exercise: str, student: str) -> str:
    """What of the class key a result depends on; the key cannot be computed from it."""
    return hmac.new(key, f"result\0{exercise}\0{student}".encode(), hashlib.sha256).hexdigest()


def _judge_all(
    run: Run, handed: Handed, key: bytes, store: Store, say: Say
) -> tuple[dict[tuple[str, str], Result], list[Trouble]]:
    """Every answer's result, from the store or from a judge."""
    grader = grader_version()
    versions = {name: exercise_version(run.exercises[name]) for name in {answer.exercise for answer in handed.answers}}
    results: dict[tuple[str, str], Result] = {}
    failures: list[Trouble] = []

    def place(answer: Answer) -> Key:
        variant = variant_id(key, answer.exercise, answer.student)
        return Key(answer.digest, answer.exercise, versions[answer.exercise], variant, grader, BACK_END)

    todo: list[Answer] = []
    for answer in handed.answers:
        stored = store.find(place(answer))
        if stored is None:
            todo.append(answer)
        else:
            results[answer.student, answer.exercise] = Result.from_json(stored)
    if results:
        say(f"{len(results)} of {len(handed.answers)} answers were judged before.")
    for answer, out in map_shards(_worker(run.exercises, key), cut(todo, lambda answer: answer.exercise)):
        if isinstance(out, Failure):
            failures.append(
                Trouble(answer.student, answer.exercise, answer.source, f"the judge stopped at it: {out.reason}")
            )
            continue
        store.put(place(answer), out.to_json())
        results[answer.student, answer.exercise] = out
    store.commit()
    return results, failures


def _worker(exercises: Mapping[str, Exercise], key: bytes) -> Callable[[Shard[Answer]], Iterator[Result]]:
    """What does a shard: one judge with one session for its exercise."""

    def do(shard: Shard[Answer]) -> Iterator[Result]:
        with KeptJudge(exercises[shard.group], key) as judge:
            for answer in shard.items:
                yield replace(judge(answer.content, answer.student), layers=(UNCONFINED,))

    return do


def _grades(run: Run, handed: Handed, results: Mapping[tuple[str, str], Result], table: TimeTable) -> tuple[Grade, ...]:
    """A grade for each student in each exercise that anybody handed in."""
    in_scope = sorted({run.only} if run.only else {answer.exercise for answer in handed.answers})
    digests = {(answer.student, answer.exercise): answer.digest for answer in handed.answers}
    return tuple(
        Grade(
            student=student,
            exercise=name,
            title=run.exercises[name].title,
            tasks=tuple((task.id, task.title, float(task.points)) for task in run.exercises[name].tasks),
            result=results.get((student, name)),
            submission=digests.get((student, name), ""),
            lost=times_of(table, student, name).deduction,
            manual_max=float(sum(criterion.points for criterion in run.exercises[name].rubric)),
        )
        for student in handed.students
        for name in in_scope
    )


def _write(out: Path, grades: Sequence[Grade], troubles: Sequence[Trouble]) -> None:
    """All files that people read, each whole; those of an earlier run that are no longer true are removed."""

    def put(name: str, content: str) -> None:
        write_whole(out / name, content.encode(), sync=False)  # what is lost here is made again from the store

    names = output_names({grade.student for grade in grades})
    for folder in ("results", "feedback"):
        shutil.rmtree(out / folder, ignore_errors=True)
    for grade in grades:
        if grade.result is not None:
            put(f"results/{names[grade.student]}/{grade.exercise}.json", grade.result.to_json())
    for student, name in names.items():
        own = [grade for grade in grades if grade.student == student]
        said = [row for row in troubles if row.student == student]
        put(f"feedback/{name}.html", feedback.student_page(student, own, said, UNCONFINED))
    put("gradebook.csv", gradebook.gradebook(grades, UNCONFINED))
    put("totals.csv", gradebook.totals(grades, UNCONFINED))
    put("problems.csv", gradebook.problems(troubles, UNCONFINED))
    put("class.html", feedback.class_page(grades, troubles, UNCONFINED))


def output_names(students: set[str]) -> dict[str, str]:
    """A file name for each student; where two would be one file on some system, the later gets a mark."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in sorted(students):
        plain = student if not odd_part(student) else "student"
        folded = unicodedata.normalize("NFKC", plain).casefold()
        if folded in taken or plain != student:
            plain = f"{plain}-{hashlib.sha256(student.encode()).hexdigest()[:8]}"
            folded = unicodedata.normalize("NFKC", plain).casefold()
        taken.add(folded)
        names[student] = plain
    return names
