"""Run an exercise's own pytest file on one answer, in the page's Python; the result is the plugin's own."""

from __future__ import annotations

import base64
import contextlib
import io
import shutil
from pathlib import Path

import pytest

EXERCISES = Path("/page/exercises")
LEFT_OUT = ("unittest", "doctest", "junitxml", "pastebin", "logging", "debugging", "legacypath")
LEARNER = Path("/page/work")
OPTIONS = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--capture=sys", "--color=no", "--strict-markers"]
OPTIONS += [part for name in LEFT_OUT for part in ("-p", f"no:{name}")]
OPTIONS += ["-c", "/page/pytest.ini", "--rootdir", "/page", "--import-mode=importlib"]


def judge(exercise: str, answer: str) -> str:
    """The result.json (as text) of the answer, given in base64."""
    extension = next((EXERCISES / exercise).glob("answer.*")).suffix
    shutil.rmtree(LEARNER, ignore_errors=True)
    LEARNER.mkdir(parents=True)
    path, result = LEARNER / f"answer{extension}", LEARNER / "result.json"
    path.write_bytes(base64.b64decode(answer))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        pytest.main(
            [
                *OPTIONS,
                *("-p", "takedown.grading.plugin", "--answer", str(path), "--takedown-result", str(result)),
                str(EXERCISES / exercise / "test_answer.py"),
            ]
        )
    if not result.exists():
        raise RuntimeError(out.getvalue()[-2000:])
    return result.read_text(encoding="utf-8")
