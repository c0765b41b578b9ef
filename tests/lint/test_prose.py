"""Sources for what is counted, dated or named; one sentence a line: what counts and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.lint.material import Page
from takedown.lint.myst import blocks, claims_named, keys_cited, plain, roles, spoken, without_code
from takedown.lint.prose import passages

INDEX = "chapters/18_the_appeal/index.md"
MARKED = " {claim}`18-example`"


@pytest.fixture
def add(change):
    """Add a passage to the chapter."""
    return lambda text: change(INDEX, "", f"\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Police read 258,000 messages.",
        "It was in November.",
        "It was on a Tuesday.",
        "It cost about €1.500 then.",
        "Thousands of messages were read.",
        "It took three hundred people.",
        "- An item with 3 things in it.",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        ":::{table} Of 12 things\n:name: tab-18-x\n\n| a |\n| - |\n| b |\n:::",
        ":::{list-table} Things\n:name: tab-18-x\n\n* - a\n  - 14 b\n:::",
        ":::{note}\nIn a box, 17 people.\n:::",
        ":::{aside}\nIn the margin, 17 people.\n:::",
        ":::{figure} figures/example.svg\n:name: fig-18-y\n:alt: Two lines that part.\n\nA caption with 12 lines.\n:::",
        "Europol helped.",
        "Fourteen of them were held.",
        "It took twenty-one of them.",
        "It went on for three whole months.",
        "The Daily reported it.",
        "> In a quotation, 7 of them.",
        "Term\n: A definition with 9 parts.",
        "In a link, [all 44 of them](#sec-18-first).",
        "In `{claim}`, 5 of them, {abbr}`OM (public ministry)` said.",
    ],
)  # fmt: skip
def test_what_needs_a_source(text: str, add, found) -> None:
    """A number, a date or a named organisation without a source is found wherever it stands."""
    add(text)

    assert 1 == len(found("numbers-have-sources"))


@pytest.mark.parametrize(
    "text",
    [
        f"Police read 258,000 messages.{MARKED}",
        "Police read 258,000 messages. [@daily2031]",
        "Police read 258,000 messages. {cite:p}`daily2031`",
        f"Police read them.\nThere were 258,000 of them.{MARKED}",
        "As chapter 4 and figures 2.1 to 2.3 show, it may be so.",
        "See step 3, and question 2 of table 1.",
        "The X25519 function and the 5G net.",
        "In code, `x = 258000`, and in a formula, $x = 12$.",
        "In {term}`a term`, {index}`12 things` are hidden.",
        "1. The first of an ordered list.",
        "Take it in four steps, with two ends.",
        "- [ ] A task.",
        "```text\n258,000\n```",
        "% 258,000 in a comment",
        "May follows March, and a ghost is no organisation.",
        f":::{{table}} Of 12 things\n:name: tab-18-x\n\n| a |\n| - |\n| 4 b{MARKED} |\n:::",
        f":::{{table}} Of 12 things{MARKED}\n:name: tab-18-x\n\n| a |\n| - |\n| 4 b |\n:::",
    ],
)
def test_what_needs_none(text: str, add, found) -> None:
    """A source in the same passage is enough; numbers of the book itself, of code and of formulas need none."""
    add(text)

    assert [] == found("numbers-have-sources")


def test_a_source_in_the_next_paragraph_is_too_far(root: Path, add, found) -> None:
    """Each passage has its own source; the line of the number is told, not that of the passage."""
    add(f"They read a lot.\nPolice read 258,000 messages.\n\nThey said so.{MARKED}")

    line = (root / INDEX).read_text(encoding="utf-8").split("\n").index("Police read 258,000 messages.") + 1
    assert [f"{INDEX}:{line}: '258,000' stands in a passage without a source"] == [
        sentence.partition(": mark")[0] for sentence in found("numbers-have-sources")
    ]


def test_answers_of_questions_need_sources_too(change, found) -> None:
    """The reasoned answer of a self-check question is text like any other."""
    change("chapters/18_the_appeal/questions.toml", "the same axis.", "the same axis, since 2018.")

    assert ["chapters/18_the_appeal/questions.toml:16: '2018' stands in a passage without a source"] == [
        sentence.partition(": mark")[0] for sentence in found("numbers-have-sources")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "One sentence. Another one.",
        "One sentence? (Another one.)",
        'He said "no." Then he went.',
        f"One sentence.{MARKED} Another one.",
        "One in *emphasis*. **Another** one.",
        "Run `takedown check`. Then wait.",
        "- An item. With two.",
        "1. An item. With two.",
        "> A quotation. With two.",
        "Term\n: One. Two of them.",
        "One ends here… Another begins.",
        "It ended. 12 came.",
    ],
)
def test_two_on_a_line(text: str, add, found) -> None:
    """Two sentences on one line are found, whatever stands between them."""
    add(text)

    assert 1 == len(found("one-sentence-a-line"))


@pytest.mark.parametrize(
    "text",
    [
        "One sentence.",
        f"One sentence. {MARKED} [@daily2031]",
        "Mr. Smith of the U.S. Navy (e.g. The Daily, art. 5, p. 7, vol. 3, No. 9) said so.",
        "A. Scholar wrote it, cf. B. Author.",
        "It cost 1.500 euros at 18.30 hours.",
        "1. An item.",
        "**A run-in heading.** Then the sentence.",
        "*Who says so?* Nobody.",
        "What is it? it is small.",
        "One sentence,[^n] and its note.\n\n[^n]: The note.",
        "A line that is broken on purpose \\\nand goes on.",
        "There are these:\n- one thing\n- another thing",
        "Term\n: Its definition.",
        "Say what ... comes next.",
        "```text\nOne. Two.\n```",
        "| One. Two. |\n| --- |\n| Three. Four. |",
    ],
)
def test_one_on_a_line(text: str, add, found) -> None:
    """Abbreviations, initials, numbers, run-in headings and sources do not end a sentence."""
    add(text)

    assert [] == found("one-sentence-a-line")


@pytest.mark.parametrize(
    "text", ["A sentence that\ngoes on.", "- An item that\n  goes on.", "Ends, with a comma,\nand goes on."]
)
def test_one_over_two_lines(text: str, add, found) -> None:
    """A sentence is not broken over lines."""
    add(text)

    [sentence] = found("one-sentence-a-line")
    assert "a sentence runs over two lines: join the lines" in sentence


def test_key_points_need_sources_too(change, found) -> None:
    """A key point of the opener is text like any other."""
    change("chapters/18_the_appeal/chapter.toml", "What is not known, in", 'Twelve are \\"not known\\", in')

    assert ["chapters/18_the_appeal/chapter.toml:19: 'Twelve' stands in a passage without a source"] == [
        sentence.partition(": mark")[0] for sentence in found("numbers-have-sources")
    ]


def test_exercises_and_docs_are_prose_too(change, found) -> None:
    """What learners and readers of the site see is held to the same rule."""
    for name in ("docs/index.md", "exercises/18_the_appeal/middle_value/why.md"):
        change(name, "", "\nOne. Two.\n")

    assert ["docs/index.md:5", "exercises/18_the_appeal/middle_value/why.md:4"] == [
        sentence.partition(": ")[0] for sentence in found("one-sentence-a-line")
    ]


@pytest.mark.parametrize(
    "text",
    ["Write `it is important to note` nowhere.", "```text\ncrucial\n```", "The word landscaped is another one."],
)
def test_padding_is_whole_words_of_prose(text: str, add, found) -> None:
    """Code and longer words are not padding."""
    add(text)

    assert [] == found("no-padding")


@pytest.mark.parametrize(
    "text",
    [
        "An address <https://example.org> and a comparison 3 < 4 > 2.",
        "The construct `` {kbd}`x` `` and the tag `<b>` are shown only.",
        "{term}`the tap <tap>` and {index}`a <b>`",
        "```html\n<b>\n```",
    ],
)
def test_what_is_no_html(text: str, add, found) -> None:
    """Addresses, code and the targets of roles are no HTML."""
    add(text)

    assert [] == found("only-known-constructs")


@pytest.mark.parametrize(
    "text",
    [
        "```python\n>>> 1\n1\n>>> 2\n2\n```",
        "```python\na = 1\n```",
        "```text\na\nb\nc\nd\n```",
        "```{literalinclude} x.py\n```",
    ],
)
def test_programs_that_may_stand(text: str, add, found) -> None:
    """Doctests, short lines, other languages and included files are fine."""
    add(text)

    assert [] == found("programs-are-included")


def test_front_matter_is_no_prose() -> None:
    """Front matter is passed over, and a rule across the page is not taken for it."""
    assert [("paragraph", 4)] == [(block.sort, block.line) for block in blocks("---\na: b\n---\nText.")]
    assert [1, 3] == [block.line for block in blocks("Text.\n\nMore.\n")]


def test_blocks_know_what_is_around_them() -> None:
    """A paragraph in a box in a tab knows both, and their options."""
    text = "::::{tab-set}\n:::{tab-item} A\n:sync: a\nInside.\n:::\n::::\nOutside."

    inside, outside = [block for block in blocks(text) if block.sort == "paragraph"]

    assert [("tab-set", ""), ("tab-item", "A")] == [(each.name, each.argument) for each in inside.inside]
    assert {"sync": "a"} == inside.inside[1].options
    assert () == outside.inside


def test_an_unclosed_fence_ends_with_the_page() -> None:
    """What is never closed is still read."""
    assert ["directive", "code"] == [block.sort for block in blocks("```text\na\n\nb")]


def test_roles_and_citations() -> None:
    """What a line names: claims, sources in roles and brackets, several at once."""
    line = "A {claim}`one` {cite:t}`a,b` [@c; @d, p. 2] {term}`t <u>`."

    assert ["one"] == claims_named(line)
    assert ["a", "b", "c", "d"] == keys_cited(line)
    assert [("claim", "one"), ("cite:t", "a,b"), ("term", "t <u>")] == list(roles(line))


def test_lines_as_they_are_read() -> None:
    """Marks, code, links and sources are taken out; what they show stays."""
    line = "The *Hoge* **Raad** [said](https://x.org) {abbr}`OM (ministry)` `code` {term}`a tap <tap>` $x$ [@a] <https://x.org>."

    assert "The Hoge Raad said OM   a tap    ." == plain(line)
    assert "The Hoge Raad said OM it a tap it it." == spoken(line)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("`a` b", " b"),
        ("{claim}`a` `b` {claim}`c`", "{claim}`a`  {claim}`c`"),
        ("``a `b` c`` d", " d"),
        ("a lone ` stays", "a lone ` stays"),
    ],
)
def test_code_is_taken_out(line: str, left: str) -> None:
    """Code spans go, roles stay."""
    assert left == without_code(line)


def test_a_table_is_one_passage() -> None:
    """A table, its caption and its rows stand or fall together."""
    text = ":::{table} Caption\n:name: t\n\n| a |\n| - |\n| b |\n:::\n\nText."

    assert [(1, True), (9, False)] == [(each.line, each.is_table) for each in passages(Page(Path("x.md"), text))]
