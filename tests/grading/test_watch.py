"""The watcher: every way an editor saves is one save, and a verdict is never made of half a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from takedown.grading import watch
from takedown.grading.watch import saves, signature

Step = Callable[[Path], None]


class Time:
    """A clock that moves when somebody sleeps, and does one step of a play at each given moment."""

    def __init__(self, path: Path, play: dict[float, Step]) -> None:
        self.now = 0.0
        self.path = path
        self.play = sorted(play.items(), key=lambda entry: entry[0])
        self.stamp = 1_000_000_000

    def sleep(self, seconds: float) -> None:
        """Let time pass; the play is over three seconds after its last step."""
        self.now += seconds
        while self.play and self.play[0][0] <= self.now:
            self.play.pop(0)[1](self.path)
        if not self.play and self.now > 3.0:
            raise KeyboardInterrupt

    def clock(self) -> float:
        """Seconds."""
        return self.now


def write(content: bytes) -> Step:
    """Save in place."""
    return lambda path: path.write_bytes(content) and None


def replace(content: bytes) -> Step:
    """Save as careful editors do: a new file, moved over the old one."""

    def step(path: Path) -> None:
        other = path.with_name("4913~")
        other.write_bytes(content)
        other.replace(path)

    return step


def delete(path: Path) -> None:
    """Remove the file."""
    path.unlink(missing_ok=True)


def seen(path: Path, play: dict[float, Step]) -> list[tuple[float, bytes | None]]:
    """What the watcher saw, and when."""
    time = Time(path, play)
    found: list[tuple[float, bytes | None]] = []
    watching: Iterator[bytes | None] = saves(path, time.sleep, time.clock)
    with pytest.raises(KeyboardInterrupt):
        found.extend((round(time.now, 3), content) for content in watching)
    return found


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    """A saved answer."""
    path = tmp_path / "answer.py"
    path.write_bytes(b"one\n")
    return path


def test_the_present_content_comes_first(answer: Path) -> None:
    """Watching begins with a verdict on what is there, and says nothing while nothing changes."""
    assert [(watch.SETTLE, b"one\n")] == seen(answer, {})


@pytest.mark.parametrize("save", [write, replace])
def test_a_save_is_seen_once_and_soon(answer: Path, save: Callable[[bytes], Step]) -> None:
    """Written in place or moved over: one verdict, less than 40 ms after the save."""
    found = seen(answer, {1.0: save(b"two is longer\n")})
    assert [b"one\n", b"two is longer\n"] == [content for _, content in found]
    assert found[1][0] - 1.0 < 0.06


def test_a_file_still_being_written_is_waited_for(answer: Path) -> None:
    """Three writes a hundredth of a second apart are one save: the half-saved file gets no verdict."""
    play = {1.0: write(b"t"), 1.01: write(b"tw"), 1.02: write(b"two\n")}
    assert [b"one\n", b"two\n"] == [content for _, content in seen(answer, play)]


def test_a_file_emptied_before_it_is_written_is_one_save(answer: Path) -> None:
    """Editors that empty the file first: the empty moment gets no verdict; a file left empty does."""
    found = seen(answer, {1.0: write(b""), 1.2: write(b"two\n")})
    assert [b"one\n", b"two\n"] == [content for _, content in found]
    answer.write_bytes(b"one\n")
    assert [b"one\n", b""] == [content for _, content in seen(answer, {1.0: write(b"")})]


def test_a_deleted_file_is_told_once_and_waited_for(answer: Path) -> None:
    """Gone for half a second: told once; back: judged, even with the same content."""
    found = seen(answer, {0.5: delete, 2.0: write(b"one\n")})
    assert [b"one\n", None, b"one\n"] == [content for _, content in found]
    assert 1.0 <= found[1][0] < 1.1


def test_a_file_gone_for_a_moment_is_a_replacement(answer: Path) -> None:
    """Deleted and written again within half a second: a save, not a loss."""
    found = seen(answer, {0.5: delete, 0.8: write(b"two\n")})
    assert [b"one\n", b"two\n"] == [content for _, content in found]


def test_a_save_without_a_change_is_not_judged_again(answer: Path) -> None:
    """The same bytes written again: the verdict stands."""
    assert [b"one\n"] == [content for _, content in seen(answer, {1.0: replace(b"one\n")})]


def test_a_file_that_cannot_be_read_is_tried_again(answer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds the file for a moment: no verdict, no crash, then the verdict."""
    real = Path.read_bytes
    left = [3]

    def held(path: Path) -> bytes:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert [b"one\n"] == [content for _, content in seen(answer, {})]


def test_a_missing_file_has_no_signature(tmp_path: Path) -> None:
    """The signature of nothing is None."""
    assert signature(tmp_path / "nowhere") is None
