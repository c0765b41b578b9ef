"""Mutants: each differs from the program in one place, all compile, loops end, texts for people are left alone."""

from __future__ import annotations

import ast
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.lint.mutants import SORTS, Excuse, Mutant, excuses, guarded, mutants

PROGRAM = '''\
"""A docstring with 1 < 2."""

from __future__ import annotations

LIMIT = 3


def grade(points: int, *, most: int = 10) -> str:
    """Give a grade, 0 < x."""
    if not 0 <= points <= most:
        raise ValueError(f"points are {points}, not 0 to {most}" + "!")
    share = points / most * 100
    if share >= 55 and points != 1:
        return "pass"
    while share > 90:
        share -= 1
    return f"fail {share + 1}"
'''


def changed(source: str) -> list[tuple[str, str, str]]:
    """Sort, was and now of each mutant."""
    return [(each.sort, each.was, each.now) for each in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f(a == b)", [("deleted", "f(a == b)", "pass"), ("comparison", "a == b", "a != b")]),
        ("def f():\n    return a", [("return", "return a", "return None")]),
        ("f(a < b)", [("deleted", "f(a < b)", "pass"), ("comparison", "a < b", "a >= b"),
                      ("boundary", "a < b", "a <= b")]),
        ("x = a is None", [("deleted", "x = a is None", "pass"), ("comparison", "a is None", "a is not None")]),
        ("x = a in b", [("deleted", "x = a in b", "pass"), ("comparison", "a in b", "a not in b")]),
        ("x = a + b", [("deleted", "x = a + b", "pass"), ("arithmetic", "a + b", "a - b")]),
        ("x -= b", [("arithmetic", "x -= b", "x += b"), ("deleted", "x -= b", "pass")]),
        ("x = -a", [("deleted", "x = -a", "pass"), ("arithmetic", "-a", "a")]),
        ("x = not a", [("deleted", "x = not a", "pass"), ("boolean", "not a", "a")]),
        ("x = a and b", [("deleted", "x = a and b", "pass"), ("boolean", "a and b", "a or b")]),
        ("x = True", [("deleted", "x = True", "pass"), ("boolean", "True", "False")]),
        ("x = 3", [("deleted", "x = 3", "pass"), ("constant", "3", "4")]),
        ("x = 'a'", [("deleted", "x = 'a'", "pass"), ("constant", "'a'", "''")]),
        ("x = ''", [("deleted", "x = ''", "pass")]),
        ("def f():\n    return None", []),
        ("def f():\n    return", []),
        ("f(a)", [("deleted", "f(a)", "pass")]),
        ("x = a ** b", [("deleted", "x = a ** b", "pass"), ("arithmetic", "a ** b", "a * b")]),
    ],
)  # fmt: skip
def test_what_becomes_of_each_kind(source: str, expected: list[tuple[str, str, str]]) -> None:
    """Comparison, boundary, arithmetic, constant, truth value, return, left-out statement."""
    assert expected == changed(source)


def test_texts_for_people_stay() -> None:
    """Docstrings, the text of an exception, annotations and the fixed part of a formatted text are not touched."""
    for mutant in mutants(PROGRAM):
        tree = ast.parse(mutant.text)
        function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "grade")
        assert "A docstring with 1 < 2." == ast.get_docstring(tree)
        assert "Give a grade, 0 < x." == ast.get_docstring(function)
        assert "not 0 to" in mutant.text or mutant.sort == "deleted"
        assert "int" == ast.unparse(function.args.args[0].annotation or ast.Constant(None))


def test_all_sorts_are_made_each_once() -> None:
    """The program gives mutants of every sort, no two alike, none like the program, in the order of its lines."""
    made = list(mutants(PROGRAM))

    assert set(SORTS) == {mutant.sort for mutant in made}
    assert 1 == max(Counter(mutant.text for mutant in made).values())
    assert guarded(ast.parse(PROGRAM)) not in {mutant.text for mutant in made}
    assert sorted(mutant.line for mutant in made) == [mutant.line for mutant in made]


def test_a_program_is_left_as_it_was() -> None:
    """Making mutants changes nothing for the next: twice the same."""
    assert list(mutants(PROGRAM)) == list(mutants(PROGRAM))


def run(text: str, call: str) -> object:
    """What a call gives in a program."""
    space: dict[str, object] = {}
    exec(compile(text, "answer.py", "exec", dont_inherit=True), space)  # noqa: S102 - the mutants of this file
    return eval(call, space)  # noqa: S307 - as above


@pytest.mark.parametrize("points", [0, 1, 5, 6, 10])
def test_the_guard_changes_no_value(points: int) -> None:
    """A guarded program gives what the program gives."""
    assert run(PROGRAM, f"grade({points})") == run(guarded(ast.parse(PROGRAM)), f"grade({points})")


@pytest.mark.parametrize(
    "body",
    [
        "    while True:\n        pass",
        "    for x in iter(int, 1):\n        pass",
        "    return [x for x in iter(int, 1) if x]",
        "    return f() if f() else f()",
    ],
)
def test_endless_programs_end(body: str) -> None:
    """A loop, a comprehension or a recursion without end ends by itself, whatever the program catches."""
    text = guarded(ast.parse(f"def f():\n{body}\n"), 500)

    with pytest.raises((SystemExit, RecursionError)):
        run(text, "f()")


def test_excuses() -> None:
    """A comment at the end of a line excuses its mutants, all or some sorts, with a reason."""
    source = (
        "a = 1  # equivalent: never used\n"
        "b = 2  # equivalent (constant, boundary): both are drawn\n"
        "c = 3  # equivalent:\n"
        "d = '# equivalent: in a text'\n"
        "# equivalent numbers are no excuse\n"
        "f = 4  # rounds; equivalent: more of them change nothing\n"
    )

    assert (
        Excuse(1, (), "never used"),
        Excuse(2, ("constant", "boundary"), "both are drawn"),
        Excuse(3, (), ""),
        Excuse(6, (), "more of them change nothing"),
    ) == excuses(source)


def test_an_excuse_covers_its_line_and_sorts() -> None:
    """Other lines and other sorts are not excused."""
    mutant = Mutant(2, "constant", "1", "2", "")

    assert Excuse(2, (), "x").covers(mutant)
    assert Excuse(2, ("constant",), "x").covers(mutant)
    assert not Excuse(2, ("return",), "x").covers(mutant)
    assert not Excuse(3, (), "x").covers(mutant)


def test_a_mutant_says_what_it_is() -> None:
    """Line, sort, what stood there and what stands there now; long code is cut."""
    [first, *_] = mutants("value = call_of_a_long_name(argument_one, argument_two, argument_three, 4)")

    assert str(first).startswith("line 1, deleted: 'value = call_of_a_long_name(argument_one")
    assert "...' became 'pass'" in str(first)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["x = 1", "x = x + 2", "if x < 3:\n    x = 0", "for i in (1, 2):\n    x = i"]), max_size=6)
)
def test_every_mutant_is_a_program(statements: list[str]) -> None:
    """Whatever the program, each mutant can be compiled."""
    for mutant in mutants("x = 0\n" + "\n".join(statements)):
        compile(mutant.text, "answer.py", "exec")
