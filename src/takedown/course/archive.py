"""Zips that are handed on: packs, submissions, and what Python in the page gets. The same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the first that a zip can hold."""


def pack(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip with the names in order, one date and plain permissions.

    Args:
        files: the contents by name; a name has ``/`` between its folders.
        compression: of :mod:`zipfile`.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = compression
            info.create_system = 3  # else it would say on which system it was made
            info.external_attr = 0o100644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()
