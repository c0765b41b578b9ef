import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("live")
def test_where_it_lies(answer, subtests):
    """After each step, the block in which the phone would find p."""
    for case in cells(answer, KEY, ["live"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("stale")
def test_stale_versions(answer, subtests):
    """After each step, the number of replaced versions of p that are still in the chip."""
    for case in cells(answer, KEY, ["stale"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("first")
def test_the_first_text(answer, subtests):
    """After each step, whether the first text of p is still in the chip."""
    for case in cells(answer, KEY, ["first"]):
        with subtests.test(case.name):
            case.check()
