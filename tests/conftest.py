"""What holds for every test: it leaves the environment as it found it, so that no test depends on another's order."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator

import pytest


@pytest.fixture(autouse=True)
def environment_is_left_alone() -> Iterator[None]:
    """Fail a test that leaves a variable set, changed or unset; pytest's own is put aside."""
    before = _environment()
    yield
    after = _environment()
    left = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    for name in left:
        if name in before:
            os.environ[name] = before[name]
        else:
            del os.environ[name]
    assert left == [], "a test has to leave the environment as it found it"


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}


@pytest.fixture
def with_interrupts() -> Callable[[], None]:
    """For ``preexec_fn``: what runs in the background inherits that interrupts are ignored; a terminal's does not."""

    def heed() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    return heed
