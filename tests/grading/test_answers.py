"""From a file to what a test gets: programs, tables, essays; what cannot be used is told in one sentence."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.answers import (
    MAX_ANSWER,
    AnswerFailed,
    AnswerRaised,
    CodeAnswer,
    Here,
    PlaceLost,
    read_essay_answer,
    read_reply,
    read_source,
    read_table,
    read_text,
)
from takedown.grading.codec import CodecError, encode
from takedown.grading.messages import LIMIT


def program(source: str, *imports: str) -> CodeAnswer:
    """A program in this process."""
    return CodeAnswer(Here(source, "answer.py", imports), "answer.py")


# ---- programs


def test_functions_are_called_and_remember() -> None:
    """Module state lives as long as the answer; what a function prints or asks does no harm."""
    answer = program("n = 0\ndef f(step=1):\n    global n\n    n += step\n    print(n)\n    return n\n")
    assert [1, 3, 8] == [answer.f(), answer.f(2), answer.f(step=5)]


def test_what_is_asked_of_python_itself_is_no_function() -> None:
    """Copying or inspecting an answer calls nothing of the learner's."""
    with pytest.raises(AttributeError):
        program("def f(): return 1").__deepcopy__  # noqa: B018


def test_an_argument_that_cannot_travel_is_the_tests_fault() -> None:
    """A test that sends a set gets CodecError, not a verdict on the learner."""
    with pytest.raises(CodecError, match="a set"):
        program("def f(a): return 1").f({1})


@pytest.mark.parametrize(
    ("source", "error", "says"),
    [
        ("def f(", AnswerFailed, r"cannot read line 1 of answer\.py: '\(' was never closed\. The line is: def f\("),
        ("def ff(): pass", AnswerFailed, r"no function f in answer\.py; it has ff\. Did you mean ff\? Rename it to f"),
        ("def solve(): pass", AnswerFailed, r"it has solve\. Define it with def f\(\.\.\.\)"),
        ("", AnswerFailed, r"There is no function f in answer\.py\. Define it"),
        ("f = 3", AnswerFailed, r"f in answer\.py is not a function, it is of class int: define it with def"),
        ("def f(): return {1}", AnswerFailed, r"Tried: f\(\)\nCame: a set: return a sorted list\."),
        ("1 / 0", AnswerRaised, r"Your file stops at line 1 while it is loaded: ZeroDivisionError"),
        (
            "def f(): raise OSError",
            AnswerRaised,
            r"Tried: f\(\)\nCame: OSError at line 1\nLook at: the line named here\.",
        ),
        ("def f(): input()", AnswerRaised, r"EOFError.*\nLook at: whether the file waits for input\(\)"),
        ("def f(): return f()", AnswerRaised, r"RecursionError.*\nLook at: what ends the function's calls of itself"),
        ("def f(): import numppy", AnswerRaised, r"no module named 'numppy' here; .*\nLook at: which modules"),
        ("def f(): raise ValueError('\\u202e\\x1b')", AnswerRaised, r"\\u202e\\u001b"),
    ],
)
def test_what_goes_wrong_is_said_in_words(source: str, error: type[Exception], says: str) -> None:
    """Each fault says what was tried, what came and what to look at; nothing that steers a terminal passes."""

    def use() -> None:
        program(source).f()

    with pytest.raises(error, match=says):
        use()


def test_a_test_may_want_an_exception() -> None:
    """Type name, message and line reach the test."""
    with pytest.raises(AnswerRaised) as caught:
        program("def f(n):\n    raise ValueError(f'not {n}')\n").f(3)
    assert ("ValueError", "not 3", 2, "f(3)") == (
        caught.value.type_name,
        caught.value.message,
        caught.value.line,
        caught.value.call,
    )


def test_a_dataclass_finds_its_module_and_warnings_are_no_errors() -> None:
    """What works in a file of one's own works here: dataclasses, a deprecated escape, a warning."""
    source = (
        "import warnings\nfrom dataclasses import dataclass\n@dataclass\nclass P:\n    x: 'int' = 3\n"
        "def f():\n    warnings.warn('old')\n    return P().x\ns = '\\d'\n"
    )
    assert 3 == program(source).f()


@given(st.binary(max_size=60))
def test_any_reply_is_a_value_or_told(reply: bytes) -> None:
    """Whatever the other side writes: a plain value, AnswerRaised or AnswerFailed, within the length of a message."""
    said = ""
    try:
        encode(read_reply(reply, "answer.py", "f(1)"))
    except (AnswerRaised, AnswerFailed) as told:
        said = str(told)
    assert len(said) <= LIMIT


TOLD = st.dictionaries(
    st.sampled_from(["kind", "type", "message", "line", "names", "mend", "text"]),
    st.sampled_from(["raised", "syntax", "missing", "not-callable", "refused", "\u202e", "x" * 9999])
    | st.integers()
    | st.none()
    | st.lists(st.text(max_size=5) | st.integers(), max_size=30),
)


@given(TOLD, st.sampled_from(["", "f(1)"]))
def test_any_trouble_that_a_reply_tells_is_made_safe(told: dict[str, Any], call: str) -> None:
    """Forged details reach the learner cut and cleaned, or the reply is refused."""
    with pytest.raises((AnswerRaised, AnswerFailed)) as caught:
        read_reply(b"e" + json.dumps(told).encode(), "answer.py", call)
    assert len(str(caught.value)) <= LIMIT
    assert "\u202e" not in str(caught.value)


@pytest.mark.parametrize(
    "reply", [b"", b"v", b"x1", b"e", b"e[]", b"e{}", b'e{"kind": "passed"}', b"e" + b"[" * 3000, b"v[1]"]
)
def test_a_reply_that_is_none_is_told(reply: bytes) -> None:
    """No value, no trouble, or an unknown one: the program wrote on the channel itself."""
    with pytest.raises(AnswerFailed, match="Your program wrote on the channel that carries its answers") as caught:
        read_reply(reply, "answer.py", "f(1)")
    assert "protocol" == caught.value.reason


@pytest.mark.parametrize(
    ("call", "says"), [("f(1)", r"Tried: f\(1\)\nCame: nothing: gone\n"), ("", "does not load: gone")]
)
def test_a_lost_place_is_told(call: str, says: str) -> None:
    """A place that is gone says why, and what to look at."""
    told = PlaceLost("crash", "gone", "signals").explain(call)
    assert "crash" == told.reason
    with pytest.raises(AnswerFailed, match=rf"{says}[\s\S]*Look at: signals\."):
        raise told


@pytest.mark.parametrize("lost_in", ["load", "call"])
def test_a_place_may_be_lost_at_any_time(lost_in: str) -> None:
    """While loading or in a call: the learner reads the same kind of message."""

    class Lost(Here):
        def load(self) -> bytes:
            if lost_in == "load":
                raise PlaceLost("timeout", "gone", "loops")
            return super().load()

        def call(self, name: str, payload: bytes) -> bytes:
            raise PlaceLost("timeout", "gone", "loops")

    def use() -> None:
        CodeAnswer(Lost("def f(): pass", "answer.py"), "answer.py").f()

    with pytest.raises(AnswerFailed, match="gone"):
        use()


# ---- files


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"\xef\xbb\xbfx\n", "x\n"),
        ("é\n".encode(), "é\n"),
        (b"# -*- coding: latin-1 -*-\n\xe9", "# -*- coding: latin-1 -*-\né"),
        (
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n\x80",
            "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n€",
        ),
        (b"# coding: UTF_8\n\xc3\xa9", "# coding: UTF_8\né"),
        (b"a\nb\n# coding: rot13\n", "a\nb\n# coding: rot13\n"),
    ],
)
def test_a_program_is_read_in_the_coding_that_it_names(raw: bytes, expected: str) -> None:
    """As Python reads it, wherever it is judged."""
    assert expected == read_source(raw, "answer.py")


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", r"answer\.py is empty: write your answer in it"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"x\n\0y", r"Line 2 of answer\.py holds a zero byte, the file may be damaged"),
        (b"x\ny\n\xff\n", r"Line 3 of answer\.py is not UTF-8: save the file as UTF-8"),
        (b"# coding: ascii\n\xe9", "Line 2 of answer.py is not ASCII"),
        (b"# coding: rot13\n", r"answer\.py says that its coding is rot13: save it as UTF-8 and remove that line"),
        (b"# coding: \x1b\n", "is not|coding"),
        ("x".encode("utf-16"), "is not UTF-8|zero byte"),
        (b"#" * (MAX_ANSWER + 1), "answer.py is larger than 256 KiB: hand in the answer alone"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(raw: bytes, says: str) -> None:
    """Empty, damaged, another coding, too large: what is wrong, in which line, what to do."""
    if raw == b"# coding: \x1b\n":
        assert read_source(raw, "answer.py")
        return
    with pytest.raises(AnswerFailed, match=says) as caught:
        read_source(raw, "answer.py")
    assert "unreadable" == caught.value.reason


@given(st.binary(max_size=80))
def test_any_bytes_are_text_or_told(raw: bytes) -> None:
    """No file makes the reader fall over, as a program, a table or an essay."""
    for read in (
        lambda: read_source(raw, "answer.py"),
        lambda: read_table(read_text(raw, "answer.toml"), "answer.toml"),
        lambda: read_essay_answer(read_text(raw, "answer.md"), "answer.md"),
    ):
        with contextlib.suppress(AnswerFailed):
            read()


# ---- tables


def test_a_table_is_read_with_its_lines() -> None:
    """Each row knows the line where it begins, so that a message can name it."""
    table = read_table('# mine\n[[row]]\nid = "a"\nday = 2018-11-06\n\n[[ row ]]\nid = "b"\n', "answer.toml")
    assert [("a", 2), ("b", 6)] == [(row.cells["id"], row.line) for row in table.rows]
    assert () == read_table("# nothing yet\n", "answer.toml").rows


def test_rows_written_in_another_way_have_no_lines() -> None:
    """A table in one line is a table too; its lines are just not known."""
    table = read_table('row = [{id = "a"}, {id = "b"}]', "answer.toml")
    assert [0, 0] == [row.line for row in table.rows]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[row]]\nid = a\n", r"answer\.toml cannot be read: .*\(at line 2\)\. Look at: quotes closed"),
        ('[[row]]\nid = "a\n', r"\(at line 2\)"),
        ("[[row]]\nday = 2018-11\n", r'dates without a day, which stand in quotes, as "2018-11"'),
        ("id = 3\n", r"answer\.toml has id outside the rows: each row begins with \[\[row\]\]"),
        ("[rows]\n", "has rows outside the rows"),
        ("[row]\n", r"are not a list: begin each with \[\[row\]\]"),
        ("row = [1]\n", "are not a list"),
        ("[[row]]\n" * 201, "has 201 rows: the table asks for fewer than 200"),
        ("a = " + "[" * 5000, "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_read_is_one_sentence(text: str, says: str) -> None:
    """TOML that breaks, keys outside rows, too many rows: the line, and what to look at."""
    with pytest.raises(AnswerFailed, match=says):
        read_table(text, "answer.toml")


# ---- essays


def test_an_essay_is_read_by_its_parts() -> None:
    """Sections, words and cited claims; comments and citations are no words, links are no claims."""
    essay = read_essay_answer(
        "<!-- a note [no-claim] -->\nBefore all.\n\n## What is said\nThe police's 258,000 [messages-258000] "
        "[messages-258000].\n### More ##\nSee [a link](x.md) and [other-claim].\n## End\n<!-- open",
        "answer.md",
    )
    assert [("", 0), ("What is said", 2), ("More", 3), ("End", 2)] == [
        (part.title, part.level) for part in essay.sections
    ]
    assert [2, 3, 5, 0] == [part.words for part in essay.sections]
    assert 10 == essay.words
    assert ("messages-258000", "other-claim") == essay.claims
    section = essay.section("  what IS  said ")
    assert section is not None
    assert ("messages-258000",) == section.claims
    assert essay.section("nowhere") is None


def test_an_essay_with_what_nobody_sees_is_refused() -> None:
    """Characters without a shape would hide words from the person who marks."""
    with pytest.raises(AnswerFailed, match=r"Line 2 of answer\.md holds a character that cannot be seen \(U\+200B\)"):
        read_essay_answer("one\ntwo\u200bthree", "answer.md")
    assert 2 == read_essay_answer("one\ftwo\r\n", "answer.md").words
