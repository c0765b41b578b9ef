"""The site as MkDocs builds it: whole or not at all, the same everywhere, nothing from elsewhere."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from takedown.problems import Problem
from takedown.publishing import site as module
from takedown.publishing.pages import Pages, write_pages
from takedown.publishing.released import epoch, fix_clock, release
from takedown.publishing.site import build_site, redirects, swap

REGULAR = {"re": "http://exslt.org/regular-expressions"}
BODY = """\
(sec-01-all)=
## Everything

A note[^n], a {term}`Tap`, {index}`tap`, $x^2$, [@nos], {claim}`live`, [](#fig-01-a), [](../05_other/index.md).

[^n]: The note.

:::{figure} figures/curve.svg
:name: fig-01-a
:alt: A curve that rises and then falls again.

The curve.
:::

```python
print("<script src='https://example.org/x.js'>")
```

:::{table} The columns.
:name: tab-01-a

| Left | Right |
|------|-------|
| one  | two   |
| three | |
:::

::::{tab-set}
:::{tab-item} One
First.
:::
::::
"""


def make(small) -> Path:
    """Build the site of the small book, with everything in it."""
    small.site()
    small.write("docs/more/deep.md", "# Deep\n\n[back](../index.md), [one](#sec-01-all), {sign}`withheld`\n")
    small.body(BODY)
    build_site(small.book(), small.root / "build" / "site")
    return small.root / "build" / "site"


@pytest.fixture
def built(small) -> Path:
    """The site of the small book, to do things to."""
    return make(small)


@pytest.fixture(scope="module")
def site(new_small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, only to be read."""
    return make(new_small(tmp_path_factory.mktemp("site")))


def pages(folder: Path) -> list[Path]:
    """The pages of a site, but for the one that a server shows for what is not there."""
    return sorted(path for path in folder.rglob("*.html") if path.name != "404.html")


def contents(folder: Path) -> dict[str, str]:
    """The digest of each file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def outside(page: html.HtmlElement) -> list[str]:
    """What a browser would fetch from elsewhere when it shows a page."""
    found = page.xpath("//@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preload' or @rel='preconnect']/@href")
    found += page.xpath("//@srcset | //object/@data | //iframe/@src")
    return [url for url in found if re.match(r"^(https?:)?//", url)]


# --- what a reader gets -----------------------------------------------------------------------------------------------


def test_nothing_is_fetched_from_elsewhere(site) -> None:
    """No page, style sheet or configuration names a script, style, font or picture of another server."""
    for path in pages(site):
        assert [] == outside(html.parse(str(path)).getroot()), path
    for path in site.rglob("*.css"):
        assert [] == re.findall(r"url\(\s*['\"]?(?:https?:)?//[^)]*|@import[^;]*", path.read_text("utf-8")), path


def test_every_link_and_fragment_is_answered(site) -> None:
    """Each link inside the site leads to a file, and each fragment to an id on that page."""
    ids = {path: set(html.parse(str(path)).xpath("//@id")) for path in pages(site)}
    count = 0
    for path in pages(site):
        for link in html.parse(str(path)).xpath("//article//a/@href | //nav//a/@href | //img/@src | //script/@src"):
            parts = urlsplit(link)
            if parts.scheme or link.startswith(("//", "javascript:")):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path not in {"", "."} else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.name}: {link}"
            if parts.fragment and target.suffix == ".html":
                assert parts.fragment in ids[target], f"{path.name}: {link}"
            count += 1
    assert count > 100


def test_pages_say_their_language_and_have_one_title(site) -> None:
    """A screen reader knows the language, and each page has exactly one first heading and a title of its own."""
    titles = set()
    for path in pages(site):
        page = html.parse(str(path)).getroot()
        assert "en" == page.get("lang")
        assert 1 == len(page.xpath("//article//h1")), path
        titles.add(page.findtext(".//title"))
    assert len(titles) == len(pages(site))


def test_headings_skip_no_level(site) -> None:
    """Whoever walks a page by its headings meets every level."""
    for path in pages(site):
        found = html.parse(str(path)).xpath("//article//*[re:test(name(), '^h[1-6]$')]", namespaces=REGULAR)
        levels = [int(node.tag[1]) for node in found]
        for above, below in itertools.pairwise(levels):
            assert below <= above + 1, f"{path.name}: {levels}"


def test_every_picture_has_words(site) -> None:
    """No picture without an alternative text, and no formula without words."""
    for path in pages(site):
        page = html.parse(str(path))
        assert [] == page.xpath("//article//img[not(@alt) or normalize-space(@alt)='']"), path
        assert [] == page.xpath("//article//*[local-name()='math'][not(@alttext) or @alttext='']"), path


def test_ids_are_unique(site) -> None:
    """An id stands once on its page."""
    for path in pages(site):
        ids = html.parse(str(path)).xpath("//@id")
        assert len(set(ids)) == len(ids), path


def test_tables_and_boxes_survive_markdown(site) -> None:
    """What was rendered reaches the reader: MkDocs leaves it alone."""
    page = html.parse(str(site / "01_first.html"))
    assert "print(\"<script src='https://example.org/x.js'>\")" in page.xpath("//code")[0].getroottree().xpath(
        "string(//div[@class='highlight'])"
    )
    places = (
        "figure[@id='fig-01-a']/img",
        "details[@data-answers='q-who']",
        "div[@class='opener']",
        "span[@id='idx-1']",
    )
    for place in (*places, "h2[@id='sec-01-all']", "div[@class='footnote']//li[@id='fn-1']"):
        assert page.xpath(f"//{place}"), place


def test_search_works_without_a_server(site) -> None:
    """The index is there as a script, the words of the pages are in it, and the worker's stand-in is our own copy."""
    assert "The first words of the chapter" not in (site / "search" / "search_index.js").read_text("utf-8")
    assert "print(" in (site / "search" / "search_index.js").read_text("utf-8")
    scripts = html.parse(str(site / "index.html")).xpath("//script/@src")
    assert "assets/iframe-worker.js" in scripts
    assert (site / "assets" / "iframe-worker.LICENSE.txt").is_file()


def test_search_leaves_out_what_every_page_repeats(site) -> None:
    """Who searches finds a claim where it is said, not in a card of every page, nor the foot of each."""
    found = (site / "search" / "search_index.js").read_text("utf-8")
    assert "All about it in the ledger" in (site / "01_first.html").read_text("utf-8")
    assert "All about it in the ledger" not in found
    assert "A small book 1.2.3" not in found


def test_words_that_stand_apart_are_apart_in_the_search(site) -> None:
    """The last word of a cell, a caption or a term does not become one with the first of what follows."""
    found = json.loads((site / "search" / "search_index.js").read_text("utf-8").removeprefix("var __index = "))
    words = " ".join(" ".join(entry["text"] for entry in found["docs"]).split())
    assert "Tap Reading along with a warrant." in words
    assert "The columns. Left Right one two three" in words


def test_search_and_code_can_be_used_without_seeing_or_a_mouse(site) -> None:
    """The search dialog has a name, and every block of code can be reached by keyboard, so that it can be scrolled."""
    for path in sorted(site.rglob("*.html")):
        page = html.parse(str(path))
        assert [] == page.xpath("//*[@role='dialog'][not(@aria-label)]"), path
        assert [] == page.xpath("//pre/code[not(@tabindex)]"), path


def test_a_wrong_address_leads_on(site) -> None:
    """The page for an address that is not there links the contents and the front door, from the top of the site."""
    page = html.parse(str(site / "404.html"))
    assert ["/contents.html", "/index.html"] == page.xpath("//h1/following-sibling::p/a/@href")


def test_sources_are_not_published(site) -> None:
    """No MyST source and no file of the stage lies in the site."""
    assert [] == [path for path in site.rglob("*") if path.suffix in {".md", ".toml", ".yml", ".py", ".bib"}]


# --- whole or not at all ----------------------------------------------------------------------------------------------


def test_failed_build_leaves_the_last_good_site(small, built) -> None:
    """Whatever stops a build, the site that stood keeps standing, and nothing half-made stays."""
    before = contents(built)
    book = small.book()
    small.write("mkdocs.yml", (small.root / "mkdocs.yml").read_text("utf-8").replace("attr_list", "no_such_extension"))
    with pytest.raises(Problem, match=r"mkdocs\.yml: MkDocs stopped: "):
        build_site(book, built)
    assert before == contents(built)
    assert [] == [path for path in built.parent.iterdir() if path.name.startswith(".site")]


def test_complaint_of_mkdocs_stops_the_build(small, built) -> None:
    """A warning is an error: here a page whose link inside raw Markdown leads nowhere."""
    before = contents(built)
    book = small.book()
    config = (small.root / "mkdocs.yml").read_text("utf-8")
    small.write("mkdocs.yml", config + "\nextra_javascript: [assets/nothing.js]\nnav_typo: 1\n")
    with pytest.raises(Problem, match=r"MkDocs complains: .*nav_typo"):
        build_site(book, built)
    assert before == contents(built)


def test_interrupted_swap_is_mended_by_the_next(tmp_path: Path) -> None:
    """A folder that an earlier, killed build left aside is in nobody's way."""
    for name in ("fresh", "site", ".site.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, encoding="utf-8")
    swap(tmp_path / "fresh", tmp_path / "site")
    assert ["site"] == [path.name for path in tmp_path.iterdir()]
    assert "fresh" == (tmp_path / "site" / "index.html").read_text("utf-8")


def test_two_folders_give_the_same_bytes(small, built, tmp_path: Path) -> None:
    """A site holds no path, no clock and no order of a file system."""
    other = tmp_path / "elsewhere" / "x"
    shutil.copytree(small.root, other, ignore=shutil.ignore_patterns("stage", "tree", "site", "pages", "cache"))
    first = small.root
    small.root = other
    build_site(small.book(), other / "build" / "site")
    assert contents(first / "build" / "site") == contents(other / "build" / "site")


# --- redirects --------------------------------------------------------------------------------------------------------


def test_old_address_leads_to_the_new_one(small) -> None:
    """An address that was published once keeps working after its page moved, from a folder too."""
    small.site()
    config = (small.root / "mkdocs.yml").read_text("utf-8")
    assert "redirects: {}" in config
    small.write(
        "mkdocs.yml", config.replace("redirects: {}", "redirects: {old.html: 01_first.html, a/b.html: 'read.html#x'}")
    )
    build_site(small.book(), small.root / "build" / "site")
    for name, target in (("old.html", "01_first.html"), ("a/b.html", "../read.html#x")):
        page = html.parse(str(small.root / "build" / "site" / name))
        assert [target] == page.xpath("//a/@href")
        assert (small.root / "build" / "pages" / name).is_file()
        assert f"0; url={target}" == page.xpath("//meta[@http-equiv]/@content")[0]


@pytest.mark.parametrize(
    ("moved", "wanted"),
    [
        ({"index.html": "read.html"}, "the redirect from index.html would hide a page"),
        ({"old.html": "none.html"}, "the redirect from old.html leads to none.html, which is no page"),
        (["old.html"], "extra.redirects is no table"),
    ],
)
def test_wrong_redirect_is_refused(moved: object, wanted: str) -> None:
    """A redirect never hides a page and never leads nowhere."""
    known = Pages({"index.md": b"", "read.md": b""}, [])
    with pytest.raises(Problem, match=wanted):
        redirects({"redirects": moved}, known)


# --- plain commands ---------------------------------------------------------------------------------------------------


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in a repository, as somebody would type it."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )  # fmt: skip


def test_plain_mkdocs_makes_the_same_site(small, built) -> None:
    """`mkdocs build --strict` needs no preparation, complains of nothing, and makes the very same bytes."""
    before = contents(built)
    shutil.rmtree(small.root / "build" / "stage")
    figures = small.root / "chapters" / "01_first" / "figures"
    figures.mkdir()
    shutil.copyfile(small.root / "build" / "figures" / "01_first" / "curve.svg", figures / "curve.svg")
    done = run(small.root, "mkdocs", "build", "--strict")
    assert 0 == done.returncode, done.stderr
    assert "WARNING" not in done.stderr
    assert before == contents(built)


def test_plain_mkdocs_tells_a_fault_in_one_sentence(small, built) -> None:
    """A broken page stops `mkdocs build` with its file and line, without a traceback, and the site stays."""
    before = contents(built)
    figures = small.root / "chapters" / "01_first" / "figures"
    figures.mkdir()
    shutil.copyfile(small.root / "build" / "figures" / "01_first" / "curve.svg", figures / "curve.svg")
    small.change("chapters/01_first/index.md", "{claim}`live`", "{claim}`lice`")
    done = run(small.root, "mkdocs", "build")
    assert 1 == done.returncode
    assert "chapters/01_first/index.md:4: there is no claim 'lice': perhaps you mean live." in done.stderr
    assert "Traceback" not in done.stderr
    assert before == contents(built)


def test_zensical_builds_the_same_pages(small, built) -> None:
    """The announced successor of MkDocs builds build/mkdocs.yml without a complaint; no page is missing."""
    done = run(small.root, "zensical", "build", "-f", "build/mkdocs.yml")
    assert 0 == done.returncode, done.stderr
    assert "No issues found" in done.stdout + done.stderr
    made = {path.relative_to(small.root / "build" / "zensical") for path in pages(small.root / "build" / "zensical")}
    assert {path.relative_to(built) for path in pages(built)} == made


def test_folder_for_other_builders_has_no_hook(small, built) -> None:
    """build/mkdocs.yml names the pages and the navigation, and nothing that only MkDocs could run."""
    settings = json.loads((small.root / "build" / "mkdocs.yml").read_text("utf-8"))
    assert "hooks" not in settings
    assert ("pages", "zensical") == (settings["docs_dir"], settings["site_dir"])
    assert write_pages(small.book()).nav == settings["nav"]


# --- the day of the release -------------------------------------------------------------------------------------------


def test_clock_is_that_of_the_release(small, monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is the day in CITATION.cff, unless somebody has set it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # what is set here, and only that, is put back afterwards
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert 1795478400 == epoch(release(small.root)[1]) == fix_clock(small.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    assert 7 == fix_clock(small.root)


def test_folder_without_a_citation_has_a_fixed_day(tmp_path: Path) -> None:
    """A small book without CITATION.cff still builds the same bytes every day."""
    assert "0" == release(tmp_path)[0]
    assert release(tmp_path) == release(tmp_path)


def test_no_clock_is_left_set_by_a_build() -> None:
    """The module that builds names no clock of its own."""
    text = Path(module.__file__).read_text("utf-8")
    assert "import time" not in text
    assert "datetime" not in text
