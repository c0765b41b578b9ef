"""A chapter: its folder, its opener (chapter.toml) and its self-check questions (questions.toml)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from takedown.course.claims import Claim, read_claims
from takedown.course.records import Count, Day, Record, Text, read_list, read_record, set_place, together, unique
from takedown.problems import Problem

CHAPTER_SLUG = r"^\d\d_[a-z][a-z0-9]*(_[a-z0-9]+)*$"


class Times(Record):
    """Minutes: to read, to teach, and to do the exercises."""

    reading: Count
    class_minutes: Annotated[int, Field(strict=True, ge=1, alias="class")]
    homework: Count


class Further(Record):
    """A source worth reading next, and why."""

    key: Text
    why: Text


class Question(Record):
    """A self-check question with its reasoned answer (MyST)."""

    id: Annotated[str, StringConstraints(pattern=r"^q-[a-z0-9][a-z0-9-]*$")]
    question: Text
    answer: Text


class ChapterFile(Record):
    """What chapter.toml holds."""

    title: Text
    question: Text
    part: Annotated[int, Field(strict=True, ge=1, le=5)]
    claim: Text
    answers: Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)]
    objectives: Annotated[tuple[Text, ...], Field(min_length=1)]
    prerequisites: tuple[Text, ...] = ()
    times: Times
    key_points: Annotated[tuple[Text, ...], Field(min_length=3)]
    further: Annotated[tuple[Further, ...], Field(min_length=1)]
    reviewed: Day
    review_by: Day


class Chapter(ChapterFile):
    """A chapter and where its parts lie."""

    slug: str
    folder: Path
    root: Path

    @property
    def number(self) -> int:
        """The chapter's number in every output."""
        return int(self.slug[:2])

    @property
    def index(self) -> Path:
        """The prose."""
        return self.folder / "index.md"

    @property
    def teaching(self) -> Path:
        """The teaching note."""
        return self.folder / "teaching.md"

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The self-check questions.

        Raises:
            Problem: the file is broken or an id is used twice.
        """
        questions = read_list(self.folder / "questions.toml", self.root, "question", Question)
        together(unique(questions))
        return questions

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that the chapter owns.

        Raises:
            Problem: the file is broken or an id is used twice.
        """
        return read_claims(self.folder / "claims.toml", self.root)


def load_chapter(folder: Path, root: Path) -> Chapter:
    """The chapter of a folder.

    Raises:
        Problem: chapter.toml is missing or broken.
    """
    file = read_record(folder / "chapter.toml", root, ChapterFile)
    values = {name: getattr(file, name) for name in ChapterFile.model_fields}
    chapter = Chapter.model_construct(slug=folder.name, folder=folder, root=root, **values)
    set_place(chapter, file.file, file.line)
    if file.review_by <= file.reviewed:
        raise Problem(
            "review_by is not after reviewed", file=file.file, line=1, mend="give the next review a later date"
        )
    return chapter
