"""The site: MkDocs fed with the rendered pages, into a new folder that takes the old one's place when it is whole.

``takedown build site``, plain ``mkdocs build`` and ``mkdocs serve`` (these two through hook.py) take the same steps and
make the same site.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from takedown.problems import Problem
from takedown.publishing.pages import Nav, Pages, write_pages
from takedown.publishing.released import clock_of
from takedown.publishing.settings import read_yaml
from takedown.publishing.shelf import Shelf
from takedown.publishing.stage import write_changed
from takedown.publishing.tree import Book

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

CONFIG = "mkdocs.yml"
HOOK = str(Path(__file__).with_name("hook.py"))
os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")  # else Material advertises at every build; its own word

_NOTHING = Shelf()
ready: dict[Path, Pages] = {}
"""Pages that were rendered before MkDocs started, by the folder of its configuration; the hook takes them from here."""


def build_site(book: Book, out: Path, shelf: Shelf = _NOTHING) -> None:
    """Build the site of a book.

    Args:
        book: the resolved book.
        out: the folder of the site; it is replaced only by a site that is whole.
        shelf: what it offers to take away, and the caller puts there.

    Raises:
        Problem: a page cannot be shown, or MkDocs complains of anything.
    """
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow, and not needed to import this module
    from mkdocs.config import load_config  # noqa: PLC0415 - as above
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

    pages = write_pages(book, shelf)
    write_mkdocs_folder(book.root, pages)
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    ready[book.root] = pages
    try:
        with clock_of(book.root), warnings() as complaints:
            config = load_config(str(book.root / CONFIG), site_dir=str(fresh), hooks=[HOOK])
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
    except MkDocsException as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Problem(f"MkDocs stopped: {error}", file=CONFIG, mend="mend what it names") from None
    finally:
        del ready[book.root]
    if complaints:
        shutil.rmtree(fresh, ignore_errors=True)
        raise Problem(f"MkDocs complains: {complaints[0]}", file=CONFIG, mend="mend what it names")
    swap(fresh, out)


def swap(fresh: Path, out: Path) -> None:
    """Put a folder in another's place; the old one is removed only when the new one stands."""
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def warnings() -> Iterator[list[str]]:
    """Collects what MkDocs warns of, and keeps it from talking otherwise."""
    found: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    handler = Collector(logging.WARNING)
    before, propagated = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield found
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        logger.propagate = propagated


# --- what MkDocs is given ---------------------------------------------------------------------------------------------


def give_pages(files: Files, config: MkDocsConfig, pages: Pages) -> Files:
    """Replace the MyST sources among MkDocs' files by the rendered pages, and add redirects."""
    from mkdocs.structure.files import File, Files  # noqa: PLC0415 - as above

    kept = Files([file for file in files if not file.src_uri.endswith(".md")])
    for name, content in {**pages.files, **redirects(config.extra, pages)}.items():
        kept.append(File.generated(config, name, content=content))
    return kept


def redirects(extra: Mapping[str, object], pages: Pages) -> dict[str, bytes]:
    """A page for each old address of ``extra.redirects``, which leads to the new one.

    Raises:
        Problem: an old address is still a page, or a new one is none.
    """
    moved = extra.get("redirects") or {}
    if not isinstance(moved, dict):
        raise Problem("extra.redirects is no table", file=CONFIG, mend="write 'old.html: new.html' below it")
    made = {}
    for old, new in moved.items():
        target = str(new).partition("#")[0]
        if _source(str(old)) in pages.files:
            raise Problem(f"the redirect from {old} would hide a page", file=CONFIG, mend="take it out")
        if _source(target) not in pages.files:
            raise Problem(f"the redirect from {old} leads to {new}, which is no page", file=CONFIG, mend="mend it")
        up = "../" * (len(PurePosixPath(str(old)).parts) - 1)
        made[str(old)] = _REDIRECT.format(to=up + str(new)).encode()
    return made


_REDIRECT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>This page has moved</title>
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={to}">
<link rel="canonical" href="{to}">
<p>This page has moved: <a href="{to}">go there</a>.</p>
</html>
"""


def _source(address: str) -> str:
    """The name in the docs folder of the page of an address."""
    return address.removesuffix(".html") + ".md"


def write_mkdocs_folder(root: Path, pages: Pages) -> None:
    """Write build/pages and build/mkdocs.yml: the same site as plain files, for a builder that knows no hook."""
    settings = read_yaml(root / CONFIG, root)
    extra = settings.get("extra")
    folder = root / "build" / "pages"
    assets = root / "docs" / "assets"
    own = {f"assets/{path.relative_to(assets).as_posix()}": path.read_bytes() for path in _files(assets)}
    moved = redirects(extra if isinstance(extra, dict) else {}, pages)
    write_changed(folder, {**pages.files, **own, **moved})
    for name in ("hooks", "watch"):
        settings.pop(name, None)
    settings |= {"docs_dir": "pages", "site_dir": "zensical", "nav": pages.nav}
    (root / "build" / CONFIG).write_bytes((json.dumps(settings, indent=1, ensure_ascii=False) + "\n").encode())


def _files(folder: Path) -> list[Path]:
    """The files of a folder and below, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def set_nav(config: MkDocsConfig, nav: Nav) -> None:
    """Give MkDocs the navigation of the book."""
    config.nav = nav
