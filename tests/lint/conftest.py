"""A small repository that passes lint, made of the examples; a test breaks it in one place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from takedown.lint.run import findings
from takedown.lint.skeleton import chapter

DAY = date(2026, 11, 24)
SLUG = "18_the_appeal"

FILES = {
    "book.yml": """\
version: 1
project:
  title: Small
  authors:
    - name: A
  license: CC-BY-4.0
  toc:
    - file: docs/index.md
    - title: Part one
      children:
        - file: chapters/17_before/index.md
          title: Before
        - file: chapters/19_after/index.md
          title: After
""",
    "mkdocs.yml": "docs_dir: docs\nuse_directory_urls: false\ntheme:\n  name: material\n  font: false\n",
    "docs/index.md": "# Small\n\nA book.\n",
    "chapters/glossary.md": "# Glossary\n\n:::{glossary}\nSpeaker\n: Whoever says it.\n:::\n",
    "chapters/origins.toml": '[[origin]]\nid = "paper"\nknower = "a paper"\ninterest = "to sell"\n',
    "chapters/references.bib": """\
@online{daily2031,
  title = {A Report},
  publisher = {The Daily},
  date = {2026-01-02},
  url = {https://example.org},
  urldate = {2026-11-24},
  archived = {none found},
  kind = {press},
  seen = {passage},
  origin = {paper},
}
""",
}


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one chapter and four exercises that passes lint; not to be changed."""
    root = tmp_path_factory.mktemp("good")
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert list(chapter(root, SLUG))
    return root


@pytest.fixture
def root(good: Path, tmp_path: Path) -> Path:
    """A copy of the good repository."""
    return shutil.copytree(good, tmp_path / "book")


@pytest.fixture
def change(root: Path) -> Callable[[str, str, str], None]:
    """Replace one piece of one file; an empty old piece stands for the end of the file, or for a new file."""

    def replace(name: str, old: str, new: str) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")

    return replace


@pytest.fixture
def found(root: Path) -> Callable[..., list[str]]:
    """What the checks of some names find (all if none is given), one sentence each."""

    def sentences(*names: str, day: date = DAY) -> list[str]:
        return [f"{finding.problem} [{finding.check}]" for finding in findings(root, day, names)]

    return sentences
