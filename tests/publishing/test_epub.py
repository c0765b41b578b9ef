"""The EPUB: what a page of the site becomes, what the package says, and what is refused."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from takedown.problems import Problem
from takedown.publishing.epub import make_epub
from takedown.publishing.epub_front import cover
from takedown.publishing.tree import Book, Meta, Node, Page, Planned, Section

EPOCH = 1582934400
"""29 February 2020."""
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "m": "http://www.w3.org/1998/Math/MathML",
    "svg": "http://www.w3.org/2000/svg",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}

CHAPTER = """\
<!DOCTYPE html><html><head><title>t</title></head><body><nav>not this</nav>
<article class="md-content__inner md-typeset"><a class="md-content__button" href="edit">edit</a>
<h1 id="ch-01">1 The case<a class="headerlink" href="#ch-01">¶</a></h1>
<div class="myst"><p id="start" data-line="3" onclick="x()">Salt &amp; “pepper” <a class="claim"
href="ledger.html#claim-a"><img class="sign" src="assets/sign.svg" alt="Reported"></a>
<img src="assets/plan.svg" alt="A plan"> (<a class="cite" href="ledger.html#claim-a">A, 2020</a>)
<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>
<math alttext="x squared" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><msup><mi>x</mi><mn>2</mn>
</msup><annotation encoding="application/x-tex">x^2</annotation></semantics></math> after.</p></div>
<script>no()</script><button class="x">no</button> words after the button <span class="screen-only">drag me</span>
<!-- no comment -->
<h2 id="sec-one">1.1 Section <em>one</em></h2>
<div class="admonition question" id="q-01"><p class="admonition-title">Question 1.1</p><p>Why?</p>
<details class="solution" id="answer-q-01" data-answers="q-01"><summary>Answer to question 1.1</summary>
<p>Because of <a href="#sec-one">a section</a>,
<a href="02_law.html">the law</a> and <a href="#inner" id="inner">itself</a>.</p></details></div>
<details class="note"><summary>Open me</summary><p>Folded words.</p></details>
<div class="tabbed-set tabbed-alternate"><input checked id="t1" name="t" type="radio"><input id="t2" name="t">
<div class="tabbed-labels"><label for="t1">First</label><label for="t2">Second</label></div><div class="tabbed-content">
<div class="tabbed-block"><p>one</p></div><div class="tabbed-block"><p>two</p></div></div></div>
<table><caption>Table 1.1: x</caption><thead><tr><th scope="col">a</th></tr></thead>
<tbody><tr><td style="color: red; text-align:right">1</td><td align="center">2</td></tr></tbody></table>
<aside class="margin"><p>Beside the text.</p></aside>
<table><thead><tr><th scope="col">Who</th><th scope="col">Says <em>what</em></th><th scope="col">When</th></tr></thead>
<tbody><tr><td>A</td><td></td><td style="text-align:right">2018</td></tr></tbody></table>
<p><a href="teach/index.html">only in the site</a>, <a href="https://example.org/x">elsewhere</a>,
<span lang="nl">tap</span>, <code>very<wbr>long</code></p>
<div class="highlight"><pre><span></span><code><span class="n">first</span>

third</code></pre></div>
<div class="highlight"><table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre><span>8</span>
<span>9</span></pre></div></td><td class="code"><div><pre><span></span><code><span class="s">x = (1,
</span><span class="hll"><span class="s">2)</span>
</span></code></pre></div></td></tr></table></div>
<div class="footnote"><hr><ol>
<li id="fn-1"><p>The note.</p><a class="footnote-backref" href="#fnref-1">↩</a></li></ol></div>
</article></body></html>
"""
TERMS = """\
<html><body><article><h1>Index</h1><div class="terms"><ul>
<li>Tap: <a href="01_case.html#start">1</a>, <a href="teach/index.html">Teach</a>, <a href="02_law.html">2</a></li>
<li>Class: <a href="teach/index.html">Teach</a><ul><li>small: <a href="teach/index.html">Teach</a></li></ul></li>
<li>Court: <a href="teach/index.html">Teach</a><ul><li>Dutch: <a href="01_case.html#start">1</a></li></ul></li>
</ul></div></article></body></html>
"""
LAW = (
    "<html><body><article><h1>2 The law</h1><p><a href='01_case.html#q-01'>Question 1.1</a></p></article></body></html>"
)
LEDGER = (
    "<html><body><article><h1 id='ledger'>Claims</h1>"
    "<p id='claim-a'>A, used in <a href='01_case.html#start'>1</a></p></article></body></html>"
)
TEACH = "<html><body><article><h1>Teach</h1></article></body></html>"
PLAN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>'
SIGN = PLAN.replace("/></svg>", ' fill="none" stroke="#222"/></svg>')

SITE = {
    "01_case.html": CHAPTER,
    "02_law.html": LAW,
    "ledger.html": LEDGER,
    "teach/index.html": TEACH,
    "assets/plan.svg": PLAN,
    "assets/sign.svg": SIGN,
}
META = Meta("Title & more", "Under it", ("A. One", "B. Two"), "CC-BY-4.0", "en", "1.0", date(2020, 2, 29))


def page(slug: str, role: str, *children: Node, printed: bool = True) -> Page:
    """A page of the book."""
    kind: Any = role
    return Page(slug, kind, slug, "", f"chapters/{slug}/index.md", Node("root", children), printed)


ANSWER = Node("solution", data={"answers": "q-01", "word": "Question", "number": "1.1"})


def sections(*solutions: Node) -> tuple[Section, ...]:
    """The order of the book."""
    return (
        Section("About", "docs", (page("teach/index", "docs", printed=False),)),
        Section("Part I", "part", (page("01_case", "chapter", *solutions), Planned("03_x", "3", "Not yet"))),
        Section("Part II", "part", (page("02_law", "chapter"),)),
        Section("Back", "back", (page("ledger", "ledger"),)),
    )


Make = Callable[..., dict[str, bytes]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small built site."""
    for name, text in SITE.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "site"


@pytest.fixture
def made(site: Path) -> dict[str, bytes]:
    """The files of the EPUB of the small site."""
    return files(make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH))


def files(epub: bytes) -> dict[str, bytes]:
    """The files of an EPUB by name."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def found(made: Mapping[str, bytes], name: str, path: str) -> list[Any]:
    """What an XPath finds in a file of the book."""
    result = etree.fromstring(made[f"book/{name}"]).xpath(path, namespaces=NAMES)
    return result if isinstance(result, list) else [result]


def said(made: Mapping[str, bytes], name: str, path: str) -> list[str]:
    """The words of what an XPath finds, each on one line."""
    return [" ".join("".join(one.itertext()).split()) for one in found(made, name, path)]


def test_only_the_article_is_taken(made: dict[str, bytes]) -> None:
    """Navigation, buttons, scripts, comments and things to drag stay on the screen; the words around them do not."""
    text = made["book/01_case.xhtml"].decode()

    for word in ("not this", "edit", "¶", "no()", "drag me", "no comment", "data-line", "onclick", "annotation"):
        assert word not in text
    assert "words after the button" in text
    assert "Salt &amp; “pepper”" in text


def test_page_says_what_it_is(made: dict[str, bytes]) -> None:
    """A reading system hears that this is a chapter, and in which language."""
    assert 1 == len(found(made, "01_case.xhtml", "//x:section[@epub:type='chapter'][@role='doc-chapter']"))
    assert ["1 The case"] == found(made, "01_case.xhtml", "//x:section/@aria-label[../@role='doc-chapter']")
    assert ["en"] == found(made, "01_case.xhtml", "/x:html/@xml:lang")
    assert ["nl"] == found(made, "01_case.xhtml", "//x:span/@xml:lang")


def test_formula_has_its_words(made: dict[str, bytes]) -> None:
    """A formula is MathML with words, and the words that follow it are kept."""
    (formula,) = found(made, "01_case.xhtml", "//m:math")

    assert "x squared" == formula.get("alttext")
    assert ["msup", "mi", "mn"] == [etree.QName(part).localname for part in formula.iterdescendants()]
    assert "after." == formula.tail.strip()


def test_links_lead_to_the_files_of_the_epub(made: dict[str, bytes]) -> None:
    """A link inside the book works offline; one to a page that is only in the site keeps its words."""
    hrefs = found(made, "01_case.xhtml", "//x:a/@href")

    assert "ledger.xhtml#claim-a" in hrefs
    assert "https://example.org/x" in hrefs
    assert not [href for href in hrefs if ".html" in href and "example" not in href]
    assert ["only in the site"] == said(made, "01_case.xhtml", "//x:span[not(@*)]")
    assert ["01_case.xhtml#start"] == found(made, "ledger.xhtml", "//x:a/@href")


def test_folds_fold_and_tabs_stand_open(made: dict[str, bytes]) -> None:
    """A box that folds does so where the reader's program can; tabs show all their words, each under its title."""
    assert ["Open me", "Folded words."] == said(made, "01_case.xhtml", "//x:details[@class='note']/*")
    assert ["First", "one", "Second", "two"] == said(made, "01_case.xhtml", "//x:div[@class='tabs']/*")


def test_answers_stand_at_the_back(made: dict[str, bytes]) -> None:
    """A reader does not see an answer beside its question; links lead there and back, and from the answer onwards."""
    assert "Because" not in made["book/01_case.xhtml"].decode()
    assert ["answers.xhtml#answer-q-01"] == found(made, "01_case.xhtml", "//x:p[@class='to-answer']/x:a/@href")
    assert ["Question 1.1"] == said(made, "answers.xhtml", "//x:a[@role='doc-backlink']")
    assert ["01_case.xhtml#q-01", "01_case.xhtml#sec-one", "02_law.xhtml", "#inner"] == [
        href.removeprefix("answers.xhtml") for href in found(made, "answers.xhtml", "//x:a/@href")
    ]
    assert ["Answer to question 1.1"] == said(made, "01_case.xhtml", "//x:p[@class='to-answer']")
    assert "Answer to" not in made["book/answers.xhtml"].decode()


def test_footnotes_are_known_as_such(made: dict[str, bytes]) -> None:
    """A reading system may show a footnote in place."""
    assert ["noteref"] == found(made, "01_case.xhtml", "//x:sup/x:a/@epub:type")
    assert ["1. The note. ↩"] == [
        re.sub(r"\.(?=\S)", ". ", note) for note in said(made, "01_case.xhtml", "//x:aside[@epub:type='footnote']")
    ]
    assert ["Back to the text"] == found(made, "01_case.xhtml", "//x:a[@role='doc-backlink']/@aria-label")


def test_page_without_a_title_and_an_answer_that_does_not_say_whose_it_is(site: Path) -> None:
    """An answer belongs to the box it stands in; a page without a heading bears its address."""
    chapter = (site / "01_case.html").read_text("utf-8").replace('id="answer-q-01" data-answers="q-01"', "")
    (site / "01_case.html").write_text(re.sub(r"<h1.*?</h1>", '<p id="ch-01"></p>', chapter), encoding="utf-8")

    made = files(make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH))

    assert ["01_case"] == found(made, "01_case.xhtml", "//x:section[@role='doc-chapter']/@aria-label")
    assert ["01_case.xhtml#q-01"] == found(made, "answers.xhtml", "//x:a[@role='doc-backlink']/@href")


def test_places_to_break_and_numbered_programs(made: dict[str, bytes]) -> None:
    """A long word may still break; each line of a program can go on below itself, with its number by its side."""
    (word,) = found(made, "01_case.xhtml", "//x:p/x:code")

    assert ("very", "long") == (word.text, word[0].tail)
    assert ["first", "", "third"] == said(made, "01_case.xhtml", "//x:code[not(@class)]/x:span[@class='line']")
    assert ["8 x = (1,", "9 2)"] == said(made, "01_case.xhtml", "//x:code[@class='numbered']/x:span")
    assert ["9 2)"] == said(made, "01_case.xhtml", "//x:span[@class='line hll']")
    assert not found(made, "01_case.xhtml", "//x:table[contains(@class, 'highlight')]")


def test_wide_table_may_stand_as_rows(made: dict[str, bytes]) -> None:
    """Each cell of a table of many columns knows its head, and the table stays one for those who hear it."""
    rows = "//x:div[@class='room']/x:table[@class='stack'][@role='table']/*[@role='rowgroup']/x:tr[@role='row']"

    assert ["Who", "Says what", "When"] == found(made, "01_case.xhtml", f"{rows}/x:td[@role='cell']/@data-label")
    assert ["Who", "Says what", "When"] == said(made, "01_case.xhtml", f"{rows}/x:th[@role='columnheader']")
    assert not found(made, "01_case.xhtml", "//x:table[x:caption]//@data-label")


def test_style_never_sets_a_colour_of_letters(made: dict[str, bytes]) -> None:
    """Reading systems choose the colours by day and by night; the book only has grey lines, a blue, and paper."""
    style = made["book/book.css"].decode()

    assert {"inherit"} == set(re.findall(r"[ ;{]color:\s*([^;}]+)", style))
    assert {"#888", "#4a86b8", "#fff"} == set(re.findall(r"#[0-9a-f]{3,6}\b", style))


def test_sign_takes_the_colour_of_the_words(made: dict[str, bytes]) -> None:
    """A sign is seen by night too: it is drawn in place, with its words, in the colour of the text."""
    (sign,) = found(made, "01_case.xhtml", "//x:a[@class='claim'][@title='Reported']/svg:svg[@role='img']")

    assert "Reported" == sign.get("aria-label")
    assert [("none", "currentColor")] == [(part.get("fill"), part.get("stroke")) for part in sign]
    assert "book/media/assets-sign.svg" not in made


def test_links_and_notes_say_what_they_are_for(made: dict[str, bytes]) -> None:
    """A reading system knows a reference to a source; a note beside the text is no landmark to jump to."""
    assert ["A, 2020"] == said(made, "01_case.xhtml", "//x:a[@role='doc-biblioref'][@epub:type='biblioref']")
    assert ["note"] == found(made, "01_case.xhtml", "//x:aside[@class='margin']/@role")


def test_index_of_terms_comes_last(site: Path) -> None:
    """The index that the site makes is in the EPUB too, and its links lead into the chapters."""
    (site / "terms.html").write_text(TERMS, encoding="utf-8")

    made = files(make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH))

    assert ["doc-index"] == found(made, "terms.xhtml", "//x:section/@role")
    assert ["Tap: 1, 2", "CourtDutch: 1", "Dutch: 1"] == said(made, "terms.xhtml", "//x:li")
    assert {"01_case.xhtml#start", "02_law.xhtml"} == set(found(made, "terms.xhtml", "//x:a/@href"))
    assert ["terms.xhtml"] == found(made, "nav.xhtml", "//x:nav[@epub:type='landmarks']//x:a[@epub:type='index']/@href")
    assert "index" in said(made, "package.opf", "//opf:meta[@property='schema:accessibilityFeature']")
    assert "f-terms.xhtml" == found(made, "package.opf", "//opf:itemref/@idref")[-1]


def test_table_keeps_its_alignment_only(made: dict[str, bytes]) -> None:
    """Numbers stay to the right; colours are the reader's."""
    assert ["right", "center"] == found(made, "01_case.xhtml", "//x:table[x:caption]//x:td/@class")
    assert ["col"] == found(made, "01_case.xhtml", "//x:table[x:caption]//x:th/@scope")
    assert b"style=" not in made["book/01_case.xhtml"]


def test_contents_are_nested_by_part(made: dict[str, bytes]) -> None:
    """The contents show parts, chapters and sections; a chapter in preparation has no line."""
    tops = "//x:nav[@epub:type='toc']/x:ol/x:li/*[1]"

    assert ["Part I", "Part II", "Answers", "Claims"] == said(made, "nav.xhtml", tops)
    assert ["1 The case"] == said(made, "nav.xhtml", "//x:li[x:span='Part I']/x:ol/x:li/x:a")
    assert ["1.1 Section one"] == said(made, "nav.xhtml", "//x:li[x:a='1 The case']/x:ol/x:li/x:a")
    assert "Not yet" not in made["book/nav.xhtml"].decode()


def test_landmarks(made: dict[str, bytes]) -> None:
    """A reader can jump to the start of the text and to the contents."""
    marks = dict(
        zip(
            found(made, "nav.xhtml", "//x:nav[@epub:type='landmarks']//x:a/@epub:type"),
            found(made, "nav.xhtml", "//x:nav[@epub:type='landmarks']//x:a/@href"),
            strict=True,
        )
    )

    assert {
        "toc": "nav.xhtml",
        "cover": "cover.xhtml",
        "titlepage": "title.xhtml",
        "bodymatter": "01_case.xhtml",
    } == marks


def test_package_says_what_the_book_is(made: dict[str, bytes]) -> None:
    """Title, authors, licence, time and accessibility stand in the package; MathML is named because there is some."""
    package = "package.opf"

    assert ["Title & more", "Under it"] == said(made, package, "//dc:title")
    assert ["A. One", "B. Two"] == said(made, package, "//dc:creator")
    assert ["2020-02-29T00:00:00Z"] == said(made, package, "//opf:meta[@property='dcterms:modified']")
    features = said(made, package, "//opf:meta[@property='schema:accessibilityFeature']")
    assert {"MathML", "describedMath", "alternativeText", "tableOfContents"} <= set(features)
    assert ["mathml svg"] == found(made, package, "//opf:item[@href='01_case.xhtml']/@properties")
    assert "index" not in features
    assert ["cover-image"] == found(made, package, "//opf:item[@href='media/cover.png']/@properties")
    order = ["cover", "title", "nav", "01_case", "02_law", "answers", "ledger"]
    assert [f"f-{name}.xhtml" for name in order] == found(made, package, "//opf:itemref/@idref")


def test_no_claim_of_mathml_without_formulas(site: Path) -> None:
    """The package claims only what the book has."""
    chapter = re.sub(r"<math.*?</math>", "", (site / "01_case.html").read_text("utf-8"), flags=re.DOTALL)
    (site / "01_case.html").write_text(chapter, encoding="utf-8")

    made = files(make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH))

    assert b"MathML" not in made["book/package.opf"].replace(b"formulas are MathML", b"")


def test_title_page_says_how_to_cite(made: dict[str, bytes]) -> None:
    """Version, day, licence with its address, and how to cite stand behind the cover, which has words."""
    assert ["Under it"] == said(made, "title.xhtml", "//x:p[@role='doc-subtitle']")
    assert [
        "Version 1.0, 29 February 2020",
        "© 2020 A. One, B. Two",
        "Licence: Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "Cite as: A. One, B. Two. Title & more: Under it. Version 1.0, 29 February 2020.",
    ] == said(made, "title.xhtml", "//x:section[@epub:type='copyright-page']/x:p")
    assert ["https://creativecommons.org/licenses/by/4.0/"] == found(made, "title.xhtml", "//x:a/@href")
    assert ["Cover: Title & more. Under it"] == found(made, "cover.xhtml", "//x:img[@role='doc-cover']/@alt")


def test_book_without_answers_parts_or_subtitle(site: Path) -> None:
    """The smallest book has a cover, a title and one page."""
    meta = Meta("T", "", ("A",), "CC0", "en", "1", date(2020, 2, 29))
    book = Book(site.parent, meta, (Section("", "docs", (page("teach/index", "docs"),)),))

    made = files(make_epub(book, site, EPOCH))

    assert "book/answers.xhtml" not in made
    assert ["preface"] == found(made, "teach-index.xhtml", "//x:section/@epub:type")
    assert "bodymatter" not in made["book/nav.xhtml"].decode()
    assert "Licence: CC0" in said(made, "title.xhtml", "//x:p")


def test_pages_behind_the_chapters_are_no_preface(site: Path) -> None:
    """A page of the site's own is a preface before the chapters and an appendix behind them."""
    late = Section("Help", "docs", (page("teach/index", "docs"),))
    book = Book(site.parent, META, (*sections(ANSWER)[1:3], late, sections()[3]))

    made = files(make_epub(book, site, EPOCH))

    assert ["appendix"] == found(made, "teach-index.xhtml", "//x:section/@epub:type")
    assert "f-teach-index.xhtml" in found(made, "package.opf", "//opf:itemref/@idref")


def test_answers_come_last_where_nothing_follows(site: Path) -> None:
    """Answers stand at the end of a book without back matter."""
    (site / "01_case.html").write_text(CHAPTER.replace("ledger.html#claim-a", "#start"), encoding="utf-8")
    book = Book(site.parent, META, sections(ANSWER)[:3])

    made = files(make_epub(book, site, EPOCH))

    assert "f-answers.xhtml" == found(made, "package.opf", "//opf:itemref/@idref")[-1]


def test_pictures_come_along(made: dict[str, bytes]) -> None:
    """A picture has a name that tells its folder, so that two of one name do not clash."""
    assert PLAN.encode() == made["book/media/assets-plan.svg"]
    assert ["media/assets-plan.svg"] == found(made, "01_case.xhtml", "//x:img/@src")


def test_zip_is_as_readers_expect(site: Path) -> None:
    """The type stands first and uncompressed; every file bears the book's time and no right to be run."""
    epub = make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH)

    assert b"mimetypeapplication/epub+zip" == epub[30:58]
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        assert {(2020, 2, 29, 0, 0, 0)} == {info.date_time for info in archive.infolist()}
        assert {0o644} == {info.external_attr >> 16 for info in archive.infolist()}


def test_same_book_same_bytes(site: Path, tmp_path: Path) -> None:
    """Two makings in two folders give one file; other words give another identifier."""
    other = tmp_path / "a folder with spaces"
    shutil.copytree(site, other)
    first = make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH)
    second = make_epub(Book(other.parent, META, sections(ANSWER)), other, EPOCH)
    (other / "02_law.html").write_text(LAW.replace("The law", "The laws"), encoding="utf-8")
    third = make_epub(Book(other.parent, META, sections(ANSWER)), other, EPOCH)

    assert first == second
    assert found(files(first), "package.opf", "//dc:identifier/text()") != found(
        files(third), "package.opf", "//dc:identifier/text()"
    )


def test_time_before_zips(site: Path) -> None:
    """A time before 1980, which a zip cannot hold, is no reason to fail."""
    epub = make_epub(Book(site.parent, META, sections(ANSWER)), site, 0)

    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        assert {1980} == {info.date_time[0] for info in archive.infolist()}


def test_cover_is_a_picture_in_the_size_of_shops() -> None:
    """The cover is a PNG, 1,200 by 1,920."""
    picture = cover(META)

    assert b"\x89PNG" == picture[:4]
    assert (1200, 1920) == (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big"))


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("01_case.html", "ledger.html#claim-a", "ledger.html#claim-b", "leads to ledger.xhtml#claim-b, which is not"),
        ("01_case.html", 'href="#sec-one"', 'href="#sec-two"', "leads to 01_case.xhtml#sec-two, which is not there"),
        ("01_case.html", "assets/sign.svg", "assets/none.svg", "the picture assets/none.svg is not in the site"),
        (
            "01_case.html",
            "assets/sign.svg",
            "https://example.org/x.svg",
            "the picture https://example.org/x.svg is not",
        ),
        ("01_case.html", ' alt="Reported"', "", "the picture assets/sign.svg has no words"),
        ("02_law.html", "article", "div", "build/site/02_law.html: the page has no article"),
        ("01_case.html", 'data-answers="q-01"', 'data-answers="q-02"', "an answer belongs to no question (q-02)"),
    ],
)
def test_what_readers_would_miss_is_refused(site: Path, name: str, old: str, new: str, complaint: str) -> None:
    """A link that leads nowhere, a picture without words or from elsewhere: one sentence, and no EPUB."""
    path = site / name
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")

    with pytest.raises(Problem) as caught:
        make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH)

    assert complaint in str(caught.value)
    assert 1 == caught.value.status


@pytest.mark.slow
def test_epubcheck_finds_nothing(site: Path, tmp_path: Path, epubcheck: Callable[[Path], list[str]]) -> None:
    """EPUBCheck, the reference, has no error and no warning to tell."""
    path = tmp_path / "small.epub"
    path.write_bytes(make_epub(Book(site.parent, META, sections(ANSWER)), site, EPOCH))

    assert [] == epubcheck(path)
