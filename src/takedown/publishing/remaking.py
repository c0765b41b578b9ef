"""The site while it is served: MkDocs makes again only the pages that an edit changed.

MkDocs can build "dirty", and then asks each file whether it was modified; by itself it answers with the time of the
file, which is wrong for navigation. Here the answer comes from content: a page is made again if its own Markdown, the
navigation, or anything that stands around every page changed. What Markdown and the search index make of a page is
kept by its text, so a new title in the navigation costs each page no more than its frame. What is not among the files
any more is removed. So the folder holds the same bytes as a fresh build; test_remaking.py holds it to that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]  # Material publishes no types
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from takedown.problems import Problem
from takedown.publishing import site
from takedown.publishing.pages import Nav, Pages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

AROUND = (site.CONFIG, "CITATION.cff", "overrides")
"""Files and folders that reach every page: if one of them changes, everything is made again."""

_DIRTY = "A 'dirty' build is being performed"

at_work: dict[Path, Remaker] = {}
"""Who answers MkDocs' questions while a folder's site is made, by the folder of the book."""


class Remaker:
    """The site of one book in one folder, made again and again.

    Args:
        root: the book.
        out: the folder of the site; it belongs to the remaker.
    """

    def __init__(self, root: Path, out: Path) -> None:
        """Nothing is made yet."""
        self._root = root
        self._out = out
        self._config: MkDocsConfig | None = None
        self._around = ""
        self._made: dict[str, str] = {}
        self._rendered: dict[str, _Rendered] = {}
        self._entries: dict[str, tuple[object, list[Any]]] = {}
        self._modified: set[str] = set()
        self._order: list[str] = []

    def make(self, pages: Pages) -> tuple[list[str], list[str]]:
        """Bring the site up to date with the pages of the book.

        Returns:
            the addresses of what was made or removed, and what MkDocs complained of.

        Raises:
            Problem: MkDocs stopped.
        """
        around = _digest_of(self._root, AROUND)
        if around != self._around:
            self._config, self._around = None, around
        if self._config is None:
            self._made = {}
        at_work[self._root] = self
        site.ready[self._root] = pages
        try:
            with site.warnings() as warnings:
                self._config = self._config or self._configured()
                build(self._config, dirty=bool(self._made))
        except BaseException as error:
            self._config = None  # what stands in the folder is of no known state
            if isinstance(error, MkDocsException):
                raise Problem(f"MkDocs stopped: {error}", file=site.CONFIG, mend="mend what it names") from None
            raise
        finally:
            del at_work[self._root], site.ready[self._root]
        told = [f"MkDocs complains: {one}" for one in warnings if not one.startswith(_DIRTY)]
        return sorted(self._modified), told

    def _configured(self) -> MkDocsConfig:
        """MkDocs' configuration, with a theme that is read once."""
        config = load_config(str(self._root / site.CONFIG), site_dir=str(self._out), hooks=[site.HOOK])
        config.plugins.on_startup(command="build", dirty=False)
        environment = config.theme.get_env()
        listed: list[str] = []
        look: Callable[..., list[str]] = environment.list_templates

        def list_once(*asked: Any, **named: Any) -> list[str]:
            if not listed:
                listed.extend(look(*asked, **named))  # 14,000 icons are looked at
            return listed

        environment.list_templates = list_once  # type: ignore[method-assign]
        config.theme.get_env = lambda: environment  # type: ignore[method-assign]
        return config

    # --- what the hook asks -------------------------------------------------------------------------------------------

    def start_index(self, config: MkDocsConfig) -> None:
        """Let the search index take what it knows of a page from here."""
        plugin: Any = config.plugins.get("material/search")
        if plugin is not None:
            plugin.search_index = _Index(self._entries, self._order, **plugin.config)

    def choose(self, files: Files, config: MkDocsConfig) -> Files:
        """The same files, each of which knows whether it must be made again; what is gone is removed."""
        nav = site.ready[self._root].nav
        frame = json.dumps([nav, config.extra], default=str, sort_keys=True).encode()
        titles = dict(_titles(nav))
        chosen = Files([])
        keys: dict[str, str] = {}
        self._modified = set()
        for file in files:
            if file.src_dir not in {None, config.docs_dir}:  # the theme's, which stays as it is
                chosen.append(file)
                keys[file.dest_uri] = ""
                continue
            content = file.content_bytes
            one = _Content.generated(config, file.src_uri, content=content, inclusion=file.inclusion)
            assert isinstance(one, _Content)  # noqa: S101 - MkDocs' types do not say so
            whole = content + frame if one.is_documentation_page() else content
            keys[one.dest_uri] = hashlib.sha256(whole).hexdigest()
            one.modified = keys[one.dest_uri] != self._made.get(one.dest_uri)
            if one.modified:
                self._modified.add(one.dest_uri)
            chosen.append(one)
        for file in chosen.documentation_pages():
            _KeptPage(titles.get(file.src_uri), file, config, self._rendered)
        self._order[:] = [file.url for file in chosen.documentation_pages()]
        self._remove(self._made.keys() - keys.keys())
        self._made = keys
        return chosen

    def _remove(self, gone: set[str]) -> None:
        """Remove what is no file of the site any more, and folders that are empty then."""
        for name in gone:
            path = self._out / name
            path.unlink(missing_ok=True)
            for folder in path.relative_to(self._out).parents:
                if folder.name and not any((self._out / folder).iterdir()):
                    (self._out / folder).rmdir()
        self._modified |= gone


class _Content(File):
    """A file that was read, and knows whether it must be made again."""

    modified = True

    def is_modified(self) -> bool:
        """Whether it must be made again."""
        return self.modified


_Rendered = tuple[object, str | None, Any, str | None, set[str] | None, Any]
"""What a page was made of, and what became of it: HTML, table of contents, title, ids, links."""


class _KeptPage(Page):
    """A page whose Markdown is rendered only if it was not rendered before."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, known: dict[str, _Rendered]) -> None:
        super().__init__(title, file, config)
        self._known = known

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown, or take what became of it the last time; links depend on which pages there are."""
        source = (self.markdown, frozenset(files.src_uris))
        before = self._known.get(self.file.src_uri)
        if before is None or before[0] != source:
            super().render(config, files)
            self._known[self.file.src_uri] = (
                source, self.content, self.toc, self._title_from_render, self.present_anchor_ids, self.links_to_anchors
            )  # fmt: skip
        else:
            _, self.content, self.toc, self._title_from_render, self.present_anchor_ids, self.links_to_anchors = before


class _Index(SearchIndex):  # type: ignore[misc]  # as above
    """A search index that reads a page only if it was not read before, in the order of the book."""

    def __init__(self, known: dict[str, tuple[object, list[Any]]], order: list[str], **config: Any) -> None:
        super().__init__(**config)
        self._known = known
        self._order = order

    def add_entry_from_context(self, page: Page) -> None:
        """Read a page."""
        source = (page.content, page.title)
        if self._known.get(page.url, (None,))[0] != source:
            self.entries: list[Any] = []
            super().add_entry_from_context(page)
            self._known[page.url] = (source, self.entries)

    def generate_search_index(self, prev: object) -> str:  # noqa: ARG002 - Material's own way to keep an index
        """The index of all pages."""
        self.entries = [entry for url in self._order for entry in self._known.get(url, (None, []))[1]]
        return str(super().generate_search_index(None))


def _titles(nav: Nav) -> list[tuple[str, str]]:
    """The title of each page in the navigation, by its source."""
    found: list[tuple[str, str]] = []
    for entry in nav:
        for title, below in entry.items():
            found += [(below, title)] if isinstance(below, str) else _titles(below)
    return found


def _digest_of(root: Path, names: tuple[str, ...]) -> str:
    """The digest of files and folders that may be there."""
    digest = hashlib.sha256()
    for name in names:
        path = root / name
        for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if one.is_file():
                digest.update(f"\0{one.relative_to(root).as_posix()}\0".encode() + one.read_bytes())
    return digest.hexdigest()
