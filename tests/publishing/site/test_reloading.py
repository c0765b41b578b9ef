"""The server that shows the site: files, a page for what is not there, and an answer when there is something newer."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from takedown.publishing.reloading import ASK, Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of a folder with a page, a look and a page for what is not there."""
    folder = tmp_path / "site"
    (folder / "read").mkdir(parents=True)
    for name in ("index.html", "read/index.html", "404.html"):
        (folder / name).write_text(f"<html><body>{name}</body></html>")
    (folder / "book.css").write_text("body {}")
    (folder / "bundle.0123abcd.min.js").write_text("run()")
    (tmp_path / "secret.txt").write_text("secret")
    running = Server(folder, 0)
    running.start()
    yield running
    running.close()


def get(server: Server, address: str) -> tuple[int, str, str]:
    """Status, how long a browser may keep it, and content."""
    try:
        answer = urllib.request.urlopen(f"{server.address}{address}", timeout=30)  # noqa: S310 - it is our own server
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return int(answer.status), answer.headers["Cache-Control"], answer.read().decode()


def test_pages_are_given_with_the_script_that_asks(server: Server) -> None:
    """A page, also that of a folder, comes with the version it shows; other files come as they are."""
    for address, name in (("", "index.html"), ("index.html", "index.html"), ("read/", "read/index.html")):
        status, keep, page = get(server, address)
        assert (200, "no-cache") == (status, keep)
        assert page.startswith(f"<html><body>{name}\n<script>")
        assert f'("{server.version}")' in page
        assert page.endswith("</body></html>")
    assert (200, "no-cache", "body {}") == get(server, "book.css")


def test_files_named_by_their_content_are_kept_by_browsers(server: Server) -> None:
    """What can never change under its name is not asked for again."""
    assert (200, "max-age=31536000, immutable", "run()") == get(server, "bundle.0123abcd.min.js")


@pytest.mark.parametrize("address", ["no.html", "%2e%2e/secret.txt", "../secret.txt", "read/../../secret.txt", "%00"])
def test_what_is_not_in_the_folder_is_not_there(server: Server, address: str) -> None:
    """A missing page, and any way out of the folder, gives the site's own page for that."""
    status, _, page = get(server, address)
    assert 404 == status
    assert page.startswith("<html><body>404.html")


def test_who_asks_hears_of_the_next_version(server: Server) -> None:
    """A page that shows the newest version waits, and hears when there is another; an old one hears at once."""
    shown = server.version
    heard: list[str] = []
    asking = threading.Thread(target=lambda: heard.append(get(server, f"{ASK.strip('/')}/{shown}")[2]))
    asking.start()
    server.renew()
    asking.join(30)
    assert [server.version] == heard
    assert server.version != shown
    assert server.version == get(server, f"{ASK.strip('/')}/{shown}")[2]


def test_nobody_sees_half_of_a_change(server: Server) -> None:
    """Who asks while the folder is changed gets what stands there when it is done."""
    got: list[str] = []
    with server.busy:
        (server.folder / "book.css").write_text("half")
        asking = threading.Thread(target=lambda: got.append(get(server, "book.css")[2]))
        asking.start()
        (server.folder / "book.css").write_text("whole")
    asking.join(30)
    assert ["whole"] == got


def test_port_is_given_back(tmp_path: Path) -> None:
    """A server that ended, also one that never answered, leaves its port to the next."""
    first = Server(tmp_path, 0)
    port = first.server_address[1]
    first.close()
    second = Server(tmp_path, port)
    second.close()
