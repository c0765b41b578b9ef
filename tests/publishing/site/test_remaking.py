"""Whatever was edited, and in whatever order: what is served is what a fresh build makes, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing.live import Living
from takedown.publishing.released import clock_of
from takedown.publishing.remaking import Remaker
from takedown.publishing.site import build_site

INCLUDE = "```{literalinclude} ../../exercises/01_first/who_says/starter.py\n:language: python\n```\n"
EDITS: dict[str, Callable] = {
    "a sentence": lambda small: small.change("chapters/01_first/index.md", "with a source", "with one source"),
    "a heading that other pages name": lambda small: small.change(
        "chapters/01_first/index.md", "## The second section", "## The other section"
    ),
    "a label, and the page that names it": lambda small: (
        small.change("chapters/01_first/index.md", "(sec-01-two)=", "(sec-01-renamed)="),
        small.change("docs/read.md", "(#sec-01-two)", "(#sec-01-renamed)"),
    ),
    "a heading more, which moves numbers": lambda small: small.change(
        "chapters/01_first/index.md",
        "(sec-01-one)=",
        "(sec-01-zero)=\n## The section before\n\nWords.\n\n(sec-01-one)=",
    ),
    "a chapter's title": lambda small: small.change("chapters/01_first/chapter.toml", "The first", "The very first"),
    "the title of a page of docs/": lambda small: small.change("docs/read.md", "# How to read", "# Reading"),
    "a source more for a claim": lambda small: small.change(
        "chapters/01_first/claims.toml",
        'kind = "fact"\nsources = [{key = "nos"}]',
        'kind = "fact"\nsources = [{key = "nos"}, {key = "verdict"}]',
    ),
    "a source's year": lambda small: small.change("chapters/references.bib", "2018-11-06", "2017-11-06"),
    "a new source": lambda small: small.write(
        "chapters/references.bib",
        (small.root / "chapters" / "references.bib").read_text()
        + "\n@online{new,\n  title = {New},\n  publisher = {Bright},\n  date = {2018},\n  kind = {press},"
        " origin = {court}, seen = {full},\n}\n",
    ),
    "the glossary": lambda small: small.change("chapters/glossary.md", "Reading along", "Listening along"),
    "an exercise's task": lambda small: small.change(
        "exercises/01_first/who_says/task.md", "Fill the table", "Fill in the table"
    ),
    "a question": lambda small: small.change("chapters/01_first/questions.toml", "Who said it", "Who claimed it"),
    "the words of a formula": lambda small: small.change("chapters/formulas.en.toml", "x squared", "the square of x"),
    "a file that a page includes": lambda small: small.write("exercises/01_first/who_says/starter.py", "answer = 2\n"),
    "a picture": lambda small: small.change("chapters/01_first/figures/curve.svg", "M0 0l9 9", "M0 9l9-9"),
    "the look": lambda small: small.change("docs/assets/book.css", ":root", ":root { --new: 1; }\n:root"),
    "a file beside the look": lambda small: small.write("docs/assets/more/new.txt", "new\n"),
    "that file taken away": lambda small: shutil.rmtree(small.root / "docs" / "assets" / "more"),
    "a new page": lambda small: small.write("docs/more/new.md", "# New\n\nSee [](#sec-01-renamed).\n"),
    "that page moved": lambda small: (small.root / "docs/more/new.md").rename(small.root / "docs/more/newer.md"),
    "that page taken away": lambda small: (small.root / "docs/more/newer.md").unlink(),
    "a chapter that was in preparation": lambda small: (
        shutil.copytree(small.root / "chapters" / "05_other", small.root / "chapters" / "03_later"),
        small.change("chapters/03_later/chapter.toml", "The other", "The later"),
    ),
    "the order of the book": lambda small: small.change("book.yml", '"Part II. Other things"', '"Part II. More"'),
    "the release": lambda small: small.change("CITATION.cff", "1.2.3", "1.2.4"),
    "its day": lambda small: small.change("CITATION.cff", "2026-11-24", "2026-11-25"),
    "the settings": lambda small: small.change("mkdocs.yml", "code MIT", "code MIT too"),
    "nothing": lambda small: None,
}


class Served:
    """A book that is served, without the server."""

    def __init__(self, small, folder: Path) -> None:
        self.small = small
        self.folder = folder / "served"
        self.book = Living(small.root)
        self.site = Remaker(small.root, self.folder)

    def update(self) -> list[str]:
        """What an edit made new."""
        with clock_of(self.small.root):
            return self.site.make(self.book.pages())[0]

    def differs(self) -> list[str]:
        """The files that are not as a fresh build makes them."""
        fresh = self.folder.with_name("fresh")
        build_site(self.small.book(), fresh)
        here, there = contents(self.folder), contents(fresh)
        return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def served(small, tmp_path: Path) -> Iterator[Served]:
    """The small book with everything that an edit can reach, served."""
    small.site()
    small.write("chapters/01_first/figures/curve.svg", (small.root / "build/figures/01_first/curve.svg").read_text())
    small.write("exercises/01_first/who_says/starter.py", "answer = 1\n")
    small.body(small.files["chapters/01_first/index.md"] + f"\nA {{term}}`Tap`.\n\n{INCLUDE}")
    small.write("docs/read.md", "# How to read\n\nSee [](#sec-01-two) and [](../chapters/01_first/index.md).\n")
    small.write("chapters/05_other/index.md", "Words of [@nos]. {claim}`alone`\n")
    one = Served(small, tmp_path)
    yield one
    one.book.close()


@pytest.mark.slow
def test_after_every_edit_the_site_is_that_of_a_fresh_build(served: Served) -> None:
    """Each kind of edit, one after the other in the same process: no byte differs from a fresh build."""
    served.update()
    for name, edit in EDITS.items():
        edit(served.small)
        served.update()
        assert (name, []) == (name, served.differs())


def test_an_edit_makes_only_its_page_again(served: Served) -> None:
    """A sentence makes its page new, nothing makes nothing new, and a title makes every page new."""
    pages = {name for name in served.update() if name.endswith(".html")}
    EDITS["a sentence"](served.small)
    assert ["01_first.html"] == served.update()
    assert [] == served.update()
    EDITS["a chapter's title"](served.small)
    assert pages == set(served.update())
    assert [] == served.differs()


@pytest.mark.slow
def test_what_no_source_makes_any_more_is_removed(served: Served) -> None:
    """A page that was moved is served under its new address alone, and no empty folder stays."""
    EDITS["a new page"](served.small)
    served.small.change("docs/more/new.md", "sec-01-renamed", "sec-01-two")
    served.update()
    EDITS["that page moved"](served.small)
    served.update()
    assert ["newer.html"] == [path.name for path in (served.folder / "more").iterdir()]
    EDITS["that page taken away"](served.small)
    served.update()
    assert not (served.folder / "more").exists()


def test_broken_book_changes_nothing_and_is_mended(served: Served) -> None:
    """A book that is broken in one edit and mended in the next is served as if it had never been broken."""
    served.update()
    before = contents(served.folder)
    text = (served.small.root / "chapters/01_first/index.md").read_text()
    for broken in ("{claim}`lice`", "[](#nowhere)", "[@nobody]", "<b>raw</b>"):
        served.small.body(f"{text}\n{broken}\n")
        for _ in range(2):  # it is told again when another file is saved
            with pytest.raises(Problem, match=r"chapters/01_first/index\.md:\d+"):
                served.update()
    assert before == contents(served.folder)
    served.small.body(text)
    EDITS["a sentence"](served.small)
    served.update()
    assert [] == served.differs()


@pytest.mark.slow
def test_settings_that_mkdocs_refuses_are_told_and_mended(served: Served) -> None:
    """A broken mkdocs.yml is one sentence, and mending it is enough."""
    served.update()
    served.small.change("mkdocs.yml", "name: material", "name: no-such-theme")
    with pytest.raises(Problem, match=r"mkdocs\.yml: MkDocs stopped"):
        served.update()
    served.small.change("mkdocs.yml", "name: no-such-theme", "name: material")
    served.update()
    assert [] == served.differs()
