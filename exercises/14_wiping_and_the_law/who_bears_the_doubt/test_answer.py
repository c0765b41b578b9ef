import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("fact")
def test_fact(answer, subtests):
    """For each row, the fact on which the answer turns, or none where both answers agree."""
    for case in cells(answer, KEY, ["fact"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("bearer")
def test_bearer(answer, subtests):
    """For each row, whether the fact must be proved, must become plausible, or changes nothing."""
    for case in cells(answer, KEY, ["bearer"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("result")
def test_result(answer, subtests):
    """For each row, the answer that the evidence allows as it stands."""
    for case in cells(answer, KEY, ["result"]):
        with subtests.test(case.name):
            case.check()
