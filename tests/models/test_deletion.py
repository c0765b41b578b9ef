"""takedown.models.deletion and carving: what deleted rows leave in real SQLite files, and how they are found."""

from __future__ import annotations

import importlib.util
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from takedown.models import Parameter, deletion, wal_pages
from takedown.models.deletion import MODES, Checkpoint, Mode, Which, carve, choose, delete, live, message, page_kinds

HEALTHY = delete("off", rows=300, deleted=100, which="last").data


@pytest.fixture(scope="module")
def recorder() -> ModuleType:
    """The script that records the WAL files."""
    spec = importlib.util.spec_from_file_location("record_wal", Path(__file__).with_name("record_wal.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- Messages ---


@given(st.integers(0, 99_999))
def test_a_message_has_its_number_and_length(number: int) -> None:
    """Every text has 42 characters of ASCII and begins with its number, so no two are equal."""
    text = message(number)
    assert 42 == len(text.encode("ascii"))
    assert f"[{number:05d}] " == text[:8]


def test_messages_are_the_same_everywhere() -> None:
    """The texts are arithmetic on the number; the recorded files depend on them."""
    assert "[00017] emil has found the library book..." == message(17)


@pytest.mark.parametrize("number", [-1, 100_000])
def test_messages_have_bounds(number: int) -> None:
    """A number that does not fit is refused."""
    with pytest.raises(ValueError, match=r"number is .*: it must be a whole number from 0 to 99999 \(of a row\)"):
        message(number)


# --- The modes ---


def test_random_rows() -> None:
    """500 random rows of 2,000: off leaves all, fast and on none, since no page becomes empty."""
    assert [500, 0, 0] == [delete(mode).left for mode in MODES]


def test_last_rows() -> None:
    """The last 500 of 2,000: on leaves none; off leaves at least what fast does, and that is more than 400."""
    off, fast, on = (delete(mode, which="last") for mode in MODES)
    assert off.left >= fast.left > 400
    assert 0 == on.left
    assert off.free == fast.free == on.free > 0


def test_all_rows() -> None:
    """Without a WHERE off and fast leave everything; with one that matches all, fast clears about one page of rows."""
    assert [2000, 2000, 0] == [delete(mode, which="table").left for mode in MODES]
    off, fast, on = (delete(mode, which="all").left for mode in MODES)
    assert 2000 == off >= fast > 1900
    assert 0 == on


@pytest.mark.parametrize("which", ["random", "last", "all", "table"])
def test_vacuum(which: Which) -> None:
    """Written anew, the file holds no deleted row, even with secure_delete off."""
    after = delete("off", rows=400, deleted=100, which=which, vacuum=True)
    assert 0 == after.left == after.free


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(MODES), st.integers(1, 400), st.floats(0, 1), st.sampled_from(["random", "last", "all", "table"]),
    st.integers(0, 99),
)  # fmt: skip
def test_what_always_holds(mode: Mode, rows: int, share: float, which: Which, seed: int) -> None:
    """Rows kept are shown, rows deleted are not; on leaves none; off leaves no fewer than fast; the mode was taken."""
    deleted = round(share * rows)
    found = delete(mode, rows=rows, deleted=deleted, which=which, seed=seed)
    assert mode == found.mode
    assert set(range(1, rows + 1)) - set(found.numbers) == set(live(found.data))
    least = delete("on", rows=rows, deleted=deleted, which=which, seed=seed).left
    most = delete("off", rows=rows, deleted=deleted, which=which, seed=seed).left
    assert 0 == least <= found.left <= most <= len(found.numbers)


@pytest.mark.parametrize("which", ["random", "last", "all", "table"])
@pytest.mark.parametrize("mode", MODES)
def test_the_bytes_are_those_of_a_file(mode: Mode, which: Which, tmp_path: Path) -> None:
    """A database in a real file on the disk, made the same way, leaves the same rows."""
    numbers = choose(2000, 500, which)
    with closing(sqlite3.connect(tmp_path / "messages.db", isolation_level=None)) as base:
        deletion.prepare(base, mode)
        deletion.load(base, 2000)
        deletion.remove(base, numbers, which)
        on_disk = (tmp_path / "messages.db").read_bytes()
    assert deletion.recoverable(on_disk, numbers) == delete(mode, which=which).left


def test_without_a_file_less_is_left() -> None:
    """In a database that was never a file, freed pages show what was erased in memory: the model would be wrong."""
    numbers = choose(2000, 500, "last")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        deletion.prepare(base, "fast")
        deletion.load(base, 2000)
        deletion.remove(base, numbers, "last")
        assert deletion.recoverable(base.serialize(), numbers) < delete("fast", which="last").left


def test_the_word_is_set_not_the_number() -> None:
    """SQLite reads secure_delete=2 as "true", which is on: that is why the word is used."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA secure_delete=2")
        assert (1,) == base.execute("PRAGMA secure_delete").fetchone()
    assert ["off", "fast", "on"] == [delete(mode, rows=10, deleted=1).mode for mode in MODES]


def test_versions_are_told() -> None:
    """Whoever looks at a number can see which SQLite made it."""
    assert sqlite3.sqlite_version == delete("on", rows=5, deleted=1).version
    assert wal_pages.VERSION == deletion.WAL_VERSION


# --- Which rows ---


@given(st.integers(1, 300), st.integers(0, 10**6))
def test_chosen_rows(rows: int, seed: int) -> None:
    """As many different rows as asked for, in order, the same for the same seed."""
    deleted = rows // 3
    chosen = choose(rows, deleted, seed=seed)
    assert deleted == len(set(chosen))
    assert sorted(chosen) == list(chosen)
    assert set(chosen) <= set(range(1, rows + 1))
    assert chosen == choose(rows, deleted, seed=seed)


def test_chosen_rows_on_every_python() -> None:
    """The draw uses nothing but Random.random, so these rows are chosen everywhere."""
    assert (5, 9, 12, 14, 15) == choose(20, 5, seed=3)
    assert (19, 20) == choose(20, 2, "last")


# --- The write-ahead log ---


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("load_checkpoint", ["truncate", "passive"])
def test_wal_until_the_checkpoint(mode: Mode, load_checkpoint: Checkpoint) -> None:
    """Without a checkpoint all 500 deleted rows are in the database's file, whatever secure_delete says."""
    files = deletion.wal(mode, load_checkpoint=load_checkpoint)
    assert 500 == len(files.numbers) == deletion.recoverable(files.database, files.numbers)


@pytest.mark.parametrize("mode", ["on", "fast"])
def test_wal_after_the_checkpoint(mode: Mode) -> None:
    """Secure, and a checkpoint: none in the file; in the log those of the load that were not yet written over."""
    for load_checkpoint, left in (("truncate", 0), ("passive", 75)):
        files = deletion.wal(mode, load_checkpoint=load_checkpoint, checkpoint="passive")  # type: ignore[arg-type]  # from a tuple
        assert 0 == deletion.recoverable(files.database, files.numbers)
        assert left == deletion.recoverable(files.log, files.numbers)
        files = deletion.wal(mode, load_checkpoint=load_checkpoint, checkpoint="truncate")  # type: ignore[arg-type]  # as above
        assert (b"", 0) == (files.log, deletion.recoverable(files.database, files.numbers))


def test_wal_with_secure_delete_off() -> None:
    """Off leaves all 500 in the database even after the log was truncated."""
    files = deletion.wal("off", checkpoint="truncate")
    assert 500 == deletion.recoverable(files.database, files.numbers)
    assert b"" == files.log


def test_the_recorded_database_is_one() -> None:
    """SQLite opens the recorded file and shows the rows that were kept."""
    files = deletion.wal("on", checkpoint="truncate")
    # Bytes 18 and 19 of the header say that it belongs to a log, which a file in memory cannot have.
    rollback = files.database[:18] + b"\1\1" + files.database[20:]
    assert 1500 == len(live(rollback))
    assert not set(files.numbers) & set(live(rollback))


def test_recording_again(recorder: ModuleType, tmp_path: Path) -> None:
    """Recorded with this machine's SQLite, each state leaves as many rows as the record says."""
    for state in recorder.states():
        database, log = recorder.record(tmp_path, state)
        mode, load_checkpoint, checkpoint = state
        files = deletion.wal(mode, load_checkpoint=load_checkpoint, checkpoint=checkpoint)
        for recorded, now in ((files.database, database), (files.log, b"".join(recorder.images(log)))):
            expected = deletion.recoverable(recorded, files.numbers)
            assert expected == pytest.approx(deletion.recoverable(now, files.numbers), abs=20)


def test_the_record_is_what_the_script_makes(recorder: ModuleType) -> None:
    """With the SQLite that was recorded, the script makes the module as it is."""
    if sqlite3.sqlite_version != wal_pages.VERSION:
        pytest.skip(f"recorded with SQLite {wal_pages.VERSION}, this is {sqlite3.sqlite_version}")
    assert Path(wal_pages.__file__).read_text(encoding="utf-8") == recorder.module()


# --- Carving ---


def test_carving_a_healthy_database() -> None:
    """Live rows are told from those on free pages and in free space, and no note is needed."""
    found = carve(HEALTHY)
    places = Counter(row.place for row in found.rows)
    assert "" == found.note
    assert 200 == places["live row"]
    assert places["free page"] > 0 < places["free space"]
    assert live(HEALTHY) == tuple(sorted({row.number for row in found.rows if row.place == "live row"}))
    assert deletion.recoverable(HEALTHY, range(201, 301)) == len(found.deleted)
    assert all(message(row.number) == row.text for row in found.rows)
    assert all(row.text.encode() == HEALTHY[row.offset : row.offset + 42] for row in found.rows)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 300), st.integers(0, 300), st.sampled_from(["off", "fast"]), st.sampled_from(["random", "last"]))
def test_carving_finds_what_is_recoverable(rows: int, deleted: int, mode: Mode, which: Which) -> None:
    """The carver's live rows are SQL's, its deleted ones are those that the search by text finds."""
    given_back = delete(mode, rows=rows, deleted=min(rows, deleted), which=which)
    found = carve(given_back.data)
    assert live(given_back.data) == tuple(sorted({row.number for row in found.rows if row.place == "live row"}))
    assert given_back.left == len(found.deleted)


def test_page_kinds() -> None:
    """The first page is the schema, tables follow, and as many pages are free as SQLite says."""
    emptied = delete("off", which="last")
    kinds = page_kinds(emptied.data)
    assert emptied.free == sum(kind in {"free list", "free page"} for kind in kinds)
    assert "table" == kinds[0]
    assert "table, inner" == kinds[1]
    assert len(emptied.data) == 4096 * len(kinds)


def test_carving_a_log() -> None:
    """A log is no database: its messages are found, and the note says that their state is not known."""
    files = deletion.wal("off")
    found = carve(files.log)
    assert {"unknown"} == {row.place for row in found.rows}
    assert "these bytes do not begin as an SQLite database does; so it cannot be told which" in found.note
    assert set(files.numbers) <= set(found.deleted)


DAMAGED = {
    "nothing": (b"", "do not begin as"),
    "text": (b"just some text " * 9, "do not begin as"),
    "no header": (HEALTHY[100:], "do not begin as"),
    "cut off": (HEALTHY[:-100], "no whole number of pages of 4096"),
    "header alone": (HEALTHY[:60], "no whole number of pages"),
    "page size": (HEALTHY[:16] + b"\x0f\xff" + HEALTHY[18:], "page size of 4095"),
    "page size nought": (HEALTHY[:16] + b"\0\0" + HEALTHY[18:], "page size of 0"),
    "list out of the file": (HEALTHY[:32] + b"\0\1\0\0" + HEALTHY[36:], "leads to page 65536"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_bytes(name: str) -> None:
    """Damage is told in a plain sentence; messages are found all the same, at a place that is not known."""
    data, said = DAMAGED[name]
    found = carve(data)
    assert said in found.note
    assert "it cannot be told which messages are deleted" in found.note
    assert {"unknown"} >= {row.place for row in found.rows}
    with pytest.raises(ValueError, match=said):
        page_kinds(data)


def test_a_list_of_free_pages_that_goes_round() -> None:
    """A free list that leads back to itself ends in a message, not in a loop; so does an entry beyond the file."""
    trunk = 4096 * (int.from_bytes(HEALTHY[32:36], "big") - 1)
    round_again = HEALTHY[:trunk] + HEALTHY[32:36] + HEALTHY[trunk + 4 :]
    assert "which cannot be: the database is damaged" in carve(round_again).note
    large = delete("off", rows=1000, deleted=500, which="last").data
    trunk = 4096 * (int.from_bytes(large[32:36], "big") - 1)
    assert large[trunk + 4 : trunk + 8] > bytes(4)
    beyond = large[: trunk + 8] + b"\0\xff\0\0" + large[trunk + 12 :]
    assert "names page 16711680, which is not there" in carve(beyond).note


def test_one_damaged_page() -> None:
    """A page whose cells point outside is named, and only its messages are of unknown state."""
    page = page_kinds(HEALTHY).index("table", 1)
    start = page * 4096
    broken = HEALTHY[: start + 8] + b"\xff\xff" + HEALTHY[start + 10 :]
    found = carve(broken)
    assert f"page {page + 1} is damaged: of messages there it cannot be told whether they are deleted" == found.note
    assert {page} == {row.offset // 4096 for row in found.rows if row.place == "unknown"}
    assert any(row.place == "live row" for row in found.rows)


def test_two_damaged_pages() -> None:
    """Several pages are named together."""
    first, second = [number for number, kind in enumerate(page_kinds(HEALTHY)) if kind == "table"][1:3]
    broken = bytearray(HEALTHY)
    for page in (first, second):
        broken[page * 4096 + 8 : page * 4096 + 10] = b"\xff\xff"
    assert carve(bytes(broken)).note.startswith(f"pages {first + 1}, {second + 1} are damaged")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(HEALTHY) - 1), st.binary(min_size=1, max_size=8)), max_size=30))
def test_any_damage_is_survived(changes: list[tuple[int, bytes]]) -> None:
    """Whatever is written over the bytes, the carver gives an answer, and SQLite's trouble is one plain sentence."""
    broken = bytearray(HEALTHY)
    for at, data in changes:
        broken[at : at + len(data)] = data
    found = carve(bytes(broken))
    assert all(row.place in {"live row", "free space", "free page", "unknown"} for row in found.rows)
    assert trouble(bytes(broken)).endswith("carve() looks for messages in damaged bytes too")


def trouble(data: bytes) -> str:
    """What is said of bytes that SQLite cannot read; the end of it where there is nothing to say."""
    try:
        live(data)
    except ValueError as error:
        return str(error)
    return "carve() looks for messages in damaged bytes too"


@settings(max_examples=100)
@given(st.binary(max_size=2000))
def test_any_bytes_are_survived(data: bytes) -> None:
    """Bytes that are nothing at all give nothing, without an error."""
    assert () == carve(data).rows


def test_long_numbers_of_the_format() -> None:
    """The format's numbers of up to nine bytes are read as SQLite documents them."""
    from takedown.models.carving import _varint  # noqa: PLC0415  # inside of the module, needed here alone

    assert (5, 1) == _varint(b"\x05", 0)
    assert (300, 2) == _varint(b"\x82\x2c", 0)
    assert (2**64 - 1, 9) == _varint(b"\xff" * 9, 0)
    assert (0, 9) == _varint(b"\x80" * 8, 0)


@pytest.mark.parametrize("data", [b"", b"nonsense" * 600, HEALTHY[:5000], delete("on", rows=1, deleted=1).data[:4096]])
def test_live_says_what_is_wrong(data: bytes) -> None:
    """What SQLite cannot read is refused in one sentence."""
    with pytest.raises(ValueError, match=r"SQLite cannot read these .* bytes as a database of messages"):
        live(data)


# --- Bounds, parameters, rows ---


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"rows": 0}, "rows"), ({"rows": 20_001}, "rows"), ({"deleted": -1}, "deleted"),
        ({"rows": 10, "deleted": 11}, r"deleted is 11: it must be a whole number from 0 to 10 \(rows, of 10\)"),
        ({"which": "first"}, "which"), ({"deleted": 2.5}, "deleted"),
    ],
)  # fmt: skip
def test_out_of_bounds(arguments: dict[str, object], named: str) -> None:
    """A value outside its bounds is refused by name."""
    with pytest.raises(ValueError, match=named):
        delete("on", **arguments)  # type: ignore[arg-type]  # wrong on purpose


def test_words_are_checked() -> None:
    """A mode or checkpoint that does not exist is refused with those that do; a number is no word."""
    with pytest.raises(ValueError, match="mode is 2: it must be one of off, fast, on"):
        delete(2)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="mode is 'fats'"):
        deletion.wal("fats")  # type: ignore[arg-type]  # as above
    with pytest.raises(ValueError, match="load_checkpoint is 'none'"):
        deletion.wal("on", load_checkpoint="none")
    with pytest.raises(ValueError, match="checkpoint is 'full'"):
        deletion.wal("on", checkpoint="full")  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize("parameter", deletion.PARAMETERS, ids=lambda parameter: parameter.name)
def test_rows_at_the_bounds(parameter: Parameter) -> None:
    """The figure can be drawn at both ends of every slider, and its defaults are allowed."""
    parameter.check(parameter.default)
    for value in (parameter.low, parameter.high):
        table = deletion.rows(**{parameter.name: value})
        assert list(MODES) == [row["secure_delete"] for row in table]
        assert all(0 <= float(share) <= 100 for row in table for name, share in row.items() if name != "secure_delete")


def test_rows_of_the_figure() -> None:
    """At the defaults: off leaves all of random rows, fast none of them and most of the last, on nothing."""
    off, fast, on = deletion.rows()
    assert (100.0, 0.0) == (off["random rows"], fast["random rows"])
    assert 80 < float(fast["last rows"]) <= float(off["last rows"])
    assert [0, 0, 0, 0] == [share for name, share in on.items() if name != "secure_delete"]
    assert [0, 0, 0] == [row["after VACUUM"] for row in (off, fast, on)]


def test_rows_know_their_parameters() -> None:
    """A misspelt parameter is refused by name."""
    with pytest.raises(TypeError, match="'modes'"):
        deletion.rows(modes=1)
