"""What is handed on is the same zip for the same files, whoever packs it and in whatever order."""

from __future__ import annotations

import io
import zipfile

import pytest

from takedown.course.archive import DATE, pack


def test_same_files_give_the_same_bytes() -> None:
    """The order in which files were found does not matter."""
    assert pack({"a": b"1", "b/c": b"2"}) == pack({"b/c": b"2", "a": b"1"})


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_holds_the_files_and_nothing_of_the_machine(how: int) -> None:
    """Names in order, contents, one date, plain permissions, one system; compression as asked."""
    with zipfile.ZipFile(io.BytesIO(pack({"b/c": b"2", "a": b"1"}, how))) as archive:
        infos = archive.infolist()
        assert {"a": b"1", "b/c": b"2"} == {info.filename: archive.read(info) for info in infos}

    assert ["a", "b/c"] == [info.filename for info in infos]
    assert {(DATE, 0o644, 3, how)} == {
        (info.date_time, info.external_attr >> 16 & 0o777, info.create_system, info.compress_type) for info in infos
    }
