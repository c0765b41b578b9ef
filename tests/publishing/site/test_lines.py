"""Staged text that remembers its sources."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from takedown.publishing.lines import Sheet, plain


def test_each_line_knows_its_source() -> None:
    """Lines of a prose file count on; lines of one value of a data file all come from its key."""
    sheet = Sheet()
    sheet.add("a\nb", "one.md", 7)
    sheet.gap()
    sheet.add("c\nd", "two.toml", 3, fixed=True)
    assert [("one.md", 7), ("one.md", 8), ("one.md", 8), ("two.toml", 3), ("two.toml", 3)] == [
        sheet.origin(line) for line in range(1, 6)
    ]


def test_gap_is_never_doubled() -> None:
    """Two gaps make one empty line, and a sheet does not begin with one."""
    sheet = Sheet()
    sheet.gap()
    sheet.add("a", "one.md")
    sheet.gap()
    sheet.gap()
    assert "a\n\n" == sheet.text


@given(st.integers(-5, 50))
def test_line_outside_gives_the_nearest(line: int) -> None:
    """A line that the parser counts past the end still leads to the source, never to an error."""
    sheet = Sheet()
    sheet.add("a\nb\nc", "one.md")
    assert ("one.md", min(max(line, 1), 3)) == sheet.origin(line)


def test_empty_sheet_has_no_source() -> None:
    """Nothing staged, nothing to name."""
    assert ("", 0) == Sheet().origin(1)


def test_heading_is_remembered_as_unnumbered() -> None:
    """The line of a heading that staging writes is the one that the engine is told."""
    sheet = Sheet()
    sheet.add("a\n", "one.md")
    sheet.heading("## Exercises", "two.toml", 4)
    assert {3} == sheet.unnumbered
    assert "## Exercises" == sheet.lines[2]


def test_plain_text_has_no_markup_left() -> None:
    """Every mark that MyST could read is made a plain character, and lines become one."""
    assert r"a \*b\* \`c\` \[d\] \{e\} \$f\$ \<g\> \# \| x\_y" == plain("a *b* `c` [d] {e}\n$f$ <g> # | x_y")
