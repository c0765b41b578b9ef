"""Random numbers that can be drawn again: seeded by the run's key, the exercise, the student and the test.

No path, clock or process number goes into a seed, so a verdict can be repeated anywhere from the same key. A local
run uses :data:`LOCAL_KEY`, the same for everybody and no secret; a class run has a key of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import random

LOCAL_KEY = b"takedown: a local run, for practice"
LOCAL_STUDENT = "local"


def seed(key: bytes, *parts: str) -> int:
    """A number that depends on ``key`` and every one of ``parts``, and on their order and borders."""
    message = b"".join(
        len(text).to_bytes(4, "big") + text for text in (part.encode("utf-8", "surrogatepass") for part in parts)
    )
    return int.from_bytes(hmac.new(key, message, hashlib.sha256).digest(), "big")


def drawn(key: bytes, exercise: str, student: str, test: str, parameters: str = "") -> random.Random:
    """The ``draw`` of one test: the same for the same five things, unrelated for any other."""
    return random.Random(seed(key, "draw", exercise, student, test, parameters))  # noqa: S311  # repeatable on purpose


def fingerprint(key: bytes) -> str:
    """Eight characters by which people recognise a key without learning it."""
    return hashlib.sha256(b"takedown key: " + key).hexdigest()[:8]
