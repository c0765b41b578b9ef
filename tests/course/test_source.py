"""Where things stand in a TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course.source import read_toml

TEXT = '''\
# a comment with [[task]] in it
title = "x"
"quoted key" = 1
owner.name = "y"   # dotted

[limits]           # a table
wall = 5

[[task]]
id = "a"
text = """
[[task]]
id = "not a key"
"""
raw = \'\'\'one line\'\'\'

[[task]]
id = "b"
[[task.case]]
name = "first"
[[task.case]]
name = "second"
[task.extra]
deep = 1
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("owner", "name"), 4),
        (("limits",), 6),
        (("limits", "wall"), 7),
        (("task", 0), 9),
        (("task", 0, "id"), 10),
        (("task", 0, "text"), 11),
        (("task", 0, "raw"), 15),
        (("task", 0, "missing"), 9),
        (("task", 1), 17),
        (("task", 1, "case", 1, "name"), 22),
        (("task", 1, "extra", "deep"), 24),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_line_of_a_place(tmp_path: Path, place: tuple[str | int, ...], line: int) -> None:
    """Tables and keys are found where they stand, also after strings that look like tables."""
    path = tmp_path / "x.toml"
    path.write_text(TEXT, encoding="utf-8")

    assert line == read_toml(path, tmp_path).line(place)


def test_file_outside_the_root_keeps_its_path(tmp_path: Path) -> None:
    """A file from another root is shown with the path by which it can be opened."""
    path = tmp_path / "x.toml"
    path.write_text("a = 1\r\nb = 2\r\n", encoding="utf-8")

    document = read_toml(path, tmp_path / "elsewhere")

    assert (path, 2) == (document.path, document.line(("b",)))
