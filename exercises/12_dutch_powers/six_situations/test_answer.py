import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("power")
def test_power(answer, subtests):
    """For each situation, the power that comes nearest to it."""
    for case in cells(answer, KEY, ["power"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("judge")
def test_judge(answer, subtests):
    """For each situation, whether the text of November 2015 asks for an investigating judge."""
    for case in cells(answer, KEY, ["judge"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("missing")
def test_missing(answer, subtests):
    """For each situation, the condition that is not met, or that nothing is missing."""
    for case in cells(answer, KEY, ["missing"]):
        with subtests.test(case.name):
            case.check()
