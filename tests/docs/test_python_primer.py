"""Python in thirty minutes: what the page shows as Python's answers is what Python answers."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "learn" / "python.md"
TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def run(text: str) -> doctest.TestResults:
    """What a doctest run of a text finds."""
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    return doctest.DocTestRunner(verbose=False).run(test, out=lambda _: None)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_block_answers_as_shown(block: str) -> None:
    """Each dialogue gives the answers that stand below it, and needs no other one before it."""
    found = run(block)

    assert found.attempted > 0
    assert 0 == found.failed


def test_a_wrong_answer_would_be_found() -> None:
    """The test can fail: a dialogue with another answer does."""
    assert 1 == run(">>> 3 + 4\n8\n").failed


def test_minutes_add_up() -> None:
    """The minutes of the sections make the thirty of the title."""
    assert 30 == sum(int(minutes) for minutes in re.findall(r"^## .*\((\d+) minutes\)$", TEXT, re.MULTILINE))


def test_shown_exercise_exists() -> None:
    """The exercise with which the page ends is one of the book's, a program of two stars."""
    (name,) = re.findall(r"^takedown start (\w+)$", TEXT, re.MULTILINE)
    (manifest,) = (ROOT / "exercises").glob(f"*/{name}/exercise.toml")

    assert 'kind = "code"' in manifest.read_text(encoding="utf-8")
    assert "level = 2" in manifest.read_text(encoding="utf-8")
