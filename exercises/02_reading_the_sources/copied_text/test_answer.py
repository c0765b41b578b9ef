import pytest

from takedown.grading import expect

WORDS = (
    "harbour ferry storm signal crane pilot anchor lamp bridge tide cargo captain ladder rope engine island north early"
    " late heavy quiet broken repaired reported counted closed opened waited turned sank".split()
)
MARKS = [".", ",", ";", ":", "!", "?"]


def text(draw, words):
    """Invented words, none twice, so that a run of them stands in no other text by chance."""
    return draw.sample(WORDS, words)


def runs(words, size):
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


def dressed(draw, words):
    """The same words with drawn capitals and signs."""
    return " ".join(
        (word.capitalize() if draw.random() < 0.4 else word) + (draw.choice(MARKS) if draw.random() < 0.3 else "")
        for word in words
    )


@pytest.mark.task("shingles")
@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_runs(answer, draw, size):
    """A drawn text with capitals and signs: each run of words once, in alphabetical order."""
    words = text(draw, 9)
    words += words[:4]
    wanted = sorted(" ".join(run) for run in runs(words, size))
    because = f"{len(words)} words have {len(words) - size + 1} places at which a run of {size} can begin; a run that comes twice counts once"
    got = answer.shingles(dressed(draw, words), size)
    assert expect(got, equals=wanted, because=because, look="where the last run begins, capitals, and signs at a word's end")


@pytest.mark.task("shingles")
def test_signs_inside(answer):
    """A sign inside a word belongs to it; one at its end or beginning does not."""
    got = answer.shingles('"Well-known, o\'clock:" 3.14', 1)
    because = "only the beginning and the end of a word are cleaned"
    assert expect(got, equals=["3.14", "o'clock", "well-known"], because=because, look="which signs you take away, and from where")


@pytest.mark.task("shingles")
def test_short(answer, draw):
    """A text shorter than the run has none."""
    got = answer.shingles(" ".join(text(draw, 3)), 4)
    assert expect(got, equals=[], because="no run of four fits into three words", look="texts that are too short")


def pair(draw):
    """A text, and one that contains a drawn middle part of it among words of its own."""
    words = draw.sample(WORDS, 24)
    one, own = words[:12], words[12:]
    begin, length = draw.randint(0, 3), draw.randint(6, 8)
    return one, own[:5] + one[begin : begin + length] + own[5:]


@pytest.mark.task("measures")
@pytest.mark.parametrize("case", range(3))
def test_measures(answer, draw, case):
    """A text and another that took a part of it: both measures, in both directions."""
    one, other = pair(draw)
    size = 2 + case
    first, second = runs(one, size), runs(other, size)
    both = len(first & second)
    texts = dressed(draw, one), dressed(draw, other)
    because = f"they share {both} runs; the one has {len(first)}, the other {len(second)}, together {len(first | second)}"
    look = "what is divided by what"
    expect(answer.resemblance(*texts, size), near=both / len(first | second), because=because, look=look)
    expect(answer.containment(*texts, size), near=both / len(first), because=because, look=look)
    assert expect(answer.containment(*texts[::-1], size), near=both / len(second), because=because, look=look)


@pytest.mark.task("measures")
def test_whole(answer, draw):
    """A short text printed whole inside a long one: contained entirely, and not very like it."""
    words = draw.sample(WORDS, 26)
    short, long = words[8:14], words
    texts = " ".join(short), " ".join(long)
    expect(answer.containment(*texts, 3), near=1.0, because="each of its runs stands in the long one", look="the first of the two texts")
    wanted = len(runs(short, 3)) / len(runs(long, 3))
    because = "the long one has many runs that the short one has not"
    assert expect(answer.resemblance(*texts, 3), near=wanted, because=because, look="what either of them has")


@pytest.mark.task("measures")
def test_nothing_in_common(answer, draw):
    """Texts that share nothing, and texts too short for a run, give 0.0."""
    words = draw.sample(WORDS, 20)
    texts = " ".join(words[:10]), " ".join(words[10:])
    look = "a division by nothing"
    for name in ("resemblance", "containment"):
        measure = getattr(answer, name)
        expect(measure(*texts, 2), near=0.0, because="no run stands in both", look="what both have")
        expect(measure("one two", "one two", 3), near=0.0, because="neither has a run of three words", look=look)
    got = answer.containment("one two three", "one two", 3)
    assert expect(got, near=0.0, because="the other text has no run at all", look=look)


def family(draw):
    """Five texts: an announcement, a copy, a copy of the copy's beginning, and two of their own."""
    words = draw.sample(WORDS, 28)
    news, own, alone = words[:10], words[10:19], words[19:]
    copy = [*news, *own[:3]]
    short = copy[:6]
    return [news, alone, copy, own[3:], short]


@pytest.mark.task("pairs")
@pytest.mark.parametrize("least", [0.5, 1.0])
def test_pairs(answer, draw, least):
    """A drawn family: the announcement, its copy and a short copy are found, the others are not."""
    texts = family(draw)
    order = list(range(5))
    draw.shuffle(order)
    texts = [texts[place] for place in order]
    wanted = []
    for i, one in enumerate(texts):
        for j, other in enumerate(texts):
            first, second = runs(one, 3), runs(other, 3)
            if i < j and len(first & second) / min(len(first), len(second)) >= least:
                wanted.append([i, j])
    because = "a short copy is contained in its model even where the two are not alike as wholes"
    look = "both directions of containment, and the order of i and j"
    got = answer.copied([dressed(draw, words) for words in texts], 3, least)
    assert expect(got, equals=wanted, because=because, look=look)


@pytest.mark.task("pairs")
@pytest.mark.parametrize("short_first", [True, False])
def test_either_order(answer, draw, short_first):
    """A short copy is found whether it stands before its model in the list or after it."""
    words = draw.sample(WORDS, 14)
    texts = [" ".join(words[3:9]), " ".join(words)]
    because = "the short text lies in the long one, in whichever order they come"
    got = answer.copied(texts if short_first else texts[::-1], 3, 0.9)
    assert expect(got, equals=[[0, 1]], because=because, look="both directions of containment")


@pytest.mark.task("pairs")
def test_least_is_enough(answer, draw):
    """A pair that reaches the share exactly counts."""
    words = draw.sample(WORDS, 15)
    texts = [" ".join(words[:6]), " ".join([*words[:4], *words[8:]])]
    because = "two of the four runs of the first stand in the second, and half is at least half"
    assert expect(answer.copied(texts, 3, 0.5), equals=[[0, 1]], because=because, look="at least against more than")


@pytest.mark.task("pairs")
def test_no_pairs(answer, draw):
    """One text alone makes no pair, and is no copy of itself."""
    because = "a pair needs two texts"
    got = answer.copied([" ".join(text(draw, 8))], 3, 0.5)
    assert expect(got, equals=[], because=because, look="a text compared with itself")
