import tomllib
from pathlib import Path

import pytest

from takedown.grading import expect

KNOWN = tomllib.loads((Path(__file__).parent / "data" / "claims.toml").read_text(encoding="utf-8"))["ids"]


def side(answer, title):
    """The section of one side; an empty text has no words."""
    return answer.section(title)


@pytest.mark.task("structure")
def test_length(answer):
    """The essay has 40 to 200 words."""
    assert expect(answer.words, within=(40, 200), tried="counting your words")


@pytest.mark.task("structure")
@pytest.mark.parametrize("title", ["For", "Against"])
def test_both_sides(answer, title):
    """Each of the two headings has at least 15 words below it."""
    words = side(answer, title).words if side(answer, title) else 0
    assert expect(words, within=(15, 200), tried=f"counting the words below {title}")


@pytest.mark.task("claims")
@pytest.mark.parametrize("title", ["For", "Against"])
def test_claims(answer, title):
    """Each side cites at least one claim of the chapter, and none that does not exist."""
    cited = list(side(answer, title).claims) if side(answer, title) else []
    assert expect(len(cited), within=(1, 9), tried=f"counting the claims below {title}")
    unknown = [claim for claim in cited if claim not in KNOWN]
    assert expect(unknown, equals=[], tried="looking up the ids", look="data/claims.toml")
