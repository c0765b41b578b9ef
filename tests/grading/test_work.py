"""The learner's folder: nothing of the learner's is ever lost, whatever happens to the state file."""

from __future__ import annotations

import os
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takedown.grading import work as work_module
from takedown.grading.work import Progress, Record, Work, digest, free_name
from takedown.problems import Problem

STUB = b"def solve(x):\n    return None\n"
ANSWER = b"def solve(x):\n    return x\n"


@dataclass(frozen=True)
class Sums:
    """The little that the folder needs to know of an exercise."""

    stub: Path
    id: str = "01_the_case/sums"
    extension: str = "py"


@pytest.fixture
def sums(tmp_path: Path) -> Sums:
    """An exercise with a stub."""
    stub = tmp_path / "exercises/01_the_case/sums/answer.py"
    stub.parent.mkdir(parents=True)
    stub.write_bytes(STUB)
    return Sums(stub)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """An empty work folder."""
    return Work(tmp_path)


def leftovers(work: Work) -> list[str]:
    """Temporary files that were forgotten."""
    return [path.name for path in work.folder.rglob(".*")]


def test_start_copies_the_stub_and_never_overwrites(work: Work, sums: Sums) -> None:
    """The first start makes the file, every later one leaves what the learner wrote."""
    assert work.start(sums)
    assert work.read(sums) == STUB
    work.path(sums).write_bytes(ANSWER)
    assert not work.start(sums)
    assert work.read(sums) == ANSWER
    assert [] == leftovers(work)


def test_start_on_a_file_system_without_links(work: Work, sums: Sums, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where hard links do not exist the stub is written to a new file only."""

    def no_links(source: Path, target: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    assert work.start(sums)
    assert work.read(sums) == STUB
    assert [] == leftovers(work)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_left_alone(
    work: Work, sums: Sums, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Two starts at once: the second sees the file of the first and does not touch it."""
    real = os.link

    def race(source: Path, target: Path) -> None:
        Path(target).write_bytes(ANSWER)
        if not links:
            raise OSError(1, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "link", race)
    assert not work.start(sums)
    assert work.read(sums) == ANSWER


def test_reset_keeps_every_old_answer(work: Work, sums: Sums) -> None:
    """Each reset moves the answer to the next free name and puts the stub back."""
    assert work.reset(sums) is None
    for number in (1, 2, 3):
        work.path(sums).write_bytes(ANSWER + b"#" * number)
        aside = work.reset(sums)
        assert aside is not None
        assert f"answer.{number}.py" == aside.name
        assert ANSWER + b"#" * number == aside.read_bytes()
        assert work.read(sums) == STUB


def test_a_crash_in_reset_loses_nothing(work: Work, sums: Sums, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the machine stops between the two steps of a reset, the answer stands aside and start gives the stub."""
    work.start(sums)
    work.path(sums).write_bytes(ANSWER)
    monkeypatch.setattr(Work, "start", lambda self, exercise: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        work.reset(sums)
    monkeypatch.undo()
    assert ANSWER == (work.path(sums).parent / "answer.1.py").read_bytes()
    assert work.start(sums)


def test_reading_an_answer_that_is_not_there_says_how_to_begin(work: Work, sums: Sums) -> None:
    """No file: the sentence names the command; a folder in its place: the sentence names the file."""
    with pytest.raises(Problem, match=r"work/01_the_case/sums/answer\.py: takedown start 01_the_case/sums"):
        work.read(sums)
    work.path(sums).mkdir(parents=True)
    with pytest.raises(Problem, match="cannot be read"):
        work.read(sums)


def test_the_state_belongs_to_the_very_answer(work: Work, sums: Sums) -> None:
    """open, started, unchecked, unsolved, solved, changed: each from the file and the record of its hash."""
    states = [work.state(sums, work.progress())]
    work.start(sums)
    states.append(work.state(sums, work.progress()))
    work.path(sums).write_bytes(ANSWER)
    states.append(work.state(sums, work.progress()))
    work.remember_check(sums.id, ANSWER, 1, 4, passed=False)
    states.append(work.state(sums, work.progress()))
    work.remember_check(sums.id, ANSWER, 4, 4, passed=True)
    states.append(work.state(sums, work.progress()))
    work.path(sums).write_bytes(ANSWER + b"\n")
    states.append(work.state(sums, work.progress()))
    assert ["open", "started", "unchecked", "unsolved", "solved", "changed"] == states
    sums.stub.unlink()
    assert "changed" == work.state(sums, work.progress())
    assert "unchecked" == work.state(sums, Progress())


def test_progress_is_readable_text_and_comes_back(work: Work) -> None:
    """What is remembered is TOML with one line per fact, no time, no name; it reads back equal."""
    work.remember_check("01_the_case/sums", ANSWER, 2.5, 4, passed=False)
    work.remember("01_the_case/sums", hints=2)
    work.remember_check('odd "name"/\u00e9', ANSWER, 4, 4, passed=True)
    text = work.progress_file.read_text(encoding="utf-8")
    assert '[exercise."01_the_case/sums"]\n' in text
    assert Record(digest(ANSWER), 2.5, 4, False, 2, 1) == work.progress().of("01_the_case/sums")
    assert Record(digest(ANSWER), 4, 4, True, 0, 1, True) == work.progress().of('odd "name"/\u00e9')
    assert {"version", "exercise"} == set(tomllib.loads(text))
    assert [] == leftovers(work)


def test_a_copy_to_another_machine_keeps_the_state(work: Work, sums: Sums, tmp_path: Path) -> None:
    """The folder work/, copied without its times, says the same on the other side."""
    work.start(sums)
    work.remember_check(sums.id, STUB, 4, 4, passed=True)
    other = tmp_path / "other"
    shutil.copytree(work.folder, other / "work", copy_function=shutil.copyfile)
    assert "solved" == Work(other).state(sums, Work(other).progress())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"version = 1\n[exercise.",
        b"\xff\xfe\0",
        b"version = 'one'\n",
        b"[exercise]\n",
        b"version = 1\nextra = 2\n",
        b"version = 1\nexercise = 3\n",
        b"version = 1\n[exercise.'a/b']\nsolved = 'yes'\n",
        b"version = 1\n[exercise.'a/b']\nhints = 'two'\n",
        b"version = 1\n[exercise.'a/b']\nanswer = 'zz'\n",
        b"version = 1\n[exercise]\n'a/b' = 3\n",
        b"a = " + b"[" * 5_000,
    ],
)
def test_a_damaged_state_is_kept_aside_and_made_anew(work: Work, sums: Sums, content: bytes) -> None:
    """Half-written, corrupt or edited by hand: the old file is kept, the answers stay, checks fill it again."""
    work.start(sums)
    work.progress_file.write_bytes(content)
    progress = work.progress()
    assert not progress.records
    assert "kept as progress.1.toml" in progress.note
    assert content == (work.folder / "progress.1.toml").read_bytes()
    assert work.read(sums) == STUB
    work.remember_check(sums.id, STUB, 4, 4, passed=True)
    assert "solved" == work.state(sums, work.progress())


@given(cut=st.integers(0, 400), junk=st.binary(max_size=40))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cut_of_the_state_file_is_survived(work: Work, cut: int, junk: bytes) -> None:
    """Wherever a write was cut, and whatever follows, reading gives records or keeps the file aside."""
    work.remember_check("01_the_case/sums", ANSWER, 2, 4, passed=False)
    work.progress_file.write_bytes(work.progress_file.read_bytes()[:cut] + junk)
    try:
        progress = work.progress()
    except Problem as problem:
        assert "newer" in str(problem)  # noqa: PT017 - the junk happened to spell a later version
    else:
        assert set(progress.records) <= {"01_the_case/sums"} or not progress.note


def test_a_state_of_a_newer_version_is_not_touched(work: Work) -> None:
    """A file that a later takedown wrote is refused, not rewritten in the old form."""
    work.folder.mkdir()
    work.progress_file.write_text("version = 2\n")
    with pytest.raises(Problem, match="newer takedown: update takedown"):
        work.remember("01_the_case/sums", hints=1)
    assert "version = 2\n" == work.progress_file.read_text()


def test_a_crash_while_the_state_is_written_leaves_the_old_one(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state is written beside the old file and moved over it: until then the old one stands."""
    work.remember("01_the_case/sums", hints=1)
    before = work.progress_file.read_bytes()

    def stopped(source: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(work_module, "_replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        work.remember("01_the_case/sums", hints=2)
    assert before == work.progress_file.read_bytes()
    assert [] == leftovers(work)


@pytest.mark.parametrize("times", [3, 10**6])
def test_a_state_file_held_by_another_program_is_waited_for(
    work: Work, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """Windows refuses to replace a file that a scanner reads; a few tries later it works, and not for ever."""
    left = [times]
    real = Path.replace

    def busy(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr("takedown.grading.work.time.sleep", lambda seconds: None)
    if times == 3:
        assert 1 == work.remember("a/b", hints=1).of("a/b").hints
    else:
        with pytest.raises(PermissionError):
            work.remember("a/b", hints=1)


def test_unusable_places_are_one_sentence(work: Work, sums: Sums) -> None:
    """A file where the folder should be, a folder where the state should be: a Problem, no traceback."""
    work.folder.write_text("a file\n")
    with pytest.raises(Problem, match="cannot make the folder"):
        work.start(sums)
    work.folder.unlink()
    work.progress_file.mkdir(parents=True)
    with pytest.raises(Problem, match="cannot be read"):
        work.progress()


def test_the_latest_answer_is_the_default(work: Work, sums: Sums) -> None:
    """The exercise whose answer was saved last is the one in progress; none before any start."""
    dates = Sums(sums.stub, id="01_the_case/dates")
    both = {sums.id: sums, dates.id: dates}
    assert work.latest(both) is None
    work.start(sums)
    work.start(dates)
    os.utime(work.path(sums), ns=(1, 5_000))
    os.utime(work.path(dates), ns=(1, 4_000))
    assert sums.id == work.latest(both)


def test_free_names_count_up(tmp_path: Path) -> None:
    """answer.1.py, answer.2.py, ...: the first that is free."""
    (tmp_path / "answer.1.py").touch()
    assert "answer.2.py" == free_name(tmp_path / "answer.py").name


def test_paths_are_shown_as_typed(work: Work, tmp_path: Path) -> None:
    """A path below the root is shown relative to it, another as it is."""
    assert "work/progress.toml" == work.shown(work.progress_file)
    assert str(tmp_path.parent) == work.shown(tmp_path.parent)
