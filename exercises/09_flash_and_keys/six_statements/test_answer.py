import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("holds")
def test_verdicts(answer, subtests):
    """For each statement, whether it holds."""
    for case in cells(answer, KEY, ["holds"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("why")
def test_reasons(answer, subtests):
    """For each statement, the one fact that decides it."""
    for case in cells(answer, KEY, ["why"]):
        with subtests.test(case.name):
            case.check()
