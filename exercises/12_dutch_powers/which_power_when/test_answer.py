import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("state")
def test_state(answer, subtests):
    """For each power and day, whether it was in force, was not, or is not known to have been."""
    for case in cells(answer, KEY, ["state"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("rests")
def test_rests(answer, subtests):
    """For each answer, whether it rests on a day of sight, on a sourced beginning, or on nothing."""
    for case in cells(answer, KEY, ["rests"]):
        with subtests.test(case.name):
            case.check()
