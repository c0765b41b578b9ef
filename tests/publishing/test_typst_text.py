"""The smallest pieces of Typst source: whatever the text, it stands for itself."""

import json
import re
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from takedown.publishing import typst_text
from takedown.publishing.typst_text import MARK, escape, label, listed, mark, string, unprintable, width

MARKUP = "\\*_`$#<>@[]~=+/{}^-.:;,!?'\"()|&%§0123456789 \nabcxyzÅéß"


def values(source: str) -> object:
    """What Typst makes of some content, as a tree of values."""
    return json.loads(typst.query(f"#metadata([{source}])<it>".encode(), "<it>", field="value", one=True))


def words_of(tree: object) -> str:
    """The words of a tree of values; anything but text and spaces shows as its name."""
    if isinstance(tree, dict):
        kind = tree.get("func")
        if kind in {"text", "symbol"}:
            return str(tree["text"])
        if kind == "space":
            return " "
        if kind == "smartquote":
            return '"' if tree["double"] else "'"
        if kind == "sequence":
            return "".join(words_of(child) for child in tree["children"])
        return f"<{kind}>"
    return str(tree)


@given(st.text(MARKUP, max_size=30))
@example("1. one")
@example("= not a heading\n- not a list\n+ nor this\n/ term: no")
@example("https://example.org // no comment /* nor this */")
@example("a--b---c...d -1 -?")
@example("<label> @reference #call[x] $x$ `raw` \\u{41} ~")
@settings(max_examples=150, deadline=None)
def test_text_stands_for_itself(text):
    """No character of a text ever becomes markup: Typst reads back the same words, with runs of space as one."""
    inside = words_of(values(f"x{escape(text)}x"))
    assert re.sub(r"\s+", " ", f"x{text}x") == inside


@given(st.text(MARKUP, max_size=30))
@settings(max_examples=100, deadline=None)
def test_text_at_the_start_of_a_paragraph_stands_for_itself(text):
    """Even where headings, lists and terms would begin, and after a comment, text stays text."""
    inside = words_of(values(f"{mark('a.md', 1)}{escape(text)}"))
    assert re.sub(r"\s+", " ", text).strip() == inside.strip()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_string_stands_for_itself(text):
    """A string literal gives back every character."""
    assert text == json.loads(typst.query(f"#metadata({string(text)})<it>".encode(), "<it>", field="value", one=True))


def test_a_label_of_any_words_is_one():
    """Whatever an id holds, its label is one that Typst reads; the page's slug keeps ids of two pages apart."""
    assert "<01_the_case--sec-01.a.b>" == label("01_the_case", "sec-01 a/b")
    assert "<learn.paper>" == label("learn/paper", "")


@pytest.mark.parametrize(("items", "written"), [([], "()"), (["1"], "(1,)"), (["1", "2"], "(1, 2,)")])
def test_an_array_of_one_is_an_array(items, written):
    """Typst needs the comma after a single item."""
    assert written == listed(items)


def test_a_mark_is_read_back():
    """What stands before a piece of source names its file and line; a name that would end the comment is left out."""
    assert [("chapters/01_a/index.md", "12")] == MARK.findall(mark("chapters/01_a/index.md", 12))
    assert "" == mark("odd*/name.md", 1) == mark("", 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("plain\n\ttext é 汉", ""),
        ("a\x07b", "U+0007"),
        ("a\ud800b", "U+D800"),
        ("\ufdd0", "U+FDD0"),
        ("\ue000", "U+E000"),
    ],
)
def test_characters_without_a_shape_are_named(text, name):
    """Control characters, half characters and private ones cannot stand in a book."""
    assert name == unprintable(text)


@pytest.mark.parametrize(
    ("given_", "written", "fits"),
    [
        ("60%", "60%", True),
        ("100%", "100%", True),
        ("101%", "101%", False),
        ("0%", "0%", False),
        ("400px", "10.58cm", True),
        ("400", "10.58cm", True),
        ("700px", "18.52cm", False),
        ("13.5cm", "13.5cm", True),
        ("6in", "15.24cm", False),
    ],
)
def test_widths(given_, written, fits):
    """Every unit that MyST allows is understood, and what is wider than the text is known as such."""
    assert (written, fits) == width(given_)


@pytest.mark.parametrize("bad", ["", "wide", "-3cm", "3 bananas", "50%%"])
def test_what_is_no_width_is_refused(bad):
    """A width that nobody can read is an error, not a default."""
    with pytest.raises(ValueError, match=f"^{re.escape(bad)}$"):
        width(bad)


def test_the_width_of_the_text_is_the_same_in_both_files():
    """The renderer refuses wide pictures by the width that the look has."""
    look = Path(typst_text.__file__).with_name("print") / "look.typ"
    sizes = dict(re.findall(r"#let (page-width|inside|outside) = ([\d.]+)cm", look.read_text("utf-8")))
    left = float(sizes["page-width"]) - float(sizes["inside"]) - float(sizes["outside"])
    assert typst_text.TEXT_WIDTH == pytest.approx(left)
