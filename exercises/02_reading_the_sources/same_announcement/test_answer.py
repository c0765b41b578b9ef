import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("origin")
def test_origins(answer, subtests):
    """For each report, who first knew what it says."""
    for case in cells(answer, KEY, ["origin"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("adds")
def test_what_it_adds(answer, subtests):
    """For each report, whether it adds an independent origin to those above it."""
    for case in cells(answer, KEY, ["adds"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("number")
def test_count(answer, subtests):
    """How many independent origins all twelve have together."""
    for case in cells(answer, KEY, ["number"]):
        with subtests.test(case.name):
            case.check()
