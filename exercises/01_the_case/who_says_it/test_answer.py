import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("speaker")
def test_who_says_it(answer, subtests):
    """For each statement, the speaker is the one whom the sentence credits, or nobody."""
    for case in cells(answer, KEY, ["speaker"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("certainty")
def test_how_it_is_put(answer, subtests):
    """For each statement, the first of hedged, approximate, forecast and flat that fits its words."""
    for case in cells(answer, KEY, ["certainty"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("withheld")
def test_what_is_kept_back(answer, subtests):
    """For each statement, whether it tells that somebody keeps something back."""
    for case in cells(answer, KEY, ["withheld"]):
        with subtests.test(case.name):
            case.check()
