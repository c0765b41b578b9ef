"""Every construct that an author may use reaches every reader: looked for in the site, the PDF and the EPUB.

The book in feature/ uses each construct once. A construct that an output loses fails here by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

Built = Any
"""The built feature book, see conftest."""
PAGE = "01_features"


def words(element: Any) -> str:
    """The words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


@dataclass(frozen=True)
class Construct:
    """A construct of the feature book and what is looked for.

    Args:
        name: what authors call it.
        path: an XPath in the page, for site and EPUB.
        said: the words that the XPath finds; None if only the element counts.
        printed: what stands in print; the same words if None, nothing if empty.
        tag: the tag that the PDF must have, or its start with the words behind a colon.
        epub: another XPath for the EPUB, where it says the same in another way.
    """

    name: str
    path: str
    said: str | None = None
    printed: str | None = None
    tag: str = ""
    epub: str = ""


C = Construct
CONSTRUCTS = [
    C("heading", "//h2[@id='sec-01-claims']", "1.1 Claims and sources", tag="H2"),
    C("heading below", "//h3[@id='sec-01-deeper']", "1.2.1 A heading one level down", tag="H3"),
    C("paragraph", "//p[contains(., 'Numbered below')]", "Numbered below the section.", tag="P"),
    C("emphasis", "//p/em[.='slanted words']", "slanted words", tag="Em"),
    C("strong", "//p/strong[.='heavy words']", "heavy words", tag="Strong"),
    C("inline code", "//p/code[.='inline_code']", "inline_code", tag="Code"),
    C("link", "//a[@href='https://example.org/page']", "link to example.org", tag="Link"),
    C("autolink", "//a[@href='https://example.org/bare']", "https://example.org/bare", tag="Link"),
    C("bullet list", "//ul/li[.='a first bullet']", "a first bullet", tag="L"),
    C("ordered list", "//ol/li[.='number two']", "number two", "2. number two", tag="LI"),
    C("nested list", "//ul/li/ul/li/ol/li", "a numbered one in it", tag="LBody"),
    C("task to do", "//li[contains(., 'to do')]/span[@aria-label='to do']", "☐", "a task to do"),
    C("task done", "//li[contains(., 'done')]/span[@aria-label='done']", "☑", "a task done"),
    C("block quote", "//blockquote/p", "A block quotation of our own.", tag="BlockQuote"),
    C("definition term", "//dl/dt[.='Term alpha']", "Term alpha"),
    C("definition", "//dl/dd[em='longer']", "Its definition, which is longer."),
    C("footnote mark", "//p/sup/a[contains(@class, 'footnote-ref')]", "1", "a footnote,1"),
    C(
        "footnote",
        "//div[contains(@class, 'footnote')]//li[@id='fn-1']/p",
        "The footnote tells where the rest is.",
        tag="Note",
        epub="//aside[@id='fn-1']//p",
    ),
    C("thematic break", "//hr", printed="\u2217\u2217\u2217"),
    C("line break", "//p/br", printed="A line breaks here, and goes on there."),
    C("subscript", "//p/sub", "2", "H2O"),
    C("superscript", "//p/sup[.='2']", "2", "a square is x2"),
    C("abbreviation", "//abbr[@title='Electronic Publication']", "EPUB", "EPUB (Electronic Publication)"),
    C("comment", "//p[1][not(contains(//body, 'NEVER-SHOWN'))]", printed=""),
    C(
        "claim",
        "//a[contains(@href, '#claim-single')]/img",
        printed="",
        tag="Figure:Reported: one origin, claim single",
        epub="//a[contains(@href, '#claim-single')]/svg[@aria-label='Reported: one origin, claim single']",
    ),
    C(
        "citation in brackets",
        "//p[contains(., 'mathematics is old (Shannon, 1948)')]",
        printed="is old (Shannon, 1948)",
    ),
    C("citation as subject", "//a[contains(@href, '#ref-knuth1984')][1]", "Knuth (1984)", "Knuth (1984) typeset it"),
    C("citation with @", "//p[contains(., '(Shannon, 1948; Knuth, 1984)')]", printed="(Shannon, 1948; Knuth, 1984)"),
    C("term", "//a[contains(@href, '#term-entropy')]", "entropy", "The measure is entropy"),
    C("index mark", "//span[@id='idx-1']", "Measure", "index has Measure"),
    C("ref", "//a[@href='#sec-01-claims']", "Section 1.1", tag="Link"),
    C("numref to a figure", "//a[@href='#fig-01-wave']", "Figure 1.1"),
    C("numref to a table", "//a[@href='#tab-01-values']", "Table 1.1"),
    C("eq", "//a[@href='#eq-01-euler']", "(1.1)"),
    C("link by label", "//a[@href='#tab-01-list']", "Table 1.2"),
    C("link to a chapter", "//a[contains(@href, '02_second.')][1]", "the second chapter"),
    C("title of a linked chapter", "//a[contains(@href, '02_second.')][.='The second chapter']", "The second chapter"),
    C("link into another chapter", "//a[contains(@href, '#fig-02-copy')]", "Figure 2.1"),
    C("link to an exercise", "//a[@href='#ex-01-colours']", "the exercise"),
    C(
        "figure by code",
        "//figure[@id='fig-01-wave']/img[starts-with(@alt, 'A line that rises')]",
        printed="",
        tag="Figure:A line that rises from the lower left to the upper right without a bend.",
    ),
    C(
        "figure by hand",
        "//figure[@id='fig-01-hand']/img[starts-with(@alt, 'A circle')]",
        printed="",
        tag="Figure:A circle beside a square, both without a name and of the same height.",
    ),
    C("caption", "//figure[@id='fig-01-hand']/figcaption", "Figure 1.2. The drawing made by hand.", tag="Caption"),
    C("emphasis in a caption", "//figure[@id='fig-01-wave']/figcaption/em", "drawn by code"),
    C("formula in a caption", "//figure[@id='fig-01-wave']/figcaption/math", printed="", tag="Formula:x squared"),
    C("table", "//figure[@id='tab-01-values']/figcaption", "Table 1.1. Values to look up", tag="Table"),
    C("head of a table", "//figure[@id='tab-01-values']//thead//th[1]", "name", "name value note", tag="TH"),
    C(
        "aligned cell",
        "//figure[@id='tab-01-values']//td[contains(@style, 'right')][.='2.72']",
        "2.72",
        tag="TD",
        epub="//figure[@id='tab-01-values']//td[@class='right'][.='2.72']",
    ),
    C("table of lists", "//figure[@id='tab-01-list']//tbody/tr[2]/td[1]", "red", "red stop"),
    C(
        "formula in the text",
        "//p/math[@alttext='e to the i pi, plus one, is zero']",
        printed="",
        tag="Formula:e to the i pi, plus one, is zero",
    ),
    C("formula with a number", "//div[@id='eq-01-euler']/span", "(1.1)", tag="Formula:a is b plus c, which"),
    C(
        "formula without a number",
        "//div[contains(@class, 'equation')][not(@id)]/math",
        printed="",
        tag="Formula:the integral of x squared",
    ),
    C("title of a program", "//figure[@id='code-01-gcd']/figcaption", "Program 1.1. Euclid, who is old"),
    C(
        "numbered lines",
        "//figure[@id='code-01-gcd']//td[1]//pre/span[4]",
        "4",
        "4 return a",
        epub="//figure[@id='code-01-gcd']//span[@class='line'][contains(., 'return')]/span[@class='linenos']",
    ),
    C(
        "marked lines",
        "//figure[@id='code-01-gcd']//span[@class='hll'][contains(., 'a, b = b, a % b')]",
        printed="3 a, b = b, a % b",
        epub="//figure[@id='code-01-gcd']//span[@class='line hll'][contains(., 'a, b = b, a % b')]",
    ),
    C("plain program", "//pre[contains(., 'a plain fence')]", 'print("a plain fence")', tag="Code"),
    C("included file", "//pre[contains(., 'INCLUDED')]", None, "INCLUDED_FROM_A_FILE = True"),
    C("note", "//div[contains(@class, 'admonition note')]", "Note The plain note."),
    C("tip", "//div[contains(@class, 'admonition tip')]", "Tip The helpful tip."),
    C("warning", "//div[contains(@class, 'warning')]/p[1]", "Warning: Mind the step"),
    C("important", "//div[contains(@class, 'admonition info')]", "Important The important one."),
    C("box article", "//div[contains(@class, 'article')]/p[2]", "The box of the article."),
    C("box worked", "//div[contains(@class, 'worked')]/p[2]", "The box of the worked example."),
    C("box think", "//div[contains(@class, 'think')]", "You might think The box of the usual error."),
    C("box other-side", "//div[contains(@class, 'other-side')]", "The other side The box of the other side."),
    C("box key-points", "//div[contains(@class, 'key-points')][1]/p[1]", "Key points: Mind these"),
    C("aside", "//aside[contains(@class, 'margin')]/p", "The note in the margin."),
    C("dropdown", "//details[summary='Open me']/p", "The text that folds away."),
    C("tab's title", "//div[contains(@class, 'tab')]//*[.='Second tab']", "Second tab"),
    C("tab's text", "//div[@class='tabbed-block']/p[contains(., 'second')]", "Text under the second tab."),
    C("exercise", "//div[@id='q-01-prose']/p[1]", "Question 1.1: A question in the prose", "Question 1.1"),
    C("question", "//div[@id='q-01-why']/p[2]", "Why is a construct written once?"),
    C("task of an exercise", "//p[contains(., 'Fill the table')]/strong", "the lamps"),
    C("hint", "//details[summary='Hint 2']/p[contains(., 'lamp')]", "The upper lamp is red."),
    C("worksheet", "//table//td[.='The upper lamp']", "The upper lamp", "above The upper lamp"),
    C("key point", "//div[contains(@class, 'key-points')]//li[em]", "A construct is read three times."),
]


def first(found: Any, name: str) -> Any:
    """What was found, of which there must be something."""
    assert found, f"{name} is missing"
    return found[0]


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_construct_is_in_the_site(feature: Built, construct: Construct) -> None:
    """The site shows it."""
    found = first(feature.site[f"{PAGE}.html"].xpath(construct.path.replace("//", ".//", 1)), construct.name)

    assert construct.said in {None, shown(found)}


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_construct_is_in_the_epub(feature: Built, construct: Construct) -> None:
    """The EPUB shows it, with the same words."""
    found = first(feature.epub[f"{PAGE}.xhtml"].xpath(construct.epub or construct.path), construct.name)

    assert construct.said in {None, shown(found)}


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=lambda construct: construct.name)
def test_construct_is_in_the_pdf(feature: Built, construct: Construct) -> None:
    """The PDF prints it, and tags it where it has a tag."""
    wanted = construct.said or "" if construct.printed is None else construct.printed
    kind, _, start = construct.tag.partition(":")

    assert feature.prints(wanted)
    assert not kind or [tag for tag in feature.tags if tag.kind == kind and tag.words.startswith(start)]


def shown(element: Any) -> str:
    """The words of an element as a reader sees them: blocks apart."""
    parts = [words(part) for part in element] if element.tag == "div" and len(element) else [words(element)]
    return " ".join(part for part in parts if part)


# --- the same in all three --------------------------------------------------------------------------------------------
CHAPTERS = ("01_features", "02_second")

ANSWERS = {
    "q-01-prose": ("Question 1.1", "There are EIGHT-IN-THE-ANSWER bits."),
    "q-01-why": (
        "Question 1.2",
        "So that it is mended in ONE-PLACE-IN-THE-ANSWER, and Figure 1.1 is right everywhere.",
    ),
    "q-01-how": ("Question 1.3", "There are THREE-IN-THE-ANSWER: for the screen, for paper and for readers."),
    "q-02-numbers": ("Question 2.1", "They DO-BEGIN-AGAIN."),
}


@pytest.mark.parametrize("question", ANSWERS)
def test_answers_are_the_same_everywhere(feature: Built, question: str) -> None:
    """Folded at the question on the site, at the back of the PDF and the EPUB with links both ways: one text."""
    number, answer = ANSWERS[question]
    page = CHAPTERS[int(question[2:4]) - 1]
    folded = first(feature.site[f"{page}.html"].xpath(f".//details[@data-answers='{question}']"), question)
    moved = first(feature.epub["answers.xhtml"].xpath(f"//div[@id='answer-{question}']"), question)

    assert answer == words(folded.xpath("./p")[0])
    assert answer == words(moved.xpath("./div/p")[0])
    assert number == words(moved.xpath(f".//a[@href='{page}.xhtml#{question}']")[0])
    assert feature.epub[f"{page}.xhtml"].xpath(f"//a[@href='answers.xhtml#answer-{question}']")
    assert feature.prints(answer)
    assert not feature.epub[f"{page}.xhtml"].xpath(f"//p[.='{answer}']")


LEDGER = {
    "firm": "Established",
    "single": "Reported: one origin",
    "disputed": "Contested",
    "follows": "Inferred",
    "kept": "Withheld",
    "second": "Reported: one origin",
}


@pytest.mark.parametrize("claim", LEDGER)
def test_ledger_is_the_same_everywhere(feature: Built, claim: str) -> None:
    """Each claim stands in the ledger of every output with its status and its statement."""
    site = first(feature.site["ledger.html"].xpath(f".//*[@id='claim-{claim}']"), claim)
    epub = first(feature.epub["ledger.xhtml"].xpath(f"//*[@id='claim-{claim}']"), claim)

    assert LEDGER[claim] == site.xpath(".//img/@alt")[0]
    assert words(site) == words(epub)
    assert feature.prints(first(site.xpath(".//p"), claim).text_content())


def test_references_and_glossary_are_the_same_everywhere(feature: Built) -> None:
    """Each source and term that the site lists stands in the EPUB and in print."""
    for page, path in (("references", ".//*[starts-with(@id, 'ref-')]"), ("glossary", ".//dt|.//dd")):
        site = [words(entry) for entry in feature.site[f"{page}.html"].xpath(path)]

        assert site
        assert site == [words(entry) for entry in feature.epub[f"{page}.xhtml"].xpath(path)]
        for entry in site:
            assert feature.prints(entry.partition("http")[0])


def test_chapter_in_preparation_is_named(feature: Built) -> None:
    """The contents of site and PDF name a chapter that is not there yet."""
    assert "The chapter in preparation" in words(feature.site["contents.html"])
    assert feature.prints("The chapter in preparation")


def test_parts_stand_in_the_contents(feature: Built) -> None:
    """The contents of PDF and EPUB are nested by part."""
    parts = ["Part I: The constructs", "Part II: The numbers"]

    assert parts == [title for title in feature.outline if title.startswith("Part")]
    assert parts == [words(part) for part in feature.epub["nav.xhtml"].xpath("//nav[@role='doc-toc']/ol/li/span")]


# --- what every output must be ----------------------------------------------------------------------------------------
def test_nothing_is_fetched_from_elsewhere(feature: Built) -> None:
    """No page of any output asks for a script, style, font or picture of another host."""
    attribute = re.compile(rb"""(?:\bsrc|<link\b[^>]*\bhref)\s*=\s*["']?(?:https?:)?//""")
    style = re.compile(rb"""(?:url\(|@import)\s*["']?(?:https?:)?//""")
    told = []
    texts = {
        path.relative_to(feature.folder).as_posix(): path.read_bytes()
        for path in (feature.folder / "site").rglob("*")
        if path.suffix in {".html", ".css", ".svg", ".js"}
    }
    texts |= {f"epub/{name}": data for name, data in feature.files.items() if name.endswith((".xhtml", ".css", ".svg"))}
    for name, data in texts.items():
        wanted = style if name.endswith((".css", ".js")) else attribute
        told += [f"{name}: {found.group()!r}" for found in wanted.finditer(data) if b"canonical" not in found.group()]

    assert [] == told


def test_pdf_does_nothing_by_itself(feature: Built) -> None:
    """The PDF holds no script and no foreign file, and its links only lead to a page of it or to an address."""
    root = feature.pdf.trailer["/Root"]
    names = root.get("/Names", {})

    assert not {"/OpenAction", "/AA", "/AcroForm"} & root.keys()
    assert not {"/JavaScript", "/EmbeddedFiles"} & names.keys()
    annotations = [one.get_object() for page in feature.pdf.pages for one in page.get("/Annots", [])]
    assert {"/Link"} == {one["/Subtype"] for one in annotations}
    assert {one["/A"]["/S"] for one in annotations if "/A" in one} <= {"/URI", "/GoTo"}


def test_pdf_is_accessible(feature: Built) -> None:
    """The PDF is tagged, has language, title, outline, and words for every picture and formula."""
    root = feature.pdf.trailer["/Root"]

    assert "en-GB" == root["/Lang"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert feature.pdf.metadata is not None
    assert "The feature book" == feature.pdf.metadata.title
    assert all(tag.words for tag in feature.tags if tag.kind in {"Figure", "Formula"})


def test_outputs_bear_the_day_of_the_release(feature: Built) -> None:
    """The only date in an output is the one in CITATION.cff."""
    assert feature.pdf.metadata is not None
    assert "D:20200229000000Z" == feature.pdf.metadata["/CreationDate"]
    assert b"2020-02-29T00:00:00Z" in feature.files["package.opf"]


@pytest.mark.slow
def test_epubcheck_finds_nothing(feature: Built, epubcheck: Callable[[Path], list[str]]) -> None:
    """EPUBCheck has no error and no warning to tell of the book with every construct."""
    assert [] == epubcheck(feature.folder / "takedown.epub")


def test_references_say_where_a_copy_is_kept(feature: Built) -> None:
    """In each output, an entry that stands online links to its archived copy or says that none was found."""
    copy = "https://web.archive.org/web/20181107080910/https://example.org/first"
    for page in (feature.site["references.html"], feature.epub["references.xhtml"]):
        kept = first(page.xpath(".//*[@id='ref-first-paper']"), "the entry with a copy")
        lost = first(page.xpath(".//*[@id='ref-second-paper']"), "the entry without a copy")

        assert page.xpath(".//p[.='Archived copies: 1 of the 2 sources that stand online.']")
        assert f"Archived copy: {copy}." in words(kept)
        assert kept.xpath(f".//a[@href='{copy}']")
        assert words(lost).endswith("was read on 2026-11-24; no archived copy found.")
    assert feature.prints(f"Archived copy: {copy}.")
    assert feature.prints("was read on 2026-11-24; no archived copy found.")
