"""The key of a class: from it alone come every student's variant and every drawn input.

The key is a text file of 64 hexadecimal digits that the teacher keeps; who has it can derive every variant again.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from takedown.problems import Problem

KEY_FILE = "class.key"
LEAST = 32  # hexadecimal digits: 128 bits


def load_key(path: Path, *, create: bool = False) -> tuple[bytes, bool]:
    """The key in ``path``, and whether it was drawn just now (only if ``create`` and there was no file).

    Raises:
        Problem: there is no file, or it holds no key.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if not create:
            raise Problem("no such key file", file=path, mend="give the file that the first run wrote") from None
        return _draw(path), True
    except (OSError, UnicodeDecodeError):
        raise Problem("the key file cannot be read", file=path, mend="give the file that the first run wrote") from None
    if not re.fullmatch(rf"(?:[0-9a-fA-F]{{2}}){{{LEAST // 2},128}}", text):
        raise Problem(
            f"this is not a key: at least {LEAST} hexadecimal digits are wanted", file=path,
            mend="remove the file to have one drawn",
        )  # fmt: skip
    return bytes.fromhex(text), False


def _draw(path: Path) -> bytes:
    key = secrets.token_bytes(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Problem(f"the key cannot be written ({error.strerror})", file=path, mend="give another place") from None
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(key.hex() + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    return key
