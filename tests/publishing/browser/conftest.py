"""A real browser, and what it opens: the book's own site and the feature book's, unpacked in folders with a space.

Playwright drives the Chromium that is on PATH and downloads none. Where there is no browser, one line says so for the
whole folder: a skipped test, or where CI is true a failed one.
"""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from pypdf import PdfReader

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
AXE = REPOSITORY / "web" / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BY_EYE = {
    "<p>Reading ": "the words of an opener's times: the drawing of a clock behind them stands left of them",
    'class="task-box"': "the box of a task list: a drawing, with words for the ear",
    'class="normal"': "the numbers of lines of code, of one figure: in the colour of comments, which it can judge",
    "<mo>": "signs in formulas, as dark as the letters beside them",
}
"""What axe-core cannot decide and was looked at in both schemes, by a piece of its HTML; see docs/accessibility.md."""
IN_CI = os.environ.get("CI") == "true"


def found() -> str | None:
    """Where the browser on PATH is, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


# --- where there is no browser ----------------------------------------------------------------------------------------


class NoBrowser(pytest.Item):
    """Stands for every test of this folder where there is no browser."""

    def runtest(self) -> None:
        """Skip, or fail where CI is true."""
        missing = f"no Chromium on PATH ({', '.join(BROWSERS)}): the tests in a real browser are left out"
        if IN_CI:
            pytest.fail(
                f"{missing}, and CI=true asks for them. Install it, on Debian: apt-get install chromium.", False
            )
        pytest.skip(missing)


@pytest.hookimpl(trylast=True)  # after the choice by mark: who did not ask for slow tests hears nothing
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put one item in the place of this folder's where there is no browser."""
    mine = [item for item in items if item.path.is_relative_to(HERE)]
    if mine and found() is None:
        config.hook.pytest_deselected(items=mine)
        folder = next(node for node in mine[0].iter_parents() if isinstance(node, pytest.Directory))
        items[:] = [item for item in items if item not in mine]
        items.append(NoBrowser.from_parent(folder, name="browser"))


# --- what is opened ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def book(the_book: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the book itself."""
    return shutil.copytree(the_book.folder / "site", tmp_path_factory.mktemp("unpacked") / "my site")


@pytest.fixture(scope="session")
def features(feature: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the feature book, which uses every construct."""
    return shutil.copytree(feature.folder / "site", tmp_path_factory.mktemp("unpacked") / "my site")


@pytest.fixture
def spoil(features: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes a copy of the feature book's site in which pieces of its first chapter are replaced; gives the page."""

    def write(*changes: tuple[str, str]) -> Path:
        page = shutil.copytree(features, tmp_path / "spoilt site") / "01_features.html"
        text = page.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        page.write_text(text, encoding="utf-8")
        return page

    return write


class _Quiet(SimpleHTTPRequestHandler):
    """A web server that shows the site's own page for what is not there, and logs nothing."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show 404.html."""
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Puts a folder on a web server of this machine; gives its address, with a slash at its end."""
    with ExitStack() as stack:

        @cache
        def address(folder: Path) -> str:
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))))
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/"

        yield address


@pytest.fixture(scope="session")
def served(book: Path, serve: Callable[[Path], str]) -> str:
    """The address of the book's site on a web server."""
    return serve(book)


# --- who opens it -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """A page of the browser, and what is wrong with what it shows. The findings are sentences; none is good.

    Args:
        page: Playwright's page.
        asked: every address that it asked for.
        complaints: every error in its console.
    """

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, where: Path | str) -> None:
        """Open a file or an address, and wait until nothing moves."""
        self.page.goto(where.as_uri() if isinstance(where, Path) else where)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing moves."""
        self.page.evaluate("Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)))")

    def show(self, width: int, scheme: str) -> None:
        """Show the page at a width, in the scheme "default" (light) or "slate" (dark), by the page's own switch."""
        self.page.set_viewport_size({"width": width, "height": 844})
        if scheme != self.scheme:
            self.page.locator("label[for^=__palette]:visible").click()
        assert scheme == self.scheme
        self.settle()

    @property
    def scheme(self) -> str:
        """The scheme that the page is shown in."""
        return str(self.page.evaluate("document.body.dataset.mdColorScheme"))

    def hindrances(self, part: str = "html") -> list[str]:
        """What axe-core finds in a part of the page; of a whole page also what it cannot decide.

        Every rule that it runs by itself is asked, those of good practice too, and the one of WCAG 2.2 that it leaves
        out unless asked: on the size of what is pressed.
        """
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "([part, rules]) => axe.run(part, {rules, resultTypes: ['violations', 'incomplete']})",
            [part, {"target-size": {"enabled": True}}],
        )
        return [
            f"{kind} {rule['id']}: {node['html'][:300]} {node['failureSummary']}"
            for kind in ("violations", "incomplete")
            for rule in found[kind]
            for node in rule["nodes"]
            if kind == "violations" or (part == "html" and not any(html in node["html"] for html in BY_EYE))
        ]

    def strangers(self, origin: str) -> list[str]:
        """The addresses asked for that do not begin as they should."""
        return [address for address in self.asked if not address.startswith(origin)]

    def sideways(self, widths: Sequence[int]) -> list[str]:
        """The widths at which the page scrolls sideways."""
        found = []
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 844})
            needed = self.page.evaluate("document.scrollingElement.scrollWidth")
            if needed > width:
                found.append(f"needs {needed} px of {width}")
        return found

    def lost(self, site: Path) -> list[str]:
        """The links of the page, as the browser has it, that lead to no file of the site or to no place of a page."""
        links = self.page.evaluate("[...document.querySelectorAll('a[href]')].map(link => link.href)")
        inside = {link for link in links if link.startswith(f"{site.as_uri()}/")}
        return [link for link in sorted(inside) if not _leads(link)]

    def printed(self) -> PdfReader:
        """The page as the browser prints it."""
        return PdfReader(io.BytesIO(self.page.pdf(prefer_css_page_size=True)))

    def focused(self, wanted: str) -> None:
        """Press Tab until the first element of a selector has the focus."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement === document.querySelector(wanted)", wanted):
                return
        pytest.fail(f"the tabulator key never reaches {wanted}")


def _leads(link: str) -> bool:
    """Whether a link leads to a file that is there, and to a place in it."""
    parts = urlsplit(link)
    target = Path(unquote(parts.path))
    if not target.is_file():
        return False
    return not parts.fragment or unquote(parts.fragment) in _ids(target, target.stat().st_mtime_ns)


@lru_cache(maxsize=128)
def _ids(page: Path, _stamp: int) -> frozenset[str]:
    """The ids of a page."""
    return frozenset(html.parse(str(page)).xpath("//@id"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a worker, without any name of a host but this machine's."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        # Playwright leaves the sandbox off by itself: a container's root may not use it.
        rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        browser = playwright.chromium.launch(executable_path=found(), args=[rules])
        yield browser
        browser.close()


@pytest.fixture
def new_reader(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """Makes a reader with a fresh profile, who wants as little motion as can be; takes Playwright's options."""
    with ExitStack() as stack:

        def make(width: int = 1280, **options: Any) -> Reader:
            context = chromium.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce", **options)
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            reader = Reader(context.new_page())
            context.on("request", lambda request: reader.asked.append(request.url))
            context.on("console", lambda said: reader.complaints.append(said.text) if said.type == "error" else None)
            context.on("weberror", lambda said: reader.complaints.append(str(said.error)))
            return reader

        yield make


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    """A reader with a wide screen."""
    return new_reader()


@pytest.fixture
def axe() -> None:
    """Asks for axe-core: without it the test is skipped, unless CI is true: then it fails."""
    if not AXE.is_file():
        missing = "axe-core is not in web/node_modules: type npm ci in web/"
        if IN_CI:
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
