"""From the repository to the resolved tree: order, numbers, what is put around a chapter."""

from __future__ import annotations

from datetime import date

import pytest

from takedown.publishing.compose import demoted
from takedown.publishing.parsing import make_tree


def text_of(page) -> str:
    """The words of a page."""
    return page.root.plain


# --- order and numbers ------------------------------------------------------------------------------------------------


def test_order_is_that_of_the_contents(small) -> None:
    """Pages come in the order of book.yml, then the generated ones; parts and groups of docs are told apart."""
    small.write("docs/more/b.md", "# B\n")
    small.write("docs/more/a.md", "# A\n")
    book = small.book()
    assert ["index", "read", "more/a", "more/b", "01_first", "05_other"] == [page.slug for page in book.pages][:6]
    assert ["contents", "ledger", "references", "glossary", "as-of"] == [page.slug for page in book.pages][6:]
    assert ["docs", "docs", "part", "part", "back"] == [section.kind for section in book.sections]
    assert ["", "Read", "Part I. First things", "Part II. Other things"] == [one.title for one in book.sections][:4]


def test_chapter_in_preparation_is_named_without_a_page(small) -> None:
    """A chapter without a folder keeps its number and title in the contents."""
    book = small.book()
    (planned,) = [one for one in book.sections[2].entries if one.slug == "03_later"]
    assert ("3", "What comes later?") == (planned.number, planned.title)
    assert "03_later" not in book.by_slug
    assert "Chapter 3: What comes later? In preparation." in text_of(book.by_slug["contents"])
    assert "Chapter 1: The first. What happened first?" in text_of(book.by_slug["contents"])


def test_numbers_come_from_the_slug(small) -> None:
    """The fifth chapter has figures 5.1 and up and sections 5.1 and up, whatever is still missing before it."""
    small.write("build/figures/05_other/curve.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    small.write(
        "chapters/05_other/index.md",
        "Words.\n\n(sec-05-a)=\n## A\n\n(sec-05-b)=\n### B\n\n"
        ":::{figure} figures/curve.svg\n:name: fig-05-x\n:alt: A line.\n\nLine.\n:::\n\n$$\nx^2\n$$ (eq-05-x)\n",
    )
    small.body("See {numref}`fig-05-x`, [](#sec-05-b), {eq}`eq-05-x`, [](../05_other/index.md).\n")
    book = small.book()
    other = {node.identifier: node.number for node in book.by_slug["05_other"].root.walk() if node.identifier}
    assert ("5.1", "5.1.1", "5.1", "5.1") == tuple(other[i] for i in ("sec-05-a", "sec-05-b", "fig-05-x", "eq-05-x"))
    assert "See Figure\xa05.1, Section\xa05.1.1, (5.1), The other." in text_of(book.by_slug["01_first"])


def test_pages_of_docs_are_unnumbered(small) -> None:
    """Headings of a page that is no chapter have no number."""
    small.write("docs/read.md", "# How to read\n\n(read-x)=\n## First\n\nWords.\n")
    (heading,) = [node for node in small.book().by_slug["read"].root.walk() if node.type == "heading"]
    assert "" == heading.number


def test_what_is_put_around_a_chapter_is_unnumbered(small) -> None:
    """Sections of the body have numbers; check yourself, further reading and exercises have none."""
    headings = [(node.number, node.plain) for node in small.nodes("heading")]
    assert [
        ("1.1", "The first section"),
        ("1.2", "The second section"),
        ("", "Check yourself"),
        ("", "Further reading"),
        ("", "Exercises"),
        ("", "Exercise 1.1: Who says it?"),
        ("", "How"),
    ] == headings


def test_only_labelled_equations_have_a_number(small) -> None:
    """A formula that nothing refers to needs no number."""
    formulas = small.nodes("math", "$$\nx^2\n$$\n\n$$\nx^2\n$$ (eq-01-a)\n")
    assert ["", "1.1"] == [node.number for node in formulas]


def test_cover_comes_from_book_and_citation(small) -> None:
    """Title, authors and licence stand in book.yml; version and day in CITATION.cff."""
    meta = small.book().meta
    assert ("A small book", ("Nobody Special",), "CC-BY-4.0") == (meta.title, meta.authors, meta.licence)
    assert ("1.2.3", date(2026, 11, 24)) == (meta.version, meta.released)


def test_printed_pages_are_named_in_book_yml(small) -> None:
    """Chapters and the generated pages are printed, pages of docs only if book.yml says so, contents never."""
    printed = [page.slug for page in small.book().pages if page.printed]
    assert ["read", "01_first", "05_other", "ledger", "references", "glossary", "as-of"] == printed


# --- a chapter --------------------------------------------------------------------------------------------------------


def test_opener_tells_question_answers_objectives_and_times(small) -> None:
    """A chapter begins with what its chapter.toml says."""
    opener = small.chapter().root.children[0]
    assert ("box", "opener") == (opener.type, opener.get("name"))
    for words in ("What happened first?", "Who says so?", "tell a claim from a fact", "Reading 20 minutes, class 90"):
        assert words in opener.plain


def test_prerequisites_are_told_where_there_are_any(small) -> None:
    """What needs to be read first is listed, with links."""
    small.change("chapters/05_other/chapter.toml", "times", 'prerequisites = ["[](#ch-01)"]\ntimes')
    opener = small.book().by_slug["05_other"].root.children[0]
    assert "Read first:The first" in opener.plain.replace("\n", "")


def test_a_prerequisite_that_is_a_chapter_is_told_by_its_title(small) -> None:
    """A reader sees the title of the chapter to read first, not the name of its folder."""
    small.change("chapters/05_other/chapter.toml", "times", 'prerequisites = ["01_first"]\ntimes')
    opener = small.book().by_slug["05_other"].root.children[0]
    assert "Read first:The first" in opener.plain.replace("\n", "")


def test_questions_have_folded_reasoned_answers(small) -> None:
    """Each question of questions.toml becomes an exercise with its solution, linked by id and number."""
    page = small.chapter()
    (question,) = [node for node in page.root.walk() if node.type == "exercise"]
    solution = page.solutions["q-who"]
    assert ("q-who", "1.1", "Question") == (question.identifier, question.number, question.get("word"))
    assert ("answer-q-who", "1.1", "Question") == (solution.identifier, solution.number, solution.get("word"))
    assert "The police" in solution.plain
    assert "Solution to" not in solution.plain


def test_key_points_come_with_the_claim_of_the_chapter(small) -> None:
    """The box of key points begins with the chapter's claim in one sentence."""
    (box,) = small.nodes("admonition")
    assert ("key-points", "Key points") == (box.get("kind"), box.get("title"))
    assert box.plain.replace("Key points", "").startswith("Less is known than it seems.One point.Two points.")


def test_further_reading_names_title_and_reason(small) -> None:
    """A source worth reading next has its title, its citation and the reason."""
    assert "Police Watched, NOS (2018): the first report" in text_of(small.chapter())


def test_exercise_tells_what_it_is_and_what_to_do(small) -> None:
    """An exercise has an id, level, minutes, points, its task with headings below its own, and hints one by one."""
    page = small.chapter()
    text = text_of(page)
    assert "Table, ★★ analyse, 25 minutes, 4 points. Id: 01_first/who_says" in text
    assert ["Hint 1", "Hint 2"] == [node.plain for node in page.root.walk() if node.type == "summary"][:2]
    (heading,) = [node for node in page.root.walk() if node.identifier == "ex-01-who-says"]
    assert "Exercise 1.1: Who says it?" == heading.plain
    assert 4 == next(node for node in page.root.walk() if node.plain == "How").number_of("depth")


def test_essay_says_what_a_person_marks(small) -> None:
    """Points of a rubric are named apart from those that a program gives; one point is one point."""
    small.write(
        "exercises/01_first/who_says/exercise.toml",
        'title = "E"\nkind = "essay"\nlevel = 3\nminutes = 45\nobjectives = ["o"]\nhints = ["h"]\n'
        '[[tasks]]\nid = "t"\ntitle = "T"\npoints = 1\n'
        '[[rubric]]\nid = "r"\ntitle = "R"\npoints = 6\nweak = "w"\nstrong = "s"\n',
    )
    assert "Essay, ★★★ design and judge, 45 minutes, 1 point and 6 by a person." in text_of(small.chapter())


def test_worksheet_has_empty_cells_and_no_answer(small) -> None:
    """The printable worksheet asks by row and column, says what may be written, and gives no accepted value away."""
    small.change("exercises/01_first/who_says/data/key.toml", 'speaker = "police"', 'speaker = "court"')
    (box,) = [node for node in small.nodes("box") if node.get("name") == "worksheet"]
    cells = [node.plain for node in box.walk() if node.type == "tableCell"]
    assert ["Row", "What it is about", "Speaker", "A04", "Messages were read.", ""] == cells
    assert "Speaker: one of police, court." in box.plain


def test_worksheet_of_a_table_without_ids_has_empty_rows(small) -> None:
    """Where rows are paired by their content, the worksheet shows none of it."""
    key = 'rows = "best"\n[columns.day]\ntype = "date"\nunit = "CET"\nwords = ["not known"]\n'
    key += '[columns.who]\ntype = "ref"\nmany = true\noptions = ["a", "b"]\n'
    key += '[[row]]\nid = "secret"\nlabel = "hidden"\n[row.cells]\nday = "2018"\n'
    small.write("exercises/01_first/who_says/data/key.toml", key)
    (box,) = [node for node in small.nodes("box") if node.get("name") == "worksheet"]
    assert ["day (CET)", "who"] + [""] * 8 == [node.plain for node in box.walk() if node.type == "tableCell"]
    assert "a date such as 1999-12-31, or not known." in box.plain
    assert "any number of: a, b." in box.plain


def test_key_without_columns_gives_no_worksheet(small) -> None:
    """A key that is not written yet is no reason to stop the book; the lint speaks of it."""
    small.write("exercises/01_first/who_says/data/key.toml", "")
    assert [] == [node for node in small.nodes("box") if node.get("name") == "worksheet"]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("# A\n\n## B", "#### A\n\n##### B"),
        ("### A", "#### A"),
        ("no heading", "no heading"),
        ("# A\n\n#### D\n\n###### F", "#### A\n\n###### D\n\n###### F"),
        ("```sh\n# no heading\n```\n# A", "```sh\n# no heading\n```\n#### A"),
        (":::{note}\n# A\n:::", ":::{note}\n#### A\n:::"),
    ],
)
def test_headings_of_a_task_go_below_that_of_the_exercise(given: str, wanted: str) -> None:
    """A task's headings keep their order below the exercise's own; code is left alone."""
    assert wanted == demoted(given)


# --- generated pages --------------------------------------------------------------------------------------------------


def entry(book, page: str, identifier: str) -> str:
    """The words of an item of a generated list."""
    return next(node for node in book.by_slug[page].root.walk() if node.identifier == identifier).plain


def test_ledger_shows_status_sources_origins_and_contradictions(small) -> None:
    """A claim of the ledger says how sure it is, and by which origins; two that count as one are counted once."""
    text = entry(small.book(), "ledger", "claim-messages")
    assert "Contested. Police said 258,000 messages. Statement A04 of the article." in text
    assert "Sources: NOS (2018) (announcement); NOS (2018) (counts with announcement)." in text
    assert "Independent origins: 1 (police and prosecutor)." in text
    assert "Contradicted by: District Court (2019): 265,000." in text


def test_ledger_links_back_to_where_a_claim_is_used(small) -> None:
    """Each use is named by the section it stands in, once; a claim without use is said to have none."""
    small.change("chapters/01_first/index.md", "See {numref}", "{claim}`live` and {claim}`live`. See {numref}")
    book = small.book()
    assert "Used in: The first, Section\xa01.2, Check yourself." in entry(book, "ledger", "claim-live")
    assert "Id: unread. Not used in the text." in entry(book, "ledger", "claim-unread")


def test_unread_source_is_not_counted(small) -> None:
    """A source of which nothing was read is named as such, and the claim is unseen."""
    text = entry(small.book(), "ledger", "claim-unread")
    assert text.startswith("Unseen.")
    assert "Scholar and Other (2022) (court, not read, so not counted)" in text
    assert "Independent origins: 0." in text


def test_references_tell_origin_and_how_much_was_read(small) -> None:
    """Every source is listed with its kind, its origin and what of it was read."""
    book = small.book()
    assert (
        "NOS (2018-11-06). Police Watched. https://example.org/nos. Press report; origin: police and prosecutor; "
        "the passage used was read on 2026-11-24; no archived copy found."
        == entry(book, "references", "ref-nos").replace("\u200b", "")
    )
    assert "Scholar, Ann; Other, Bob (2022). On Taps. Law." in entry(book, "references", "ref-scholar")
    assert "Archived copies: 0 of the 1 sources that stand online." in text_of(book.by_slug["references"])


def test_sources_of_one_maker_and_year_get_letters(small) -> None:
    """Two sources that would be cited alike are told apart in text and list."""
    bib = (small.root / "chapters/references.bib").read_text("utf-8")
    second = bib.split("\n\n")[0].replace("{nos,", "{nos2,").replace("/nos}", "/nos2}")
    small.write("chapters/references.bib", bib + second + "\n")
    small.change("chapters/01_first/index.md", "[@nos]", "[@nos2] {cite:t}`nos`")
    book = small.book()
    assert "(NOS, 2018b) NOS (2018a)".replace("(NOS, 2018b)", "NOS, 2018b") in text_of(book.by_slug["01_first"])
    assert entry(book, "references", "ref-nos2").startswith("NOS (2018-11-06b).")


def test_as_of_tells_the_days_of_review(small) -> None:
    """Each chapter is named with the day it was checked and the day it is due again."""
    text = text_of(small.book().by_slug["as-of"])
    assert "This is version 1.2.3 of 2026-11-24. The last of its 3 sources was read on 2026-11-24." in text
    assert "1. The first2026-11-242027-11-24" in text


def test_generated_page_begins_with_the_text_of_docs(small) -> None:
    """docs/ledger.md, where there is one, is how the ledger begins."""
    small.write("docs/ledger.md", "# All claims\n\nRead this first.\n")
    page = small.book().by_slug["ledger"]
    assert ("All claims", "ledger") == (page.title, page.label)
    assert text_of(page).startswith("Read this first.")
    assert "Police read along." in text_of(page)


def test_title_of_a_page_is_plain_words(small) -> None:
    """Marks in a title are not shown in navigation and browser."""
    small.write("docs/read.md", "# How to *read* `it`\n\nWords.\n")
    assert "How to read it" == small.book().by_slug["read"].title


def test_glossary_is_left_out_where_there_is_none(small) -> None:
    """A book without a glossary has no page for it."""
    (small.root / "chapters/glossary.md").unlink()
    assert "glossary" not in small.book().by_slug


# --- serving and staging again ----------------------------------------------------------------------------------------


def test_only_changed_pages_are_staged_and_gone_ones_removed(small) -> None:
    """A second staging touches only what an edit changed, and leaves nothing of what is gone."""
    small.write("docs/more/a.md", "# A\n")
    small.book()
    stage = small.root / "build" / "stage"
    before = {path: path.stat().st_mtime_ns for path in stage.rglob("*.md")}
    small.change("docs/read.md", "Signs", "All signs")
    (small.root / "docs/more/a.md").unlink()
    small.book()
    after = {path: path.stat().st_mtime_ns for path in stage.rglob("*.md")}
    assert {"docs/read.md"} == {path.relative_to(stage).as_posix() for path in after if before.get(path) != after[path]}
    assert not (stage / "docs/more/a.md").exists()


def test_work_is_done_while_the_parser_works(small) -> None:
    """Figures can be made meanwhile: they are looked for only afterwards."""
    picture = small.root / "build/figures/01_first/curve.svg"
    text = picture.read_text("utf-8")
    picture.unlink()
    book = make_tree(small.root, small.engine, lambda: small.write("build/figures/01_first/curve.svg", text))
    assert picture.resolve().as_posix() == next(
        node.get("path") for node in book.by_slug["01_first"].root.walk() if node.type == "image"
    )


def test_engine_of_its_own_is_started_where_none_is_given(small) -> None:
    """A build without a running engine starts one and ends it."""
    assert "01_first" in make_tree(small.root).by_slug
