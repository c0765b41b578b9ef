"""From the tree to the pages: each construct as the site shows it, and a book whose links all lead somewhere."""

from __future__ import annotations

import dataclasses
import re

import pytest
from lxml import html

from takedown.problems import Problem
from takedown.publishing.boxes import box_title
from takedown.publishing.markup import Renderer
from takedown.publishing.pages import METHODS, write_pages
from takedown.publishing.shelf import Shelf
from takedown.publishing.tree import Node


def shown(small, body: str) -> html.HtmlElement:
    """The first chapter with another body, as HTML (headings of Markdown left as they are)."""
    small.body(body)
    return html.fromstring(source(small, "01_first"))


def source(small, slug: str) -> str:
    """What MkDocs reads of a page."""
    return write_pages(small.book()).files[f"{slug}.md"].decode("utf-8")


def piece(small, body: str, xpath: str) -> str:
    """The HTML of the first element that a path finds in the body."""
    found = shown(small, "(sec-01-x)=\n## X\n\n" + body).xpath(xpath)
    assert found, xpath
    return html.tostring(found[0], encoding="unicode", with_tail=False).replace("</wbr>", "")


CONSTRUCTS = {
    "emphasis": ("*a* **b** `c<d`", "//p[em]", "<p><em>a</em> <strong>b</strong> <code>c&lt;d</code></p>"),
    "sub and superscript": ("H{sub}`2`O x{sup}`2`", "//p[sub]", "<p>H<sub>2</sub>O x<sup>2</sup></p>"),
    "line break": ("a\\\nb", "//p[br]", "<p>a<br>\nb</p>"),
    "thematic break": ("a\n\n---\n\nb", "//hr", "<hr>"),
    "block quote": ("> Words.", "//blockquote", "<blockquote><p>Words.</p></blockquote>"),
    "tight list": ("- a\n- b\n  - c", "//ul[li/ul]", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
    "list of paragraphs": ("3. a\n\n   b\n4. c", "//ol[@start]", '<ol start="3"><li>a<p>b</p></li><li>c</li></ol>'),
    "task list": (
        "- [x] a\n- [ ] b",
        '//ul[@class="task-list"]',
        (
            '<ul class="task-list"><li class="task-list-item"><span class="task-box" role="img" aria-label="done">'
            "☑</span> a"
            '</li><li class="task-list-item"><span class="task-box" role="img" aria-label="to do">☐</span> b</li></ul>'
        ),
    ),
    "definition list": ("Term\n: Words.", "//dl[dt='Term']", "<dl><dt>Term</dt>\n<dd>Words.</dd>\n</dl>"),
    "link": (
        "[a](https://example.org/a)",
        "//p/a[contains(@href, 'example')]",
        '<a href="https://example.org/a">a</a>',
    ),
    "long address may break": (
        "<https://example.org/a/b/c>",
        "//p/a[contains(@href, 'example')]",
        '<a href="https://example.org/a/b/c">https://<wbr>example<wbr>.org<wbr>/a<wbr>/b/c</a>',
    ),
    "term": (
        "A {term}`Tap`.",
        "//p/a[contains(@href, 'glossary')]",
        '<a class="term" href="glossary.html#term-tap" data-card="card-term-tap">Tap</a>',
    ),
    "citation": (
        "{cite:t}`scholar` and [@scholar; @nos]",
        "//p[a[@class='cite']]",
        (
            '<p><a class="cite" href="references.html#ref-scholar">Scholar and Other (2022)</a> and '
            '(<a class="cite" href="references.html#ref-scholar">Scholar and Other, 2022</a>; '
            '<a class="cite" href="references.html#ref-nos">NOS, 2018</a>)</p>'
        ),
    ),
    "claim": (
        "Two words. {claim}`alone`",
        "//p[span/a[@class='claim']]",
        (
            '<p>Two <span class="nowrap">words.\xa0<a class="claim" href="ledger.html#claim-alone"'
            ' data-card="card-claim-alone"><img class="sign" '
            'src="assets/signs/reported.svg"'
            ' alt="Reported: one origin, claim alone" title="Reported: one origin, claim alone"></a></span></p>'
        ),
    ),
    "formula": (
        "So $x^2$.",
        "//p/math",
        (
            '<math alttext="x squared" xmlns="http://www.w3.org/1998/Math/MathML">'
            "<mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>"
        ),
    ),
    "code": (
        "```python\nx = 1\n\ny = 2\n```",
        "//div[@class='highlight']",
        (
            '<div class="highlight"><pre><span></span><code tabindex="0"><span class="n">x</span> '
            '<span class="o">=</span> '
            '<span class="mi">1</span>\n\n<span class="n">y</span> <span class="o">=</span> <span class="mi">2</span>\n'
            "</code></pre></div>"
        ),
    ),
    "code of no known language": (
        "```klingon\n<a>\n```",
        "//div[@class='highlight']//code",
        '<code tabindex="0">&lt;a&gt;\n</code>',
    ),
    "note": (
        ":::{note}\nWords.\n:::",
        "//div[contains(@class, 'note')]",
        '<div class="admonition note"><p class="admonition-title">Note</p><p>Words.</p></div>',
    ),
    "box of the book": (
        ":::{admonition} That *all* is known\n:class: think\n\nWords.\n:::",
        "//div[contains(@class, 'think')]",
        (
            '<div class="admonition think"><p class="admonition-title">You might think: That <em>all</em> is known</p>'
            "<p>Words.</p></div>"
        ),
    ),
    "folded box": (
        ":::{tip} Look\n:class: dropdown\n\nWords.\n:::",
        "//details[@class='tip']",
        '<details class="tip"><summary>Tip: Look</summary><p>Words.</p></details>',
    ),
    "dropdown": (
        ":::{dropdown} Open\nWords.\n:::",
        "//details[summary='Open']",
        '<details class="fold"><summary>Open</summary><p>Words.</p></details>',
    ),
    "margin note": (
        ":::{aside}\nWords.\n:::",
        "//aside",
        '<aside class="margin"><p>Words.</p></aside>',
    ),
    "abbreviation": (
        "No {abbr}`EIO (European Investigation Order)`.",
        "//abbr",
        '<abbr title="European Investigation Order">EIO</abbr>',
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_construct(small, name: str) -> None:
    """Each construct becomes the HTML that Material styles."""
    body, xpath, wanted = CONSTRUCTS[name]
    assert wanted == piece(small, body, xpath).replace("&#160;", "\xa0")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("Two words. {claim}`alone` {claim}`live` More.", "words.\xa0SIGN\xa0SIGN"),
        ("An *end* {claim}`alone`", "\xa0SIGN"),
        ("[@nos]{claim}`alone`", ")SIGN"),
        ("*end*{claim}`alone`.", "SIGN"),
        ("{claim}`alone` first.", "SIGN"),
        ("Two\nwords {claim}`alone`\n{claim}`live`", "words\xa0SIGN\xa0SIGN"),
    ],
)
def test_signs_stay_on_the_line_of_their_word(small, body: str, kept: str) -> None:
    """No line begins with the sign of what the line before it says."""
    run = shown(small, body).xpath("//p/span[@class='nowrap']")[0]
    for sign in run.findall("a"):
        sign.text = "SIGN"
    assert kept == run.text_content()


def card(small, body: str, name: str) -> list[str]:
    """The lines of the card of that id on the first chapter's page."""
    found = shown(small, body).get_element_by_id(name)
    assert found.get("hidden") is not None
    return [line.text_content() for line in found]


def test_card_says_where_a_claim_stands(small) -> None:
    """At its sign a reader sees the status, what it means, the claim, who says so and who says otherwise, by date."""
    body = "A. {claim}`messages` {claim}`live` {claim}`alone`\n"
    assert [
        "Contested. A source says otherwise.",
        "Police said 258,000 messages.",
        "Sources: NOS, 6 November 2018.",
        "Against it: District Court, 1 April 2019.",
        "All about it in the ledger",
    ] == card(small, body, "card-claim-messages")
    assert "Established. 2 independent origins say so." == card(small, body, "card-claim-live")[0]
    assert "Reported. One origin stands behind this." == card(small, body, "card-claim-alone")[0]


def test_text_that_speaks_for_itself_is_what_a_card_names(small) -> None:
    """A claim about what a judgment says is established by one origin, and its card does not say two."""
    small.change("chapters/01_first/claims.toml", 'sources = [{key = "nos"}, {key = "verdict"}]',
                 'about = "what it says"\nsources = [{key = "verdict"}]')  # fmt: skip
    assert "Established. The text that says so was read." == card(small, "A. {claim}`live`\n", "card-claim-live")[0]


def test_card_explains_a_term_in_place(small) -> None:
    """A reader need not leave the sentence to learn what a word means; a line break is a space."""
    assert ["Tap. Reading along with a warrant.", "All terms"] == card(small, "A {term}`tap`.\n", "card-term-tap")


def test_card_stands_once_per_page_outside_search_and_epub(small) -> None:
    """However often a claim is used, its card is written once, where neither the search nor the EPUB takes it up."""
    page = shown(small, "A. {claim}`alone` B. {claim}`alone`\n")
    (one,) = page.xpath("//*[@id='card-claim-alone']")
    assert "screen-only" == one.getparent().get("class")
    assert one.getparent().get("data-search-exclude") is not None
    assert 2 == len(page.xpath("//a[@data-card='card-claim-alone']"))


def test_page_without_claims_and_terms_has_no_cards(small) -> None:
    """No empty box at the foot of a page."""
    assert "<section" not in source(small, "read")


def foot_of(small, slug: str, shelf: Shelf) -> dict[str, str]:
    """The links at the foot of a page, and under "" its words."""
    page = html.fromstring(write_pages(small.book(), shelf).files[f"{slug}.md"].decode("utf-8"))
    (foot,) = page.xpath("//p[contains(@class, 'page-foot')]")
    assert foot.get("data-search-exclude") is not None
    return {"": foot.text_content()} | {link.text: link.get("href") for link in foot.iter("a")}


def test_foot_of_a_page_says_which_version_it_is(small) -> None:
    """Whoever cites a page, or finds a fault, can say of which version and day."""
    assert {"": "A small book 1.2.3, 24 November 2026"} == foot_of(small, "read", Shelf())
    small.body("{index}`Tap`\n")
    assert {"": "A small book 1.2.3, 24 November 2026"} == foot_of(small, "terms", Shelf())


def test_foot_of_a_page_leads_to_what_can_be_taken_away(small) -> None:
    """A chapter offers itself and the book, another page the book; a folder's page leads up."""
    shelf = Shelf({"PDF": "download/b.pdf", "EPUB": "download/b.epub"}, {"01_first": "download/one.pdf"})
    small.write("docs/more/a.md", "# A\n\nWords.\n")
    own = {"This chapter as PDF": "download/one.pdf"}
    book = {"The book as PDF": "download/b.pdf", "The book as EPUB": "download/b.epub"}

    def links(slug: str) -> dict[str, str]:
        return {words: address for words, address in foot_of(small, slug, shelf).items() if words}

    assert own | book == links("01_first")
    assert book == links("read")
    assert {words: f"../{address}" for words, address in book.items()} == links("more/a")


def test_error_is_reported_where_the_book_says(small) -> None:
    """The book's own words on reporting; an issue tracker that mkdocs.yml names comes before them."""
    small.change("book.yml", "        - pattern: docs/more/*.md\n", "        - file: docs/ethics.md\n")
    small.write("docs/ethics.md", "# Ethics\n\n(docs-ethics-report)=\n## Report an error\n\nSay so.\n")
    assert "ethics.html#docs-ethics-report" == foot_of(small, "01_first", Shelf())["Report an error"]
    assert "#docs-ethics-report" == foot_of(small, "ethics", Shelf())["Report an error"]
    small.write("mkdocs.yml", "extra: {issues: https://example.org/book/issues}\n")
    assert "https://example.org/book/issues" == foot_of(small, "01_first", Shelf())["Report an error"]


def test_issue_tracker_that_is_no_address_is_refused(small) -> None:
    """A typing error in the settings does not make every page's link dead."""
    small.write("mkdocs.yml", "extra: {issues: example.org/issues}\n")
    with pytest.raises(Problem, match=r"mkdocs\.yml: extra\.issues is 'example\.org/issues', which is no address"):
        write_pages(small.book())


def test_box_of_downloads_is_filled_by_the_site(small) -> None:
    """The front door leads to PDF and EPUB where they were made with it, and to nothing that is not there."""
    small.write("docs/read.md", "# How to read\n\n:::{div}\n:class: downloads\n\nMore.\n:::\n")

    def box(shelf: Shelf) -> list[str]:
        page = html.fromstring(write_pages(small.book(), shelf).files["read.md"].decode("utf-8"))
        return [part.text_content() for part in page.xpath("//div[@class='downloads']/*")]

    assert ["More."] == box(Shelf())
    assert ["The book as PDF", "More."] == box(Shelf({"PDF": "download/b.pdf"}))


def test_figure_has_picture_caption_and_number(small) -> None:
    """A figure is a figure with its number, its caption below, and its file named by its content."""
    figure = shown(small, small.files["chapters/01_first/index.md"]).get_element_by_id("fig-01-curve")
    image = figure.find("img")
    assert ["img", "figcaption"] == [child.tag for child in figure]
    assert "drawn" in figure.get("class")
    assert "A curve that rises and then falls again." == image.get("alt")
    assert re.fullmatch(r"media/curve-[0-9a-f]{10}\.svg", image.get("src"))
    assert "Figure 1.1. The curve." == " ".join(figure.find("figcaption").text_content().split())


def test_table_has_its_caption_above_and_headers_with_scope(small) -> None:
    """A table says which cells are headers, and of what; its columns stand as they were written."""
    body = ":::{table} Numbers\n:name: tab-01-n\n\n| a | b |\n| :- | -: |\n| 1 | 2 |\n:::\n"
    figure = shown(small, body).get_element_by_id("tab-01-n")
    assert ["figcaption", "table"] == [child.tag for child in figure]
    assert ["col", "col"] == [cell.get("scope") for cell in figure.iter("th")]
    assert ["text-align:left", "text-align:right"] == [cell.get("style") for cell in figure.iter("td")]


def test_cell_over_two_columns(small) -> None:
    """A cell that spans columns keeps doing so."""
    cell = Node("tableCell", (Node("text", data={"value": "a"}),), data={"colspan": 2, "header": True})
    table = Node("table", (Node("tableRow", (cell,)), Node("tableRow", (Node("tableCell"),))))
    written = render(table)
    assert '<th scope="col" colspan="2">a</th>' in written
    assert "<tbody><tr><td></td></tr>\n</tbody>" in written


def test_code_with_numbers_and_marked_lines(small) -> None:
    """Line numbers start where they should, and marked lines are marked."""
    body = "```{code-block} python\n:linenos:\n:lineno-start: 7\n:emphasize-lines: 2\n:caption: Two lines\n"
    body += ":name: code-01-x\n\nx = 1\ny = 2\n```\n"
    block = shown(small, body).get_element_by_id("code-01-x")
    assert "7 8" == " ".join(block.xpath(".//td[@class='linenos']")[0].text_content().split())
    assert "y = 2" == block.xpath(".//span[@class='hll']")[0].text_content().strip()


def test_numbered_equation(small) -> None:
    """An equation that is referred to shows its number beside it."""
    equation = shown(small, "$$\nx^2\n$$ (eq-01-x)\n\nSee {eq}`eq-01-x`.\n").get_element_by_id("eq-01-x")
    assert "(1.1)" == equation.find("span").text
    assert "x squared" == equation.find("math").get("alttext")


def test_footnotes_stand_at_the_foot_and_lead_back(small) -> None:
    """Notes are numbered by first use; a second use gets an id of its own; each leads back."""
    page = shown(small, "A[^b] and B[^a] and A again[^b].\n\n[^a]: Note *a*.\n[^b]: Note b.\n")
    assert ["fnref-1", "fnref-2", "fnref-1-2"] == [sup.get("id") for sup in page.iter("sup")]
    notes = page.xpath("//div[@class='footnote']//li")
    assert ["fn-1", "fn-2"] == [note.get("id") for note in notes]
    assert "Note b." in notes[0].text_content()
    assert ["#fnref-1", "#fnref-2"] == [note.xpath(".//a/@href")[0] for note in notes]


def test_question_and_folded_answer(small) -> None:
    """A question shows its number; its answer is folded, and says whose answer it is."""
    page = shown(small, "Words.\n")
    question = page.get_element_by_id("q-who")
    answer = page.get_element_by_id("answer-q-who")
    assert "Question 1.1" == question.find("p").text
    assert ("details", "solution", "q-who") == (answer.tag, answer.get("class"), answer.get("data-answers"))
    assert "Answer to question 1.1" == answer.find("summary").text


def test_question_with_a_title(small) -> None:
    """A question of the body may have a title."""
    page = shown(small, ":::{exercise} Count\n:label: q-count\n\nHow many?\n:::\n")
    assert "Question 1.1: Count" == page.get_element_by_id("q-count").find("p").text


def test_tabs_are_those_of_material(small) -> None:
    """Each set of tabs has radio buttons, labels and blocks that belong together."""
    tabs = "::::{tab-set}\n:::{tab-item} One\nFirst.\n:::\n:::{tab-item} Two\nSecond.\n:::\n::::\n"
    first, second = shown(small, f"{tabs}\n{tabs}").xpath("//div[contains(@class, 'tabbed-set')]")
    assert ["__tabbed_1_1", "__tabbed_1_2"] == [one.get("id") for one in first.findall("input")]
    assert ["__tabbed_2_1", "__tabbed_2_2"] == [one.get("for") for one in second.iter("label")]
    assert ["First.", "Second."] == [one.text_content() for one in first.xpath(".//div[@class='tabbed-block']")]


def test_index_entries_get_a_page_of_their_own(small) -> None:
    """Marked words are listed by letter with sub-entries, and each leads to its place."""
    small.body("{index}`Zebra` and {index}`tap` and {index}`the tap <Tap; legal>`.\n")
    pages = write_pages(small.book())
    listed = html.fromstring(pages.files["terms.md"].decode("utf-8").partition("# Index")[2])
    assert ["01_first.html#idx-2", "01_first.html#idx-3", "01_first.html#idx-1"] == listed.xpath("//a/@href")
    assert "Tap: chapter 1legal: chapter 1" == listed.xpath("//li")[0].text_content()
    assert {"Index": "terms.md"} in pages.nav[2]["The book"][-1]["At the back"]


def test_book_without_index_entries_has_no_index(small) -> None:
    """No page for nothing."""
    pages = write_pages(small.book())
    assert "terms.md" not in pages.files
    assert "Index" not in str(pages.nav)


def test_heading_keeps_every_character(small) -> None:
    """Marks of Markdown in a heading are shown as written, not read."""
    small.body("(sec-01-x)=\n## A *b* `c_d` \\*e\\* \\[f\\] \\# {claim}`alone` 1. x\n\nWords.\n")
    (line,) = [one for one in source(small, "01_first").split("\n") if one.startswith("## 1.1")]
    assert "{ #sec-01-x }" in line
    assert "&#42;e&#42; &#91;f&#93; &#35;" in line
    assert "<em>b</em> <code>c&#95;d</code>" in line
    assert 'href="ledger.html#claim-alone"' in line


def test_heading_in_a_box_is_one_of_html(small) -> None:
    """A heading inside a box stays inside it."""
    box = ":::{note}\nFirst.\n\n(sec-01-y)=\n### Inside\n\nWords.\n:::"
    assert '<h3 id="sec-01-y">1.1.1 Inside</h3>' in piece(small, box, "//div[contains(@class, 'note')]")


def test_title_of_a_chapter_has_its_number(small) -> None:
    """A chapter's first heading says its number and can be linked to; its title in the browser has it too."""
    text = source(small, "05_other")
    assert 'title: "5. The other"' in text
    assert '# <span class="eyebrow">Chapter 5.</span> The other { #ch-05 }' in text


def test_name_with_a_dot_is_no_link(small) -> None:
    """The name of a newspaper or a program is words; an address that is written as one is a link."""
    small.write("docs/more/b.md", "# B\n\nThe site NU.nl says <http://example.org/x> and https://example.org/y too.\n")
    text = source(small, "more/b")
    assert "The site <span>NU.nl</span> says" in text
    assert 'href="http://example.org/x"' in text
    assert 'href="https://example.org/y"' in text


def test_link_from_a_folder_leads_up(small) -> None:
    """Addresses are relative to the page, so the site works wherever it lies."""
    small.write(
        "docs/more/a.md", "# A\n\n[one](#ch-01) {sign}`reported` {claim}`live` [self](#a-x)\n\n(a-x)=\n## X\n\nx\n"
    )
    text = source(small, "more/a")
    assert 'href="../01_first.html"' in text
    assert 'src="../assets/signs/reported.svg"' in text
    assert 'href="../ledger.html#claim-live"' in text
    assert 'href="#a-x"' in text


def test_navigation_has_the_book_between_the_groups_of_docs(small) -> None:
    """Home, groups of docs, the book with its parts and what stands at the back; empty parts are left out."""
    last = "        - file: chapters/05_other/index.md\n"
    small.change("book.yml", last, f"{last}    - title: Teach\n      children:\n        - file: docs/teach.md\n")
    small.write("docs/teach.md", "# Teach it\n")
    nav = write_pages(small.book()).nav
    assert ["Home", "Read", "The book", "Teach"] == [next(iter(item)) for item in nav]
    book = nav[2]["The book"]
    assert ["Contents", "Part I. First things", "Part II. Other things", "At the back"] == [next(iter(i)) for i in book]
    assert [{"1. The first": "01_first.md"}] == book[1]["Part I. First things"]


def render(node: Node) -> str:
    """A node by itself."""
    return Renderer(None, METHODS).render(node)  # type: ignore[arg-type]


def test_unknown_node_is_refused_with_its_place() -> None:
    """Nothing is dropped in silence: a type that no renderer knows names the line that it comes from."""
    with pytest.raises(Problem, match=r"^a\.md:7: the site cannot show 'hologram': teach"):
        render(Node("paragraph", (Node("hologram", (), "a.md", 7),)))


def test_link_that_leads_nowhere_is_refused(small) -> None:
    """A link inside the book whose page or id is not there names the line of the link."""
    book = small.book()
    for data, wanted in (
        ({"page": "01_first", "target": "nope"}, "the link leads to #nope, which is not on page 01_first"),
        ({"page": "02_none", "target": ""}, "the link leads to 02_none, which is no page"),
    ):
        root = Node("root", (Node("link", (), "docs/read.md", 3, data),))
        pages = [dataclasses.replace(page, root=root) if page.slug == "read" else page for page in book.pages]
        sections = [
            dataclasses.replace(
                one, entries=tuple(next((p for p in pages if p.slug == e.slug), e) for e in one.entries)
            )
            for one in book.sections
        ]
        with pytest.raises(Problem, match=f"docs/read.md:3: {wanted}"):
            write_pages(dataclasses.replace(book, sections=tuple(sections)))


@pytest.mark.parametrize(
    ("kind", "title", "wanted"),
    [
        ("think", "", "You might think"),
        ("think", "You might think: all", "You might think: all"),
        ("article", "The article, retold", "The article, retold"),
        ("worked", "Four steps", "Worked example: Four steps"),
    ],
)
def test_box_is_named_by_a_word(kind: str, title: str, wanted: str) -> None:
    """The kind of a box is said in words, once."""
    assert wanted == box_title(kind, title, title)
