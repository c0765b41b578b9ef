"""The parts of a class run that need no judge: shards, store, keys, roster, file names."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takedown.grading.keys import load_key
from takedown.grading.sharding import Failure, Shard, cut, map_shards
from takedown.grading.store import FILE, Key, Store
from takedown.problems import Problem

KEY = Key("s", "01_the_case/sums", "v", "variant", "grader", "child")


# ---- shards


def test_shards_hold_one_group_each() -> None:
    """Items are cut by exercise, in order, never more than the size."""
    shards = list(cut(["b1", "a1", "b2", "a2", "b3"], lambda item: item[0], size=2))
    assert [Shard("a", ("a1", "a2")), Shard("b", ("b1", "b2")), Shard("b", ("b3",))] == shards


@given(items=st.lists(st.integers(0, 99), max_size=40, unique=True), bad=st.sets(st.integers(0, 99), max_size=4))
def test_a_culprit_is_found_and_its_neighbours_are_done(items: list[int], bad: set[int]) -> None:
    """However a shard dies, every other item is done once and each culprit comes out alone, with the reason."""

    def do(shard: Shard[int]) -> Iterator[str]:
        for item in shard.items:
            if item in bad:
                raise RuntimeError(f"died of {item}")
            yield f"done {item}"

    found = dict(map_shards(do, cut(items, lambda item: "all", size=16)))
    expected = {item: Failure(f"RuntimeError: died of {item}") if item in bad else f"done {item}" for item in items}
    assert expected == found


def test_a_worker_that_gives_too_little_is_a_failure() -> None:
    """A worker that yields fewer results than items never passes for done."""
    found = dict(map_shards(lambda shard: [], [Shard("a", (1, 2))]))
    assert all(isinstance(out, Failure) for out in found.values())
    assert {1, 2} == set(found)


# ---- the store


def test_a_result_is_found_only_for_all_six_parts_of_its_key(tmp_path: Path) -> None:
    """Another submission, exercise version, variant, grader or back-end means judging again."""
    with Store(tmp_path) as store:
        store.put(KEY, "{}")
        assert "{}" == store.find(KEY)
        for part in ("submission", "exercise", "exercise_version", "variant", "grader", "back_end"):
            other = Key(**{**KEY.__dict__, part: "other"})
            assert store.find(other) is None


def test_results_survive_a_stopped_run(tmp_path: Path) -> None:
    """What was put before an exception or Ctrl-C is there when the store is opened again."""

    def stopped() -> None:
        with Store(tmp_path) as store:
            store.put(KEY, "{}")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    with Store(tmp_path) as store:
        assert "{}" == store.find(KEY)


def test_grades_and_facts_are_replaced_as_a_whole(tmp_path: Path) -> None:
    """The table of grades holds the last run only."""
    with Store(tmp_path) as store:
        store.put_grades({"confinement": "x"}, [("al", "a/b", "s", 1.0, 2.0), ("bo", "a/b", "s", 1.0, 2.0)])
        store.put_grades({"confinement": "unconfined"}, [("al", "a/b", "s", 2.0, 2.0)])
    connection = sqlite3.connect(tmp_path / FILE)
    try:
        assert [("al", "a/b", "s", 2.0, 2.0)] == connection.execute("SELECT * FROM grade").fetchall()
        assert [("confinement", "unconfined")] == connection.execute("SELECT * FROM meta").fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("damage", ["not a database", "cut", "zeroed page"])
def test_a_damaged_store_is_kept_aside(tmp_path: Path, damage: str) -> None:
    """Not a database, cut off, a damaged page: kept under another name, and judged again."""
    with Store(tmp_path) as store:
        for number in range(300):
            store.put(Key(**{**KEY.__dict__, "submission": str(number)}), "{}" * 50)
    content = (tmp_path / FILE).read_bytes()
    broken = {
        "not a database": b"gone" * 2000,
        "cut": content[: len(content) // 2],
        "zeroed page": content[:8192] + b"\0" * 4096 + content[12288:],
    }[damage]
    (tmp_path / FILE).write_bytes(broken)
    with Store(tmp_path) as store:
        assert "kept as grades.1.sqlite" in store.note
        assert store.find(KEY) is None
    assert broken == (tmp_path / "grades.1.sqlite").read_bytes()


def test_two_runs_into_one_folder_are_refused(tmp_path: Path) -> None:
    """The second run says so at once instead of mixing its results in."""
    with Store(tmp_path), pytest.raises(Problem, match="end the other run, or take another --out"):
        Store(tmp_path)


def test_a_store_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    """No such folder: a Problem."""
    with pytest.raises(Problem, match="cannot be opened"):
        Store(tmp_path / "nowhere")


# ---- keys


def test_a_key_is_drawn_once_and_kept(tmp_path: Path) -> None:
    """The first run draws 256 bits that only the teacher can read; the next run reads the same."""
    path = tmp_path / "out/class.key"
    key, is_new = load_key(path, create=True)
    assert (32, True) == (len(key), is_new)
    assert (key, False) == load_key(path, create=True)
    assert (key, False) == load_key(path)
    if sys.platform != "win32":
        assert 0o600 == path.stat().st_mode & 0o777
    assert key != load_key(tmp_path / "other.key", create=True)[0]


@pytest.mark.parametrize("content", [b"", b"secret", b"abc", b"a" * 33, b"\xff" * 40, b"00" * 15, b"00" * 200])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """Too short, not hexadecimal, too long, empty after a crash: one sentence, and the file stays."""
    path = tmp_path / "class.key"
    path.write_bytes(content)
    with pytest.raises(Problem, match=r"class\.key: "):
        load_key(path, create=True)
    assert content == path.read_bytes()


def test_a_key_that_is_not_there_or_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Without ``create`` nothing is drawn; a place that cannot be written is named."""
    with pytest.raises(Problem, match="no such key file"):
        load_key(tmp_path / "class.key")
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match=r"cannot be (written|read)"):
        load_key(tmp_path / "file" / "class.key", create=True)
    os.mkdir(tmp_path / "folder.key")  # noqa: PTH102 - any folder will do
    with pytest.raises(Problem, match="cannot be read"):
        load_key(tmp_path / "folder.key")
