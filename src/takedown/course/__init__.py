"""What the repository holds, as typed objects: chapters, exercises, claims, origins, sources, glossary.

Nothing else in the project knows where files lie or what their formats are.
"""

from takedown.course.catalogue import Course, find_root
from takedown.course.chapters import Chapter, Question, load_chapter
from takedown.course.claims import Claim, Dispute, Origin, Source, Status, group_of, independent_origins, status_of
from takedown.course.exercises import (
    Criterion,
    Exercise,
    Limits,
    Sample,
    Task,
    WrongAnswer,
    load_exercise,
    load_exercises,
)
from takedown.course.glossary import Term
from takedown.course.references import Reference

__all__ = [
    "Chapter",
    "Claim",
    "Course",
    "Criterion",
    "Dispute",
    "Exercise",
    "Limits",
    "Origin",
    "Question",
    "Reference",
    "Sample",
    "Source",
    "Status",
    "Task",
    "Term",
    "WrongAnswer",
    "find_root",
    "group_of",
    "independent_origins",
    "load_chapter",
    "load_exercise",
    "load_exercises",
    "status_of",
]
