"""The repository's own book: it parses, its links lead somewhere, and its site has nothing from elsewhere."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest
from lxml import html

from takedown.course import Course
from takedown.publishing.figures import make_figures
from takedown.publishing.parsing import make_tree
from takedown.publishing.plan import read_plan
from takedown.publishing.site import build_site
from takedown.publishing.tree import Book

REPOSITORY = Path(__file__).parents[3]
PARTS = ("chapters", "exercises", "docs", "src", "tests/publishing/feature", "book.yml", "mkdocs.yml", "CITATION.cff")


@pytest.fixture(scope="module")
def book(engine, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book, made of a copy, so that nothing is written in the repository."""
    root = tmp_path_factory.mktemp("repository")
    for name in PARTS:
        source, target = REPOSITORY / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copyfile(source, target)
    return make_tree(root, engine, lambda: make_figures(root))


def test_seventeen_chapters_in_five_parts() -> None:
    """The contents name all of the plan, written or not; chapter n has number n."""
    parts = [group for group in read_plan(REPOSITORY).groups if group.kind == "part"]
    chapters = [entry for group in parts for entry in group.entries]
    assert 5 == len(parts)
    assert [str(number) for number in range(1, 18)] == [entry.number for entry in chapters]


def test_every_page_is_there(book: Book) -> None:
    """Each chapter that has a folder has a page, and the generated pages stand at the back."""
    assert {chapter.slug for chapter in Course(REPOSITORY).chapters} <= set(book.by_slug)
    assert {"contents", "ledger", "references", "glossary", "as-of"} <= set(book.by_slug)


def test_every_claim_stands_in_the_ledger(book: Book) -> None:
    """The ledger has one entry for each claim of the course."""
    page = book.page("ledger")
    assert page is not None
    entries = [node.get("name") for node in page.root.walk() if node.type == "entry"]
    assert sorted(Course(REPOSITORY).claims) == sorted(entries)


@pytest.fixture(scope="module")
def site(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the book."""
    out = tmp_path_factory.mktemp("out") / "site"
    build_site(book, out)
    return out


def test_site_is_whole(site: Path) -> None:
    """MkDocs complains of nothing, every link inside leads somewhere, and no page asks for anything from elsewhere."""
    for path in site.rglob("*.html"):
        page = html.parse(str(path))
        assert [] == [url for url in page.xpath("//@src | //link[@rel='stylesheet']/@href") if "//" in url], path
        assert [] == page.xpath("//article//img[not(@alt) or @alt='']"), path
        ids = page.xpath("//@id")
        assert len(set(ids)) == len(ids), path


def test_page_of_the_book_is_light(site: Path) -> None:
    """A first visit loads less than 250 kB compressed: the page, styles, scripts, signs, figures, and search's worker.

    The index of the search is not among them: lazy-search.js holds it back until somebody searches.
    """
    worker = set((site / "assets/javascripts/workers").glob("*.min.js"))
    for path in (*site.glob("[01][0-9]_*.html"), site / "ledger.html", site / "references.html"):
        page = html.parse(str(path))
        links = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href")
        files = {path, *worker, *(path.parent / link for link in links)}
        assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 250_000, path.name


def test_index_of_the_search_waits(site: Path) -> None:
    """What holds the search's index back is read before the script that asks for it."""
    scripts = html.parse(str(site / "01_the_case.html")).xpath("//script/@src")
    names = [name.rpartition("/")[2] for name in scripts]
    bundle = next(place for place, name in enumerate(names) if name.startswith("bundle."))
    assert names.index("lazy-search.js") < bundle
