"""Tables of the models on pages of docs/: asked for by a comment, computed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing import modeltables
from takedown.publishing.lines import Sheet
from takedown.publishing.modeltables import with_tables


def asking(name: str = "validation") -> Sheet:
    """A page with a heading without a number, and a comment that asks for a table in its fourth line."""
    sheet = Sheet()
    sheet.heading("## First", "docs/x.md", 1)
    sheet.add(f"Words.\n% table: {name}\nMore words.", "docs/x.md", 3)
    return sheet


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The table is a made-up one; how often it was computed."""
    times: list[int] = []

    def table() -> str:
        times.append(1)
        return "## Flash\n\n| a |\n| --- |\n| 1 |"

    monkeypatch.setattr(modeltables, "TABLES", {"validation": table})
    return times


def test_a_table_stands_where_it_was_asked_for(made: list[int], tmp_path: Path) -> None:
    """The comment becomes the table, every line of it said to come from the comment's; the rest stays."""
    whole = with_tables(asking(), tmp_path)
    assert "## First\n\nWords.\n## Flash\n\n\n| a |\n| --- |\n| 1 |\nMore words.\n" == whole.text
    assert ("docs/x.md", 4) == whole.origin(whole.lines.index("| 1 |") + 1)
    assert ("docs/x.md", 5) == whole.origin(len(whole.lines))
    assert {whole.lines.index(heading) + 1 for heading in ("## First", "## Flash")} == whole.unnumbered


def test_a_table_is_computed_once(made: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it comes from the cache; another text of a model, and it is computed anew."""
    first = with_tables(asking(), tmp_path).text
    assert first == with_tables(asking(), tmp_path).text
    assert 1 == len(made)
    monkeypatch.setattr(modeltables, "_digest", lambda: "other")
    assert first == with_tables(asking(), tmp_path).text
    assert 2 == len(made)


def test_a_page_without_a_table_is_as_it_was(tmp_path: Path) -> None:
    """Nothing is computed, and the very sheet comes back."""
    sheet = Sheet(["Words."], [("docs/x.md", 1)])
    assert sheet is with_tables(sheet, tmp_path)


def test_an_unknown_table(tmp_path: Path) -> None:
    """A name that is no table is refused at its line."""
    with pytest.raises(Problem) as refused:
        with_tables(asking("validated"), tmp_path)
    assert "docs/x.md:4: there is no table 'validated': write validation." == str(refused.value)


def test_what_a_table_depends_on() -> None:
    """The digest is of the models' texts, and the same twice."""
    assert modeltables._digest() == modeltables._digest()
    assert 16 == len(modeltables._digest())
