"""Reading the project's YAML files; the only place that knows the YAML library."""

from __future__ import annotations

import copy
from functools import lru_cache
from pathlib import Path

import yaml  # type: ignore[import-untyped]  # PyYAML comes with MkDocs, its types with neither

from takedown.course.source import read_text, shown
from takedown.problems import Problem


def read_yaml(path: Path, root: Path) -> dict[str, object]:
    """The table that a YAML file holds.

    Raises:
        Problem: the file is missing, is no YAML (with the line where reading stopped), or holds no table.
    """
    where = shown(path, root)
    try:
        data = copy.deepcopy(_parsed(read_text(path, root)))
    except (yaml.YAMLError, ValueError) as error:  # a day such as 2021-02-29 is a ValueError
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or str(error).partition("\n")[0]
        line = mark.line + 1 if mark is not None else 1
        raise Problem(f"this is not valid YAML ({said})", file=where, line=line, mend="mend the syntax there") from None
    if not isinstance(data, dict):
        raise Problem("this holds no keys", file=where, line=1, mend="write 'key: value' lines")
    return data


@lru_cache(maxsize=32)
def _parsed(text: str) -> object:
    """What a YAML text holds; kept, since several parts read the same files, and a server does after every edit."""
    return yaml.safe_load(text)
