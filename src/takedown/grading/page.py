"""The files that Python in the page gets: pytest, the part of takedown that judges there, and the exercises.

One zip, made from what is installed, the same bytes for the same versions. The page knows no solution, no wrong
answer and no reason why: of an exercise it gets the test file, the stub and the data.
"""

from __future__ import annotations

import ast
import importlib.metadata
from collections.abc import Iterable, Iterator
from pathlib import Path

import takedown
from takedown.course.archive import pack

DISTRIBUTIONS = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")  # all pure Python
LEXERS = ("__init__", "_mapping", "python", "diff")  # of pygments: what pytest loads
PLUGIN = "takedown.grading.plugin"
INI = "[pytest]\naddopts = --strict-markers\n"


def page_archive(exercises: Iterable[tuple[str, Path]]) -> bytes:
    """The zip of ``site/`` (pytest, takedown) and ``exercises/<id>/`` for the exercises given as (id, folder)."""
    files = dict(_libraries())
    files |= dict(_takedown())
    files["pytest.ini"] = INI.encode()
    for name, folder in exercises:
        wanted = [folder / "test_answer.py", folder / "exercise.toml", *folder.glob("answer.*")]
        wanted += [path for path in (folder / "data").rglob("*") if path.is_file()]
        for path in wanted:
            files[f"exercises/{name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return pack(files)


def _libraries() -> Iterator[tuple[str, bytes]]:
    """Pytest and what it needs, with their metadata (pytest asks for its own version)."""
    for distribution in DISTRIBUTIONS:
        for file in importlib.metadata.files(distribution) or ():
            name = file.as_posix()
            is_rare_lexer = name.startswith("pygments/lexers/") and file.stem not in LEXERS
            if name.endswith((".py", "/METADATA", "/entry_points.txt")) and ".." not in name and not is_rare_lexer:
                yield f"site/{name}", Path(str(file.locate())).read_bytes()


def _takedown() -> Iterator[tuple[str, bytes]]:
    """The part of takedown that the plugin needs, and the teaching models."""
    package = Path(takedown.__file__).parent
    waiting, seen = [PLUGIN], set[str]()
    while waiting:
        name = waiting.pop()
        path = package.parent.joinpath(*name.split("."))
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        content = path.read_bytes()
        yield f"site/{path.relative_to(package.parent).as_posix()}", content
        waiting += [name.rpartition(".")[0], *_imported(content)]
    for path in (package / "models").rglob("*.py"):
        yield f"site/takedown/{path.relative_to(package).as_posix()}", path.read_bytes()


def _imported(source: bytes) -> Iterator[str]:
    """The modules of takedown that a module names in its imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("takedown"):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("takedown"))
