"""The exercises of chapter 8: their tables follow from the rules that their tasks give."""

from __future__ import annotations

import re
from pathlib import Path

from takedown.grading.tables import Key, load_key

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "exercises" / "08_what_a_wipe_does"
TEXT = (ROOT / "chapters" / "08_what_a_wipe_does" / "index.md").read_text(encoding="utf-8")


def accepted(key: Key, row: str, column: str) -> object:
    """The first value that a cell accepts."""
    return next(each for each in key.rows if each.id == row).cells[column].accept[0]


def whole(verdicts: list[object]) -> str:
    """What a list of conditions comes to."""
    for worst in ("not met", "not known"):
        if worst in verdicts:
            return worst
    return "met"


def test_places_and_layers_go_together() -> None:
    """Screen and files go with the application, addresses with the file system, chips with the controller."""
    key = load_key(FOLDER / "which_layer")
    layers = {"screen": "application", "files": "application", "addresses": "file system", "chips": "controller"}
    for row in key.rows:
        assert layers[str(accepted(key, row.id, "seen"))] == accepted(key, row.id, "layer"), row.id
    seen = [accepted(key, row.id, "seen") for row in key.rows]
    assert [1, 3, 3, 3] == [seen.count(place) for place in layers]  # as the last hint says


def test_the_whole_follows_from_the_conditions() -> None:
    """The whole of the described device, and of its three variations, is what the worst condition makes it."""
    key = load_key(FOLDER / "erase_checklist")
    verdicts = [accepted(key, f"C{number}", "verdict") for number in range(1, 6)]
    assert whole(verdicts) == accepted(key, "W", "whole")
    verdicts[0] = verdicts[3] = "met"  # bought new, and no copies elsewhere
    assert whole(verdicts) == accepted(key, "V1", "whole")
    verdicts[4] = "met"  # examined
    assert whole(verdicts) == accepted(key, "V2", "whole")
    verdicts[2] = "not met"  # the digits are the key
    assert whole(verdicts) == accepted(key, "V3", "whole")


def test_sentences_exist() -> None:
    """Each sentence that carries a verdict stands in the task, and some carry none."""
    key = load_key(FOLDER / "erase_checklist")
    told = set(
        re.findall(r"^- (S\d+):", (FOLDER / "erase_checklist" / "task.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    used: set[object] = set()
    for number in range(1, 6):
        rests = accepted(key, f"C{number}", "rests")
        assert isinstance(rests, frozenset)
        used |= rests
    assert used < {each.lower() for each in told} | told
    assert 16 == len(told)


def test_no_row_stands_in_the_chapter() -> None:
    """No row of a table is a sentence of the chapter."""
    for slug in ("which_layer", "erase_checklist"):
        for row in load_key(FOLDER / slug).rows:
            assert row.label not in TEXT
