"""Which exercise a learner means: the whole name, its end, or any part that fits only one."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from takedown.problems import Problem


def resolve(given: str, names: Sequence[str]) -> str:
    """The exercise meant by ``given``: ``01_the_case/dates``, ``dates``, ``dat``, or a path that ends so.

    Raises:
        Problem: nothing fits, or more than one does.
    """
    said = given.replace("\\", "/").strip("/").casefold()
    for prefix in ("./", "exercises/", "work/"):
        said = said.removeprefix(prefix)
    parts = said.split("/")
    if parts[-1].startswith("answer.") or parts[-1] in {"exercise.toml", "task.md", "test_answer.py"}:
        said = "/".join(parts[:-1])
    for fits in (_is, _is_slug, _begins_slug, _begins, _holds):
        found = [name for name in names if said and fits(said, name.casefold())]
        if len(found) == 1:
            return found[0]
        if found:
            raise Problem(f"{given!r} could be {_either(found)}", mend="write a little more of the name")
    slugs = {name.rpartition("/")[2]: name for name in names}
    near = difflib.get_close_matches(said.rpartition("/")[2], slugs, n=3, cutoff=0.5)
    mend = f"perhaps you mean {_either([slugs[slug] for slug in near])}" if near else "takedown list shows all"
    raise Problem(f"there is no exercise {given!r}", mend=mend)


def _either(names: Sequence[str]) -> str:
    shown = [*names[:5], "..."] if len(names) > 5 else list(names)
    return ", ".join(shown[:-1]) + f" or {shown[-1]}" if len(shown) > 1 else shown[0]


def _is(said: str, name: str) -> bool:
    return said == name


def _is_slug(said: str, name: str) -> bool:
    return name.endswith(f"/{said}")


def _begins_slug(said: str, name: str) -> bool:
    return name.rpartition("/")[2].startswith(said)


def _begins(said: str, name: str) -> bool:
    return name.startswith(said)


def _holds(said: str, name: str) -> bool:
    return said in name
