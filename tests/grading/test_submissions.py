"""What a class hands in: folders, zips, hostile zips; nothing stops the run, nothing bad is taken."""

from __future__ import annotations

import json
import os
import stat
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from takedown.grading import archives
from takedown.grading.archives import shown
from takedown.grading.submissions import Handed, read_submissions
from takedown.problems import Problem

KNOWN = {"01_the_case/dates": "toml", "01_the_case/sums": "py"}
GOOD = b"def solve(x):\n    return x * x\n"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes in the file system")


def entry(name: str, mode: int = stat.S_IFREG | 0o644, *, stored: bool = False) -> zipfile.ZipInfo:
    """A zip entry with a fixed date."""
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return info


def pack(path: Path, entries: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    """A zip of these entries, duplicates and all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def put(folder: Path, name: str, content: bytes = GOOD) -> Path:
    """A file in a folder of submissions."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def taken(handed: Handed) -> list[tuple[str, str, bytes]]:
    """What was taken, in order."""
    return [(answer.student, answer.exercise, answer.content) for answer in handed.answers]


def said(handed: Handed) -> str:
    """All problems in one text."""
    return "\n".join(f"{row.student}|{row.exercise}|{row.source}|{row.what}" for row in handed.troubles)


def test_folders_and_zips_give_the_same_answers(tmp_path: Path) -> None:
    """A folder per student and a zip of the same are read alike, in the order of students and exercises."""
    put(tmp_path, "bo/01_the_case/sums/answer.py")
    put(tmp_path, "bo/01_the_case/dates/answer.toml", b"a = 1\n")
    pack(tmp_path / "al.zip", [("01_the_case/sums/answer.py", GOOD), ("01_the_case/dates/answer.toml", b"a = 1\n")])
    handed = read_submissions(tmp_path, KNOWN)
    expected = [
        (student, exercise, content)
        for student in ("al", "bo")
        for exercise, content in (("01_the_case/dates", b"a = 1\n"), ("01_the_case/sums", GOOD))
    ]
    assert expected == taken(handed)
    assert not handed.troubles


def test_a_flat_folder_needs_the_exercise(tmp_path: Path) -> None:
    """``<student>.py`` counts only with --exercise; a file of the wrong kind is said, not taken."""
    put(tmp_path, "al.py")
    put(tmp_path, "bo.toml")
    put(tmp_path, "cy.txt")
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [("al", "01_the_case/sums", GOOD)] == taken(handed)
    assert "bo|01_the_case/sums|bo.toml|not taken: 01_the_case/sums wants a .py file" in said(handed)
    assert "cy||cy.txt|not taken: a folder or a zip is wanted" in said(handed)
    without = read_submissions(tmp_path, KNOWN)
    assert "al||al.py|not taken: name the exercise with --exercise" in said(without)
    assert () == without.answers


@pytest.mark.parametrize("name", ["answer.py", "hw1/answer.py", "x/01_the_case/sums/answer.py", "my_work.py"])
def test_one_exercise_is_found_at_any_depth(tmp_path: Path, name: str) -> None:
    """With one exercise named, its only Python file is the answer, however it was packed; macOS dust is ignored."""
    dust = [("__MACOSX/hw1/._answer.py", b"\0\5"), ("hw1/.DS_Store", b"\0"), ("__MACOSX/._my_work.py", b"\0")]
    pack(tmp_path / "al.zip", [*dust, (name, GOOD)])
    put(tmp_path, f"bo/{name}")
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [("al", "01_the_case/sums", GOOD), ("bo", "01_the_case/sums", GOOD)] == taken(handed)
    assert "" == said(handed)


def test_two_candidates_are_not_guessed_between(tmp_path: Path) -> None:
    """Two files that could be the answer are a problem for the teacher, not a coin toss."""
    pack(tmp_path / "al.zip", [("a/answer.py", GOOD), ("b/answer.py", b"")])
    pack(tmp_path / "bo.zip", [("x/01_the_case/sums/answer.py", GOOD), ("01_the_case/sums/answer.py", b"")])
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [] == taken(handed)
    assert 2 == said(handed).count("2 files could be the answer")


def test_the_first_source_of_a_student_counts(tmp_path: Path) -> None:
    """A student who handed in a folder and a zip is graded once, and the teacher is told which was left."""
    put(tmp_path, "al/01_the_case/sums/answer.py")
    pack(tmp_path / "al.zip", [("01_the_case/sums/answer.py", b"pass\n")])
    handed = read_submissions(tmp_path, KNOWN)
    assert [("al", "01_the_case/sums", GOOD)] == taken(handed)
    assert "al.zip/01_the_case/sums/answer.py|not taken: al/01_the_case/sums/answer.py was taken" in said(handed)


def test_unknown_exercise_wrong_ending_and_nothing_at_all(tmp_path: Path) -> None:
    """An exercise that is not known, an answer.txt and an empty folder are each said in one row."""
    put(tmp_path, "al/01_the_case/magic/answer.py")
    put(tmp_path, "bo/01_the_case/sums/answer.txt")
    (tmp_path / "cy").mkdir()
    handed = read_submissions(tmp_path, KNOWN)
    assert [] == taken(handed)
    assert "al|01_the_case/magic|al|not taken: no such exercise" in said(handed)
    assert "bo|01_the_case/sums|bo|not taken: answer.txt is not answer.py" in said(handed)
    assert "cy||cy|no answer found in it" in said(handed)


def test_other_exercises_are_passed_over_when_one_is_named(tmp_path: Path) -> None:
    """--exercise grades that exercise only, without a word about the others."""
    put(tmp_path, "al/01_the_case/sums/answer.py")
    put(tmp_path, "al/01_the_case/dates/answer.toml")
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [("al", "01_the_case/sums", GOOD)] == taken(handed)


@pytest.mark.parametrize("name", ["nowhere", "file", "empty"])
def test_a_folder_without_submissions_is_refused(tmp_path: Path, name: str) -> None:
    """No folder, a file, an empty folder: one sentence."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(Problem, match=r"no such folder|no submission"):
        read_submissions(tmp_path / name, KNOWN)


@POSIX
def test_links_and_devices_are_never_opened(tmp_path: Path) -> None:
    """A link to a secret, a link to a folder and a pipe are named, not read (a pipe would block for ever)."""
    secret = put(tmp_path, "secret.py", b"the key\n")
    class_folder = tmp_path / "class"
    (class_folder / "al/01_the_case/sums").mkdir(parents=True)
    (class_folder / "al/01_the_case/sums/answer.py").symlink_to(secret)
    (class_folder / "bo").symlink_to(tmp_path)
    (class_folder / "cy/01_the_case/sums").mkdir(parents=True)
    os.mkfifo(class_folder / "cy/01_the_case/sums/answer.py")
    os.mkfifo(class_folder / "di.py")
    handed = read_submissions(class_folder, KNOWN, "01_the_case/sums")
    assert [] == taken(handed)
    for says in ("al|", "bo||bo|not taken: a link", "cy|", "di||di.py|not taken: a device", "a link or a device"):
        assert says in said(handed)


def test_large_and_unreadable_answers_are_rows_of_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer over 256 KiB is not read at all; one that cannot be read is said."""
    put(tmp_path, "al/01_the_case/sums/answer.py", b"#" * (archives.MAX_ANSWER + 1))
    put(tmp_path, "bo/01_the_case/sums/answer.py")
    pack(tmp_path / "cy.zip", [(entry("01_the_case/sums/answer.py", stored=True), b"#" * (archives.MAX_ANSWER + 1))])

    def broken(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", broken)
    handed = read_submissions(tmp_path, KNOWN)
    assert [] == taken(handed)
    assert 2 == said(handed).count("is larger than 256 KiB")
    assert "cannot be read (Permission denied)" in said(handed)


def test_a_folder_of_thousands_of_files_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A student's folder with too many files, or too deep, ends the walk, not the run."""
    monkeypatch.setattr("takedown.grading.submissions.MAX_STUDENTS_FILES", 5)
    for number in range(9):
        put(tmp_path, f"al/{number}.txt")
    put(tmp_path, "bo/" + "d/" * 20 + "01_the_case/sums/answer.py")
    monkeypatch.setattr(archives, "MAX_LEVELS", 3)
    handed = read_submissions(tmp_path, KNOWN)
    assert "more than 5 files" in said(handed)
    assert "bo||bo|no answer found" in said(handed)


def test_odd_student_names_are_shown_escaped(tmp_path: Path) -> None:
    """A name with a newline, a dash in front or a Windows device is not taken, and printed harmlessly."""
    names = ["-rf.py", "con.py"] + ([] if sys.platform == "win32" else ["a\nb.py", "\u202eyp.rewsna.py"])
    for name in names:
        (tmp_path / name).write_bytes(GOOD)
    put(tmp_path, ".hidden/answer.py")
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [] == taken(handed)
    assert len(names) == len(handed.troubles)
    assert all(row.what.startswith("not taken: a name") for row in handed.troubles)
    assert all(text.isprintable() for row in handed.troubles for text in (row.student, row.source, row.what))


# ---- archives


def lie(path: Path, change: Callable[[bytearray], None]) -> None:
    """Change the bytes of an archive."""
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)


def encrypted(content: bytearray) -> None:
    """Set the encryption flag of the entry in the table of contents."""
    content[content.rfind(b"PK\1\2") + 8] |= 1


HOSTILE: dict[str, tuple[list[tuple[str | zipfile.ZipInfo, bytes]], str]] = {
    "slip": ([("answer.py", GOOD), ("../../tests/test_answer.py", b"")], "leads out of the archive"),
    "slip inside": ([("a/../../answer.py", GOOD)], "leads out of the archive"),
    "backslash slip": ([(entry("..\\..\\x.py"), b""), ("answer.py", GOOD)], "leads out of the archive"),
    "absolute": ([("/tmp/x", b""), ("answer.py", GOOD)], "is an absolute path"),  # noqa: S108 - never written
    "drive": ([("C:/x.py", b"")], "is an absolute path"),
    "link": ([(entry("answer.py", stat.S_IFLNK | 0o777), b"/etc/passwd")], "is a link or a device"),
    "device": ([(entry("answer.py", stat.S_IFIFO | 0o644), b"")], "is a link or a device"),
    "bomb": ([("answer.py", GOOD), ("zeros", b"\0" * (8 * 1024 * 1024))], "compressed too well"),
    "too large": ([(entry("zeros"), b"\0" * (archives.MAX_TOTAL + 1))], "would unpack to more than 64 MiB"),
    "many": ([(f"n/{number}", b"") for number in range(archives.MAX_ENTRIES + 1)], "more than 2,000 entries"),
    "case": ([("answer.py", GOOD), ("Answer.PY", b"")], "two entries named Answer.PY"),
    "unicode": ([("caf\u00e9.py", GOOD), ("cafe\u0301.py", b"")], "two entries named"),
    "trailing dot": ([("answer.py", GOOD), ("answer.py.", b"")], "two entries named"),
    "deep": ([("d/" * 2_000 + "answer.py", GOOD)], "more than 16 folders deep"),
    "rare": ([(zipfile.ZipInfo("answer.py"), GOOD)], "compressed in a rare way"),
}
HOSTILE["rare"][0][0][0].compress_type = zipfile.ZIP_BZIP2  # type: ignore[union-attr]


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_a_hostile_archive_is_a_row_of_problems(tmp_path: Path, case: str) -> None:
    """Escapes, links, bombs and collisions are refused before anything is unpacked; the others are graded."""
    entries, says = HOSTILE[case]
    pack(tmp_path / "al.zip", entries)
    put(tmp_path, "bo.py")
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [("bo", "01_the_case/sums", GOOD)] == taken(handed)
    assert says in said(handed)
    assert ["al.zip", "bo.py"] == sorted(path.name for path in tmp_path.iterdir())
    assert all(row.what.isprintable() and len(row.what) < 200 for row in handed.troubles)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_duplicate_name_is_refused(tmp_path: Path) -> None:
    """Two entries of one name: a viewer shows the first, Python takes the last, so neither is taken."""
    pack(tmp_path / "al.zip", [("answer.py", GOOD), ("answer.py", b"")])
    assert "two entries named answer.py" in said(read_submissions(tmp_path, KNOWN, "01_the_case/sums"))


@pytest.mark.parametrize("damage", ["truncated", "html", "empty", "encrypted", "zero byte", "content", "count"])
def test_a_damaged_archive_is_a_row_of_problems(tmp_path: Path, damage: str) -> None:
    """Cut off, no zip at all, encrypted, a damaged entry, a count that lies: one sentence each, no traceback."""
    path = pack(tmp_path / "al.zip", [(entry("answer.py", stored=True), GOOD * 20)])
    if damage == "truncated":
        path.write_bytes(path.read_bytes()[:-30])
    elif damage == "html":
        path.write_text("<!doctype html><title>Sign in</title>")
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "encrypted":
        lie(path, encrypted)
    elif damage == "zero byte":
        path.write_bytes(path.read_bytes().replace(b"answer.py", b"answer\0py"))
    elif damage == "content":
        lie(path, lambda content: content.__setitem__(slice(60, 64), b"????"))
    else:
        lie(path, lambda content: content.__setitem__(slice(len(content) - 10, len(content) - 6), b"\xff\xff\xff\x7f"))
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [] == taken(handed)
    assert 1 == len(handed.troubles)


def test_an_entry_larger_than_it_says_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size in the table of contents is a claim; what is read is bounded all the same."""
    path = pack(tmp_path / "al.zip", [("answer.py", GOOD)])
    archive = archives.check(path)
    (name,) = archive.entries
    archive.entries[name].file_size = 3
    with pytest.raises(Problem, match=r"larger than it says|damaged"):
        archive.read(name, limit=5)
    monkeypatch.setattr(archives, "MAX_ARCHIVE", 10)
    with pytest.raises(Problem, match="the archive is larger"):
        archives.check(path)


def test_odd_names_are_left_out_and_the_answer_is_taken(tmp_path: Path) -> None:
    """Names that some system cannot hold are left out, one row each, and the rest of the archive counts."""
    odd = ["con.py", "a\nb.py", "\u202eyp.rewsna", "-rf", "x" * 250, "y. ", "nul", "ab:c.py", "sub/./z.py", "w\\v.py"]
    pack(tmp_path / "al.zip", [("answer.py", GOOD), ("folder/", b""), *((entry(name), b"x") for name in odd)])
    handed = read_submissions(tmp_path, KNOWN, "01_the_case/sums")
    assert [("al", "01_the_case/sums", GOOD)] == taken(handed)
    assert len(odd) == said(handed).count("left out")
    assert all(row.what.isprintable() for row in handed.troubles)


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ({"student": "al", "answers": {}}, ""),
        ({"student": "", "answers": {"01_the_case/sums": "0" * 64}}, "the answer was changed after it was packed"),
        ({"student": "bo\u202e", "answers": {}}, "the manifest says student bo\\u202e; the file name counts"),
        ([1], "manifest.json cannot be read"),
        ({"student": 1, "answers": {}}, "manifest.json cannot be read"),
        ({"student": "al", "answers": {"x": 1}}, "manifest.json cannot be read"),
        ({"student": "al", "answers": []}, "manifest.json cannot be read"),
    ],
)
def test_a_manifest_may_only_disagree(tmp_path: Path, manifest: object, says: str) -> None:
    """The LMS's file name decides the student; a manifest that disagrees becomes a row of problems."""
    pack(
        tmp_path / "al.zip",
        [("01_the_case/sums/answer.py", GOOD), ("manifest.json", json.dumps(manifest, ensure_ascii=True).encode())],
    )
    handed = read_submissions(tmp_path, KNOWN)
    assert [("al", "01_the_case/sums", GOOD)] == taken(handed)
    assert says in said(handed)
    assert bool(says) == bool(handed.troubles)


@given(content=st.binary(max_size=300), name=st.text(max_size=30))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_never_break_the_check(tmp_path: Path, content: bytes, name: str) -> None:
    """Whatever the bytes, the check of an archive ends in an archive or a Problem; names come out printable."""
    path = tmp_path / "random.zip"
    pack(path, [("answer.py", GOOD)])
    path.write_bytes(path.read_bytes()[: 40 + len(content) % 60] + content + path.read_bytes()[-60:])
    try:
        archive = archives.check(path)
        for found in archive.entries:
            archive.read(found)
    except Problem:
        pass
    assert shown(name).isprintable()
    assert len(shown(name)) <= 80
