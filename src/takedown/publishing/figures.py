"""Figures: one look for all of them, and the runner that makes them from the chapters' scripts.

A script ``chapters/NN_slug/figures/NAME.py`` defines ``figure()``, which gives a matplotlib figure; the runner writes
``build/figures/NN_slug/NAME.svg`` and makes it again only when something it was made from has changed.
matplotlib is imported only then. The look stays readable in grey (the colours differ in lightness, lines in their
dashes) and in dark mode (no background; the site turns the colours over, see :data:`DARK_FILTER`).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import io
import json
import shutil
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from takedown.course.records import together
from takedown.problems import Problem

if TYPE_CHECKING:
    from matplotlib.figure import Figure

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
"""The CSS filter with which a page in dark mode shows a figure: light on dark, and the hues stay."""

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
    folder = root / "build" / "figures"
    memory = folder / "made.json"
    known = _remembered(memory)
    keys: dict[str, str] = {}
    made: list[Path] = []
    faults: list[Problem] = []
    shared = _digest_shared()
    for script in scripts(root):
        name = f"{script.parents[1].name}/{script.stem}.svg"
        target = folder / name
        key = _key(script, shared)
        if known.get(name) != key or not target.is_file():
            tell(name)
            try:
                svg = draw(script, root)
            except Problem as problem:
                faults.append(problem)
                continue
            _put(target, svg)
            made.append(target)
        keys[name] = key
    copied, pictures = _copy_pictures(root, folder, set(keys), faults)
    _sweep(folder, {*keys, *pictures, memory.name})
    _put(memory, (json.dumps(keys, indent=0, sort_keys=True) + "\n").encode())
    together(faults)
    return Made((*made, *copied), len(keys) - len(made))


def draw(script: Path, root: Path) -> bytes:
    """The SVG that a script draws: the same bytes each time.

    Raises:
        Problem: the script cannot be read or run, warns, has no ``figure()``, or that gives something else.
    """
    import matplotlib as mpl  # noqa: PLC0415 - slow, and only a figure that changed needs it
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    shown = script.relative_to(root) if script.is_relative_to(root) else script
    with mpl.rc_context(), _alone(script.parent), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        mpl.rcdefaults()  # whatever this machine's own settings are
        mpl.rcParams.update(mpl.RcParams(dict(STYLE)))
        try:
            made = _run(script)
            if isinstance(made, Figure):
                return _svg(made)
        except (Exception, SystemExit) as error:
            raise _fault(error, script, shown) from error
    raise Problem(f"figure() gives {type(made).__name__}", file=shown, line=1, mend="return a matplotlib.figure.Figure")


def _run(script: Path) -> object:
    """What ``figure()`` of a script gives."""
    names: dict[str, object] = {"__name__": script.stem, "__file__": str(script)}
    code = compile(script.read_bytes(), str(script), "exec", dont_inherit=True)
    exec(code, names)  # noqa: S102 - the book's own scripts; the same as importing them
    function = names.get("figure")
    if not callable(function):
        raise Problem("there is no figure()", file=script, line=1, mend="define figure() -> matplotlib.figure.Figure")
    return function()


def _svg(figure: Figure) -> bytes:
    """A figure as SVG without a date or the name of the program."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue().decode("utf-8")
    return "\n".join(line.rstrip() for line in text.splitlines()).encode() + b"\n"


def _fault(error: BaseException, script: Path, shown: Path) -> Problem:
    """An exception of a script as a sentence, with the last line of the chapter's own code that it passed through."""
    if isinstance(error, Problem):
        return Problem(error.what, file=shown, line=error.line, mend=error.mend)
    if isinstance(error, SyntaxError) and error.filename:
        at = Path(error.filename)
        where, line = (shown.parent / at.name if at.parent == script.parent else shown), error.lineno
        return Problem(f"this is not valid Python ({error.msg})", file=where, line=line, mend="mend the syntax there")
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).parent == script.parent
    ]
    where, line = (shown.parent / Path(frames[-1].filename).name, frames[-1].lineno) if frames else (shown, 1)
    said = " ".join(str(error).split()).rstrip(".")
    kind = type(error).__name__
    return Problem(
        f"the figure cannot be made ({kind}: {said})" if said else f"the figure cannot be made ({kind})",
        file=where,
        line=line,
        mend="mend the script, then build again",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let a script import the helpers beside it and the models as they are now, and leave no trace of either."""
    before = set(sys.modules)
    models = {name: module for name, module in sys.modules.items() if name.startswith("takedown.models.")}
    for name in models:
        del sys.modules[name]
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        sys.dont_write_bytecode = bytecode
        for name in set(sys.modules) - before:
            origin = getattr(sys.modules[name], "__file__", None)
            if name.startswith("takedown.models.") or (origin and Path(origin).parent == folder):
                del sys.modules[name]
        sys.modules.update(models)


def _digest_shared() -> str:
    """What all figures are made from: this module, the models, and the version of matplotlib."""
    digest = hashlib.sha256(importlib.metadata.version("matplotlib").encode())
    package = Path(__file__).parents[1]
    for path in (Path(__file__), *sorted((package / "models").rglob("*.py"))):
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
            _put(target, content)
            changed.append(target)
    return changed, names


def _remembered(memory: Path) -> dict[str, str]:
    """The keys of the figures made before; none if they cannot be read."""
    try:
        data = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _put(path: Path, content: bytes) -> None:
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
