"""The renderer of the printed book: every node type of the tree is written, and nothing else passes."""

import re
from datetime import date
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing import tree, typst, typst_floats
from takedown.publishing.boxes import BOXES
from takedown.publishing.tree import Book, Meta, Node, Page, Planned, Section
from takedown.publishing.typst_writer import FIXED, RENDERERS, Mark

META = Meta("The title", "Its subtitle", ("Ann Author", "Ben Author"), "CC BY 4.0", "en", "1.2", date(2026, 11, 24))
ROOT = Path(__file__).parents[2]
MARKS = re.compile(r"/\*[^*]+\*/")


def node(type_, *children, line=7, **data):
    """A node of the page a.md; words may stand for text nodes."""
    inside = tuple(text(child) if isinstance(child, str) else child for child in children)
    return Node(type_, inside, "a.md", line, data)


def text(words):
    """A text node."""
    return Node("text", (), "a.md", 7, {"value": words})


def book(*nodes, printed=True, root=ROOT):
    """A book of one chapter, with a page of references and a ledger behind it."""
    chapter = Page("01_a", "chapter", "The first", "1", "a.md", node("root", *nodes), label="ch-01")
    entries = (
        node("entry", "Shannon.", kind="reference", name="shannon", identifier="ref-shannon"),
        node("entry", "It is so.", kind="claim", name="so", identifier="claim-so"),
    )
    back = (
        Page("references", "references", "References", "", "docs/references.md", node("root", entries[0])),
        Page("ledger", "ledger", "Ledger", "", "docs/ledger.md", node("root", entries[1])),
        Page("site", "docs", "The site", "", "docs/site.md", node("root"), printed=printed),
    )
    return Book(root, META, (Section("Part I", "part", (chapter,)), Section("", "back", back)))


def written(*nodes):
    """The Typst of these nodes in a chapter, without the marks of lines."""
    source = MARKS.sub("", typst.render(book(*nodes)).text)
    found = re.search(r"#chapter\(2, \"1\".*?\)\n\n(.*?)\n\n#(?:back-)?chapter", source, re.DOTALL)
    assert found is not None
    return found[1].strip()


IMAGE = {"path": str(Path(__file__)), "source": "figures/x.svg", "alt": "What it shows."}
ROW, HEAD = (
    node("tableRow", node("tableCell", "a"), node("tableCell", "b", align="right")),
    node("tableRow", node("tableCell", "A", header=True), node("tableCell", "B", header=True)),
)

CASES = [
    (node("paragraph", "a #b"), "a \\#b"),
    (node("paragraph", "a", identifier="p-1"), "#spot(<01_a--p-1>);a"),
    (
        node("heading", "Sec", depth=2, number="1.1", identifier="sec-1"),
        '#section(3, 2, "1.1", [Sec], id: <01_a--sec-1>)',
    ),
    (node("heading", "Sec", depth=3), "#section(4, 3, none, [Sec], listed: false)"),
    (node("blockquote", node("paragraph", "q")), "#quote(block: true)[q]"),
    (node("thematicBreak"), "#scene-break()"),
    (node("glossary", node("paragraph", "g")), "g"),
    (node("comment", value="never"), ""),
    (node("list", node("listItem", "one"), node("listItem", "two")), "#list(tight: true, [one], [two])"),
    (node("list", node("listItem", "one"), ordered=True, start=3), "#enum(start: 3, tight: true, [one])"),
    (
        node("list", node("listItem", "one", checked=True), node("listItem", "two", checked=False)),
        "#task-list((true, false,), ([one], [two],))",
    ),
    (
        node(
            "definitionList",
            node("definitionTerm", "t", identifier="term-t"),
            node("definitionDescription", "one"),
            node("definitionDescription", "two"),
        ),
        "#terms(terms.item([#spot(<01_a--term-t>);t], [one#parbreak();two]))",
    ),
    (
        node(
            "container",
            node("image", **IMAGE),
            node("caption", node("paragraph", "c")),
            kind="figure",
            word="Figure",
            number="1.1",
            identifier="fig-1",
        ),
        '#fig("figure", "Figure 1.1", [c], whole: true, tall: auto, id: <01_a--fig-1>)[#picture("media/',
    ),
    (
        node("container", node("image", **IMAGE), node("legend", "l"), kind="figure"),
        "[#legend[l]], whole: true, tall: auto)[",
    ),
    (node("image", width="50%", **IMAGE), ', "What it shows.", width: 50%)'),
    (
        node("table", HEAD, ROW),
        "#ruled(2, (table.cell()[A], table.cell()[B],), (table.cell()[a], table.cell(align: right, )[b],), ",
    ),
    (
        node("table", node("tableRow", node("tableCell", "a", header=True), node("tableCell", "b", colspan=2))),
        "3, (), (row-head(table.cell()[a]), table.cell(colspan: 2, )[b],)",
    ),
    (
        node("code", value='a "b"\nc', lang="python", numbered=True, start=4, emphasised=(2,)),
        'first: 4, marks: (2,), whole: true, raw("a \\"b\\"\\nc", block: true, lang: "python"))',
    ),
    (node("code", value="x"), 'first: none, marks: (), whole: true, raw("x", block: true))'),
    (
        node("math", value="x^2", words="x squared", typst="x^2", number="1.1", identifier="eq-1"),
        '#equation("(1.1)", "x squared", $ x^2 $, id: <01_a--eq-1>)',
    ),
    (node("admonition", node("paragraph", "b"), kind="note"), '#boxed("note", [Note], short: true)[b]'),
    (
        node("admonition", node("admonitionTitle", "Mind"), node("paragraph", "b"), kind="warning"),
        '#boxed("warning", [Warning: Mind], short: true)[b]',
    ),
    (
        node("admonition", node("admonitionTitle", "Worked example two"), node("paragraph", "b"), kind="worked"),
        '#boxed("worked", [Worked example two], short: true)[b]',
    ),
    (node("aside", node("paragraph", "m")), '#margin-note(1, "a.md:7")[m]'),
    (node("aside", node("admonitionTitle", "T"), node("paragraph", "m")), "[#strong[T];#parbreak();m]"),
    (node("details", node("summary", "Open"), node("paragraph", "b")), '#boxed("details", [Open], short: true)[b]'),
    (node("details", node("paragraph", "b")), '#boxed("details", [More], short: true)[b]'),
    (node("tabSet", node("tabItem", node("paragraph", "b"), title="T")), "#tab([T])[b]"),
    (
        node(
            "exercise",
            node("admonitionTitle", "T"),
            node("paragraph", "b"),
            word="Question",
            number="1.1",
            identifier="q-1",
        ),
        '#exercise("question", [Question 1\\.1. T], answer: none, short: true, id: <01_a--q-1>)[b]',
    ),
    (node("box", node("paragraph", "b"), name="opener"), '#named-group("opener")[b]'),
    (node("emphasis", "a"), "#emph[a];"),
    (node("strong", "a"), "#strong[a];"),
    (node("subscript", "a"), "#sub[a];"),
    (node("superscript", "a"), "#super[a];"),
    (node("delete", "a"), "#strike[a];"),
    (node("underline", "a"), "#underline[a];"),
    (node("smallcaps", "a"), "#smallcaps[a];"),
    (node("inlineCode", value='a"b'), '#raw("a\\"b");'),
    (node("break"), "#linebreak();"),
    (node("span", "a"), "a"),
    (node("abbreviation", "EPUB", title="Electronic Publication"), "EPUB (Electronic Publication)"),
    (node("inlineMath", value="x", words="x", typst="x"), '#formula("x", $x$);'),
    (node("link", "here", url="https://e.org/a-b"), '#outward("https://e.org/a-b", "e.org/a-b")[here];'),
    (node("link", "https://e.org", url="https://e.org/"), '#link("https://e.org/")[https:\\/\\/e.org];'),
    (node("link", "write", url="mailto:a@b.org"), '#outward("mailto:a@b.org", "a@b.org")[write];'),
    (node("link", "there", page="references", target=""), "#link(<references>)[there];"),
    (node("link", "me", page="01_a", target="ch-01"), "#link(<01_a>)[me];"),
    (
        node("crossReference", "Shannon", page="references", target="ref-shannon"),
        "#link(<references--ref-shannon>)[Shannon];",
    ),
    (node("cite", "Shannon, 1948", key="shannon"), "#link(<references--ref-shannon>)[Shannon, 1948];"),
    (
        node("citeGroup", node("cite", "S", key="shannon"), node("cite", "K", key="shannon"), kind="parenthetical"),
        "(#link(<references--ref-shannon>)[S];; #link(<references--ref-shannon>)[K];)",
    ),
    (node("citeGroup", node("cite", "S", key="shannon"), kind="narrative"), "#link(<references--ref-shannon>)[S];"),
    (
        node("claim", claim="so", status="reported", words="Reported: one origin, claim so"),
        '#claim(<ledger--claim-so>, <use--so--1>, "reported", "Reported: one origin, claim so");',
    ),
    (node("sign", status="withheld", words="Withheld"), '#sign("withheld", "Withheld");'),
    (node("index", "word", entry="Word", sub="", identifier="idx-1"), "#spot(<01_a--idx-1>);word"),
]


@pytest.mark.parametrize(
    ("one", "expected"), CASES, ids=[f"{index}-{one.type}" for index, (one, _) in enumerate(CASES)]
)
def test_each_node_is_written(one, expected):
    """Every node type says what it is in Typst, with its own number, words and place."""
    got = written(one)
    assert expected in got if expected else got == ""


def test_every_type_of_the_contract_is_written():
    """The node types that tree.py lists and the renderers are the same."""
    named = set(re.findall(r"``(\w+)``", tree.__doc__.partition("Blocks")[2]))
    named -= {"name", "printed"} | {word for word in named if word.startswith("Page")}
    within = {
        "listItem",
        "definitionTerm",
        "definitionDescription",
        "tableRow",
        "tableCell",
        "admonitionTitle",
        "summary",
    }
    assert named - within == (set(RENDERERS) | set(FIXED)) - {"root", "block", "comment"}


def test_an_unknown_node_is_refused_with_its_line():
    """Nothing is dropped in silence: a type that nobody renders stops the export and says where it stands."""
    with pytest.raises(Problem, match=r"^a\.md:31: the PDF cannot show a hologram: .*\.$"):
        written(node("paragraph", node("hologram", line=31)))


BROKEN = [
    (node("admonition", "b", kind="zen"), "there is no box of kind 'zen'"),
    (node("image", path="nowhere.svg", source="figures/x.svg", alt="a"), "there is no picture figures/x.svg"),
    (node("image", path=str(Path(__file__)), source="x.svg", alt=" "), "the picture x.svg has no alternative text"),
    (node("image", width="120%", **IMAGE), "the picture figures/x.svg is wider than the text (120%)"),
    (node("image", width="wide", **IMAGE), "the picture figures/x.svg has width 'wide'"),
    (node("math", value="x", typst="x"), "the formula x has no words"),
    (node("inlineMath", value="x", typst="x"), "the formula x has no words"),
    (node("table"), "a table has no cell"),
    (node("link", "x"), "a link leads nowhere"),
    (node("link", "x", page="nowhere"), "there is no page 'nowhere' in the book"),
    (node("crossReference", "x", page="01_a", target="fig-9"), "the link to 01_a--fig-9 leads nowhere in print"),
    (node("cite", "x", key="nobody"), "the link to references--ref-nobody leads nowhere in print"),
    (node("claim", claim="no", status="reported", words="w"), "the link to ledger--claim-no leads nowhere in print"),
    (node("footnoteReference", identifier="f", number="1"), "footnote 'f' is not written"),
    (node("solution", "a", answers="q-9"), "the answer to 'q-9' has no question on its page"),
    (node("definitionList", node("paragraph", "x")), "a definition list holds a paragraph"),
    (node("paragraph", "bell \x07"), "the text holds the character U+0007, which cannot be printed"),
    (node("code", value="bell \x07"), "the text holds the character U+0007, which cannot be printed"),
]


@pytest.mark.parametrize(("one", "what"), BROKEN)
def test_what_print_cannot_show_is_refused(one, what):
    """Each fault is one sentence with file, line and a mend."""
    with pytest.raises(Problem) as caught:
        written(one)
    assert f"a.md:7: {what}" == str(caught.value).partition(f"{what}:")[0] + what
    assert caught.value.mend
    assert 1 == caught.value.status


@pytest.mark.parametrize("kind", ["claim", "sign"])
def test_a_status_without_a_sign_is_refused(kind):
    """A status that no picture stands for would be invisible."""
    with pytest.raises(Problem, match="the status 'rumoured' has no sign"):
        written(node(kind, claim="so", status="rumoured", words="Rumoured"))


def test_a_line_is_counted_inside_a_paragraph():
    """A paragraph of one sentence per line knows the line of each, so that a fault is found where it stands."""
    source = typst.render(book(node("paragraph", "one\ntwo ", node("emphasis", "and"), " more\nthree", line=40))).text
    assert [":40*/", ":41*/", ":42*/"] == re.findall(r":4\d\*/", source)
    assert source.index(":42*/") < source.index("three")


def test_a_footnote_stands_where_it_is_first_named():
    """Its number comes from the tree; the second reference repeats the same note."""
    note = node("footnoteDefinition", node("paragraph", "below"), identifier="f", number="4")
    twice = node("footnoteReference", identifier="f", number="4")
    got = written(node("paragraph", twice, twice), note)
    assert '#numbered-footnote("4", <01_a--footnote--f>)[below];#footnote(<01_a--footnote--f>);' == got


def test_an_abbreviation_is_spelled_out_once_a_page():
    """Paper has no pointer to rest on a short form."""
    short = node("abbreviation", "EPUB", title="Electronic Publication")
    assert "EPUB (Electronic Publication) and EPUB" == written(node("paragraph", short, " and ", short))


def test_a_link_to_a_page_that_is_not_printed_keeps_its_words():
    """What only the site has cannot be linked to on paper; the sentence stays whole."""
    source = typst.render(book(node("paragraph", node("link", "the site", page="site")), printed=False)).text
    assert "the site\n" in source
    assert "<site>" not in source


def test_answers_stand_at_the_back_with_links_both_ways():
    """A question names its answer's place, the answer its question's, and both carry the number of the tree."""
    question = node("exercise", node("paragraph", "why"), word="Question", number="1.2", identifier="q-01-why")
    answer = node(
        "solution", node("paragraph", "because"), answers="q-01-why", number="1.2", identifier="answer-q-01-why"
    )
    source = MARKS.sub("", typst.render(book(question, answer)).text)
    assert "[Question 1\\.2], answer: <01_a--answer-q-01-why>, short: true, id: <01_a--q-01-why>)[why]" in source
    assert "#answer([Question 1\\.2], <01_a--q-01-why>, <01_a--answer-q-01-why>)[because]" in source
    assert source.index("[because]") > source.index('word("answers")')


def test_a_question_with_two_answers_is_refused():
    """One of two answers would be lost."""
    question = node("exercise", word="Question", number="1.2", identifier="q")
    answer = node("solution", answers="q", number="1.2", identifier="answer-q")
    with pytest.raises(Problem, match="question 'q' has two answers"):
        written(question, answer, answer)


def test_hints_and_worksheets_stand_at_the_back():
    """Hints do not spoil the task, and a worksheet has room to write; each has its way back."""
    hints = node("box", node("details", node("summary", "Hint 1"), node("paragraph", "look")), name="hints")
    empty = node("tableRow", node("tableCell", "A01"), node("tableCell", "A long text about it"), node("tableCell"))
    sheet = node("box", node("details", node("summary", "Print"), node("table", empty)), name="worksheet")
    source = MARKS.sub(
        "", typst.render(book(node("heading", "Exercise 1.1", depth=3, identifier="ex-1"), hints, sheet)).text
    )
    assert '#lead-in[#kept-back("hints", <hints--1>)]\n\n#kept-back("worksheet", <worksheet--1>)' in source
    assert "#answer([Exercise 1\\.1], <01_a--ex-1>, <hints--1>)[#hint([Hint 1])[look]]" in source
    assert "#worksheet(2, [Exercise 1\\.1], <01_a--ex-1>, <worksheet--1>, first: true, blank: true)[#ruled(" in source
    assert "(auto, auto, 1fr,), (), " in source


KEPT = node("box", node("details", node("summary", "Hint 1"), node("paragraph", "look")), name="hints")
TOGETHER = [
    ([node("paragraph", "These are known:"), node("list", node("listItem", "a"))], "what announces a list"),
    (
        [node("paragraph", node("strong", "The notes")), node("list", node("listItem", "a"))],
        "what stands for a heading",
    ),
    ([node("heading", "Sec", depth=2), node("paragraph", "One line.")], "a single line under a heading"),
    ([node("paragraph", "The end of the task."), KEPT], "the end of a task before its hints"),
]


@pytest.mark.parametrize(("nodes", "what"), TOGETHER, ids=[what for _, what in TOGETHER])
def test_what_belongs_together_stays_on_one_page(nodes, what):
    """A line that leads to the next thing is never the last one of a page; an ordinary paragraph may be."""
    after = node("paragraph", "An ordinary paragraph that goes on.")
    source = written(*nodes, after)
    first = next(one for one in nodes if one.type == "paragraph")
    assert f"#lead-in[{first.plain if what != 'what stands for a heading' else '#strong[The notes];'}]" in source
    assert "#lead-in[An ordinary" not in source


@pytest.mark.parametrize("holder", ["paragraph", "list"])
def test_words_beside_long_code_are_not_spread(holder):
    """Code that cannot be broken well leaves a line few words, which look torn apart if they fill it."""
    short, long = (node("inlineCode", value=value) for value in ("worth(x)", "worth(hit, false_alarm, reports)"))

    def held(*words):
        return node(holder, node("listItem", *words)) if holder == "list" else node(holder, *words)

    words = "what the reports are worth, " * 3
    assert "#ragged" not in written(held(words, short))
    assert "#ragged" not in written(held("in one line: ", long))
    assert f'[#ragged[{words}#raw("worth(hit, false_alarm, reports)");];]' in f"[{written(held(words, long))}]"


def test_a_slanted_question_mark_does_not_touch_the_next_word():
    """The mark leans over the space behind it, so a little is added."""
    assert "#emph[Why?];#h(0.12em); So" == written(node("paragraph", node("emphasis", "Why?"), " So"))


def widths_of(*rows):
    """The widths that a table of these words gets, as numbers."""
    made = [node("tableRow", *(node("tableCell", cell) for cell in row)) for row in rows]
    found = typst_floats.widths(made, len(rows[0]))
    return [float(one) for one in re.findall(r"[\d.]+(?=fr)", found)] or found


def test_a_narrow_table_suits_itself():
    """A table that fits is no wider than its words."""
    assert "2" == widths_of(["Off", "On"], ["1 of 500", "none"])


def test_columns_get_what_they_need():
    """In a wide table, a column of long cells is wider than one of short cells, which is no wider than it must be."""
    short, middle, long = widths_of(
        ["Year", "Copy", "What became of it"],
        ["2018", "on a server", "a sentence that tells rather much " * 4],
        ["2020", "in a phone, as was said", "and another one " * 5],
    )
    assert short < middle < long
    assert short == pytest.approx(typst_floats.CELL_INSET + 4 * typst_floats.LETTER, abs=0.01)
    assert typst_floats.TEXT_WIDTH == pytest.approx(short + middle + long, abs=0.02)


def test_no_column_is_narrower_than_its_longest_word():
    """However little a column holds, its words are not parted."""
    word = "Incomprehensible"
    first, _ = widths_of([word, "text " * 90], ["a", "text " * 90])
    assert typst_floats.CELL_INSET + len(word) * typst_floats.LETTER <= first


def test_the_name_of_a_newspaper_is_no_address():
    """What the parser takes for an address because of its ending stays words; an address stays a link."""
    assert "NU.nl" == written(node("paragraph", node("link", "NU.nl", url="http://NU.nl")))
    assert "#link(" in written(node("paragraph", node("link", "e.org/a", url="http://e.org/a")))


def test_the_ledger_says_where_a_claim_is_used():
    """Each use is a place of its own, and the ledger lists them."""
    claim = node("claim", claim="so", status="reported", words="w")
    source = MARKS.sub("", typst.render(book(node("paragraph", claim, claim))).text)
    assert "#ledger-entry((<use--so--1>, <use--so--2>,), short: true, id: <ledger--claim-so>)[It is so.]" in source


@pytest.mark.parametrize(("rows", "whole"), [(7, "true"), (8, "false")])
def test_a_short_table_without_a_caption_stays_on_one_page(rows, whole):
    """With its head it has up to eight rows; a longer one cannot float and would leave a gap."""
    source = typst.render(book(node("table", HEAD, *[ROW] * rows))).text
    assert f"roomy: false, whole: {whole})" in source


def test_a_long_entry_may_be_parted():
    """Only an entry that surely fits in a column is kept whole."""
    entry = node("entry", node("paragraph", "so " * 400), kind="source", identifier="long")
    assert "short: false" in typst.render(book(entry)).text


def test_a_part_stands_before_its_first_chapter():
    """Chapters in a part are one level deeper, so that the bookmarks nest."""
    source = typst.render(book()).text
    assert '#part([Part I])\n\n\n#chapter(2, "1", [Chapter 1], [The first], id: <01_a>, new-page: false)' in source
    assert "#chapter(1, none, none, [The site], id: <site>, new-page: true)" in source
    assert "#back-chapter(2, [References], id: <references>, short: true)[" in source


def test_pages_count_anew_from_the_first_part():
    """What stands before the first part is front matter; a book without parts has none."""
    source = typst.render(book()).text
    assert source.index("#show: main-matter") < source.index("#part([Part I])")
    assert 1 == source.count("#show: main-matter")


def test_chapters_in_preparation_are_named():
    """A chapter that is not written yet stands in the contents by name, and a part of nothing else has no page."""
    planned = Section("Part II", "part", (Planned("02_b", "2", "The second"),))
    whole = book()
    source = typst.render(Book(whole.root, whole.meta, (*whole.sections, planned))).text
    assert 'planned: (("Part II", (("2", "The second"),)),)' in source
    assert "#part([Part II])" not in source


def test_a_language_without_words_is_refused():
    """Better no book than one half in another language."""
    whole = book()
    odd = Meta("T", "", (), "", "tlh", "1", date(2026, 1, 1))
    with pytest.raises(Problem, match="no words in the language 'tlh'"):
        typst.render(Book(whole.root, odd, whole.sections))


def test_the_index_files_entries_by_letter():
    """Accents and case do not matter to the order; Tap and tap are one entry; sub-entries follow their entry."""
    marks = [
        Mark("zebra", "", "<z>"),
        Mark("tap", "", "<t1>"),
        Mark("Tap", "", "<t2>"),
        Mark("Étude", "", "<e>"),
        Mark("tap", "of a room", "<t3>"),
    ]
    assert [
        "#index-letter([E])",
        "#index-entry([Étude], (<e>,))",
        "#index-letter([T])",
        "#index-entry([Tap], (<t1>, <t2>,))",
        "#index-entry([of a room], (<t3>,), sub: true)",
        "#index-letter([Z])",
        "#index-entry([Zebra], (<z>,))",
    ] == [line for line in typst.index_of(marks).splitlines() if line.startswith("#index-")]
    assert "" == typst.index_of([])


def test_the_same_tree_gives_the_same_source():
    """Nothing depends on order of sets, on time, or on the folder."""
    one, two = (typst.render(book(*(case for case, _ in CASES))) for _ in range(2))
    assert one == two
    assert str(Path.cwd()) not in one.text


PRINT = Path(typst.__file__).with_name("print")


def test_each_kind_of_box_has_an_icon_and_a_frame_of_its_own():
    """Boxes are told apart without colour: by the word, the icon, and most by their frame."""
    icons = dict(re.findall(r'^  ([a-z-]+): "(.+)",$', (PRINT / "icons.typ").read_text("utf-8"), re.MULTILINE))
    frames = dict(
        re.findall(r"^  ([a-z-]+): \((stroke: .+)\),$", (PRINT / "boxes.typ").read_text("utf-8"), re.MULTILINE)
    )
    kinds = {*BOXES, "question", "details"}
    assert kinds <= set(icons)
    assert kinds <= set(frames)
    assert len(icons) == len(set(icons.values()))
    assert len(BOXES) - 1 <= len({frames[kind] for kind in BOXES})


def test_the_look_needs_nothing_from_elsewhere():
    """No package, font or picture is asked of a network when the book is set."""
    files = sorted(PRINT.glob("*.typ"))
    assert PRINT / "textbook.typ" in files
    for path in files:
        source = path.read_text("utf-8")
        assert "@preview" not in source
        assert "http:" not in source.replace("http://www.w3.org/2000/svg", "")
        assert set(re.findall(r'#import "([^"]+)"', source)) <= {one.name for one in files}
