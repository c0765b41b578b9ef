"""A learner may write any part of an exercise's name that fits only one."""

from __future__ import annotations

import pytest

from takedown.grading.names import resolve
from takedown.problems import Problem

NAMES = [
    "01_the_case/claim_table",
    "01_the_case/dates",
    "01_the_case/dates_of_law",
    "02_sources/claims",
    "02_sources/dates",
]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("01_the_case/dates", "01_the_case/dates"),
        ("claim_table", "01_the_case/claim_table"),
        ("Claim_T", "01_the_case/claim_table"),
        ("01/da", None),
        ("exercises/01_the_case/dates/", "01_the_case/dates"),
        ("work/02_sources/dates/answer.toml", "02_sources/dates"),
        ("./work\\02_sources\\dates\\answer.1.toml", "02_sources/dates"),
        ("of_law", "01_the_case/dates_of_law"),
        ("02_sources/d", "02_sources/dates"),
        ("dates", None),
        ("claim", None),
        ("", None),
    ],
)
def test_a_shortened_name_is_resolved_or_refused(given: str, expected: str | None) -> None:
    """Whole names win over parts, a part that fits two is refused with both, nothing is guessed."""
    if expected is None:
        with pytest.raises(Problem):
            resolve(given, NAMES)
    else:
        assert expected == resolve(given, NAMES)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("dates", "could be 01_the_case/dates or 02_sources/dates: write a little more of the name"),
        ("claims_tabel", "perhaps you mean 01_the_case/claim_table"),
        ("zzz", "takedown list shows all"),
        ("0", "could be .*, "),
    ],
)
def test_a_refusal_names_what_is_near(given: str, says: str) -> None:
    """An ambiguous name lists the candidates, a misspelt one the nearest, another the command that lists."""
    with pytest.raises(Problem, match=says):
        resolve(given, [*NAMES, "03_a/b", "04_c/d"])
