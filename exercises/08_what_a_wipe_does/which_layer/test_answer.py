import pytest

from takedown.grading import cells, load_key

KEY = load_key(__file__)


@pytest.mark.task("seen")
def test_from_where(answer, subtests):
    """For each thing, the first place from which it can already be seen."""
    for case in cells(answer, KEY, ["seen"]):
        with subtests.test(case.name):
            case.check()


@pytest.mark.task("layer")
def test_which_layer(answer, subtests):
    """For each thing, the layer that still keeps it although it counts as deleted."""
    for case in cells(answer, KEY, ["layer"]):
        with subtests.test(case.name):
            case.check()
