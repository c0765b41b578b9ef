"""The file that a learner hands in: the answers and a manifest, as a zip that is the same for the same work.

Entries are stored without compression, in order, with one date: the bytes depend on the answers alone,
not on the machine, the clock or the library that packs.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from takedown.course.archive import pack
from takedown.grading.answers import MAX_ANSWER
from takedown.grading.archives import odd_part, shown
from takedown.grading.submissions import MANIFEST
from takedown.grading.work import Work, digest, write_whole
from takedown.problems import Problem

SCHEMA = 1


def submission(answers: Mapping[str, tuple[str, bytes]], student: str = "") -> bytes:
    """The zip of these answers, given per exercise as (extension, content).

    Raises:
        Problem: the student's id cannot be a file name, or an answer is too large.
    """
    odd = odd_part(student) if student else ""
    if odd or "/" in student or "\\" in student:
        raise Problem(f"{shown(student)!r} cannot be used as id", mend="take the id that your course gave you")
    for exercise, (extension, content) in answers.items():
        if len(content) > MAX_ANSWER:
            raise Problem(
                f"larger than {MAX_ANSWER // 1024} KiB, no grader takes it",
                file=f"work/{exercise}/answer.{extension}", mend="keep the answer only",
            )  # fmt: skip
    manifest = {
        "schema": SCHEMA,
        "student": student,
        "answers": {exercise: digest(content) for exercise, (_, content) in sorted(answers.items())},
    }
    files = {f"{exercise}/answer.{extension}": content for exercise, (extension, content) in answers.items()}
    files[MANIFEST] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    return pack(files, zipfile.ZIP_STORED)


def write_submission(work: Work, content: bytes, out: Path | None, student: str = "") -> Path:
    """Write the zip to ``out``, by default into work/; a file that is no submission is never replaced."""
    target = out or work.folder / (f"submission-{student}.zip" if student else "submission.zip")
    if target.exists() and not _is_submission(target):
        raise Problem("there is another file here", file=target, mend="give another --out")
    write_whole(target, content)
    return target


def _is_submission(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
