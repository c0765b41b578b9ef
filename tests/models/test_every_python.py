"""The models give the same rows for the same parameters on every Python; these are the rows' fingerprints."""

from __future__ import annotations

import hashlib
import importlib
import json
from typing import Any

import pytest

# Made with CPython 3.11.7, and found the same on 3.12.1 and 3.13.0; a change of a model changes its line. Left out are
# deletion, since what SQLite leaves in its file may differ between its releases, and the two models of law, which
# look things up in tables and compute nothing.
FINGERPRINTS = {
    "certainty": "82cd376b892a",
    "copies": "d3737107f45f",
    "flash": "dbfcc5a5129a",
    "keys": "676507e29c49",
}


def rounded(value: Any) -> Any:
    """Floats with twelve digits: the last ones are the system's mathematics library's."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_rows_are_the_same_on_every_python(name: str) -> None:
    """With default parameters, and with each number a step higher, a model's rows have the fingerprint kept here."""
    model = importlib.import_module(f"takedown.models.{name}")
    given = {one.name: one.default for one in model.PARAMETERS}
    higher = {one.name: min(one.default + one.step, one.high) for one in model.PARAMETERS}
    text = json.dumps([rounded(model.rows(**given)), rounded(model.rows(**higher))])

    assert FINGERPRINTS[name] == hashlib.sha256(text.encode()).hexdigest()[:12]
