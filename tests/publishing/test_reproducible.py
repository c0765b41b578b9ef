"""One commit gives one book: the same bytes in any folder, on any day, for anybody."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
NOT_RELEASED = shutil.ignore_patterns(".*", "__pycache__", "build", "work", "node_modules")
"""What a release zip does not hold."""


def outputs(root: Path) -> dict[str, bytes]:
    """Every file of every output, by name."""
    folder = root / "build"
    files = [path for path in (folder / "site").rglob("*") if path.is_file()]
    files += [folder / "takedown.pdf", folder / "takedown.epub"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built(root: Path, **environment: str) -> dict[str, bytes]:
    """The outputs of a build in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "takedown", "build", "--quiet"], cwd=root, env={**os.environ, **environment}, check=True
    )
    return outputs(root)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of what differs."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_another_folder_another_day_another_user(feature: Any, tmp_path: Path) -> None:
    """Folder, time zone, language, order of hashes, settings of matplotlib: none of them reaches an output."""
    root = tmp_path / "a folder, with spaces and é"
    shutil.copytree(feature.root, root, ignore=shutil.ignore_patterns("build"))
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.linewidth: 9\n")

    there = built(
        root, PYTHONHASHSEED="17", TZ="Asia/Tokyo", LC_ALL="C", LANG="nl_NL.UTF-8", MATPLOTLIBRC=str(settings)
    )

    assert [] == differing(outputs(feature.root), there)


@pytest.mark.slow
def test_the_book_itself(tmp_path: Path) -> None:
    """The real book, as from a release zip, in two folders: site, PDF and EPUB are the same bytes."""
    made = []
    for name in ("one", "another one"):
        shutil.copytree(PROJECT, tmp_path / name, ignore=NOT_RELEASED)
        made.append(built(tmp_path / name))

    assert [] == differing(*made)
    assert {"takedown.pdf", "takedown.epub", "site/index.html"} <= made[0].keys()
    for content in made[0].values():
        assert str(tmp_path).encode() not in content


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_the_book_itself(the_book: Any, epubcheck: Any) -> None:
    """EPUBCheck has no error and no warning to tell of the real book."""
    assert [] == epubcheck(the_book.folder / "takedown.epub")
