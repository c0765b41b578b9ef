"""Small books in print: what is wrong is refused by line; notes, figures and tables lie as they should."""

import itertools
import random
import re
import subprocess
import sys
from datetime import date

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takedown.problems import Problem
from takedown.publishing import pdf
from takedown.publishing.tree import Book, Meta, Node, Page, Section
from takedown.publishing.typst_text import TEXT_WIDTH


def text(value, line=3):
    """A text node."""
    return Node("text", (), "a.md", line, {"value": value})


def paragraph(*children, line=3):
    """A paragraph."""
    return Node("paragraph", tuple(text(one, line) if isinstance(one, str) else one for one in children), "a.md", line)


def small_book(root, *nodes):
    """A book of one page."""
    meta = Meta("A small book", "", ("Somebody",), "CC BY 4.0", "en", "1", date(2026, 11, 24))
    one = Page("a", "docs", "The page", "", "a.md", Node("root", nodes, "a.md", 1))
    return Book(root, meta, (Section("", "docs", (one,)),))


def squeezed(value: str) -> str:
    """Words without any space, quotes made straight: what print and tree have in common however a line is set."""
    value = (
        value.translate(str.maketrans("\u2018\u2019\u2032\u201c\u201d\u2033", "'''\"\"\""))
        .replace("\u200b", "")
        .replace("-", "")
    )
    return re.sub(r"\s+", "", value)


# --- nothing lost
def test_a_failed_export_leaves_the_last_good_pdf(tmp_path):
    """A fault found by the compiler, in its own process, is told with its line and costs nothing."""
    out = tmp_path / "book.pdf"
    pdf.export_pdf(small_book(tmp_path, paragraph("Good.")), tmp_path / "pdf", out)
    good = out.read_bytes()
    broken = small_book(tmp_path, paragraph("One line.\nHere is \u6c49.", line=8))
    with pytest.raises(Problem, match=r"^a\.md:9: the book's fonts have no 汉 \(U\+6C49\): say it in words"):
        pdf.export_pdf(broken, tmp_path / "pdf", out)
    assert good == out.read_bytes()
    assert ["book.pdf", "pdf"] == sorted(path.name for path in tmp_path.iterdir())


def test_a_job_can_be_stopped(tmp_path):
    """When another output fails, the PDF's process ends and nothing is written."""
    job = pdf.start_pdf(small_book(tmp_path, paragraph("Good.")), tmp_path / "pdf", tmp_path / "book.pdf")
    job.stop()
    assert job.process.returncode is not None


def test_a_process_that_dies_is_told(tmp_path):
    """A compiler that ends without a word, as when memory runs out, is one sentence too."""
    dead = subprocess.Popen([sys.executable, "-c", "import sys; sys.exit(9)"], stdout=subprocess.PIPE)
    with pytest.raises(Problem, match="the process that makes the PDF ended with status 9: free some memory"):
        pdf.Job(dead, tmp_path / "book.pdf").wait()


def test_a_disk_that_takes_no_pdf_is_told(tmp_path):
    """A full or read-only disk is one sentence, from the compiling process too."""
    (tmp_path / "out").write_text("no folder")
    with pytest.raises(Problem, match=r"^book\.pdf cannot be kept \(.+\): make room and give yourself the right"):
        pdf.export_pdf(small_book(tmp_path, paragraph("Good.")), tmp_path / "pdf", tmp_path / "out" / "book.pdf")


def test_several_faults_are_told_at_once(tmp_path):
    """Whoever mends a page sees all its faults, each with its line."""
    broken = small_book(tmp_path, paragraph("汉", line=8), paragraph("fine"), paragraph("字", line=12))
    with pytest.raises(Problem) as caught:
        pdf.make_pdf(broken)
    assert [8, 12] == [problem.line for problem in caught.value.every()]


def test_a_warning_is_an_error(tmp_path):
    """What the compiler only warns of, such as a font that is not there, stops the export too."""
    pdf.prepare(small_book(tmp_path, paragraph("Good.")), tmp_path / "pdf")
    look = tmp_path / "pdf" / "textbook.typ"
    look.write_text(look.read_text("utf-8").replace("Libertinus Serif", "No Such Serif"), encoding="utf-8")
    with pytest.raises(Problem, match="the PDF cannot be set: unknown font family: no such serif"):
        pdf.compile_folder(tmp_path / "pdf", 0)


def test_the_time_can_be_given(tmp_path):
    """Where somebody sets SOURCE_DATE_EPOCH, the PDF bears that time, as the other outputs do."""
    out = pdf.export_pdf(small_book(tmp_path, paragraph("Good.")), tmp_path / "pdf", tmp_path / "x.pdf", seconds=86_400)
    assert date(1970, 1, 2) == pypdf.PdfReader(out).metadata.creation_date.date()


def test_a_mark_leads_back_to_the_source():
    """The compiler's line and column are told as the line of the source that was written there."""
    source = "/*a.md:1*/one\n/*a.md:4*/two /*b.md:9*/three"
    assert ("a.md", 1) == pdf.source_of(source, 1, 11)
    assert ("a.md", 4) == pdf.source_of(source, 2, 11)
    assert ("b.md", 9) == pdf.source_of(source, 2, 27)
    assert (None, None) == pdf.source_of("nothing\nmarked", 2, 3)


# --- layout
def image(root, width="", **sizes):
    """An image node of an SVG of some size."""
    height, wide = sizes.get("height", 100), sizes.get("wide", 100)
    path = root / f"x{wide}-{height}.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{height}"><rect width="9" height="9"/>'
        f'<text y="40">{sizes.get("words", "")}</text></svg>',
        encoding="utf-8",
    )
    return Node("image", (), "a.md", 5, {"path": str(path), "source": path.name, "alt": "A square.", "width": width})


@pytest.mark.parametrize("sizes", [{"wide": 5000}, {"wide": 100}, {"wide": 700, "height": 9000}])
def test_a_large_picture_is_fitted(tmp_path, sizes):
    """A picture without a width is never wider than the text nor higher than the page, whatever its own size."""
    data = pdf.make_pdf(small_book(tmp_path, image(tmp_path, **sizes)))
    assert data.startswith(b"%PDF")


def test_a_picture_wider_than_the_text_is_refused(tmp_path):
    """A width that would run into the margin is told with its line."""
    with pytest.raises(Problem, match=r"^a\.md:5: the picture x100-100\.svg is wider than the text \(20cm\)"):
        pdf.make_pdf(small_book(tmp_path, image(tmp_path, width="20cm")))


def table(*rows, line=6):
    """A table node of words; the first row is its head."""
    made = []
    for number, row in enumerate(rows):
        cells = tuple(Node("tableCell", (text(cell),), "a.md", line, {"header": number == 0}) for cell in row)
        made.append(Node("tableRow", cells, "a.md", line))
    return Node("table", tuple(made), "a.md", line)


def code(value, line=5):
    """A listing."""
    return Node("code", (), "a.md", line, {"value": value})


LONG = "Xy9_" * 15
TOO_WIDE = {
    "a word in a table": (
        table([LONG] * 3, ["one"] * 3),
        f"a.md:6: the word {LONG} is wider than its column of the table",
    ),
    "a table": (
        table(["Quantity"] * 14, ["measured"] * 14),
        "a.md:6: the table has too many columns for the width of the page",
    ),
    "a line of code": (
        code(f"x = {LONG * 2}"),
        f"a.md:5: the code holds {LONG * 2}, which cannot be broken and is wider than the text",
    ),
    "code in a line": (
        paragraph("one\n", Node("inlineCode", (), "a.md", 3, {"value": LONG * 2})),
        f"a.md:4: the word {LONG * 2} is wider than the text",
    ),
    "a word": (paragraph(f"one\n\ntwo {LONG * 2}\nthree"), f"a.md:6: the word {LONG * 2} is wider than the text"),
}


@pytest.mark.parametrize("what", TOO_WIDE)
def test_what_is_too_wide_is_refused(tmp_path, what):
    """Nothing prints over its neighbour or past the margin: what cannot be broken is told with its line."""
    node, said = TOO_WIDE[what]
    with pytest.raises(Problem) as caught:
        pdf.make_pdf(small_book(tmp_path, node))
    assert f"{said}: shorten it, or split it." == str(caught.value)


def test_a_table_of_many_narrow_columns_is_set(tmp_path):
    """Many columns are no fault as long as they fit."""
    assert pdf.make_pdf(small_book(tmp_path, table(["n"] * 14, ["12"] * 14))).startswith(b"%PDF")


def test_long_words_that_fit_are_set(tmp_path):
    """A table breaks its lines, a long word in a wide column stands, and so does an address."""
    wide = table(["a short head", "another"], ["many words that break " * 9, "incomprehensibilities"])
    address = "https://www.example.org/a/very/long/address/with/many/parts/" * 3
    data = pdf.make_pdf(small_book(tmp_path, wide, code("x" * 65), paragraph(f"at {address} and {'x' * 50}")))
    assert data.startswith(b"%PDF")


def test_the_head_of_a_long_table_repeats_and_its_caption_is_on_top(tmp_path):
    """A table over several pages names its columns on each; the caption stands with the first rows."""
    rows = [["HEADCELL", "second"], *([f"row {number}", "cell"] for number in range(120))]
    caption = Node("caption", (paragraph("THECAPTION"),), "a.md", 5)
    data = {"kind": "table", "word": "Table", "number": "1.1", "identifier": "tab-1"}
    long = Node("container", (table(*rows), caption), "a.md", 5, data)
    filler = [paragraph("word " * 60) for _ in range(11)]
    (tmp_path / "x.pdf").write_bytes(pdf.make_pdf(small_book(tmp_path, *filler, long)))
    pages = [one.extract_text() for one in pypdf.PdfReader(tmp_path / "x.pdf").pages]
    with_rows = [one for one in pages if "row " in one]
    assert 3 <= len(with_rows)
    assert all("HEADCELL" in one for one in with_rows)
    captioned = next(one for one in pages if "Table 1.1. THECAPTION" in one)
    assert captioned.index("THECAPTION") < captioned.index("HEADCELL") < captioned.index("row 1")


def glossary_page(count):
    """A glossary of some terms, and the words of its explanations that stand in columns."""
    items = []
    for number in range(count):
        items.append(Node("definitionTerm", (text(f"TERM{number}"),), "a.md", 4))
        items.append(
            Node("definitionDescription", (paragraph(f"means something {'or other ' * 9}END{number}."),), "a.md", 4)
        )
    return Page(
        "g", "glossary", "Glossary", "", "a.md", Node("root", (Node("definitionList", tuple(items), "a.md", 4),))
    )


@pytest.mark.parametrize("count", [3, 11, 24, 40, 60])
def test_columns_at_the_back_lose_nothing(tmp_path, count):
    """Whether the columns are made equally high or run on over pages, the last word of each entry is printed."""
    book = small_book(tmp_path, paragraph("First."))
    whole = Book(book.root, book.meta, (*book.sections, Section("", "back", (glossary_page(count),))))
    (tmp_path / "x.pdf").write_bytes(pdf.make_pdf(whole))
    inside = squeezed("".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "x.pdf").pages))
    assert [] == [number for number in range(count) if f"END{number}." not in inside]


# --- properties
PRINTABLE = st.text("abc ABC 012 .,:;!?'()[]{}<>#$%&*+-/=@\\^_`|~\"éÅßœ\u2013\u2014…€→≈", min_size=1, max_size=60)


@given(st.lists(PRINTABLE, min_size=5, max_size=25))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives_into_the_pdf(tmp_path, texts):
    """Whatever signs a text holds, in a paragraph, a heading, code or a cell, the PDF says the same."""
    marked = [f"Q{one}Q" for one in texts]
    heading = Node("heading", (text(marked[0]),), "a.md", 3, {"depth": 2})
    code = Node("code", (), "a.md", 3, {"value": marked[1]})
    inline = Node("inlineCode", (), "a.md", 3, {"value": marked[2]})
    nodes = [heading, code, paragraph(inline), table(["head"], [marked[3]]), *(paragraph(one) for one in marked[4:])]
    (tmp_path / "x.pdf").write_bytes(pdf.make_pdf(small_book(tmp_path, *nodes)))
    inside = squeezed("".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "x.pdf").pages))
    for one in marked:
        assert squeezed(one) in inside


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_set_or_refused_by_line(tmp_path, texts):
    """Every character of Unicode is either printed or named in a refusal with its line; nothing else happens."""
    nodes = [paragraph(one, line=10 + number) for number, one in enumerate(texts)]
    try:
        data = pdf.make_pdf(small_book(tmp_path, *nodes))
    except Problem as problem:
        for one in problem.every():
            assert "a.md" == str(one.file)
            assert 10 <= one.line < 10 + sum(1 + value.count("\n") for value in texts) + len(texts)
            assert "the book's fonts have no" in one.what or "cannot be printed" in one.what
    else:
        assert data.startswith(b"%PDF")


def boxes_of_notes(path):
    """Where each margin note stands: page, top and bottom, and the notes' left edges."""
    found = {}
    for number, one in enumerate(pypdf.PdfReader(path).pages):

        def visit(value, around, matrix, _font, size, number=number):
            x = around[0] * matrix[4] + around[2] * matrix[5] + around[4]
            y = around[1] * matrix[4] + around[3] * matrix[5] + around[5]
            for match in re.finditer(r"([BE])(\d+)N", value):
                key = "top" if match[1] == "B" else "bottom"
                found.setdefault(int(match[2]), {})[key] = (number, y + (size if key == "top" else 0), x)

        one.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_margin_notes_never_overprint(tmp_path, seed):
    """Random notes at random places, in boxes and lists too: none on another, none split, none outside its page."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    count = 0
    nodes = []
    words = ["signal", "channel", "entropy", "model", "source", "value", "theory", "small", "plant", "number"]

    def said(least, most):
        return " ".join(draw.choice(words) for _ in range(draw.randint(least, most)))

    for _ in range(60):
        nodes.append(paragraph(said(20, 90)))
        for _ in range(draw.choice([0, 0, 1, 1, 2, 3])):
            note = Node("aside", (paragraph(f"B{count}N {said(3, 20)} E{count}N"),), "a.md", 4)
            count += 1
            holder = draw.choice(["", "", "admonition", "list"])
            if holder == "admonition":
                note = Node("admonition", (paragraph(said(5, 9)), note), "a.md", 4, {"kind": "worked"})
            elif holder == "list":
                note = Node("list", (Node("listItem", (paragraph("item"), note), "a.md", 4),), "a.md", 4)
            nodes.append(note)
    (tmp_path / "x.pdf").write_bytes(pdf.make_pdf(small_book(tmp_path, *nodes)))
    found = boxes_of_notes(tmp_path / "x.pdf")
    assert count == len(found)
    by_page = {}
    for note in found.values():
        assert note["top"][0] == note["bottom"][0], "a note is split over two pages"
        by_page.setdefault(note["top"][0], []).append((note["top"][1], note["bottom"][1], note["top"][2]))
    for number, notes in by_page.items():
        notes.sort(reverse=True)
        assert all(above[1] >= below[0] - 0.5 for above, below in itertools.pairwise(notes))
        assert all(40 < bottom and top < 842 - 40 for top, bottom, _ in notes)
        edge = (TEXT_WIDTH + 2.3 + 0.5) * 72 / 2.54 if number % 2 == 0 else (5.2 - 0.5 - 3.75) * 72 / 2.54
        assert all(left == pytest.approx(edge, abs=1) for _, _, left in notes)


def test_more_notes_than_a_page_holds_are_refused(tmp_path):
    """Notes that would run over the top of their page are told with their line, not printed over the head."""
    nodes = [paragraph("A short line.")] + [
        Node("aside", (paragraph("many words " * 20),), "a.md", 20 + number) for number in range(12)
    ]
    with pytest.raises(Problem, match=r"^a\.md:\d+: the margin notes of this page do not fit beside it"):
        pdf.make_pdf(small_book(tmp_path, *nodes))


def test_a_figure_is_never_parted_from_its_caption(tmp_path):
    """Wherever on the page a figure falls, its caption is on the same page as its picture."""
    nodes = []
    for number in range(14):
        nodes += [paragraph("word " * (37 + 23 * number % 90)) for _ in range(3)]
        picture = image(tmp_path, wide=300, height=150 + number, words=f"DRAWN{number}.")
        label = Node("caption", (paragraph(f"CAPTION{number}."),), "a.md", 5)
        data = {"kind": "figure", "word": "Figure", "number": f"1.{number}", "identifier": f"fig-{number}"}
        nodes.append(Node("container", (picture, label), "a.md", 5, data))
    (tmp_path / "x.pdf").write_bytes(pdf.make_pdf(small_book(tmp_path, *nodes)))
    pages = [one.extract_text() for one in pypdf.PdfReader(tmp_path / "x.pdf").pages]
    for number in range(14):
        (where,) = [one for one in pages if f"Figure 1.{number}. CAPTION{number}." in one]
        assert f"DRAWN{number}." in where
