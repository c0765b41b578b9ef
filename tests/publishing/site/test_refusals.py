"""What may not be published is refused with the file and the line of the source, in one sentence with the mend."""

# ruff: noqa: E501 - whole sentences, as people read them

from __future__ import annotations

import pytest

from takedown.problems import Problem
from takedown.publishing.pdf import make_pdf

INDEX = "chapters/01_first/index.md"

BODIES = {
    "unknown claim": (
        "One.\n\nTwo.\nThree {claim}`lice`.\n",
        f"{INDEX}:4: there is no claim 'lice': perhaps you mean live.",
    ),
    "claim that nobody read a source of": (
        "Two {claim}`unread`.\n",
        f"{INDEX}:1: none of the sources of claim 'unread' was seen: read one, or take the claim out of prose.",
    ),
    "unknown status": (
        "A {sign}`sure` thing.\n",
        f"{INDEX}:1: there is no status 'sure': use one of established, reported, contested, inferred, withheld.",
    ),
    "reference to nothing": (
        "One.\nTwo [](#sec-01-none).\n",
        f"{INDEX}:2: there is no label 'sec-01-none' in the book: mend it, or put the label before what it should lead to.",
    ),
    "numbered reference to nothing": (
        "{numref}`fig-01-none`\n",
        f"{INDEX}:1: there is no label 'fig-01-none' in the book: mend it, or put the label before what it should lead to.",
    ),
    "citation of nothing": (
        "One.\n\nTwo [@nobody].\n",
        f"{INDEX}:3: there is no source 'nobody' in chapters/references.bib: add it there, or mend the key.",
    ),
    "term that is not in the glossary": (
        "A {term}`wiretap`.\n",
        f"{INDEX}:1: the glossary has no term 'wiretap': add it to chapters/glossary.md, or write the word as it stands there.",
    ),
    "figure without a name": (
        "One.\n\n:::{figure} figures/curve.svg\n:alt: A curve.\n\nThe curve.\n:::\n",
        f"{INDEX}:3: a figure has no name: add ':name: fig-...' to it.",
    ),
    "figure without a caption": (
        ":::{figure} figures/curve.svg\n:name: fig-01-x\n:alt: A curve.\n:::\n",
        f"{INDEX}:1: a figure has no caption: say in one sentence what it shows.",
    ),
    "figure without alternative text": (
        ":::{figure} figures/curve.svg\n:name: fig-01-x\n\nThe curve.\n:::\n",
        f"{INDEX}:1: an image has no alternative text: add ':alt:' with what it shows.",
    ),
    "image without alternative text": (
        "One.\n\nSee ![](figures/curve.svg) here.\n",
        f"{INDEX}:3: an image has no alternative text: add ':alt:' with what it shows.",
    ),
    "image that nothing makes": (
        "One.\n\n![A curve.](figures/bend.svg)\n",
        f"{INDEX}:3: the image figures/bend.svg is not there: write chapters/01_first/figures/bend.py, or mend the name.",
    ),
    "image from elsewhere": (
        "![A curve.](https://example.org/curve.svg)\n",
        f"{INDEX}:1: the image https://example.org/curve.svg is not there: mend its path.",
    ),
    "table without a name": (
        ":::{table} Numbers\n\n| a |\n| - |\n| 1 |\n:::\n",
        f"{INDEX}:1: a table has no name: add ':name: tab-...' to it.",
    ),
    "table without a caption": (
        ":::{table}\n:name: tab-01-x\n\n| a |\n| - |\n| 1 |\n:::\n",
        f"{INDEX}:1: a table has no caption: say in one sentence what it shows.",
    ),
    "formula without words": (
        "One.\n\nSo $y^3$.\n",
        (
            f"{INDEX}:3: the formula y^3 has no words for the ear: "
            "add the line 'y^3' = \"...\" to chapters/formulas.en.toml, as one would read it aloud."
        ),
    ),
    "formula that is no TeX": (
        "One.\n\n$$\n\\frac{1\n$$\n",
        None,
    ),
    "raw HTML": (
        "One.\n\nA <b>bold</b> word.\n",
        f"{INDEX}:3: raw HTML (<b>) would be missing from the PDF: write it in MyST.",
    ),
    "iframe": (
        "One.\n\n:::{iframe} https://example.org\n:::\n",
        f"{INDEX}:3: an iframe is refused: it would be missing from the PDF.",
    ),
    "mermaid": (
        "One.\n\n:::{mermaid}\nflowchart LR\n:::\n",
        f"{INDEX}:3: a diagram in code is refused: draw it with a script in figures/.",
    ),
    "executed cell": (
        "```{code-cell} python\nprint(1)\n```\n",
        None,
    ),
    "raw output": (
        "One.\n\n:::{raw} latex\n\\bf\n:::\n",
        None,
    ),
    "unknown directive": (
        "One.\n\n:::{sidebarr}\nWords.\n:::\n",
        f"{INDEX}:3: there is no directive 'sidebarr': use one that docs/contribute/constructs.md names.",
    ),
    "unknown role": (
        "One.\n\nA {rolle}`word`.\n",
        f"{INDEX}:3: there is no role 'rolle': use one that docs/contribute/constructs.md names.",
    ),
    "box of no known kind": (
        "One.\n\n:::{admonition} Look\n:class: sparkle\n\nWords.\n:::\n",
        (
            f"{INDEX}:3: a box is of no known kind (sparkle): "
            "give it ':class:' with one of article, worked, think, other-side, key-points."
        ),
    ),
    "link to a page that is not there": (
        "One [page](../02_none/index.md).\n",
        None,
    ),
    "solution of nothing": (
        "One.\n\n:::{solution} q-none\nWords.\n:::\n",
        None,
    ),
    "solution of a section": (
        "(sec-01-a)=\n## A\n\n:::{solution} sec-01-a\nWords.\n:::\n",
        f"{INDEX}:4: a solution belongs to no exercise of its page: name its label.",
    ),
    "construct that this book does not have": (
        "One.\n\n:::{card} Title\nWords.\n:::\n",
        (
            f"{INDEX}:3: the MyST construct 'card' is not one of this book's: "
            "use one that docs/contribute names, or teach it to both renderers."
        ),
    ),
    "same label twice": (
        "(sec-01-a)=\n## A\n\nWords.\n\n(sec-01-a)=\n## B\n\nWords.\n",
        f"{INDEX}:7: the label 'sec-01-a' stands a second time in the book: give this one another name.",
    ),
    "included file that is not there": (
        "One.\n\n```{literalinclude} data/none.py\n```\n",
        f"{INDEX}:3: the included file data/none.py is not there: mend its path.",
    ),
    "included file outside the repository": (
        "```{literalinclude} ../../../../etc/passwd\n```\n",
        f"{INDEX}:1: the included file ../../../../etc/passwd is not there: mend its path.",
    ),
    "title in the body": (
        "# A title\n\nWords.\n",
        f"{INDEX}:1: the body has a title or front matter of its own: take it out: the title stands in chapter.toml.",
    ),
    "front matter in the body": (
        "---\ntitle: A\n---\n\nWords.\n",
        f"{INDEX}:1: the body has a title or front matter of its own: take it out: the title stands in chapter.toml.",
    ),
}


@pytest.mark.parametrize("name", BODIES)
def test_fault_in_the_prose(small, name: str) -> None:
    """Each fault is told of the line that the writer wrote."""
    body, wanted = BODIES[name]
    small.body(body)
    told = small.refused()
    if wanted is None:
        wanted = next((one for one in told if one.startswith(f"{INDEX}:")), "")
        assert wanted, told
    assert wanted in told
    assert all("build/" not in one and str(small.root) not in one for one in told), told


def test_reference_to_nothing_is_told_once(small) -> None:
    """One fault, one sentence."""
    small.body("{numref}`fig-01-none` and\n[](#sec-01-none).\n")
    assert [f"{INDEX}:1", f"{INDEX}:2"] == [one.partition(": ")[0] for one in small.refused()]


def test_label_of_another_page_is_refused(small) -> None:
    """A label stands once in the book; the sentence names no file of the machine."""
    small.write("docs/read.md", "# How to read\n\n(sec-01-one)=\n## Again\n\nWords.\n")
    (told,) = small.refused()
    assert told.startswith("docs/read.md:")
    assert "the label 'sec-01-one' stands a second time in the book: give this one another name." in told
    assert str(small.root) not in told


def test_fault_of_the_whole_book_is_told_of_its_source(small) -> None:
    """What the parser finds wrong with its settings is said of book.yml, whose they are."""
    small.change("book.yml", "  options:", "  abbreviations:\n    E: 'x'\n  options:")
    for _ in range(2):
        assert all(one.startswith("book.yml") for one in small.refused())


def test_all_faults_are_told_at_once(small) -> None:
    """A writer mends everything in one go."""
    small.body("$y$ {claim}`a`\n\n{claim}`b`\n")
    small.change("docs/read.md", "reported", "sure")
    assert 4 == len(small.refused())


NOTE = ":::{margin}\nA note that takes a good deal of the margin, so that a page has no room for many of them.\n:::\n"
LONG = "incomprehensibilities"
IN_PRINT = {
    "character that no font has": (
        "One.\n\nTwo lines,\nand a 漢 in the second.\n",
        f"{INDEX}:4: the book's fonts have no 漢 (U+6F22): say it in words, or use another character.",
    ),
    "table too wide for the page": (
        f":::{{table}} Wide\n:name: tab-01-x\n\n|{' a |' * 12}\n|{' - |' * 12}\n|{f' {LONG} |' * 12}\n:::\n",
        f"{INDEX}:6: the word {LONG} is wider than its column of the table: shorten it, or split it.",
    ),
    "table of more columns than the page holds": (
        f":::{{table}} Wide\n:name: tab-01-x\n\n|{' a |' * 16}\n|{' - |' * 16}\n|{' measured |' * 16}\n:::\n",
        f"{INDEX}:4: the table has too many columns for the width of the page: shorten it, or split it.",
    ),
    "line of code that cannot fit": (
        f"One.\n\n```text\n{LONG * 5}\n```\n",
        f"{INDEX}:3: the code holds {LONG * 5}, which cannot be broken and is wider than the text: shorten it, or split it.",
    ),
    "more margin notes than a page holds": (
        f"One.\n\n{NOTE * 40}",
        f"{INDEX}:3: the margin notes of this page do not fit beside it: shorten it, or split it.",
    ),
}


@pytest.mark.parametrize("name", IN_PRINT)
def test_fault_that_only_print_sees(small, name: str) -> None:
    """What the parser lets pass and a page cannot hold is told of the line that the writer wrote, too."""
    body, wanted = IN_PRINT[name]
    small.site()
    small.body(body)
    with pytest.raises(Problem) as caught:
        make_pdf(small.book())
    assert wanted in [str(problem) for problem in caught.value.every()]


DATA = {
    "question": (
        "chapters/01_first/questions.toml",
        "The police {claim}`live`.",
        "The police {claim}`lice`.",
        "chapters/01_first/questions.toml:4: there is no claim 'lice': perhaps you mean live.",
    ),
    "objective": (
        "chapters/01_first/chapter.toml",
        "tell a claim from a fact",
        "tell $y$ from a fact",
        (
            "chapters/01_first/chapter.toml:6: the formula y has no words for the ear: "
            "add the line 'y' = \"...\" to chapters/formulas.en.toml, as one would read it aloud."
        ),
    ),
    "further reading": (
        "chapters/01_first/chapter.toml",
        'key = "nos"',
        'key = "nose"',
        (
            "chapters/01_first/chapter.toml:9: further reading names 'nose', which is not in chapters/references.bib: "
            "add it there, or mend the key."
        ),
    ),
    "hint": (
        "exercises/01_first/who_says/exercise.toml",
        "Look at the day.",
        "Look at {term}`days`.",
        "exercises/01_first/who_says/exercise.toml:6: the glossary has no term 'days': add it to chapters/glossary.md, or write the word as it stands there.",
    ),
    "task": (
        "exercises/01_first/who_says/task.md",
        "Cell by cell.",
        "Cell by [](#cell).",
        "exercises/01_first/who_says/task.md:5: there is no label 'cell' in the book: mend it, or put the label before what it should lead to.",
    ),
    "glossary": (
        "chapters/glossary.md",
        "Reading along",
        "Reading $y$ along",
        (
            "chapters/glossary.md:5: the formula y has no words for the ear: "
            "add the line 'y' = \"...\" to chapters/formulas.en.toml, as one would read it aloud."
        ),
    ),
    "formulas": (
        "chapters/formulas.en.toml",
        '"x squared"',
        '""',
        "chapters/formulas.en.toml:1: x^2 has no words: write a string.",
    ),
    "docs": (
        "docs/read.md",
        "this.",
        "this {claim}`lice`.",
        "docs/read.md:3: there is no claim 'lice': perhaps you mean live.",
    ),
    "docs without a title": (
        "docs/read.md",
        "# How to read",
        "How to read",
        "docs/read.md:1: the page does not begin with its title: add '# Title'.",
    ),
    "empty page of docs": (
        "docs/read.md",
        "# How to read\n\nSigns look like {sign}`reported` this.\n",
        "",
        "docs/read.md:1: the page has no title: begin with '# Title'.",
    ),
    "front matter in docs": (
        "docs/read.md",
        "# How to read",
        "---\ntitle: How\n---\n",
        "docs/read.md:1: front matter is not used here: begin with '# Title'.",
    ),
    "no project": (
        "book.yml",
        "project:",
        "projekt:",
        ("book.yml:1: there is no project in it: add 'project:' with title, authors and toc."),
    ),
    "unknown key": (
        "book.yml",
        "  license:",
        "  licence: x\n  license:",
        (
            "book.yml:7: unknown key 'licence': known are "
            "abbreviations, authors, bibliography, description, license, options, subtitle, title, toc."
        ),
    ),
    "no licence": (
        "book.yml",
        "  license: CC-BY-4.0\n",
        "",
        ("book.yml:1: key 'license' is missing: add it below project."),
    ),
    "broken YAML": (
        "book.yml",
        "title: A small book",
        "title: [A",
        ("book.yml:4: this is not valid YAML (expected ',' or ']', but got ':'): mend the syntax there."),
    ),
    "toc without entries": (
        "book.yml",
        "    - file: docs/index.md\n",
        "",
        ("book.yml:10: the first entry of 'toc' is not docs/index.md: put it first."),
    ),
    "toc that is no list": (
        "book.yml",
        "  toc:\n    - file: docs/index.md\n    - title: Read\n",
        "  toc:\n    file: docs/index.md\n    title: Read\n    x:\n",
        None,
    ),
    "entry without a file": (
        "book.yml",
        "- pattern: docs/more/*.md",
        "- title: Nothing",
        ("book.yml:15: an entry of 'toc' has neither file nor pattern: give it one."),
    ),
    "page twice": (
        "book.yml",
        "- pattern: docs/more/*.md",
        "- file: docs/read.md",
        ("book.yml:9: docs/read.md stands twice in 'toc': keep one."),
    ),
    "page that is not there": (
        "book.yml",
        "- pattern: docs/more/*.md",
        "- file: docs/none.md",
        ("book.yml:15: docs/none.md is missing: write it, or take it out of 'toc'."),
    ),
    "page of another sort": (
        "book.yml",
        "- pattern: docs/more/*.md",
        "- file: README.md",
        ("book.yml:15: README.md is no page of this book: name docs/....md or chapters/NN_slug/index.md."),
    ),
    "planned chapter without a title": (
        "book.yml",
        "          title: What comes later?\n",
        "",
        ("book.yml:19: chapters/03_later/index.md is missing and has no title: write the chapter, or add its title."),
    ),
    "chapter in no entry": (
        "book.yml",
        "        - file: chapters/05_other/index.md\n",
        ("        - file: chapters/06_x/index.md\n          title: X\n"),
        (
            "book.yml:10: chapters/05_other/index.md is "
            "in no entry of 'toc': add '- file: chapters/05_other/index.md' where it belongs."
        ),
    ),
    "no day of release": (
        "CITATION.cff",
        "date-released: 2026-11-24\n",
        "",
        ("CITATION.cff:1: version or date-released is missing: give both; the day like 2026-11-24."),
    ),
    "no such day": (
        "CITATION.cff",
        "2026-11-24",
        "soon",
        ("CITATION.cff:1: version or date-released is missing: give both; the day like 2026-11-24."),
    ),
    "citation that is a list": (
        "CITATION.cff",
        ("cff-version: 1.2.0\ntitle: A small book\nversion: 1.2.3\ndate-released: 2026-11-24\n"),
        "- a\n",
        ("CITATION.cff:1: this holds no keys: write 'key: value' lines."),
    ),
}


@pytest.mark.parametrize("name", DATA)
def test_fault_in_a_data_file(small, name: str) -> None:
    """What staging takes from data files, tasks and docs is told of the key or line it comes from."""
    file, old, new, wanted = DATA[name]
    small.change(file, old, new)
    told = small.refused()
    if wanted is None:
        assert told[0].startswith(f"{file}:"), told
    else:
        assert wanted in told


def test_page_in_no_entry_is_refused(small) -> None:
    """A page of docs that nobody can reach is refused, so that nothing is orphaned."""
    small.write("docs/lost.md", "# Lost\n")
    assert ["book.yml:10: docs/lost.md is in no entry of 'toc': add '- file: docs/lost.md' where it belongs."] == (
        small.refused()
    )


def test_missing_task_is_named(small) -> None:
    """An exercise without a task stops the book with the file to write."""
    (small.root / "exercises/01_first/who_says/task.md").unlink()
    assert ["exercises/01_first/who_says/task.md: the file is missing: create it."] == small.refused()


def test_broken_sources_lose_nothing_of_the_last_good_tree(small) -> None:
    """A fault leaves the engine able to go on: mended, the book is whole again."""
    good = small.book()
    small.body("{claim}`lice`\n")
    small.refused()
    small.body(small.files[INDEX])
    assert good == small.book()
