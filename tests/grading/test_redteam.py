"""Answers that try to get points without solving anything: each gets what it earned, and the judge goes on.

Small cases of our own, after what is known of attacks on graders. They run in the child that ``check`` and ``grade``
use; what needs a wall against strangers (network, reading files, other processes) comes with the confined back-end.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from takedown.course import Exercise, load_exercise
from takedown.grading.draw import LOCAL_KEY
from takedown.grading.judging import KeptJudge

SPRAY = """
import os
def everywhere(data):
    for number in range(64):
        try:
            os.write(number, data)
        except OSError:
            pass
"""
HOSTILE: dict[str, str] = {
    "exits while it is loaded": "import os\nos._exit(0)\n",
    "exits in the first call": "import os\ndef add(a, b): os._exit(0)\ndef double(a): os._exit(0)\n",
    "sys.exit while it is loaded": "import sys\nsys.exit(0)\n",
    "raises what is no Exception": "def add(a, b): raise SystemExit(0)\ndef double(a): raise GeneratorExit\n",
    "kills itself": "import os, signal\ndef add(a, b): os.kill(os.getpid(), 9)\ndouble = add\n",
    "equal to everything": "class E:\n    def __eq__(self, other): return True\n    __hash__ = None\n"
    "def add(a, b): return E()\ndef double(a): return E()\n",
    "an int that is none": "class I(int):\n    def __eq__(self, other): return True\n    def __hash__(self): return 1\n"
    "def add(a, b): return I(7)\ndef double(a): return I(7)\n",
    "lies about its class": "class L:\n    __class__ = int\n    def __eq__(self, other): return True\n"
    "    __hash__ = None\n"
    "def add(a, b): return L()\ndef double(a): return L()\n",
    "NaN and infinity": "import math\ndef add(a, b): return math.nan\ndef double(a): return math.inf\n",
    "True for one": "def add(a, b): return True\ndef double(a): return True\n",
    "patches builtins": "import builtins\nfor name in ('isinstance', 'abs', 'all', 'len', 'type'):\n"
    "    setattr(builtins, name, lambda *a, **k: True)\ndef add(a, b): return 0\ndef double(a): return 0\n",
    "patches the codec": "import sys\nc = sys.modules['takedown.grading.codec']\nc.encode = lambda v: b'true'\n"
    "g = sys.modules['takedown.grading.guest']\ng.encode = c.encode\ndef add(a, b): return 0\n"
    "def double(a): return 0\n",
    "looks up the stack": "import sys\ndef look():\n    frame = sys._getframe()\n    while frame:\n"
    "        for name in ('expected', 'equals', 'wanted', 'b'):\n"
    "            if name in frame.f_locals: return frame.f_locals[name]\n"
    "        frame = frame.f_back\n    return 0\ndef add(a, b): return look()\ndef double(a): return look()\n",
    "looks in memory": "import gc\ndef double(a):\n"
    "    return [o for o in gc.get_objects() if type(o) is dict and 'equals' in o][:1] or 0\n"
    "def add(a, b): return double(a)\n",
    "skips as pytest does": "class Skipped(BaseException): pass\nSkipped.__module__ = 'builtins'\n"
    "def add(a, b): raise Skipped('x')\ndef double(a): raise Skipped('x')\n",
    "imports pytest": "import pytest\ndef add(a, b): pytest.skip()\ndef double(a): pytest.skip()\n",
    "imports the judge": "from takedown.grading import expect\ndef add(a, b): return 0\n",
    "imports the judge another way": "import importlib\nimportlib.import_module('takedown.grading.judge')\n",
    "imports the solution": "import solution.answer as s\nadd, double = s.add, s.double\n",
    "a forged reply everywhere": SPRAY + "def add(a, b): everywhere(b'v' + b'1' * 50)\n"
    "def double(a): everywhere(b'v2')\n",
    "a forged frame everywhere": SPRAY + "def add(a, b): everywhere(bytes(8) + b'\\0\\0\\0\\2v2')\n"
    "def double(a): everywhere(bytes(12))\n",
    "a flood everywhere": SPRAY + "def add(a, b):\n    while True: everywhere(b'x' * 65536)\ndouble = None\n",
    "a green report on the screen": "print('===== 5 passed in 0.01s =====')\nprint('{\"score\": 6}')\n"
    "import os\nos._exit(0)\n",
    "writes results": "import pathlib\nfor n in ('result.json', 'results.json', '/tmp/result.json'):\n"
    "    try: pathlib.Path(n).write_text('{\"score\": 6}')\n    except OSError: pass\ndef add(a, b): return 0\n"
    "def double(a): return 0\n",
    "a value that cannot be shown": "class R:\n    def __repr__(self): raise MemoryError\n"
    "def add(a, b): return R()\ndef double(a): return R()\n",
    "a huge int": "def add(a, b): return 10 ** 1_000_000\ndef double(a): return 10 ** 1_000_000\n",
    "a huge text": "def add(a, b): return 'x' * 10_000_000\ndef double(a): return ['x'] * 1_000_000\n",
    "a list in itself": "def add(a, b):\n    a = []\n    a.append(a)\n    return a\ndef double(a): return add(a, a)\n",
    "a name that steers a terminal": "class \\N{LATIN SMALL LETTER A}: pass\n",
    "an exception that steers a terminal": "def add(a, b): raise ValueError('\\x1b[2J\\u202e::error::=1+1')\n"
    "double = add\n",
    "never ends": "def add(a, b):\n    while True: pass\ndef double(a):\n    while True: pass\n",
    "never ends loading": "while True: pass\n",
    "sleeps": "import time\ndef add(a, b): time.sleep(99)\ndef double(a): time.sleep(99)\n",
    "sleeps just long enough": "import time\ndef add(a, b): time.sleep(.6)\ndef double(a):\n"
    "    time.sleep(.6)\n    return a\n",
    "takes all memory": "def add(a, b):\n    x = []\n    while True: x.append(bytes(2 ** 20))\ndouble = add\n",
    "starts threads": "import threading\ndef add(a, b):\n"
    "    for n in range(300): threading.Thread(target=lambda: None).start()\n    return 0\n",
    "calls itself": "def add(a, b): return add(a, b)\ndef double(a): return double(a)\n",
    "turns the limit off": "import sys\nsys.setrecursionlimit(10 ** 9)\ndef add(a, b): return add(a, b)\n"
    "def double(a): return double(a)\n",
    "takes the limits off": "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))\n",
    "remembers for the next": "import builtins, sys\nbuiltins.cheat = 1\nsys.modules['math'] = None\n"
    "def add(a, b): return 0\n",
    "a zero byte": "def add(a, b): return a + b\n\0",
}  # fmt: skip


@pytest.fixture(scope="module")
def sums(new_repository: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """Adding and doubling, with a second and a half for each task."""
    root = new_repository(tmp_path_factory.mktemp("redteam"))
    manifest = root / "exercises/01_the_case/sums/exercise.toml"
    manifest.write_text(manifest.read_text().replace("wall = 2", "wall = 1.5"))
    return load_exercise(manifest.parent, root)


@pytest.fixture(scope="module")
def judge(sums: Exercise) -> Iterator[KeptJudge]:
    """One judge for all attacks."""
    with KeptJudge(sums, LOCAL_KEY) as kept:
        yield kept


@pytest.mark.parametrize("name", HOSTILE)
def test_an_attack_gains_nothing_and_the_judge_goes_on(judge: KeptJudge, sums: Exercise, name: str) -> None:
    """No points; a plain sentence that fits a report; the same worker then judges a right and a wrong answer right."""
    judge(sums.solution.read_bytes())
    began = time.monotonic()
    result = judge(HOSTILE[name].encode())
    assert time.monotonic() - began < 30
    assert 0.0 == result.score, result
    messages = [case.message for task in result.tasks for case in task.cases]
    assert all(messages)
    assert all(len(message) <= 500 for message in messages)
    assert not any(character in "".join(messages) for character in "\x1b\u202e\0")
    assert not any(case.status == "error" for task in result.tasks for case in task.cases), messages
    assert 6.0 == judge(sums.solution.read_bytes()).score
    assert 4.0 == judge(sums.wrong[0].path.read_bytes()).score


CLUMSY: dict[str, tuple[bytes, float]] = {
    "a mark at the beginning": (b"\xef\xbb\xbfdef add(a, b): return a + b\n", 2.0),
    "line ends of Windows": (b"def add(a, b):\r\n    return a + b\r\n", 2.0),
    "line ends of old": (b"def add(a, b):\r    return a + b\r", 2.0),
    "another coding, declared": (b"# coding: latin-1\n# \xe9\ndef add(a, b): return a + b\n", 2.0),
    "prints a lot": (b"def add(a, b):\n    for n in range(20000): print(n)\n    return a + b\n", 2.0),
    "a lambda": (b"add = lambda a, b: a + b\n", 2.0),
    "a decorator": (b"from functools import lru_cache\n@lru_cache\ndef add(a, b): return a + b\n", 2.0),
    "a class that is called": (b"class Add:\n    def __call__(self, a, b): return a + b\nadd = Add()\n", 2.0),
    "the number as text": (b"def add(a, b): return str(a + b)\n", 0.0),
    "no return": (b"def add(a, b): print(a + b)\n", 0.0),
    "asks at import": (b"x = input('number? ')\n", 0.0),
    "a print of Python 2": (b"def add(a, b):\n    print a + b\n", 0.0),
    "nothing": (b"", 0.0),
}


@pytest.mark.parametrize("name", CLUMSY)
def test_an_honest_mistake_costs_what_it_should(judge: KeptJudge, name: str) -> None:
    """What works at home works here; what does not says so at once and in words."""
    content, score = CLUMSY[name]
    began = time.monotonic()
    result = judge(content)
    assert score == result.score, result.tasks[0]
    assert time.monotonic() - began < 15


def test_no_thread_is_left_behind(judge: KeptJudge, sums: Exercise) -> None:
    """After any number of answers there are no more threads than one waiting child needs."""
    before = threading.active_count()
    for name in ("exits in the first call", "never ends", "a forged reply everywhere"):
        judge(HOSTILE[name].encode())
    for _ in range(50):
        if threading.active_count() <= before + 2:
            break
        time.sleep(0.05)
    assert threading.active_count() <= before + 2
