import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("fails")
def test_first_question(answer, subtests):
    """For each phone, the first of the four questions that is not answered by a yes."""
    for case in cells(answer, KEY, ["fails"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("cut")
def test_after_the_cut(answer, subtests):
    """For each phone, how much of the old content can be read after the cut."""
    for case in cells(answer, KEY, ["cut"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("end")
def test_after_the_end(answer, subtests):
    """For each phone, how much of the old content could be read if the wipe had run to its end."""
    for case in cells(answer, KEY, ["end"]):
        with subtests.test(case.name):
            case.check()
