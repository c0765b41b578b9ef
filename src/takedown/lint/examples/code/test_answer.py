import pytest

from takedown.grading import expect


def around(draw, count):
    """Numbers with a known middle, shuffled; the largest is far off."""
    center = draw.randint(200, 900)
    steps = sorted(draw.sample(range(1, 90), count // 2))
    below, above = [center - step for step in steps], [center + step for step in steps]
    above[-1] += 1_000_000
    numbers = [*below, *above] if count % 2 == 0 else [*below, center, *above]
    draw.shuffle(numbers)
    return numbers, sorted(numbers)


@pytest.mark.task("odd")
@pytest.mark.parametrize("count", [3, 7])
def test_odd(answer, draw, count):
    """Of an odd count of shuffled numbers, the one in the middle, whatever the largest is."""
    numbers, ordered = around(draw, count)
    assert expect(answer.middle(numbers), near=ordered[count // 2], because="half of the others lie on each side")


@pytest.mark.task("even")
@pytest.mark.parametrize("count", [2, 4, 8])
def test_even(answer, draw, count):
    """Of an even count, the number halfway between the two in the middle."""
    numbers, ordered = around(draw, count)
    wanted = (ordered[count // 2 - 1] + ordered[count // 2]) / 2
    assert expect(answer.middle(numbers), near=wanted, look="which two numbers stand in the middle")
