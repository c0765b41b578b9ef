"""What counts as a change: what is saved, created or removed, however the editor does it, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from takedown.publishing import watching
from takedown.publishing.watching import Watch

PATIENCE = 30.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a source that is watched, and one that is not."""
    for name in ("docs/a.md", "docs/b.md", "build/c.md", "book.yml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("old\n")
    return tmp_path


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    """A watch over it."""
    with Watch(folder, ("docs", "book.yml", "chapters")) as running:
        yield running


def replace(path: Path, text: str) -> None:
    """Save as many editors do: a new file takes the old one's place."""
    new = path.with_name(f".{path.name}.new")
    new.write_text(text)
    new.replace(path)


def test_file_that_is_written_or_replaced_is_named(folder: Path, watch: Watch) -> None:
    """Writing into a file and putting another in its place are the same."""
    (folder / "docs/a.md").write_text("newer\n")
    assert ["docs/a.md"] == watch.wait(PATIENCE)
    replace(folder / "docs/a.md", "newest\n")
    assert ["docs/a.md"] == watch.wait(PATIENCE)
    replace(folder / "book.yml", "newest\n")
    assert ["book.yml"] == watch.wait(PATIENCE)


def test_quick_saves_are_one_change(folder: Path, watch: Watch) -> None:
    """Several files, saved at once, are told together; nothing is told twice."""
    for number in range(5):
        replace(folder / "docs/a.md", f"{number}\n")
    replace(folder / "docs/b.md", "new\n")
    assert ["docs/a.md", "docs/b.md"] == watch.wait(PATIENCE)
    assert [] == watch.wait(0)


def test_older_file_in_the_place_of_a_newer_one_is_a_change(folder: Path, watch: Watch) -> None:
    """Going back to an earlier commit gives files their content back, not always a later time."""
    new = folder / "docs" / ".new"
    new.write_text("older\n")
    os.utime(new, (1, 1))
    new.replace(folder / "docs/a.md")
    assert ["docs/a.md"] == watch.wait(PATIENCE)


def test_files_that_come_and_go_are_named(folder: Path, watch: Watch) -> None:
    """A file in a new folder, a folder that did not exist when the watch began, a file that is taken away."""
    (folder / "docs/more").mkdir()
    (folder / "docs/more/d.md").write_text("new\n")
    assert ["docs/more/d.md"] == watch.wait(PATIENCE)
    (folder / "chapters").mkdir()
    (folder / "chapters/e.md").write_text("new\n")
    assert ["chapters/e.md"] == watch.wait(PATIENCE)
    shutil.rmtree(folder / "docs/more")
    assert ["docs/more/d.md"] == watch.wait(PATIENCE)


def test_what_is_no_source_is_no_change(folder: Path, watch: Watch) -> None:
    """Reading, an editor's own files, compiled Python and what is built: nobody need wait for those."""
    (folder / "docs/a.md").read_text()
    (folder / "docs/__pycache__").mkdir()
    for name in ("docs/.a.md.swp", "docs/a.md~", "docs/__pycache__/a.pyc", "build/c.md"):
        (folder / name).write_text("new\n")
    assert [] == watch.wait(0)


def test_without_events_it_looks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no events to give, a change is found all the same."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "no space left for watches")

    monkeypatch.setattr(watching.Observer, "schedule", refuse)
    with Watch(folder, ("docs",)) as watch:
        (folder / "docs/a.md").write_text("newer\n")
        assert ["docs/a.md"] == watch.wait(PATIENCE)
