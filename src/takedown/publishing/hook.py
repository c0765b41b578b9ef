"""The hook that mkdocs.yml names: MkDocs gets the book's pages in place of the MyST sources in docs/.

So plain ``mkdocs build`` and ``mkdocs serve`` work. State lives in :mod:`takedown.publishing.live`, because MkDocs
loads its configuration, and this file with it, anew for every rebuild.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from takedown.problems import Problem
from takedown.publishing import live, remaking, site
from takedown.publishing.released import fix_clock

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.takedown")

_WAY_ON = (
    "</h1>\n<p>There is no page at this address. Look in the "
    '<a href="{base}/contents.html">contents</a>, begin at the <a href="{base}/index.html">front door</a>, '
    "or search.</p>"
)
"""What 404.html says under its title: Material's own page says nothing."""


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs' names
    """Remember whether MkDocs serves."""
    live.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Make the pages and give MkDocs their navigation.

    Raises:
        PluginError: the book is broken; says what and where, one sentence per fault.
    """
    from mkdocs.exceptions import PluginError  # noqa: PLC0415 - MkDocs loads this file, not the other way round

    root = Path(config.config_file_path).parent.resolve()
    try:
        fix_clock(root)
        pages = site.ready.get(root)
        if pages is None:
            pages = live.pages(root)
            site.write_mkdocs_folder(root, pages)
    except Problem as problem:
        raise PluginError("\n".join(str(one) for one in problem.every())) from None
    live.current[root] = pages
    site.set_nav(config, pages.nav)
    if remaker := remaking.at_work.get(root):
        remaker.start_index(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace the sources by the pages."""
    from mkdocs.exceptions import PluginError  # noqa: PLC0415 - as above

    root = Path(config.config_file_path).parent.resolve()
    try:
        given = site.give_pages(files, config, live.current[root])
    except Problem as problem:
        raise PluginError(str(problem)) from None
    remaker = remaking.at_work.get(root)
    return remaker.choose(given, config) if remaker is not None else given


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001 - MkDocs' names
    """Keep Material's compiled templates for the next build."""
    from jinja2 import FileSystemBytecodeCache  # noqa: PLC0415 - comes with MkDocs, which is loaded by now

    folder = Path(config.config_file_path).parent.resolve() / "build" / "cache" / "jinja"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_post_page(output: str, page: object, config: MkDocsConfig) -> str:  # noqa: ARG001 - MkDocs' names
    """Name Material's search dialog for those who cannot see it."""
    return output.replace('role="dialog">', 'role="dialog" aria-label="Search">')


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """The same on the page for a wrong address, and the way on: from the top, since it is shown at any depth."""
    base = urlsplit(config.site_url or "").path.rstrip("/")
    shown = on_post_page(output_content, template_name, config)
    return shown.replace("</h1>", _WAY_ON.format(base=base), 1) if template_name == "404.html" else shown


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001
    """Watch everything that the book is made of."""
    root = Path(config.config_file_path).parent.resolve()
    for name in live.WATCHED:
        if (root / name).exists():
            server.watch(str(root / name))
    return server


def on_shutdown() -> None:
    """End the engine."""
    live.close()
