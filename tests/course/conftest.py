"""A small repository in a temporary folder, good by default, that a test breaks in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from takedown.course import Course
from takedown.problems import Problem

ORIGINS = """\
[[origin]]
id = "announcement"
knower = "police and prosecutor"
interest = "to show a success"

[[origin]]
id = "police"
knower = "the police"
interest = "to show a success"
part_of = "announcement"

[[origin]]
id = "court-file"
knower = "the court"
interest = "to judge"
"""

REFERENCES = """\
@online{nos,
  title = {Police {W}atched},
  publisher = {NOS},
  date = {2018-11-06},
  url = {https://example.org/nos},
  urldate = {2026-11-24},
  archived = {none found},
  kind = {press},
  seen = {passage},
  origin = {announcement},
}

@article{scholar,
  title = {On Taps},
  author = {A. Scholar},
  journal = {Law},
  year = {2022},
  kind = {paper},
  seen = {no},
  origin = {court-file},
}
"""

CHAPTER = """\
title = "The case"
question = "What happened?"
part = 1
claim = "The article says less than it seems."
answers = ["Who?", "When?", "How?"]
objectives = ["tell a claim from a fact"]
times = {reading = 20, class = 90, homework = 25}
key_points = ["One.", "Two.", "Three."]
further = [{key = "nos", why = "the first report"}]
reviewed = 2026-11-24
review_by = 2027-11-24
"""

CLAIMS = """\
[[claim]]
id = "live"
statement = "Police read along."
kind = "fact"
sources = [{key = "nos"}]

[[claim]]
id = "messages"
statement = "Police said 258,000 messages."
kind = "figure"
sources = [
  {key = "nos"},
  {key = "nos", origin = "court-file"},
]
disputed_by = [{key = "scholar", how = "265,000"}]
"""

EXERCISE = """\
title = "Dates"
kind = "table"
level = 2
minutes = 25
objectives = ["order dates"]
hints = ["Look at the year."]

[[tasks]]
id = "dates"
title = "The dates"
points = 4
"""

FILES = {
    "book.yml": "version: 1\n",
    "chapters/origins.toml": ORIGINS,
    "chapters/references.bib": REFERENCES,
    "chapters/glossary.md": "# Glossary\n\n:::{glossary}\nTap\n: Reading along\n  with a warrant.\n:::\n",
    "chapters/01_the_case/chapter.toml": CHAPTER,
    "chapters/01_the_case/claims.toml": CLAIMS,
    "chapters/01_the_case/questions.toml": '[[question]]\nid = "q-who"\nquestion = "Who?"\nanswer = "The police."\n',
    "exercises/01_the_case/dates/exercise.toml": EXERCISE,
    "exercises/01_the_case/dates/wrong/dates__reads_the_announcement.toml": "# Takes the day of the announcement.\n",
}

Write = Callable[[str, str], None]
Refused = Callable[[Callable[[Course], object]], list[str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a small, correct repository."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def change(root: Path) -> Callable[[str, str, str], None]:
    """Replace one piece of one file of the repository."""

    def replace(name: str, old: str, new: str) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def refused(root: Path) -> Refused:
    """What reading a part of the course complains of, one sentence each."""

    def problems(read: Callable[[Course], object]) -> list[str]:
        with pytest.raises(Problem) as caught:
            read(Course(root))
        return [str(problem) for problem in caught.value.every()]

    return problems
