"""Draws the figures of the chapters' scripts, one after the other, in a process of its own.

``python -m takedown.publishing.drawing ROOT`` reads lines ``[SCRIPT, TARGET]`` and answers each with a line: ``{}``
when the picture stands, else the fault with its file, line and mend. What a script prints goes to standard error.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from takedown.problems import Problem
from takedown.publishing.figures import STYLE, put

if TYPE_CHECKING:
    from matplotlib.figure import Figure


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


def answer(script: Path, target: Path, root: Path) -> dict[str, object]:
    """Draw one figure; an empty answer when it stands, else the fault."""
    try:
        put(target, draw(script, root))
    except Problem as problem:
        file = problem.file.as_posix() if problem.file is not None else None
        return {"what": problem.what, "file": file, "line": problem.line, "mend": problem.mend}
    except OSError as error:  # of put: what a script meets is a fault of the script
        return {
            "what": f"the figure cannot be kept ({error.strerror})",
            "file": target.relative_to(root).as_posix(),
            "line": None,
            "mend": "make room and give yourself the right to write there, then build again",
        }
    return {}


def main(root: Path, questions: IO[str], answers: IO[str]) -> None:
    """Draw what is asked for until the questions end."""
    for line in questions:
        script, target = json.loads(line)
        with contextlib.redirect_stdout(sys.stderr):
            said = answer(Path(script), Path(target), root)
        answers.write(json.dumps(said) + "\n")
        answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin, sys.stdout)
