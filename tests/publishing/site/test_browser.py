"""A real browser reads the unpacked site without a server and without a network; skipped where there is no Chromium."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from takedown.publishing.site import build_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: search under file:// is not tried"),
]


@pytest.fixture(scope="module")
def site(new_small, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small book, in a folder with a space in its name."""
    small = new_small(tmp_path_factory.mktemp("unpacked"))
    small.site()
    build_site(small.book(), small.root / "my site")
    return small.root / "my site"


def page(folder: Path, address: str, profile: Path) -> tuple[str, str]:
    """A page as the browser has it after its scripts ran, and what the browser complained of."""
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",  # a container's root may not use the sandbox
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--virtual-time-budget=15000",
            "--enable-logging=stderr",
            f"--user-data-dir={profile}",
            "--dump-dom",
            folder.as_uri() + "/" + address,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout, done.stderr


def test_search_finds_words_from_a_file(site: Path, tmp_path: Path) -> None:
    """Opened from a folder, the search finds a word of a chapter; no request leaves, no script fails."""
    dom, log = page(site, "index.html?q=curve", tmp_path)
    found = re.search(r'md-search-result__meta">\s*(\d+) matching document', dom)
    assert found, "the search gave no result"
    assert int(found[1]) >= 1
    assert [] == [line for line in log.split("\n") if "CONSOLE" in line and ("rror" in line or "http" in line)]


def test_chapter_shows_its_parts(site: Path, tmp_path: Path) -> None:
    """Scripts leave the chapter's own parts alone: figure, signs, folded answers."""
    dom, _ = page(site, "01_first.html", tmp_path)
    for mark in ('id="fig-01-curve"', 'class="sign"', 'class="solution"', 'class="opener"'):
        assert mark in dom
