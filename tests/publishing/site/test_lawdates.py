"""The page "As of": each statement of law that a chapter keeps as data, with its day of check; bad rows are refused."""

from __future__ import annotations

import pytest

from takedown.course import Course
from takedown.publishing.lawdates import law_files

LAW = """
[[rule]]
id = "one"
title = "A tap"
statement = "A judge must allow it."
source = "verdict"
verified = "primary"
checked = 2026-11-24
would_change = "A new code."

[[rule]]
id = "other"
title = "A fine"
statement = "It is low."
source = "nos"
verified = "secondary"
checked = 2026-10-01
would_change = "The text itself."

[[place]]
id = "no law here"
"""


def put(small, text: str = LAW) -> None:
    """Give the first chapter of the small book a data file."""
    data = small.root / "chapters" / "01_first" / "data"
    data.mkdir(exist_ok=True)
    (data / "law.toml").write_text(text, encoding="utf-8")


def test_rows_with_their_lines(small) -> None:
    """Rows that say what would change them are found in order, with the line of each; others are left alone."""
    put(small)
    (file,) = law_files(Course(small.root))

    assert ("01_first", "chapters/01_first/data/law.toml") == (file.chapter, str(file.file))
    assert [("A tap", 3), ("A fine", 12)] == [(row.title, line) for row, line in file.rows]
    assert ["2026-11-24", "2026-10-01"] == [row.checked.isoformat() for row, _ in file.rows]


def test_the_page_lists_them(small) -> None:
    """The page tells statement, how it was seen, day of check and what would change it."""
    put(small)
    text = small.book().by_slug["as-of"].root.plain

    for words in (
        "Statements of law",
        "A judge must allow it.",
        "2026-10-01",
        "the text itself",
        "seen in the source itself",
    ):
        assert words in text


def test_a_book_without_law(small) -> None:
    """Nothing is listed where no chapter keeps statements of law."""
    assert () == law_files(Course(small.root))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('statement = "A judge must allow it."', "", "no statement"),
        ("checked = 2026-11-24", 'checked = "soon"', "no day of check"),
        ('verified = "primary"', 'verified = "surely"', "verified is 'surely'"),
        ('source = "verdict"', 'source = "hearsay"', "'hearsay' is not in the bibliography"),
        ("[[rule]]", "[[rule", "not TOML"),
    ],
)
def test_bad_rows_are_refused(small, old: str, new: str, message: str) -> None:
    """A row without source, day of check or words is refused, with the file and the line."""
    put(small, LAW.replace(old, new, 1))
    problem = small.refused()

    assert message in str(problem)
    assert "chapters/01_first/data/law.toml" in str(problem)
