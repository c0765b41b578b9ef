"""The feature book in print: valid PDF/UA-1, every construct there, the same bytes everywhere."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from takedown.publishing import pdf
from takedown.publishing.figures import make_figures
from takedown.publishing.parsing import make_tree
from takedown.publishing.tree import Page

FEATURE = Path(__file__).with_name("feature")
SIGNS = Path(__file__).parents[2] / "docs" / "assets" / "signs"


def feature_book(root):
    """The feature book, parsed in a folder of its own."""
    shutil.copytree(FEATURE, root, dirs_exist_ok=True)
    shutil.copytree(SIGNS, root / "docs" / "assets" / "signs", dirs_exist_ok=True)
    return make_tree(root, meanwhile=lambda: make_figures(root))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The feature book and its PDF."""
    root = tmp_path_factory.mktemp("feature")
    book = feature_book(root)
    return book, pdf.export_pdf(book, root / "build" / "pdf", root / "build" / "book.pdf")


@pytest.fixture(scope="module")
def reader(printed):
    """The PDF as pypdf sees it."""
    return pypdf.PdfReader(printed[1])


@pytest.fixture(scope="module")
def words(reader):
    """All words of the PDF, with single spaces; words parted at a line's end are whole again."""
    text = "\n".join(one.extract_text() for one in reader.pages)
    return " ".join(re.sub(r"(\w)-\n(\w)", r"\1\2", text).split())


# --- what a publisher asks of a PDF -----------------------------------------------------------------------------------
def test_the_pdf_passes_the_checks_of_pdf_ua_1(printed):
    """The page-validation package finds no broken rule of PDF/UA-1."""
    report = page.validate_pdf(printed[1], profile="ua1")
    assert [] == [(failure.rule_id, failure.message) for failure in report.failures]
    assert report.is_compliant
    assert 100 < report.rules.total


def tags(element: object) -> Iterator[DictionaryObject]:
    """Every structure element of a tagged PDF."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, ArrayObject):
        for one in element:
            yield from tags(one)
    elif isinstance(element, DictionaryObject) and "/S" in element:
        yield element
        if "/K" in element:
            yield from tags(element["/K"])


def spoil_alternatives(writer: pypdf.PdfWriter) -> None:
    """Pictures and formulas without words."""
    for element in tags(writer.root_object["/StructTreeRoot"]["/K"]):
        if element["/S"] in {"/Figure", "/Formula"}:
            element.pop("/Alt", None)


def spoil_levels(writer: pypdf.PdfWriter) -> None:
    """A heading level that is left out."""
    for element in tags(writer.root_object["/StructTreeRoot"]["/K"]):
        if element["/S"] == "/H2":
            element[NameObject("/S")] = NameObject("/H4")


def spoil_links(writer: pypdf.PdfWriter) -> None:
    """Links without words."""
    for one in writer.pages:
        for annotation in one.get("/Annots", ()):
            annotation.get_object().pop("/Contents", None)


SPOILED: dict[str, Callable[[pypdf.PdfWriter], object]] = {
    "nothing": lambda writer: None,
    "language": lambda writer: writer.root_object.pop("/Lang"),
    "tags": lambda writer: writer.root_object.pop("/MarkInfo"),
    "structure": lambda writer: writer.root_object.pop("/StructTreeRoot"),
    "alternatives": spoil_alternatives,
    "levels": spoil_levels,
    "links": spoil_links,
}


@pytest.mark.parametrize("what", SPOILED)
def test_the_check_can_fail(printed, tmp_path, what):
    """Each thing that a reader with a screen reader needs is missed when it is taken out of a copy."""
    writer = pypdf.PdfWriter(clone_from=printed[1])
    SPOILED[what](writer)
    writer.write(tmp_path / "copy.pdf")
    assert (what == "nothing") == page.is_pdf_compliant(tmp_path / "copy.pdf", profile="ua1")


def test_title_language_authors_and_day_are_set(printed, reader):
    """What a library catalogue reads stands in the file."""
    book, _ = printed
    assert book.meta.title == reader.metadata.title
    assert ", ".join(book.meta.authors) == reader.metadata.author
    assert book.meta.released == reader.metadata.creation_date.date()
    assert reader.root_object["/Lang"].startswith(book.meta.language)
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def bookmarks(outline, depth=0):
    """The titles of the bookmarks with their depth."""
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one, depth + 1)
        else:
            yield depth, one.title


def test_the_bookmarks_hold_parts_chapters_and_sections(printed, reader):
    """A reader jumps to each printed page and each section; chapters lie inside their part."""
    book, _ = printed
    marks = list(bookmarks(reader.outline))
    for section in book.sections:
        for one in section.pages:
            if one.printed and one.role != "contents":
                depth = 1 if section.kind == "part" else 0
                assert (depth, f"{one.number} {one.title}".strip()) in marks
                headings = [node for node in one.root.walk() if node.type == "heading" and node.number_of("depth") == 2]
                for node in headings:
                    assert (depth + 1, f"{node.number} {node.plain}".strip()) in marks
        if section.kind == "part" and section.pages:
            assert (0, section.title) in marks


def test_the_contents_name_every_page_and_what_is_planned(printed, reader):
    """The printed contents list parts, chapters with their numbers, and the chapters in preparation."""
    book, _ = printed
    contents = " ".join(reader.pages[2].extract_text().split())
    for section in book.sections:
        for entry in section.entries:
            if not isinstance(entry, Page) or (entry.printed and entry.role != "contents"):
                assert entry.title in contents


def numbered_pages(book, reader):
    """Of each chapter: its number and the number of its first page in the file, from 1."""
    marks = list(bookmarks_with_pages(reader, reader.outline))
    for one in book.pages:
        if one.printed and one.number:
            yield one.number, next(page for title, page in marks if title == f"{one.number} {one.title}") + 1


def bookmarks_with_pages(reader, outline):
    """The titles of the bookmarks with the pages that they lead to, from 0."""
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks_with_pages(reader, one)
        else:
            yield one.title, reader.get_destination_page_number(one)


def test_front_matter_has_roman_numbers_and_the_first_chapter_is_page_1(printed, reader):
    """The first part begins on a page 1; what stands before it counts i, ii, iii."""
    book, _ = printed
    (_, first), *_ = numbered_pages(book, reader)
    labels = reader.page_labels
    assert "1" == labels[first - 1]
    assert {"i", "ii", "iii"} <= set(labels[: first - 1])
    assert not any(label.isdecimal() for label in labels[: first - 1])
    assert [str(number) for number in range(1, len(labels) - first + 2)] == labels[first - 1 :]


def test_chapters_open_on_right_pages(printed, reader):
    """Each chapter begins on a right page, and the page that this leaves empty bears nothing, not even a head."""
    book, _ = printed
    opened = list(numbered_pages(book, reader))
    assert len(opened) > 1
    assert all(number % 2 for _, number in opened)
    texts = [one.extract_text().strip() for one in reader.pages]
    assert "" in texts
    assert {index + 2 for index, text in enumerate(texts) if not text and index > 0} <= {number for _, number in opened}


def test_figures_and_tables_are_listed_with_their_pages(printed, reader):
    """Behind the contents stands each numbered figure and table, with its caption's first sentence, linked."""
    book, _ = printed
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    start = next(index for index, text in enumerate(texts) if text.startswith("Figures and tables"))
    lists = squeezed(texts[start])
    listed = [
        node
        for one in book.pages
        if one.printed
        for node in one.root.walk()
        if node.type == "container" and node.get("kind") in {"figure", "table"} and node.number and node.identifier
    ]
    assert len(listed) > 2
    for node in listed:
        assert squeezed(f"{node.get('word')} {node.number}") in lists
    assert squeezed("Figure 1.1The wave") in lists
    links = [one.get_object() for one in reader.pages[start].get("/Annots", [])]
    assert len(links) >= len(listed)


def test_the_imprint_says_how_to_cite(words):
    """Authors, title, version and day stand in one sentence."""
    wanted = "Cite as: The feature authors. The feature book: Every construct, once. Version 0.0.1, 29 February 2020."
    assert squeezed(wanted) in squeezed(words)


def test_nothing_is_unresolved(words):
    """No reference is left as a question."""
    assert "??" not in words


# --- completeness: every construct of the feature book is found
def squeezed(value: str) -> str:
    """Words without any space, quotes made straight: what print and tree have in common however a line is set."""
    value = (
        value.translate(str.maketrans("\u2018\u2019\u2032\u201c\u201d\u2033", "'''\"\"\""))
        .replace("\u200b", "")
        .replace("-", "")
    )
    return re.sub(r"\s+", "", value)


def test_all_words_of_the_tree_are_in_the_pdf(printed, words):
    """Paragraph by paragraph, in every printed page, the words of the tree are read back."""
    book, _ = printed
    inside = squeezed(words)
    leaves = {"text", "inlineCode"}
    # What unfolds a worksheet, a page of its own on paper; the sections that use a claim, for which paper has pages.
    left_out = {"Worksheet, to print"}
    uses = {
        id(node)
        for entry in book.page("ledger").root.walk()
        if entry.type == "entry"
        for node in entry.children[-1].walk()
        if node.type == "text" and node.plain != "Id: "
    }
    missing = []
    for one in book.pages:
        if one.printed and one.role != "contents":
            missing += [
                node.plain
                for node in one.root.walk()
                if node.type in leaves
                and node.plain not in left_out
                and id(node) not in uses
                and squeezed(node.plain) not in inside
                and len(node.plain.strip()) > 1
            ]
    assert [] == missing


@pytest.mark.parametrize(
    "expected",
    [
        "Figure 1.1. The wave",
        "Figure 2.1. The figure of the second chapter.",
        "Table 1.1. Values to look up",
        "Program 1.1. Euclid",
        "(1.1)",
        "1 The footnote tells where the rest is.",
        "EPUB (Electronic Publication)",
        "link to example.org (example.org/page)",
        "Question 1.1",
        "EIGHT-IN-THE-ANSWER",
        "Question 1.1 Back: page",
        "Used on page",
        "Answer: page",
        "Warning: Mind the step",
        "Hint 1",
        "Worksheet",
        "In preparation",
        "Version",
    ],
)
def test_what_print_adds_or_moves_is_there(words, expected):
    """Captions with the tree's numbers, answers at the back with links both ways, addresses written out."""
    assert squeezed(expected) in squeezed(words)


def test_comments_never_show(words):
    """What is written for writers only stays with them."""
    assert "COMMENT-NEVER-SHOWN" not in words


def alternatives(reader, kind):
    """The alternative texts of all elements of a kind."""
    return [str(one["/Alt"]) for one in tags(reader.root_object["/StructTreeRoot"]["/K"]) if one["/S"] == kind]


def test_pictures_signs_and_formulas_have_words(printed, reader):
    """What a screen reader says of pictures, signs and formulas is what the tree holds."""
    book, _ = printed
    nodes = [node for one in book.pages if one.printed for node in one.root.walk()]
    said = alternatives(reader, "/Figure") + alternatives(reader, "/Formula")
    for node in nodes:
        if node.type == "image":
            assert node.get("alt") in said
        elif node.type in {"claim", "sign", "math", "inlineMath"}:
            assert node.get("words") in said


def test_links_lead_somewhere(reader):
    """Every link inside the book has a place, and every link outward an address."""
    count = 0
    for one in reader.pages:
        for annotation in one.get("/Annots", ()):
            link = annotation.get_object()
            action = link.get("/A", {})
            assert "/Dest" in link or "/D" in action or str(action.get("/URI", "")).startswith(("http", "mailto:"))
            assert link.get("/Contents")
            count += 1
    assert 60 < count


def test_a_table_says_which_cells_are_headers(reader):
    """Header cells are tagged as such, so that a cell is read with its heading."""
    kinds = [str(one["/S"]) for one in tags(reader.root_object["/StructTreeRoot"]["/K"])]
    for kind in ("/Table", "/TH", "/TD", "/L", "/LI", "/Note", "/Code", "/TOC", "/TOCI", "/Caption", "/BlockQuote"):
        assert kind in kinds, f"no {kind}"


# --- the same everywhere, and nothing lost ---------------------------------------------------------------------------
def test_two_folders_give_the_same_bytes(printed, tmp_path):
    """Neither the folder's name nor the time of the build is in the PDF."""
    root = tmp_path / "another folder"
    book = feature_book(root)
    assert printed[1].read_bytes() == pdf.make_pdf(book)
