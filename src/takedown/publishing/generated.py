"""The pages that nobody writes: contents, ledger, references, "as of"."""

from __future__ import annotations

from takedown.course import Course
from takedown.publishing.lines import Sheet
from takedown.publishing.plan import Plan, Planned


def generate(page: Planned, plan: Plan, course: Course, opening: Sheet) -> Sheet:
    """What a page of the plan holds: its opening, then what is generated for its role."""
    if not opening.lines:
        opening.add("To be generated.", page.source)
    return opening
