import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("dates")
def test_dates(answer, subtests):
    """For each event, the date as exactly as the notes allow, or that it is not known."""
    for case in cells(answer, KEY, ["date"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("kinds")
def test_kinds(answer, subtests):
    """For each event, whether the police act, somebody speaks, a court sits or a law changes."""
    for case in cells(answer, KEY, ["kind"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("certainty")
def test_certainty(answer, subtests):
    """For each event, whether it is established, reported, contested or withheld, counting origins and not papers."""
    for case in cells(answer, KEY, ["certainty"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("who")
def test_who_stands_behind(answer, subtests):
    """For each event, who knows the date first hand and stands behind it, or that nobody does."""
    for case in cells(answer, KEY, ["who"]):
        with subtests.test(case.name):
            case.check()
