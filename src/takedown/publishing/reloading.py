"""A small server for this machine: gives the files of a folder, and tells browsers when to load a page again.

Each page of HTML gets a script that asks whether the folder is newer than what it shows; the server answers when it is.
While the folder is being changed, nobody sees half of it.
"""

from __future__ import annotations

import mimetypes
import re
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

ASK = "/-/newer-than/"
"""The address at which pages ask; no page of a book has it."""

PATIENCE = 25.0
"""Seconds that a question waits for its answer; then the page asks again."""

SCRIPT = """
<script>
(shown => {
  let asked;
  const ask = () => {
    asked = new AbortController();
    fetch("ASK" + shown, {signal: asked.signal}).then(answer => answer.text()).then(
      now => now === shown ? ask() : location.reload(),
      error => error.name === "AbortError" || setTimeout(ask, 1000));
  };
  const look = () => { asked?.abort(); document.visibilityState === "visible" && ask(); };
  addEventListener("load", look);
  addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => asked?.abort());
})("SHOWN");
</script>
""".replace("ASK", ASK)

_NEVER_CHANGES = re.compile(r"(\.[0-9a-f]{8}\.min\.(js|css)|/media/.+-[0-9a-f]{10}\.\w+)$")
"""Files that are named by their content, so a browser need not ask for them twice."""


class Server(ThreadingHTTPServer):
    """Serves a folder on this machine.

    Args:
        folder: what to serve.
        port: the port on 127.0.0.1; 0 takes any that is free.

    Raises:
        OSError: the port cannot be used.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder: Path, port: int) -> None:
        """Take the port; nothing is answered before :meth:`start`."""
        super().__init__(("127.0.0.1", port), _Handler)
        self.folder = folder.resolve()
        self.version = _now()
        self.busy = threading.Lock()  # held while the folder changes: whoever asks waits until it is done
        self._renewed = threading.Condition()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def close(self) -> None:
        """Answer no more, and give the port back."""
        if self._thread.is_alive():
            self.shutdown()
        self.server_close()

    def renew(self) -> None:
        """Have every browser load its page again."""
        with self._renewed:
            self.version = _now()
            self._renewed.notify_all()

    def newer(self, version: str) -> str:
        """The version of the folder, as soon as it is another than the given one, or after a while."""
        with self._renewed:
            self._renewed.wait_for(lambda: self.version != version, PATIENCE)
            return self.version


def _now() -> str:
    """A version that no other start of the server gave."""
    return str(time.time_ns())


class _Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Give a file, or tell whether there is something newer."""
        address = unquote(urlsplit(self.path).path)
        if address.startswith(ASK):
            self._answer(HTTPStatus.OK, self.server.newer(address.removeprefix(ASK)).encode(), "text/plain")
            return
        with self.server.busy:
            version = self.server.version
            found = self._read(address)
            missing = self._read("/404.html") if found is None else None
        status = HTTPStatus.NOT_FOUND if found is None else HTTPStatus.OK
        content = found if found is not None else missing or b"There is no such page."
        kind = "text/html" if found is None or address.endswith("/") else mimetypes.guess_type(address)[0]
        if kind == "text/html":
            script = SCRIPT.replace("SHOWN", version).encode()
            head, end, tail = content.rpartition(b"</body>")
            content = head + script + end + tail if end else content + script
        self._answer(status, content, kind or "application/octet-stream", keep=bool(_NEVER_CHANGES.search(address)))

    do_HEAD = do_GET  # noqa: N815 - the library's name

    def _read(self, address: str) -> bytes | None:
        """The file of an address; none outside the folder."""
        try:
            path = (self.server.folder / address.lstrip("/")).resolve()
        except ValueError:  # no address of a file: it holds a null
            return None
        if address.endswith("/"):
            path /= "index.html"
        if not path.is_relative_to(self.server.folder) or not path.is_file():
            return None
        return path.read_bytes()

    def _answer(self, status: HTTPStatus, content: bytes, kind: str, *, keep: bool = False) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if keep else "no-cache")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def handle(self) -> None:
        """Answer until the browser goes away, which is no fault."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Keep the terminal quiet."""
