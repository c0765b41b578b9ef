"""``takedown check``: judge the learner's own file, tell the verdict, remember it.

The learner's file runs in a process of its own with limits; the judge is kept while the learner works with
``--watch``, so that a verdict comes with the save.
"""

from __future__ import annotations

from takedown.course import Exercise
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.gradebook import number
from takedown.grading.judging import KeptJudge
from takedown.grading.learner import Learner
from takedown.grading.report import show_passed, show_result, show_solution, show_why
from takedown.grading.results import Result
from takedown.grading.watch import saves


def check_once(learner: Learner, exercise: Exercise) -> int:
    """Judge the answer as it is; 0 if all tasks pass, else 1."""
    content = learner.work.read(exercise)
    with KeptJudge(exercise, LOCAL_KEY, printed=True) as judge:
        return tell(learner, exercise, content, judge(content))


def check_all(learner: Learner) -> int:
    """Judge everything begun, one line each; this also makes a lost state file anew."""
    worst = 0
    for exercise, _ in learner.begun():
        content = learner.work.read(exercise)
        with KeptJudge(exercise, LOCAL_KEY) as judge:
            result = judge(content)
        passed = _remember(learner, exercise, content, result)
        sign = learner.page.signs["passed" if passed else "failed"]
        learner.page.line(f"{sign} {exercise.id}: {number(result.score)} of {number(result.max)} points")
        worst = worst if passed else 1
    return worst


def check_watching(learner: Learner, exercise: Exercise) -> int:
    """Judge after each save; Ctrl-C ends with the status of the last verdict."""
    learner.work.read(exercise)
    path = learner.work.path(exercise)
    status = 1
    try:
        with KeptJudge(exercise, LOCAL_KEY, printed=True) as judge:
            for content in saves(path):
                learner.page.console.clear()
                if content is None:
                    learner.page.line(f"{learner.work.shown(path)} is gone: waiting until it is back.")
                    continue
                status = tell(learner, exercise, content, judge(content))
                learner.page.line("Watching; Ctrl-C ends.", "dim")
    except KeyboardInterrupt:
        learner.page.line()
        learner.page.line("Stopped. Your file is as you saved it.")
    return status


def tell(learner: Learner, exercise: Exercise, content: bytes, result: Result) -> int:
    """Show a verdict, remember it, and say what comes next; the exit status."""
    page = learner.page
    show_result(page, exercise, result)
    if not _remember(learner, exercise, content, result):
        page.line(f"A hint: takedown hint {exercise.slug}", "dim")
        return 1
    show_passed(page, exercise, result)
    _release(learner, exercise)
    page.line()
    learner.next(learner.states(learner.work.progress()))
    return 0


def _release(learner: Learner, exercise: Exercise) -> None:
    """Show why the answer works and a solution, as far as the exercise allows; a learner's pack has no solution."""
    page = learner.page
    if exercise.release == "after-pass" and exercise.why_file.is_file():
        show_why(page, exercise.why_file.read_text(encoding="utf-8"))
    if exercise.release == "after-pass" and exercise.solution.is_file():
        solution = exercise.solution.read_text(encoding="utf-8")
        show_solution(page, solution, learner.work.shown(exercise.solution))
    else:
        page.line("Your teacher shows the solution.")


def _remember(learner: Learner, exercise: Exercise, content: bytes, result: Result) -> bool:
    passed = all(task.status == "passed" for task in result.tasks)
    learner.work.remember_check(exercise.id, content, result.score, result.max, passed=passed)
    return passed
