import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("answer")
def test_answer(answer, subtests):
    """For each press, the answer that the rules of the chapter give, and an open one where they give none."""
    for case in cells(answer, KEY, ["answer"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("rule")
def test_rule(answer, subtests):
    """For each press, the rule that is written for this person, moment, motive and device."""
    for case in cells(answer, KEY, ["rule"]):
        with subtests.test(case.name):
            case.check()
