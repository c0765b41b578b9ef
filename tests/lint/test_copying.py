"""Runs of nine words: a made-up article is caught in whatever dress, one's own words are not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from takedown.lint import copying
from takedown.lint.copying import RUN, article, hash_of, hashes_of, runs
from takedown.lint.hashing import article_file, main

ARTICLE = """\
De fanfare vertrok dinsdag om half tien uit het clubhuis aan de Kade, en niemand wist waarheen.
„Wij volgden haar op de fiets”, zegt een coördinator, „maar bij de brug was zij weg.”
"""
SALT = bytes(range(16))
EVIDENCE = Path(__file__).parents[3] / "shared" / "evidence" / "article.nl.txt"


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> str:
    """The checks know a made-up article instead of the real one."""
    monkeypatch.setattr(copying, "article", lambda: (SALT, frozenset(hashes_of(ARTICLE, SALT))))
    return ARTICLE


@pytest.mark.parametrize(
    "text",
    [
        "de fanfare vertrok dinsdag om half tien uit het",
        "DE FANFARE, vertrok: dinsdag (om half tien) uit *het*!",
        "# De fanfare vertrok\n# dinsdag om half\n# tien uit het clubhuis.",
        '"de fanfare " "vertrok dinsdag " "om half tien uit het"',
        "zij zegt: wij volgden haar op de fiets zegt een coordinator",
        "> wij volgden haar op\n>\n> de fiets zegt een coördinator",
    ],
)
@pytest.mark.parametrize(
    "name", ["chapters/18_the_appeal/index.md", "tests/chapters/test_18_the_appeal.py", ".github/x.yml"]
)
def test_copied_words_are_caught(text: str, name: str, made_up, change, found) -> None:
    """Nine words in a row are found in any file, over lines, marks, quotes, accents and letter case; once a passage."""
    change(name, "", f"\n{text}\n")

    [sentence] = found("own-words")
    assert sentence.startswith(f"{name}:")
    assert "nine words in a row stand in the article too: use your own words" in sentence


@pytest.mark.parametrize(
    "text",
    [
        "de fanfare vertrok dinsdag om half tien uit",
        "de fanfare vertrok op dinsdag om half tien uit het clubhuis",
        "The band left its club house on Tuesday, and nobody knew where it went.",
    ],
)
def test_own_words_pass(text: str, made_up, change, found) -> None:
    """Eight words in common, or nine with one's own among them, are fine."""
    change("chapters/18_the_appeal/index.md", "", f"\n{text}\n")

    assert [] == found("own-words")


def test_what_is_not_ours_is_not_looked_at(made_up, root: Path, found) -> None:
    """Generated files, installed packages, lock files and what is no text are passed over."""
    for name in ("build/a.md", ".venv/a.md", "web/node_modules/a.md", "work/a.md", "requirements.lock", "a.bin"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ARTICLE.encode() + (b"\0" if name == "a.bin" else b""))

    assert [] == found("own-words")


def test_the_article_is_caught(change, found) -> None:
    """Each run of the article itself, where it is at hand, is known to the hashes that are shipped."""
    real = EVIDENCE.is_file()
    text, (salt, known) = (
        (EVIDENCE.read_text(encoding="utf-8"), article())
        if real
        else (ARTICLE, (SALT, frozenset(hashes_of(ARTICLE, SALT))))
    )

    lines = [line for line in text.split("\n") if any(runs(line))]
    assert len(lines) >= 2
    assert [] == [
        number for number, line in enumerate(lines) if not all(hash_of(run, salt) in known for _, run in runs(line))
    ]


def test_the_file_that_is_shipped() -> None:
    """The hashes tell nothing: they are short, salted, sorted, and there is no word among them."""
    text = (Path(copying.__file__).parent / "data" / "article.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)

    assert {"salt", "runs"} == set(data)
    assert sorted(data["runs"]) == data["runs"]
    assert all(len(run) == 16 and set(run) <= set("0123456789abcdef") for run in data["runs"])
    assert 300 < len(data["runs"]) < 2000


def test_a_file_is_made_from_a_text(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The same text and salt give the same file; the command draws a salt of its own."""
    import io  # noqa: PLC0415 - used here alone

    assert hashes_of(ARTICLE, SALT) == tomllib.loads(article_file(ARTICLE, SALT))["runs"]
    monkeypatch.setattr("sys.stdin", io.StringIO(ARTICLE))
    main(["article"])

    data = tomllib.loads(capsys.readouterr().out)
    assert hashes_of(ARTICLE, bytes.fromhex(data["salt"])) == data["runs"]
    assert "fanfare" not in str(data)


def test_several_texts_make_one_file() -> None:
    """Translations are hashed beside the text, each for itself: no run reaches from one into the next."""
    both = tomllib.loads(article_file(f"{ARTICLE}\f{ARTICLE.upper()}\fone two three", SALT))["runs"]

    assert hashes_of(ARTICLE, SALT) == both


def test_a_short_text_has_no_runs() -> None:
    """A text with fewer than nine words has none, and each word more adds one."""
    assert [0, 0, 1, 2] == [len(list(runs("a " * count))) for count in (0, RUN - 1, RUN, RUN + 1)]
