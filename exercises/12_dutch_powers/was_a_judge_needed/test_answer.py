import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("who")
def test_who(answer, subtests):
    """For each act and day, who had to authorise it by the rules given until then."""
    for case in cells(answer, KEY, ["who"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("rests")
def test_rests(answer, subtests):
    """For each answer, the rule on which it rests."""
    for case in cells(answer, KEY, ["rests"]):
        with subtests.test(case.name):
            case.check()
