import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("verdict")
def test_verdicts(answer, subtests):
    """For each claim, whether the list refutes it, leaves it standing, or could never test it."""
    for case in cells(answer, KEY, ["verdict"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("by")
def test_cases(answer, subtests):
    """For each claim that is refuted, every case of the list that refutes it by itself."""
    for case in cells(answer, KEY, ["by"]):
        with subtests.test(case.name):
            case.check()
