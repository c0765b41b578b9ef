"""How long a whole book takes, cold and warm, and how much memory: this project against Jupyter Book 1, same text.

Run by hand: ``.venv/bin/python benchmarks/build.py [--runs 3] [--without-old]``. Works in build/benchmark, and makes
there an environment of its own for Jupyter Book 1, which is the only step that needs a network.

*First*: no build/, no compiled Python, no font cache, and the system's file cache dropped where that is allowed: the
build after a fresh set-up. *Cold*: no build/, with what the system keeps. *Warm*: one sentence of one chapter changed
since the last build; every output is made again.
Each build runs without a network (a namespace with a loopback only) where the system allows it, and the system's
counters tell whether it asked for one.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import big_book
import psutil

PROJECT = Path(__file__).resolve().parents[1]
WORK = PROJECT / "build" / "benchmark"
OLD = "jupyter-book==1.0.4.post1"
NOT_THE_SOURCES = shutil.ignore_patterns(".*", "__pycache__", "build", "work", "node_modules")
"""What a copy of the project needs not hold."""
LIMITS = {"cold": 10.0, "warm": 6.0, "memory": 700}

_ASIDE = """
import json, subprocess, sys
with open("/proc/net/snmp") as file: before = file.read()
done = subprocess.run(sys.argv[2:], stdout=sys.stderr).returncode
asked = {}
for name in ("/proc/net/snmp", "/proc/net/snmp6"):
    try: lines = open(name).read().splitlines()
    except OSError: continue
    if name.endswith("6"):
        rows = [line.split() for line in lines]
        asked.update({key: int(value) for key, value in rows if key in ("Ip6OutNoRoutes", "Udp6OutDatagrams")})
    else:
        for head, values in zip(lines[::2], lines[1::2]):
            kind = head.split(":")[0]
            for key, value in zip(head.split()[1:], values.split()[1:]):
                if kind + key in ("IpOutNoRoutes", "TcpActiveOpens", "UdpOutDatagrams"): asked[kind + key] = int(value)
json.dump(asked, open(sys.argv[1], "w"))
sys.exit(done)
"""
"""Runs a command in its namespace and writes what it asked of the network: connections, datagrams, missing routes."""


@dataclass
class Run:
    """One build: seconds of the clock, seconds of the processor, MB at the peak of all its processes, network asked."""

    seconds: float
    processor: float
    memory: float
    asked: dict[str, int] | None


def confined() -> list[str]:
    """What to put before a command so that it has no network but a loopback; nothing where that is not allowed."""
    for start in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        shell = [*start, "sh", "-c", 'ip link set lo up 2>/dev/null; exec "$@"', "sh"]
        if (
            shutil.which("unshare")
            and subprocess.run([*shell, "true"], capture_output=True, check=False).returncode == 0
        ):
            return shell
    return []


def run(command: list[str], folder: Path, **environment: str) -> Run:
    """Run a build and measure it.

    Raises:
        SystemExit: it failed; its output is shown.
    """
    before, prefix = os.times(), confined()
    with tempfile.TemporaryDirectory() as temporary:
        counts = Path(temporary) / "asked.json"
        watched = [*prefix, sys.executable, "-S", "-c", _ASIDE, str(counts), *command] if prefix else command
        start = time.perf_counter()
        with (Path(temporary) / "out").open("w+") as out:
            process = psutil.Popen(watched, cwd=folder, env={**os.environ, **environment}, stdout=out, stderr=out)
            peak = 0
            while process.poll() is None:
                peak = max(peak, resident(process.pid))
                time.sleep(0.1)
            seconds = time.perf_counter() - start
            if process.returncode:
                out.seek(0)
                sys.exit(f"{' '.join(command)}\n{out.read()}")
        asked = json.loads(counts.read_text()) if prefix else None
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(seconds, processor, peak / 1e6, asked)


def resident(process: int) -> int:
    """Bytes of memory that a process and all below it hold; what they share is counted for each, so it is no less."""
    total = 0
    with contextlib.suppress(psutil.Error):
        total += psutil.Process(process).memory_info().rss
    for child in children(process):
        total += resident(child)
    return total


def children(process: int) -> list[int]:
    """The processes that a process started; asked of the system in the way that costs the build least."""
    try:
        lists = [path.read_text() for path in Path(f"/proc/{process}/task").glob("*/children")]
    except OSError:
        lists = []
    if lists:
        return [int(child) for one in lists for child in one.split()]
    with contextlib.suppress(psutil.Error):
        return [child.pid for child in psutil.Process(process).children()]
    return []


def forget() -> bool:
    """Drop the system's file cache; whether that was allowed."""
    try:
        os.sync()
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        return False
    return True


def measure(
    name: str, runs: int, clean: Callable[[], None], edit: Callable[[int], None], build: Callable[..., Run]
) -> Result:
    """First, cold and warm builds of one book."""
    first, cold, warm = [], [], []
    for number in range(runs):
        clean()
        forget()
        with tempfile.TemporaryDirectory() as fresh:
            first.append(build(PYTHONPYCACHEPREFIX=f"{fresh}/bytecode", MPLCONFIGDIR=f"{fresh}/matplotlib"))
        build()  # compiles what is still missing
        clean()
        cold.append(build())
        edit(number)
        warm.append(build())
    return Result(name, first, cold, warm)


@dataclass
class Result:
    """The runs of one tool."""

    name: str
    first: list[Run]
    cold: list[Run]
    warm: list[Run]

    def rows(self) -> list[str]:
        """Lines of the table."""
        lines = []
        for kind, runs in (("first", self.first), ("cold", self.cold), ("warm", self.warm)):
            times = [one.seconds for one in runs]
            said = f"{statistics.median(times):6.1f} s  ({min(times):.1f} to {max(times):.1f})"
            processor = statistics.median(one.processor for one in runs)
            memory = max(one.memory for one in runs)
            counts = [one.asked for one in runs if one.asked is not None]
            asked = (
                "not checked" if not counts else "nothing" if not any(any(c.values()) for c in counts) else str(counts)
            )
            lines.append(f"{self.name:44} {kind:5}  {said:26} {processor:6.1f} s  {memory:5.0f} MB  {asked}")
        return lines


def ours() -> Result:
    """This project on the big book."""
    root = WORK / "book"
    chapter = root / "chapters" / "05_chapter_05" / "index.md"
    text = chapter.read_text("utf-8")

    def edit(number: int) -> None:
        chapter.write_text(text.replace("The ", f"The {number}th and ", 1), encoding="utf-8")

    def build(**environment: str) -> Run:
        return run([sys.executable, "-m", "takedown", "build"], root, **environment)

    def clean() -> None:
        shutil.rmtree(root / "build", ignore_errors=True)
        chapter.write_text(text, encoding="utf-8")

    return measure("takedown: site, PDF and EPUB", ARGUMENTS.runs, clean, edit, build)


def theirs() -> Result:
    """Jupyter Book 1 on the same text: HTML and EPUB (its PDF needs LaTeX or a browser)."""
    environment = WORK / "jupyter-book-1"
    program = environment / "bin" / "jupyter-book"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        subprocess.run([str(environment / "bin" / "pip"), "install", "-qqq", OLD], check=True)
    root = WORK / "old"
    big_book.write_old_book(root, WORK / "book" / "build" / "figures")
    chapter = root / "05_chapter_05" / "index.md"
    text = chapter.read_text("utf-8")

    def edit(number: int) -> None:
        chapter.write_text(text.replace("The ", f"The {number}th and ", 1), encoding="utf-8")

    def build(**names: str) -> Run:
        html = run([str(program), "build", "--quiet", "."], root, **names)
        epub = run(
            [str(program), "build", "--quiet", ".", "--builder", "custom", "--custom-builder", "epub"], root, **names
        )
        asked = None if html.asked is None else {key: html.asked[key] + (epub.asked or {})[key] for key in html.asked}
        memory = max(html.memory, epub.memory)
        return Run(html.seconds + epub.seconds, html.processor + epub.processor, memory, asked)

    def clean() -> None:
        shutil.rmtree(root / "_build", ignore_errors=True)
        chapter.write_text(text, encoding="utf-8")

    return measure("Jupyter Book 1: HTML and EPUB, no PDF", ARGUMENTS.runs, clean, edit, build)


def machine() -> str:
    """The processor and how many cores of it there are."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return f"{os.cpu_count()} cores ({names[0] if names else 'unknown'}), Python {sys.version.split()[0]}"


def witness() -> str:
    """Whether the counters see somebody who does ask: a look-up of a name, in the same confinement."""
    if not confined():
        return "the network could not be taken away here, so nothing is said of it"
    ask = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError: pass"
    seen = run([sys.executable, "-c", ask], PROJECT).asked or {}
    return f"network taken away; a program that asks for one is seen: {'yes' if any(seen.values()) else 'NO'}"


def main() -> None:
    """Write the book, measure, print the table."""
    WORK.mkdir(parents=True, exist_ok=True)
    big_book.write_book(WORK / "book", PROJECT)
    print(f"{machine()}; load {os.getloadavg()[0]:.1f} at the start")
    words = big_book.words_of(WORK / "book")
    print(f"{big_book.CHAPTERS} chapters, {words:,} words; {ARGUMENTS.runs} runs each, median (range)")
    print(f"file cache dropped before first runs: {'yes' if forget() else 'no, not allowed'}; {witness()}")
    print(f"\n{'':44} {'':5}  {'time':26} {'processor':>8}  {'memory':>7}  asked of the network")
    result = ours()
    print("\n".join(result.rows()))
    if not ARGUMENTS.without_old:
        print("\n".join(theirs().rows()))
    goals = f"cold {LIMITS['cold']:.0f} s, warm {LIMITS['warm']:.0f} s, memory {LIMITS['memory']} MB, network nothing"
    print(f"\ngoals: {goals}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="cold and warm builds of each (default 3)")
    parser.add_argument("--without-old", action="store_true", help="leave Jupyter Book 1 out")
    ARGUMENTS = parser.parse_args()
    main()
