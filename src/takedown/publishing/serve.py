"""``takedown serve``: build, watch, reload. MkDocs' own server, with the living engine of :mod:`live` behind it."""

from __future__ import annotations

import logging
from pathlib import Path

from takedown.problems import Problem
from takedown.publishing import live
from takedown.publishing.released import clock_of
from takedown.publishing.site import CONFIG


def serve(root: Path, port: int) -> None:
    """Serve the site on this machine until it is interrupted.

    Args:
        root: the repository.
        port: the port on 127.0.0.1.

    Raises:
        Problem: the first build fails, or the port is taken.
    """
    from mkdocs.commands.serve import serve as run  # noqa: PLC0415 - slow, and only this verb needs it
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

    root = root.resolve()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    live.serving = True
    live.prepared[root] = live.pages(root)
    try:
        with clock_of(root):
            run(str(root / CONFIG), livereload=True, dev_addr=f"127.0.0.1:{port}", watch_theme=False)
    except MkDocsException as error:
        raise Problem(str(error).rstrip("."), mend="mend it, then serve again", status=1) from None
    except OSError as error:
        raise Problem(f"port {port} cannot be used ({error.strerror})", mend="give another with --port") from None
    finally:
        live.close()
