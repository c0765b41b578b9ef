"""Tables: keys are checked, cells are read by type and compared as people would, messages never give an answer away."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.answers import Row, TableAnswer, read_table
from takedown.grading.cells import Case, cells, rows_of
from takedown.grading.expect import Unmet
from takedown.grading.matching import best_pairs
from takedown.grading.tables import Key, load_key
from takedown.grading.values import Column, Day, Unreadable, Word, matches, read
from takedown.problems import Problem

KEY = """\
[columns.speaker]
title = "Who says it"
type = "choice"
options = ["police", "prosecutor", "newspaper"]
synonyms = {om = "prosecutor"}
look = "the words before the quotation"

[columns.day]
type = "date"

[columns.messages]
type = "int"
tolerance = 1000
words = ["not known"]

[columns.sources]
type = "ref"
many = true

[[row]]
id = "A04"
label = "Messages were read"
[row.cells]
speaker = "police"
day = ["2018-10", "2018-11"]
messages = {accept = [258000], wrong = {"265000" = "that figure is of a later report"}, look = "paragraph three"}
sources = ["NOS", "om"]

[[row]]
id = "a11"
[row.cells]
messages = "Not  Known"
"""


@pytest.fixture
def write_key(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a key."""

    def write(text: str) -> Path:
        path = tmp_path / "data" / "key.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def key(write_key: Callable[[str], Path]) -> Key:
    """The key above."""
    return load_key(write_key(KEY))


def table(text: str) -> TableAnswer:
    """A learner's table."""
    return read_table(text, "answer.toml")


RIGHT = """\
[[row]]
id = "a11"
messages = "not known"
[[row]]
id = " A04 "
speaker = "Police"
day = "2018-11"
messages = "258,900"
sources = ["om", "nos", "NOS"]
"""


def test_a_key_is_found_by_folder_test_file_or_path(write_key: Callable[[str], Path]) -> None:
    """A test writes load_key(__file__); a lint gives the folder."""
    path = write_key(KEY)
    folder = path.parent.parent
    assert load_key(path) == load_key(folder) == load_key(folder / "test_answer.py")
    assert path == load_key(folder).file


def test_each_cell_asked_for_is_a_case(key: Key) -> None:
    """In the order of the key; cells that the key leaves out are not asked for; right ones say nothing."""
    found = cells(table(RIGHT), key)
    assert ["A04, Who says it", "A04, day", "A04, messages", "A04, sources", "a11, messages"] == [
        case.name for case in found
    ]
    assert all(case.passed for case in found), [case.message for case in found]
    assert ["A04, day"] == [case.name for case in cells(table(RIGHT), key, ["day"])]
    for case in found:
        case.check()


def test_a_column_that_the_key_has_not_is_the_tests_fault(key: Key) -> None:
    """A test that asks for another column is told which there are."""
    with pytest.raises(ValueError, match="the key has no column 'dy'; it has speaker, day, messages, sources"):
        cells(table(RIGHT), key, ["dy"])


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        (
            'speaker = "newspaper"',
            "speaker",
            "you wrote newspaper. That is not what the sources support. Look at: The words",
        ),
        ('speaker = "om"', "speaker", "you wrote om. That is not"),
        ('speaker = "police, prosecutor"', "speaker", "names several values, and this cell takes one"),
        ('speaker = "minister"', "speaker", "'minister' is none of police, prosecutor, newspaper"),
        ('speaker = ""', "speaker", "the cell is empty."),
        ("", "speaker", "the cell is empty (the key is written speaker)"),
        ('speaker = ["police"]', "speaker", "is a list, and this cell takes one value"),
        ("speaker = true", "speaker", 'is not text; put it in "quotes"'),
        ('speaker = "pol\\u200Bice"', "speaker", "holds a character that cannot be seen (U+200B)"),
        ("day = 2018-11-06", "day", "how exact a date is (day, month, year) is part of the answer"),
        ("day = 2018-11-06T10:00:00", "day", "has a time of day; give the date alone"),
        ('day = "6 November"', "day", "is not a date; write 2018-11-06, 2018-11 or 2018"),
        ('day = "2018-13"', "day", "is a date that no calendar has"),
        ("day = true", "day", "is not a date"),
        ("messages = 265000", "messages", "That figure is of a later report. Look at: Paragraph three."),
        ("messages = 300000", "messages", "That is not what the sources support. Look at: Paragraph three."),
        ('messages = "not known"', "messages", "The sources say more than that."),
        ('messages = "many"', "messages", "is not a number"),
        ("messages = 2.5", "messages", "is not a whole number"),
        ("messages = inf", "messages", "is not a number of a usual size"),
        ('messages = "1e999"', "messages", "is not a number of a usual size"),
        ('sources = ["nos"]', "sources", "The list is not complete and correct as it stands"),
        ('sources = "nos, om"', "sources", "The list is not complete"),
        ("sources = [1.5]", "sources", "is not text"),
        (f'speaker = "{"x" * 2001}"', "speaker", "is longer than 2,000 characters"),
    ],
)
def test_a_wrong_cell_says_why(key: Key, row: str, column: str, says: str) -> None:
    """What was written, why it is not right, and one thing to look at, with the row and its line."""
    case = cells(table(f'[[row]]\nid = "A04"\n{row}\n'), key, [column])[0]
    assert says in case.message
    assert case.message.startswith("Row A04 (Messages were read) (line 1), ")
    assert len(case.message) <= 500
    with pytest.raises(Unmet, match="Row A04"):
        case.check()


def test_a_row_that_is_missing_fails_its_cells(key: Key) -> None:
    """Each cell asked for of a missing row is one failing case."""
    found = cells(table(""), key)
    assert 5 == len(found)
    assert "There is no row with the id A04 (Messages were read): add it, with its Who says it." == found[0].message


def test_a_surplus_row_is_one_failing_case(key: Key) -> None:
    """A row not asked for, a row without an id, and one twice: writing everything down does not pay."""
    text = RIGHT + '[[row]]\nid = "A99"\n[[row]]\nspeaker = "police"\n[[row]]\nid = "a04"\n[[row]]\nid = 3\n'
    surplus = cells(table(text), key)[5:]
    assert ["surplus row 3", "surplus row 4", "surplus row 5", "surplus row 6"] == [case.name for case in surplus]
    assert "Row 3 (line 10) has the id 'A99', which is not asked for: correct or remove it." == surplus[0].message
    assert "has the id 'a04' again: the first row with it counts" in surplus[2].message


BEST = """\
rows = "best"
[columns.event]
type = "text"
synonyms = {"the raid" = "raid"}
[columns.sure]
type = "bool"
[[row]]
id = "one"
[row.cells]
event = ["raid", "search"]
sure = true
[[row]]
id = "two"
[row.cells]
event = "sale"
sure = "no"
"""


def test_rows_without_ids_are_paired_in_the_best_way(write_key: Callable[[str], Path]) -> None:
    """In any order; an empty row is none; the key's own names never stand in a message."""
    key = load_key(write_key(BEST))
    found = cells(
        table(
            '[[row]]\nevent = "Sale"\nsure = false\n[[row]]\nevent = ""\n[[row]]\nevent = "The Raid"\nsure = "yes"\n'
        ),
        key,
    )
    assert [True] * 4 == [case.passed for case in found]
    found = cells(table('[[row]]\nevent = "sale"\nsure = "perhaps"\n'), key)
    assert ["row 1, event", "row 1, sure", "row 2, event", "row 2, sure"] == [case.name for case in found]
    assert ["A row is missing: the table asks for 2."] * 2 == [case.message for case in found[:2]]
    assert "A row of yours (line 1), sure: 'perhaps' is neither yes nor no." == found[3].message
    rows = '[[row]]\nevent = "x"\n' * 3
    assert "surplus row 3" == cells(table(rows), key)[-1].name
    assert not any("one" in case.message.split() for case in cells(table(rows), key)[:-1])


ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.text(max_size=3) | st.booleans() | st.integers(-2, 2) | st.just("sale")
            for name in ("id", "event", "sure")
        },
    ),
    max_size=5,
)


@given(rows=ROWS, best=st.booleans())
def test_no_table_breaks_the_judge(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], best: bool
) -> None:
    """Whatever stands in the cells: a case per cell asked for, then the surplus, and every wrong one says why."""
    path = tmp_path_factory.getbasetemp() / f"key-{best}.toml"
    if not path.exists():
        path.write_text(BEST if best else BEST.replace('"best"', '"id"'), encoding="utf-8")
    key = load_key(path)
    found = cells(TableAnswer(rows_of({"row": rows})), key)
    assert 4 <= len(found) <= 4 + len(rows)
    assert all(isinstance(case, Case) and len(case.message) <= 500 for case in found)


def test_rows_of_a_document_that_is_none() -> None:
    """A parsed document without a list of rows has no rows."""
    assert () == rows_of({"row": 3}) == rows_of({})
    assert (Row({"a": 1}),) == rows_of({"row": [{"a": 1}, 2]})


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[columns.speaker]", "rows = 3\n[columns.speaker]", 'rows is 3: write "id" or "best"'),
        ("[columns.speaker]", "odd = 3\n[columns.speaker]", "the top level has the unknown key 'odd'"),
        (KEY, "[columns.a]\ntype = 'text'\n", "there are no columns or no rows"),
        (KEY, "[[row]]\nid = 'a'\n", "there are no columns or no rows"),
        (KEY, "columns = 3", "columns of the top level is not a table"),
        (KEY, "columns.a = 3\n[[row]]\n", r"columns\.a is not a column"),
        (KEY, "x = [", r"key\.toml: this is not TOML"),
        ("[columns.day]", "[columns.id]", "columns.id is not a column"),
        ('type = "date"', 'type = "time"', r"columns\.day\.type is 'time': use one of text, choice"),
        ('type = "date"', 'type = "date"\nodd = 1', r"columns\.day has the unknown key 'odd'"),
        ('type = "date"', 'type = "date"\nprecision = "hour"', "precision is 'hour': use one of year, month, day"),
        ('options = ["police", "prosecutor", "newspaper"]', "", r"columns\.speaker has no options"),
        ('id = "a11"', 'id = ""', "row 2 has no id"),
        ('id = "a11"', 'id = "a04"', "two rows have the id 'a04'"),
        ('id = "a11"', 'id = "a11"\nodd = 1', "row a11 has the unknown key 'odd'"),
        ('messages = "Not  Known"', "", "row a11 has no cells"),
        ('messages = "Not  Known"', "other = 1", "row a11 has a cell 'other': use one of speaker"),
        ('messages = "Not  Known"', 'messages = ""', "row a11, messages accepts an empty cell"),
        ('messages = "Not  Known"', 'messages = "x"', "row a11, messages: 'x' is not a number"),
        ('messages = "Not  Known"', "messages = {accept = []}", "row a11, messages accepts nothing"),
        ('messages = "Not  Known"', "messages = {accept = [1], odd = 1}", "unknown key 'odd'"),
        (
            'messages = "Not  Known"',
            "messages = {accept = [1], wrong = 1}",
            "wrong of row a11, messages is not a table",
        ),
        ('{"265000" = "that', '{"258500" = "that', "calls '258500' both right and wrong"),
        ("that figure is", "258000 is; that is", "the reason gives '258000' away"),
        ("[[row]]\nid", "[[row]]\n[[row]]\nid", "row 1 has no id"),
    ],
)
def test_a_broken_key_is_one_sentence(write_key: Callable[[str], Path], old: str, new: str, says: str) -> None:
    """Each fault of a key names file and place, and how to mend it."""
    assert old in KEY
    with pytest.raises(Problem, match=says) as caught:
        load_key(write_key(KEY.replace(old, new, 1)))
    assert "key.toml: " in str(caught.value)


def test_a_table_without_a_key_is_told(tmp_path: Path) -> None:
    """No file: one sentence."""
    with pytest.raises(Problem, match="this table has no key"):
        load_key(tmp_path)


# ---- single values


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (258000, 258000),
        ("258,000", 258000),
        ("258 000", 258000),
        ("258\u202f000", 258000),
        (" -3 ", -3),
        (3.0, 3),
        ("1e3", 1000),
        ("", None),
        ("  ", None),
        (None, None),
        ("Not known", Word("not known")),
    ],
)
def test_numbers_are_read_as_people_write_them(raw: Any, expected: Any) -> None:
    """Thousands apart or not, as a text or a number, or one of the column's words."""
    assert expected == read(Column("n", "n", "int", words=("not known",)), raw)


@pytest.mark.parametrize(
    "raw", ["258.000", "1,00", "1 0000", "0x10", "\u0663", "1_000", True, [], {}, 10**400, "9" * 399]
)
def test_what_is_no_number_is_refused(raw: Any) -> None:
    """Another way of writing is not guessed at."""
    column = Column("n", "n", "int")
    if raw == "258.000":
        assert 258 == read(column, raw)
        return
    with pytest.raises(Unreadable):
        read(column, raw)


@pytest.mark.parametrize(("precision", "same"), [("day", False), ("month", True), ("year", True), (None, False)])
def test_dates_are_compared_as_precisely_as_the_column_says(precision: Any, same: bool) -> None:
    """Without a precision the date's own counts."""
    column = Column("d", "d", "date", precision=precision)
    assert same == matches(column, Day((2018, 11, 6)), Day((2018, 11, 7)))
    assert "month" == Day((2018, 11)).precision
    assert not matches(Column("d", "d", "date"), Day((2018, 11)), Day((2018, 11, 6)))


@given(st.text(max_size=20))
def test_text_is_compared_without_case_form_and_spaces(text: str) -> None:
    """The same text in capitals, decomposed, or with more spaces is the same cell."""
    column = Column("t", "t", "text")
    values = []
    for variant in (text, f"  {text} "):
        try:
            values.append(read(column, variant))
        except Unreadable:
            return
    assert values[0] == values[1]


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 3), min_size=width, max_size=width), min_size=1, max_size=5)
    )
)
def test_the_best_pairing_is_the_best(gains: list[list[int]]) -> None:
    """No other pairing of rows and columns gains more; each is used once at most."""
    pairs = best_pairs(gains)
    rows, columns = len(gains), len(gains[0])
    assert min(rows, columns) == len(pairs) == len(set(pairs.values()))
    if rows <= columns:
        options = itertools.permutations(range(columns), rows)
        best = max(sum(gains[row][column] for row, column in enumerate(option)) for option in options)
    else:
        options = itertools.permutations(range(rows), columns)
        best = max(sum(gains[row][column] for column, row in enumerate(option)) for option in options)
    assert best == sum(gains[row][column] for row, column in pairs.items())


def test_nothing_is_paired_with_nothing() -> None:
    """An empty table has no pairs."""
    assert {} == best_pairs([]) == best_pairs([[]])
