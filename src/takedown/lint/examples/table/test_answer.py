import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("speaker")
def test_speaker(answer, subtests):
    """For each message, the one whom it credits."""
    for case in cells(answer, KEY, ["speaker"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("day")
def test_day(answer, subtests):
    """For each message, the day on which it was said."""
    for case in cells(answer, KEY, ["day"]):
        with subtests.test(case.name):
            case.check()
