"""What Python in the page gets: enough to judge, nothing that tells an answer, the same bytes each time."""

from __future__ import annotations

import ast
import io
import sys
import zipfile
from pathlib import Path

import pytest

from takedown.grading.page import page_archive
from takedown.grading.spec import read_spec, sources
from takedown.problems import Problem


@pytest.fixture
def archive(repository: Path) -> zipfile.ZipFile:
    """The files for both exercises."""
    folder = repository / "exercises/01_the_case"
    return zipfile.ZipFile(
        io.BytesIO(page_archive([(f"01_the_case/{name}", folder / name) for name in ("sums", "dates")]))
    )


def test_the_page_knows_no_answer(archive: zipfile.ZipFile) -> None:
    """Tests, stub, manifest and data; no solution, no wrong answer, no reason why."""
    names = {
        name.removeprefix("exercises/01_the_case/") for name in archive.namelist() if name.startswith("exercises/")
    }
    assert {
        "sums/answer.py", "sums/exercise.toml", "sums/test_answer.py", "dates/answer.toml", "dates/exercise.toml",
        "dates/test_answer.py", "dates/data/key.toml",
    } == names  # fmt: skip


def test_what_the_page_imports_is_there_and_needs_no_more(archive: zipfile.ZipFile) -> None:
    """Of this package: the plugin with all that it imports, and the models; besides that Python and pytest only."""
    ours = {name: archive.read(name) for name in archive.namelist() if name.startswith("site/takedown/")}
    modules = {
        name.removeprefix("site/").removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in ours
    }
    assert {"takedown.grading.plugin", "takedown.grading.attempt", "takedown.models"} <= modules
    assert not {"takedown.course", "takedown.grading.judge", "takedown.grading.child", "takedown.cli"} & modules
    for name, content in ours.items():
        for node in ast.walk(ast.parse(content)):
            wanted = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            wanted += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in wanted:
                known = module.split(".")[0] in {*sys.stdlib_module_names, "pytest"} or module in modules
                assert known, f"{name} imports {module}"


def test_the_same_versions_give_the_same_bytes(repository: Path) -> None:
    """No date, no machine, no order of the disk in the archive."""
    given = [("01_the_case/sums", repository / "exercises/01_the_case/sums")]
    assert page_archive(given) == page_archive(given)


# ---- what judging reads of an exercise


def test_the_manifest_is_read_without_the_catalogue(repository: Path) -> None:
    """Tasks, points, limits and kinds as the catalogue has them; a table's tasks are partial by default."""
    spec = read_spec(repository / "exercises/01_the_case/sums")
    assert ("01_the_case/sums", "answer.py", 2, 256) == (
        spec.id,
        spec.answer_name,
        spec.limits.wall,
        spec.limits.memory,
    )
    assert [("add", 2, False), ("double", 4, True)] == [(task.id, task.points, task.partial) for task in spec.tasks]
    assert spec.task("none") is None
    table = read_spec(repository / "exercises/01_the_case/dates")
    assert [True] == [task.partial for task in table.tasks]
    assert (5.0, "answer.toml") == (table.limits.wall, table.stub.name)


def test_a_folder_without_a_manifest_is_told(tmp_path: Path) -> None:
    """No exercise.toml: one sentence."""
    with pytest.raises(Problem, match="this exercise has no exercise"):
        read_spec(tmp_path)


def test_the_text_of_a_model_is_sent_with_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model, its packages, and the models that it imports, however written; other modules are Python's own."""
    package = tmp_path / "takedown_models"
    texts = {
        "__init__.py": "",
        "flash.py": "import math\nimport takedown.models.base\n"
        "from takedown.models import shared, NAME\nfrom . import x\n",
        "base.py": "A = 1\n",
        "shared.py": "from takedown.models.base import A\n",
    }
    package.mkdir()
    for name, text in texts.items():
        (package / name).write_text(text)
    monkeypatch.setattr("takedown.models.__path__", [str(package)])
    for name in ("flash", "base", "shared"):
        monkeypatch.delitem(sys.modules, f"takedown.models.{name}", raising=False)
    found = sources(["takedown.models.flash", "json"])
    assert [
        "takedown",
        "takedown.models",
        "takedown.models.base",
        "takedown.models.flash",
        "takedown.models.shared",
    ] == list(found)
    assert "" == found["takedown"]
    assert texts["shared.py"] == found["takedown.models.shared"]
    for name in ("takedown.models.nowhere", "takedown.models.base.nowhere"):
        with pytest.raises(Problem, match=rf"there is no module {name}: correct imports"):
            sources([name])
