"""Exceptions: one that has a reason and excuses something is fine, any other is a finding itself."""

from __future__ import annotations

import pytest

INDEX = "chapters/18_the_appeal/index.md"


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        ("% lint: allow no-padding: the word is quoted", []),
        ("% lint: allow no-padding the word is quoted", []),
        ("% lint: allow no-padding:", ["padding: 'crucial'", "the exception from no-padding gives no reason"]),
        ("% lint: allow own-words: it is long", ["padding: 'crucial'", "from own-words excuses nothing"]),
        ("% lint: allow padding: the word is quoted", ["padding: 'crucial'", "there is no check 'padding'"]),
    ],
)  # fmt: skip
def test_exceptions(comment: str, says: list[str], change, found) -> None:
    """The passage under a comment is excused from one check, with a reason."""
    change(INDEX, "", f"\n{comment}\nThis is crucial.\n")

    sentences = found()

    assert len(says) == len(sentences)
    assert all(any(what in sentence for sentence in sentences) for what in says)


def test_an_exception_ends_with_its_passage(change, found) -> None:
    """What stands after the next empty line is not excused."""
    change(INDEX, "", "\n% lint: allow no-padding: quoted\nThis is crucial.\n\nThat is crucial.\n")

    assert 1 == len(found())


def test_exceptions_of_data_and_programs(change, found) -> None:
    """In TOML and Python the comment begins with #."""
    change("chapters/18_the_appeal/chapter.toml", "claim =", "# lint: allow no-padding: quoted\nclaim =")
    change("chapters/18_the_appeal/chapter.toml", "One sentence that", "One crucial sentence that")
    change(
        "exercises/18_the_appeal/middle_value/test_answer.py",
        "import pytest",
        "# lint: allow tests-run-in-every-place: never run\nimport time\n\nimport pytest",
    )

    assert [] == found()


def test_an_exception_of_another_check_is_left_alone(change, found) -> None:
    """Where only one check runs, exceptions from others are not called useless."""
    change(INDEX, "", "\n% lint: allow no-padding: quoted\nThis is crucial.\n")

    assert [] == found("one-sentence-a-line")


def test_an_example_is_no_exception(change, found) -> None:
    """A page that shows how an exception is written makes none."""
    change("docs/index.md", "", "\n```text\n% lint: allow no-padding: quoted\n```\n")

    assert [] == found()
