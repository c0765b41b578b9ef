"""A small repository in a temporary folder, good by default, that a test breaks in one place; one engine for all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing.engine import Engine
from takedown.publishing.parsing import make_tree
from takedown.publishing.tree import Book, Node, Page

REPOSITORY = Path(__file__).parents[3]

BOOK = """\
version: 1
project:
  title: A small book
  subtitle: For the tests
  authors:
    - name: Nobody Special
  license: CC-BY-4.0
  options:
    print: [docs/read.md]
  toc:
    - file: docs/index.md
    - title: Read
      children:
        - file: docs/read.md
        - pattern: docs/more/*.md
    - title: "Part I. First things"
      children:
        - file: chapters/01_first/index.md
        - file: chapters/03_later/index.md
          title: What comes later?
    - title: "Part II. Other things"
      children:
        - file: chapters/05_other/index.md
"""
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
id = "court"
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
  kind = {press}, origin = {announcement}, seen = {passage},
}

@online{verdict,
  title = {The Verdict},
  publisher = {District Court},
  date = {2019-04-01},
  kind = {judgment}, origin = {court}, seen = {full},
}

@article{scholar,
  title = {On Taps},
  author = {Scholar, Ann and Other, Bob},
  journal = {Law},
  year = {2022},
  kind = {paper}, origin = {court}, seen = {no},
}
"""
CHAPTER = """\
title = "{title}"
question = "What happened first?"
part = 1
claim = "Less is known than it seems."
answers = ["Who says so?", "When was it?", "How?"]
objectives = ["tell a claim from a fact"]
times = {{reading = 20, class = 90, homework = 25}}
key_points = ["One point.", "Two points.", "Three points."]
further = [{{key = "nos", why = "the first report"}}]
reviewed = 2026-11-24
review_by = 2027-11-24
"""
CLAIMS = """\
[[claim]]
id = "live"
statement = "Police read along."
kind = "fact"
sources = [{key = "nos"}, {key = "verdict"}]

[[claim]]
id = "messages"
statement = "Police said 258,000 messages."
kind = "figure"
article = "A04"
sources = [{key = "nos"}, {key = "nos", origin = "police"}]
disputed_by = [{key = "verdict", how = "265,000"}]

[[claim]]
id = "alone"
statement = "Nobody else says so."
kind = "fact"
sources = [{key = "nos"}]

[[claim]]
id = "unread"
statement = "A scholar says so."
kind = "said"
sources = [{key = "scholar"}]
"""
QUESTIONS = """\
[[question]]
id = "q-who"
question = "Who said it, and is $x^2$ a number?"
answer = "The police {claim}`live`."
"""
BODY = """\
The first words of the chapter. {claim}`live`

(sec-01-one)=
## The first section

A sentence with a source. [@nos]

:::{figure} figures/curve.svg
:name: fig-01-curve
:alt: A curve that rises and then falls again.

The curve.
:::

(sec-01-two)=
## The second section

See {numref}`fig-01-curve`. {claim}`messages` {claim}`alone`
"""
EXERCISE = """\
title = "Who says it?"
kind = "table"
level = 2
minutes = 25
objectives = ["order dates"]
hints = ["Look at the year.", "Look at the day."]

[[tasks]]
id = "dates"
title = "The dates"
points = 4
"""
KEY = """\
rows = "id"
[columns.speaker]
title = "Speaker"
type = "choice"
options = ["police", "court"]
[[row]]
id = "A04"
label = "Messages were read."
[row.cells]
speaker = "police"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0l9 9" stroke="#000"/></svg>\n'

FILES = {
    "book.yml": BOOK,
    "CITATION.cff": "cff-version: 1.2.0\ntitle: A small book\nversion: 1.2.3\ndate-released: 2026-11-24\n",
    "docs/index.md": "(docs-index)=\n# Home\n\nBegin with [chapter one](../chapters/01_first/index.md).\n",
    "docs/read.md": "# How to read\n\nSigns look like {sign}`reported` this.\n",
    "chapters/origins.toml": ORIGINS,
    "chapters/references.bib": REFERENCES,
    "chapters/formulas.en.toml": "'x^2' = \"x squared\"\n",
    "chapters/glossary.md": "# Glossary\n\n:::{glossary}\nTap\n: Reading along\n  with a warrant.\n:::\n",
    "chapters/01_first/index.md": BODY,
    "chapters/01_first/chapter.toml": CHAPTER.format(title="The first"),
    "chapters/01_first/claims.toml": CLAIMS,
    "chapters/01_first/questions.toml": QUESTIONS,
    "chapters/05_other/index.md": "Only words.\n",
    "chapters/05_other/chapter.toml": CHAPTER.format(title="The other"),
    "chapters/05_other/claims.toml": "",
    "chapters/05_other/questions.toml": "",
    "exercises/01_first/who_says/exercise.toml": EXERCISE,
    "exercises/01_first/who_says/task.md": "Fill the table.\n\n# How\n\nCell by cell.\n",
    "exercises/01_first/who_says/data/key.toml": KEY,
    "build/figures/01_first/curve.svg": SVG,
}


@dataclass
class Small:
    """The small repository and what tests do with it."""

    root: Path
    engine: Engine
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))

    def write(self, name: str, text: str) -> None:
        """Write a file of the repository."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace one piece of one file."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def body(self, text: str) -> None:
        """Write the body of the first chapter."""
        self.write("chapters/01_first/index.md", text)

    def book(self) -> Book:
        """The resolved book."""
        return make_tree(self.root, self.engine)

    def chapter(self, text: str | None = None) -> Page:
        """The first chapter, with another body if one is given."""
        if text is not None:
            self.body(text)
        return self.book().by_slug["01_first"]

    def nodes(self, kind: str, text: str | None = None) -> list[Node]:
        """The nodes of a type in the first chapter."""
        return [node for node in self.chapter(text).root.walk() if node.type == kind]

    def refused(self) -> list[str]:
        """What making the book complains of, one sentence each."""
        with pytest.raises(Problem) as caught:
            self.book()
        return [str(problem) for problem in caught.value.relative_to(self.root).every()]

    def site(self) -> None:
        """Add what a site needs: the repository's own mkdocs.yml and assets."""
        shutil.copytree(REPOSITORY / "docs" / "assets", self.root / "docs" / "assets")
        settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
        self.write("mkdocs.yml", settings.replace("hooks: [src", f"hooks: [{(REPOSITORY / 'src').as_posix()}"))


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for the whole session; it loads its library once."""
    with Engine(tmp_path_factory.mktemp("engine")) as running:
        yield running


@pytest.fixture(scope="session")
def new_small(engine: Engine) -> Callable[[Path], Small]:
    """Write a small, correct repository into a folder."""

    def write(folder: Path) -> Small:
        repository = Small(folder / "small book", engine)
        for name, text in FILES.items():
            repository.write(name, text)
        return repository

    return write


@pytest.fixture
def small(tmp_path: Path, new_small: Callable[[Path], Small]) -> Small:
    """A small, correct repository of a test's own."""
    return new_small(tmp_path)
