"""Figures: one look for all of them, and the runner that makes them from the chapters' scripts.

A script ``chapters/NN_slug/figures/NAME.py`` defines ``figure()``, which gives a matplotlib figure; the runner writes
``build/figures/NN_slug/NAME.svg`` and makes it again only when something it was made from has changed.
It is drawn in another process (:mod:`takedown.publishing.drawing`), which is started only then.
The look stays readable in grey (the colours differ in lightness, lines in their dashes) and in dark mode (it has no
background; the site turns the colours over, see :data:`DARK_FILTER`).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from takedown.problems import Problem

INK = "#1b1b1f"
"""Text, axes, and the thing the figure is about."""
BLUE = "#12436d"
RED = "#a6341b"
TEAL = "#1a8076"
AMBER = "#c48400"
GREY = "#6b7280"
"""What stands back: the rest, the known, the past."""
LIGHT = "#c4c8cf"
"""Grids and bands, never anything that must be seen."""

PALETTE = (BLUE, RED, TEAL, AMBER)
"""Colours of things to tell apart, darkest first, so that they differ in grey too."""
DASHES = ("-", "--", "-.", ":")
"""The dashes of lines, in the same order."""
HATCHES = ("", "///", "...", "xx")
"""The hatching of areas and bars, in the same order."""

WIDTH = 5.3
"""The width of the printed text in inches, so that the letters of a figure have the size they say."""

DARK_FILTER = "invert(1) hue-rotate(180deg)"
"""The CSS filter with which a page in dark mode shows a figure: light on dark, and the hues stay.

Blended as on a screen, so that white behind a label, black by then, is the page.
"""

STYLE = MappingProxyType(
    {
        "svg.fonttype": "path",  # the letters are drawn, so no reader needs the font
        "svg.hashsalt": "takedown",  # else ids are random
        "font.family": "DejaVu Sans",  # comes with matplotlib, so it is the same everywhere
        "font.size": 9,
        "figure.figsize": (WIDTH, 3.0),
        "figure.constrained_layout.use": True,
        "savefig.transparent": True,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": INK,
        "axes.titlesize": 10,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.linewidth": 0.8,
        "xtick.color": INK,
        "ytick.color": INK,
        "grid.color": LIGHT,
        "grid.linewidth": 0.6,
        "lines.linewidth": 1.6,
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
    }
)
"""The rules under which each ``figure()`` runs; a script need not ask for them."""

PATIENCE = 60.0
"""Seconds that one figure may take."""

PICTURES = (".svg", ".png")
"""Pictures drawn by hand, which are copied."""


@dataclass(frozen=True)
class Made:
    """What a run did: the figures it made or copied, and how many it found unchanged."""

    made: tuple[Path, ...]
    kept: int


def scripts(root: Path) -> list[Path]:
    """The figure scripts of all chapters, in order; ``_*.py`` are their helpers."""
    found = (root / "chapters").glob("[0-9][0-9]_*/figures/*.py")
    return sorted(path for path in found if not path.name.startswith("_"))


def make_figures(root: Path, tell: Callable[[str], None] = lambda _: None) -> Made:
    """Bring ``build/figures`` up to date: make what changed, drop what has no script any more.

    Args:
        root: the repository.
        tell: told the name of each figure before it is made, which may take a second.

    Raises:
        Problem: a script cannot be read or run, or gives no figure; it carries the faults of the others.
    """
    from takedown.course.records import together  # noqa: PLC0415 - the process that draws has no need of it

    folder = root / "build" / "figures"
    memory = folder / "made.json"
    known = _remembered(memory)
    shared = _digest_shared()
    found = {f"{script.parents[1].name}/{script.stem}.svg": script for script in scripts(root)}
    keys = {name: _key(script, shared) for name, script in found.items()}
    stale = [name for name, key in keys.items() if known.get(name) != key or not (folder / name).is_file()]
    drawn, faults = _draw([(found[name], folder / name) for name in stale], root, tell) if stale else ([], [])
    copied, pictures = _copy_pictures(root, folder, set(found), faults)
    _sweep(folder, {*found, *pictures, memory.name})
    done = {name: key for name, key in keys.items() if name not in stale or folder / name in drawn}
    put(memory, (json.dumps(done, indent=0, sort_keys=True) + "\n").encode())
    together(faults)
    return Made((*drawn, *copied), len(found) - len(stale))


def _draw(
    stale: Sequence[tuple[Path, Path]], root: Path, tell: Callable[[str], None]
) -> tuple[list[Path], list[Problem]]:
    """Draw figures (script, target) in a process of their own; gives what was drawn, and the faults of the others.

    That process takes matplotlib's memory along when it ends, and is ended if a script never does.
    """
    drawn: list[Path] = []
    faults: list[Problem] = []
    command = [sys.executable, "-m", "takedown.publishing.drawing", str(root)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        for script, target in stale:
            tell(f"{target.parent.name}/{target.name}")
            answer = _ask(process, script, target)
            if answer is None:
                what = f"the figure was not made within {PATIENCE:g} s, or its process ended"
                mend = "look for a loop without an end in figure(), then build again"
                faults.append(Problem(what, file=script.relative_to(root), line=1, mend=mend))
                break
            if answer:
                faults.append(
                    Problem(str(answer["what"]), file=answer["file"], line=answer["line"], mend=answer["mend"])
                )
            else:
                drawn.append(target)
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
    return drawn, faults


def _ask(process: subprocess.Popen[str], script: Path, target: Path) -> dict[str, Any] | None:
    """Have one figure drawn: an empty answer if it was, the fault if not, None if the process is gone or was ended."""
    assert process.stdin is not None  # noqa: S101 - it is a pipe
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    timer = threading.Timer(PATIENCE, process.kill)
    timer.start()
    try:
        process.stdin.write(json.dumps([str(script), str(target)]) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except OSError:
        line = ""
    finally:
        timer.cancel()
    answer: dict[str, Any] | None = json.loads(line) if line else None
    return answer


def _digest_shared() -> str:
    """What all figures are made from: this module, the models, and the version of matplotlib."""
    digest = hashlib.sha256(importlib.metadata.version("matplotlib").encode())
    package = Path(__file__).parents[1]
    for path in (Path(__file__), Path(__file__).with_name("drawing.py"), *sorted((package / "models").rglob("*.py"))):
        _add(digest, path, package)
    return digest.hexdigest()


def _key(script: Path, shared: str) -> str:
    """What one figure is made from: the script, the helpers beside it, the chapter's data, and what all share."""
    chapter = script.parents[1]
    digest = hashlib.sha256(shared.encode())
    data = sorted(path for path in (chapter / "data").rglob("*") if path.is_file())
    for path in (script, *sorted(script.parent.glob("_*.py")), *data):
        _add(digest, path, chapter)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, path: Path, base: Path) -> None:
    """Add the name and the content of a file to a digest."""
    content = path.read_bytes()
    digest.update(f"\0{path.relative_to(base).as_posix()}\0{len(content)}\0".encode())
    digest.update(content)


def _copy_pictures(root: Path, folder: Path, taken: set[str], faults: list[Problem]) -> tuple[list[Path], set[str]]:
    """Copy the pictures drawn by hand; gives the changed files and the names of all."""
    changed: list[Path] = []
    names: set[str] = set()
    for picture in sorted((root / "chapters").glob("[0-9][0-9]_*/figures/*")):
        if picture.suffix not in PICTURES:
            continue
        name = f"{picture.parents[1].name}/{picture.name}"
        if name in taken:
            mend = f"remove it, since {picture.stem}.py makes it"
            faults.append(Problem("this picture has a script too", file=picture.relative_to(root), mend=mend))
            continue
        names.add(name)
        content = picture.read_bytes()
        target = folder / name
        if not target.is_file() or target.read_bytes() != content:
            put(target, content)
            changed.append(target)
    return changed, names


def _remembered(memory: Path) -> dict[str, str]:
    """The keys of the figures made before; none if they cannot be read."""
    try:
        data = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


def _sweep(folder: Path, names: set[str]) -> None:
    """Remove what no script makes any more."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in names:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            shutil.rmtree(path)
