"""Beside the learner's code: loading, calling, and what goes wrong, in this process as in a child."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from takedown.grading.codec import decode, encode
from takedown.grading.guest import FRAMES, Guest, Sources


def run(source: str, name: str = "f", *args: object, imports: tuple[str, ...] = (), **kwargs: object) -> Any:
    """The value of a call, or what went wrong as a dict."""
    guest = Guest(source, "answer.py", imports)
    reply = guest.load()
    if reply == b"v" + encode(None):
        reply = guest.call(name, encode([list(args), kwargs]))
    return decode(reply[1:]) if reply[:1] == b"v" else json.loads(reply[1:])


def test_a_function_is_called_with_copies() -> None:
    """Positional and named arguments arrive, and a value comes back."""
    assert [1, {"a": b"x"}, None] == run("def f(a, *, b, c=None): return [a, b, c]", "f", 1, b={"a": b"x"})


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("def f(: pass", {"kind": "syntax", "line": 1}),
        ("x = 1\ny = (", {"kind": "syntax", "line": 2}),
        ("\tx\n  y", {"kind": "syntax"}),
        ("x = '\\N{nothing}'", {"kind": "syntax"}),
        ("x = " + "-" * 100_000 + "1", {"kind": "syntax"}),
        ("def g(): pass\ndef h(): pass\nk = 1", {"kind": "missing", "names": ["g", "h"]}),
        ("f = 3", {"kind": "not-callable", "type": "int"}),
        ("def f(): return {1}", {"kind": "refused", "message": "a set", "mend": "return a sorted list"}),
        ("def f(): raise ValueError('no')", {"kind": "raised", "type": "ValueError", "message": "no", "line": 1}),
        ("def f():\n  g()\ndef g():\n  1 / 0", {"kind": "raised", "type": "ZeroDivisionError", "line": 4}),
        ("1 / 0", {"kind": "raised", "type": "ZeroDivisionError", "line": 1}),
        ("import sys\nsys.exit(3)", {"kind": "raised", "type": "SystemExit", "message": "3", "line": 2}),
        ("def f(): exit()", {"kind": "raised", "type": "SystemExit"}),
        ("def f(): raise KeyboardInterrupt", {"kind": "raised", "type": "KeyboardInterrupt"}),
        ("def f(): return f()", {"kind": "raised", "type": "RecursionError"}),
        ("def f(a): pass", {"kind": "raised", "type": "TypeError", "line": None}),
        (
            "class E(Exception):\n  def __str__(self): 1 / 0\ndef f(): raise E",
            {"kind": "raised", "type": "E", "message": ""},
        ),
        ("def f(): raise ValueError('x' * 9999)", {"kind": "raised", "message": "x" * 300}),
        ("import numppy", {"kind": "raised", "type": "ModuleNotFoundError"}),
        (
            "class M(type):\n  __name__ = property(lambda c: 1 / 0)\nclass X(metaclass=M): pass\ndef f(): return X()",
            {"kind": "raised", "type": "ZeroDivisionError"},
        ),
    ],
)
def test_what_goes_wrong_is_told(source: str, told: dict[str, object]) -> None:
    """Each fault has its kind, and the line of the answer where there is one."""
    got = run(source)
    assert told == {key: got[key] for key in told}


def test_a_call_that_cannot_be_read_is_refused() -> None:
    """The request itself may be broken."""
    guest = Guest("def f(): pass", "answer.py")
    guest.load()
    assert "refused" == json.loads(guest.call("f", encode(3))[1:])["kind"]


def test_calls_may_nest_equally_deep_wherever_they_run() -> None:
    """A recursion of some hundred calls works however deep the caller stands, and the limit is put back."""
    source = "def f(n): return 0 if n == 0 else 1 + f(n - 1)"
    before = sys.getrecursionlimit()

    def deeper(levels: int) -> Any:
        return run(source, "f", FRAMES - 50) if levels == 0 else deeper(levels - 1)

    assert FRAMES - 50 == deeper(0) == deeper(300)
    assert "RecursionError" == run(source, "f", FRAMES + 50)["type"]
    assert before == sys.getrecursionlimit()


@pytest.mark.parametrize(
    ("line", "imports", "says"),
    [
        ("import math, collections.abc", (), None),
        ("from os import path", (), None),
        ("import takedown", (), "no module named 'takedown' here; this exercise has the standard library"),
        ("from takedown.grading import expect", (), "no module named 'takedown.grading' here"),
        ("from takedown import models", (), "no module named 'takedown'"),
        ("import takedown.models", ("takedown.models",), None),
        ("from takedown import models", ("takedown.models",), None),
        ("from takedown import models, grading", ("takedown.models",), "'takedown' here"),
        ("import takedown.grading.codec", ("takedown.grading.codec",), None),
        ("from takedown.grading import codec", ("takedown.grading.codec",), None),
        ("from takedown.grading import guest", ("takedown.grading.codec",), "standard library, takedown.grading.codec"),
        ("import pytest", ("takedown.models",), "no module named 'pytest'"),
        ("import answer", (), None),
    ],
)
def test_an_answer_has_the_standard_library_and_its_imports(
    line: str, imports: tuple[str, ...], says: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not allowed is refused by name with what is; what is allowed works in each way of writing."""
    monkeypatch.setitem(sys.modules, "answer", sys)
    got = run(f"{line}\ndef f(): return 1", imports=imports)
    if says is None:
        assert 1 == got
    else:
        assert says in got["message"]


def test_modules_are_served_from_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a child there is no folder of ours: packages and modules come from the texts that were sent along."""
    finder = Sources(
        {
            "t_models": "",
            "t_models.flash": "from t_models import base\nBLOCKS = 2 * base.PAGES",
            "t_models.base": "PAGES = 4",
        }
    )
    monkeypatch.setattr(sys, "meta_path", [finder, *sys.meta_path])
    try:
        assert 8 == run(
            "from t_models import flash\ndef f(): return flash.BLOCKS", imports=("t_models.flash", "t_models")
        )
    finally:
        for name in ("t_models", "t_models.flash", "t_models.base"):
            sys.modules.pop(name, None)
    assert finder.find_spec("math") is None
