"""What must stay true of this chapter, whatever its words."""

from __future__ import annotations

from pathlib import Path

from takedown.course import Course, Status, find_root

COURSE = Course(find_root(Path(__file__)))
SLUG = "18_example"


def test_no_claim_is_unseen() -> None:
    """Each claim of the chapter rests on a source that was read."""
    claims = COURSE.chapter(SLUG).claims

    assert [] == [claim.id for claim in claims if COURSE.status(claim.id) == Status.UNSEEN]
