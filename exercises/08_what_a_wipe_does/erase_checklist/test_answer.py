import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("conditions")
def test_conditions(answer, subtests):
    """For each of the five conditions, whether the sentences show that it is met, that it is not, or neither."""
    for case in cells(answer, KEY, ["verdict"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("grounds")
def test_grounds(answer, subtests):
    """For each of the five conditions, the sentences that the verdict needs, and no other."""
    for case in cells(answer, KEY, ["rests"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("copies")
def test_what_is_left(answer, subtests):
    """For each of the five things, what is known of it after the command."""
    for case in cells(answer, KEY, ["gone"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("whole")
def test_whole(answer, subtests):
    """The whole follows from the five: one that fails decides, else one that is not known."""
    for case in cells(answer, KEY, ["whole"]):
        with subtests.test(case.name):
            case.check()
