import math

import pytest

from takedown.grading import expect


@pytest.mark.task("published")
def test_the_known_number(answer):
    """Among 23 people and 365 days, the probability is 0.5073 within 0.0001."""
    assert expect(answer.shared(23, 365), near=0.5073, abs=0.0001, look="the chance that all days differ")


@pytest.mark.task("general")
@pytest.mark.parametrize("case", range(4))
def test_other_numbers(answer, draw, case):
    """For drawn numbers of people and days, the probability from the formula."""
    people, days = draw.randint(2, 12), draw.randint(20, 400)
    wanted = 1 - math.perm(days, people) / days**people
    assert expect(answer.shared(people, days), near=wanted, rel=1e-6, because="all must differ for nobody to share")


@pytest.mark.task("general")
def test_more_people_than_days(answer):
    """With more people than days, two must share one: the probability is 1."""
    assert expect(answer.shared(8, 7), near=1.0, because="eight people do not fit on seven days")
