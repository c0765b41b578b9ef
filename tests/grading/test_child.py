"""A learner's program in a process of its own: what it may do, and what becomes of it when it does anything else."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from takedown.grading import child, server
from takedown.grading.answers import AnswerFailed, AnswerRaised, CodeAnswer, PlaceLost
from takedown.grading.child import Child, Children
from takedown.grading.codec import decode, encode
from takedown.grading.server import CALL, LOAD, MARK, PRINTED, READY, START, frame, read_exactly, serve, write_all
from takedown.grading.spec import ExerciseSpec, Limits
from takedown.problems import Problem

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="rlimits and process groups are POSIX")
Program = Callable[..., CodeAnswer]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Starts a program with limits; everything is ended with the test."""
    opened: list[Any] = []

    def start(source: str, wall: float = 20.0, memory: int = 128, imports: tuple[str, ...] = ()) -> CodeAnswer:
        spec = ExerciseSpec("01_x/y", "code", tmp_path, (), imports=imports, limits=Limits(wall, memory))
        children = Children(spec)
        place = children.place(source)
        opened.extend([place, children])
        return CodeAnswer(place, "answer.py")

    yield start
    for each in opened:
        each.close() if hasattr(each, "close") else each.__exit__(None, None, None)


def told(use: Callable[[], object]) -> str:
    """What the learner reads."""
    with pytest.raises((AnswerFailed, AnswerRaised)) as caught:
        use()
    return str(caught.value)


def test_values_go_in_and_come_out(program: Program) -> None:
    """Calls work as in this process, state is kept between them, prints do no harm."""
    answer = program(
        "n = 0\ndef f(*a, **k):\n    global n\n    n += 1\n    print('hi', flush=True)\n    return [n, list(a), k]\n"
    )
    assert [1, [1.5, b"x"], {"y": None}] == answer.f(1.5, b"x", y=None)
    assert [2, [], {}] == answer.f()


def test_the_child_is_bare(program: Program) -> None:
    """No packages, no environment, no folder of ours on the path, no module of ours to import, an empty keyboard."""
    answer = program(
        "import os, sys\n"
        "def modules(): return sorted(n for n in sys.modules if n.startswith(('takedown', 'pytest', '_pytest')))\n"
        "def path(): return [p for p in sys.path if 'site-packages' in p or 'takedown' in p]\n"
        "def environment(): return sorted(os.environ)\n"
        "def arguments(): return sys.argv\n"
        "def keyboard(): return sys.stdin.read()\n"
    )
    assert ["takedown.grading.codec", "takedown.grading.guest", "takedown.grading.server"] == answer.modules()
    assert [] == answer.path()
    assert set() == set(answer.environment()) - {"LC_CTYPE", "SYSTEMROOT", "__CF_USER_TEXT_ENCODING"}
    assert ["-c"] == answer.arguments()
    assert "" == answer.keyboard()


def test_a_model_is_sent_along(program: Program) -> None:
    """What the exercise allows can be imported, though the child has no folder; the rest cannot."""
    answer = program("from takedown import models\ndef f(): return models.__name__\n", imports=("takedown.models",))
    assert "takedown.models" == answer.f()
    assert "no module named 'takedown.models' here" in told(lambda: program("import takedown.models\n"))


@pytest.mark.parametrize(
    ("source", "wall", "says"),
    [
        ("def f():\n    while True: pass", 0.4, r"your program gave no answer within 0.4 seconds"),
        ("import time\ndef f(): time.sleep(60)", 0.4, r"your program gave no answer within 0.4 seconds"),
        ("import os\ndef f(): os._exit(0)", 20, r"your program ended its own process"),
        ("import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGTERM)", 20, "your program ended its own process"),
        ("import ctypes\ndef f(): ctypes.string_at(0)", 20, "your program ended its own process"),
        ("def f(): return f()", 20, "RecursionError"),
        ("import sys\ndef f(): sys.exit(0)", 20, "SystemExit: 0"),
    ],
)
def test_hangs_and_crashes_are_the_childs_result(program: Program, source: str, wall: float, says: str) -> None:
    """A loop, a wait, an exit, a signal, a crash, a recursion: said in words with what was tried, in bounded time."""
    answer = program(source, wall=wall)
    began = time.monotonic()
    said = told(answer.f)
    assert says in said
    assert said.startswith("Tried: f()\n")
    assert time.monotonic() - began < 10


def test_a_hang_while_loading_is_told_as_such(program: Program) -> None:
    """The learner reads that the file does not load, and where to look."""
    said = told(lambda: program("while True: pass", wall=0.3))
    assert said.startswith("Your file does not load: your program gave no answer within 0.3 seconds.")
    assert told(lambda: program("import os; os._exit(3)")).startswith("Your file does not load: your program ended")


@POSIX
def test_memory_is_limited(program: Program) -> None:
    """More than is allowed is a MemoryError in the learner's own line; within the limit all is well."""
    answer = program("def f(mib):\n    return len(b'x' * (mib * 2**20))\n", memory=64)
    assert 32 * 2**20 == answer.f(32)
    assert "MemoryError at line 2\nLook at: what grows without an end." in told(lambda: answer.f(500))
    assert 2**20 == answer.f(1)


@POSIX
def test_no_file_can_be_written(program: Program, tmp_path: Path) -> None:
    """A disk cannot be filled: writing is refused by the system."""
    path = tmp_path / "fill"
    answer = program("def f(path):\n    with open(path, 'wb') as out: out.write(b'x' * 10000)\n    return 'written'\n")
    assert "OSError" in told(lambda: answer.f(str(path)))
    assert not path.exists() or not path.read_bytes()


def test_a_flood_of_output_is_dropped(program: Program) -> None:
    """100 MB printed and written to the screen's number cost time only: no memory, no stop, nothing kept."""
    answer = program(
        "import os, sys\ndef f():\n    for n in range(100):\n        sys.stdout.write('x' * 500_000)\n"
        "        os.write(1, b'y' * 500_000)\n        os.write(2, b'z' * 1000)\n    return 7\n",
        wall=20,
    )
    assert 7 == answer.f()


@pytest.mark.parametrize(
    "bytes_written",
    ["b'v3'", "b'x' * 12", "bytes(8) + (2).to_bytes(4, 'big') + b'v3'", "b'\\xff' * 100_000", "b'v' * 50_000_000"],
)
def test_writing_on_the_channel_gains_nothing(program: Program, bytes_written: str) -> None:
    """A program that sprays every open file, with forged replies or a flood, is told so and not believed."""
    answer = program(
        f"import os\ndef f():\n    for n in range(3, 64):\n        try: os.write(n, {bytes_written})\n"
        "        except OSError: pass\n    return 3\n",
        wall=5,
    )
    said = told(answer.f)
    assert "your program wrote on the channel that carries its answers" in said
    assert "Look at: what writes to open files by number." in said


def test_a_reply_written_ahead_is_noticed(program: Program) -> None:
    """A second reply after the first belongs to no request, whatever it says: the next call is told, not believed."""
    answer = program(
        "import os, sys\ndef f():\n    server = sys.modules['takedown.grading.server']\n    write = server.write_all\n"
        "    def twice(stream, data):\n        write(stream, data + data)\n    server.write_all = twice\n    return 1\n"
    )
    assert 1 == answer.f()
    assert "wrote on the channel" in told(answer.f)


def test_time_is_counted_for_all_calls_of_a_task(program: Program) -> None:
    """Many slow calls use up the time as one does; then the rest is not tried, at once."""
    answer = program("import time\ndef f(): time.sleep(0.8)", wall=2)
    answer.f()
    answer.f()
    assert "no answer within 2 seconds" in told(answer.f)
    began = time.monotonic()
    assert "Came: nothing: no time was left for this task\nLook at: the case before it." in told(answer.f)
    assert time.monotonic() - began < 0.1


def test_after_a_crash_the_program_is_loaded_again(program: Program) -> None:
    """A crash costs the case in which it happens; the next gets a fresh process."""
    answer = program("import os\nn = 0\ndef f(end):\n    global n\n    n += 1\n    if end: os._exit(1)\n    return n\n")
    assert 1 == answer.f(False)
    told(lambda: answer.f(True))
    assert 1 == answer.f(False)


def test_a_program_that_loads_only_once_is_told(program: Program, tmp_path: Path) -> None:
    """A file that loads the first time and not the second gives what the second load said."""
    flag = tmp_path / "flag"
    answer = program(
        f"import os\nif os.path.isdir({str(flag)!r}): raise OSError('twice')\n"
        f"def f(): os.mkdir({str(flag)!r}); os._exit(1)\n"
    )
    told(answer.f)
    assert "OSError: twice" in told(answer.f)


@POSIX
def test_what_a_program_started_is_ended_with_it(program: Program, tmp_path: Path) -> None:
    """A grandchild in the same group dies with the child; one that holds the channel open does not hang the judge."""
    if os.getuid() != 0:
        pytest.skip("other users cannot start a process in a child at all")
    pid = tmp_path / "pid"
    os.mkfifo(pid)
    answer = program(
        "import os, time\n"
        "def f(path):\n    child = os.fork()\n    if child == 0:\n        time.sleep(60)\n        os._exit(0)\n"
        "    fd = os.open(path, os.O_WRONLY)\n    os.write(fd, str(child).encode())\n    os.close(fd)\n"
        "    os._exit(0)\n",
        wall=0.5,
    )
    found: list[int] = []
    reader = threading.Thread(target=lambda: found.append(int(pid.read_text())))
    reader.start()
    said = told(lambda: answer.f(str(pid)))
    reader.join(5)
    assert "gave no answer" in said or "ended its own process" in said
    for _ in range(100):
        if not _is_running(found[0]):
            break
        time.sleep(0.05)
    assert not _is_running(found[0])


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_python_that_does_not_start_is_a_problem(monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    """No process, or one that says nothing sensible: the machine's fault, told as such, not the learner's."""
    with monkeypatch.context() as patch:
        patch.setattr(child, "_BOOT", "print('hello')")
        with pytest.raises(Problem, match="does not start: try again"):
            program("def f(): pass")
    with monkeypatch.context() as patch:
        patch.setattr(child, "PYTHON", str(Path(sys.executable).with_name("no-such-python")))
        with pytest.raises(Problem, match="no process for the learner's program can be started"):
            program("def f(): pass")


def test_closing_twice_does_no_harm(tmp_path: Path) -> None:
    """A child that is gone already is closed in silence, and its process is waited for."""
    one = Child(b"{}", 100)
    one.close()
    one.close()
    assert one._process.returncode is not None


# ---- the other end, in this process


@pytest.fixture
def channel() -> Iterator[tuple[int, int, threading.Thread]]:
    """A server in a thread: the number to write requests to, the number to read replies from."""
    incoming, ask = os.pipe()
    kept = server.Kept()
    kept.write(b"seen")
    told_, outgoing = os.pipe()
    thread = threading.Thread(target=serve, args=(incoming, outgoing, kept))
    thread.start()
    yield ask, told_, thread
    os.close(ask)
    thread.join(5)
    for number in (incoming, told_, outgoing):
        os.close(number)
    sys.modules.pop("answer", None)


def read_frame(stream: int) -> tuple[bytes, bytes]:
    """Mark and content of a frame."""
    head = read_exactly(stream, MARK + 4)
    return head[:MARK], read_exactly(stream, int.from_bytes(head[MARK:], "big"))


def test_the_server_answers_request_by_request(
    channel: tuple[int, int, threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ready, then a reply to each request with its mark, until the judge closes."""
    ask, listen, _ = channel
    monkeypatch.setattr("signal.alarm", lambda seconds: None, raising=False)
    assert (START, READY) == read_frame(listen)
    load = {"source": "def f(a): return [a]", "name": "answer.py", "imports": [], "seconds": 60}
    write_all(ask, frame(b"12345678", LOAD + json.dumps(load).encode()))
    assert (b"12345678", b"v" + encode(None)) == read_frame(listen)
    write_all(ask, frame(b"abcdefgh", CALL + b"f\0" + encode([[3], {}])))
    mark, reply = read_frame(listen)
    assert (b"abcdefgh", [3]) == (mark, decode(reply[1:]))
    write_all(ask, frame(b"abcdefgh", PRINTED))
    assert "seen" == decode(read_frame(listen)[1][1:])


def test_limits_are_set_where_the_system_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory, files, processes: each limit is asked for; a system that refuses one, or has none, is no error."""
    asked: dict[str, tuple[int, int]] = {}

    def setrlimit(kind: str, most: tuple[int, int]) -> None:
        asked[kind] = most
        if kind == "files":
            raise ValueError

    resource = SimpleNamespace(
        RLIMIT_AS="memory", RLIMIT_FSIZE="size", RLIMIT_NOFILE="files", RLIMIT_NPROC="processes", setrlimit=setrlimit
    )
    monkeypatch.setitem(sys.modules, "resource", resource)
    server.set_limits(10)
    assert {"memory": (10 * 2**20,) * 2, "size": (0, 0), "files": (32, 32), "processes": (0, 0)} == asked


def test_the_streams_are_taken_before_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipes move aside; keyboard and screen become nothing."""
    calls: list[Any] = []
    fake = SimpleNamespace(
        dup=lambda number: number + 10, open=lambda *a: 99, dup2=lambda *a: calls.append(a), close=calls.append,
        devnull=os.devnull, O_RDWR=os.O_RDWR,
    )  # fmt: skip
    monkeypatch.setattr(server, "os", fake)
    monkeypatch.setattr(server, "set_limits", calls.append)
    monkeypatch.setattr(server, "serve", lambda *a: calls.append(a[:2]))
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    server.main(5)
    assert [(99, 0), (99, 1), (99, 2), 99, 5, (10, 11)] == calls


def test_the_beginning_of_what_is_printed_is_kept(tmp_path: Path) -> None:
    """A learner may print to look inside: the beginning is kept, the rest counted, and a lost process has nothing."""
    spec = ExerciseSpec("01_x/y", "code", tmp_path, ())
    with Children(spec) as children:
        place = children.place(
            "import os, sys\ndef f(n):\n    print('see', n, '\\u00fc')\n    sys.stdout.buffer.write(b'raw')\n"
            "def g():\n    print('x' * 5000)\n    print('error', file=sys.stderr)\n    os._exit(0)\n"
            "def h():\n    print('y' * 5000)\n"
        )
        assert "" == place.printed()
        answer = CodeAnswer(place, "answer.py")
        answer.f(3)
        assert "see 3 \u00fc\nraw" == place.printed()
        answer.h()
        assert place.printed().startswith("see 3 \u00fc\nrawyyy")
        assert place.printed().endswith("y\n... and 3,013 bytes more")
        told(answer.g)
        assert "" == place.printed()
        place.close()


def test_a_frame_cut_short_is_no_reply(tmp_path: Path) -> None:
    """The end in the middle of a frame: the program is gone; another mark or a huge length: it wrote itself."""

    def read(data: bytes) -> bytes | PlaceLost:
        path = tmp_path / "frame"
        path.write_bytes(data)
        with path.open("rb") as stream:
            return child._read_frame(stream.fileno(), b"12345678")

    whole = frame(b"12345678", b"v1")
    assert b"v1" == read(whole)
    for cut, reason in (
        (whole[:3], "crash"),
        (whole[:-1], "crash"),
        (frame(b"other678", b"v1"), "protocol"),
        (frame(b"12345678", b"x" * 99_999), "protocol"),
        (frame(b"12345678", b""), "crash"),
    ):
        lost = read(cut)
        assert isinstance(lost, PlaceLost)
        assert reason == lost.reason
