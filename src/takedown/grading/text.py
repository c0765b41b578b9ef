"""Text from strangers, made harmless for terminals, tables and pages."""

from __future__ import annotations

import unicodedata

LIMIT = 4_000


def plain(text: str, limit: int = LIMIT) -> str:
    """The text without control, bidirectional and surrogate characters (line feeds stay), cut at ``limit``."""
    kept = "".join(
        character if character == "\n" or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co"} else "\ufffd"
        for character in text.replace("\r\n", "\n").replace("\t", "    ")
    )
    return kept if len(kept) <= limit else kept[: limit - 3] + "..."
