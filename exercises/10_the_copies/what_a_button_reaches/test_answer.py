import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("holder")
def test_who_holds_it(answer, subtests):
    """For each copy, the holder is whoever has the device or computer on which it lies."""
    for case in cells(answer, KEY, ["holder"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("wipe")
def test_what_the_wipe_reaches(answer, subtests):
    """The wipe tells one handset, and everything on it."""
    for case in cells(answer, KEY, ["wipe"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("timer")
def test_what_the_timer_reaches(answer, subtests):
    """The timer tells the messenger on every device that shows the conversation, and nothing else."""
    for case in cells(answer, KEY, ["timer"]):
        with subtests.test(case.name):
            case.check()
