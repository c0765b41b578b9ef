"""A chapter as readers get it: opener, body, key points, self-check questions, further reading, exercises."""

from __future__ import annotations

from takedown.course import Chapter, Course
from takedown.course.source import read_text, shown
from takedown.publishing.lines import Sheet


def compose_chapter(chapter: Chapter, course: Course) -> Sheet:
    """The staged text of one chapter."""
    sheet = Sheet()
    sheet.add(read_text(chapter.index, chapter.root).rstrip("\n"), shown(chapter.index, chapter.root))
    return sheet
