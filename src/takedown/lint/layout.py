"""Where files lie: one slug for a chapter, its exercises and its tests, and nothing that no manifest knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from takedown.course import Exercise
from takedown.course.chapters import CHAPTER_SLUG
from takedown.lint.material import IGNORED, Material
from takedown.lint.registry import check
from takedown.problems import Problem

_CHAPTER_FILES = {"index.md", "chapter.toml", "claims.toml", "questions.toml", "teaching.md"}
_TEST_SLUG = re.compile(r"^(?:test_)?(\d\d_[a-z0-9_]+?)(?:\.py)?$")


@check
def slugs_agree(material: Material) -> Iterable[Problem]:
    """A chapter has one slug, in chapters/, exercises/ and tests/chapters/."""
    chapters = {folder.name for folder in material.course.chapter_folders}
    for folder in sorted(material.root.glob("chapters/*/")):
        if folder.name not in IGNORED and not re.match(CHAPTER_SLUG, folder.name):
            yield Problem(
                f"{folder.name!r} is no chapter slug", file=material.shown(folder), mend="call it NN_lower_case"
            )
    exercises = {path.name for path in material.root.glob("exercises/*/") if path.name not in IGNORED}
    found = (_TEST_SLUG.match(path.name) for path in material.root.glob("tests/chapters/*"))
    tests = {match.group(1) for match in found if match}
    for slug in sorted(exercises - chapters):
        yield Problem("exercises of no chapter", file=f"exercises/{slug}", mend=f"write chapters/{slug} or rename it")
    for slug in sorted(tests - chapters):
        yield Problem(f"tests of no chapter {slug}", file="tests/chapters", mend="rename or remove them")
    for slug in sorted(chapters - exercises):
        yield Problem("a chapter without exercises", file=f"chapters/{slug}", mend=f"write exercises/{slug}")
    for slug in sorted(chapters - tests):
        yield Problem("a chapter without tests", file=f"chapters/{slug}", mend=f"write tests/chapters/test_{slug}.py")


@check
def nothing_undeclared_in_a_chapter(material: Material) -> Iterable[Problem]:
    """A chapter's folder holds its five files, the scripts of its figures, data that some text or program names."""
    for chapter in material.chapters:
        for name in sorted(_CHAPTER_FILES):
            if not (chapter.folder / name).is_file():
                yield Problem("the file is missing", file=material.shown(chapter.folder / name), mend="create it")
        words = _words(chapter.folder / "index.md", *chapter.folder.glob("figures/*.py"))
        for name in sorted(set(re.findall(r"figures/([\w-]+)\.svg", words))):
            if not (chapter.folder / "figures" / f"{name}.py").is_file():
                script = material.shown(chapter.folder / "figures" / f"{name}.py")
                yield Problem(
                    "the script of a figure is missing", file=script, mend="write it, with a function figure()"
                )
        for path in _files(chapter.folder):
            inside = path.relative_to(chapter.folder)
            if inside.parts[0] == "data" and (path.name in words or path.name in _programs(material, chapter.slug)):
                continue
            if len(inside.parts) == 2 and inside.parts[0] == "figures" and _is_figure(path, words):
                continue
            if inside.as_posix() not in _CHAPTER_FILES:
                yield _undeclared(material, path, _how_to_declare_in_a_chapter(inside))


def _programs(material: Material, slug: str) -> str:
    """The programs that may read a chapter's data: the package, the chapter's tests, the tests of its exercises."""
    package = sorted((material.root / "src" / "takedown").rglob("*.py"))
    tests = [*material.root.glob(f"tests/chapters/*{slug}*"), *material.root.glob(f"exercises/{slug}/*/test_answer.py")]
    return _words(*package, *tests)


def _is_figure(path: Path, words: str) -> bool:
    """Whether a file in figures/ is a script whose picture the text shows, or one's helper."""
    return path.suffix == ".py" and (f"figures/{path.stem}.svg" in words or path.name.startswith("_"))


def _how_to_declare_in_a_chapter(inside: Path) -> str:
    """The mend for a file that nothing in the chapter names."""
    if inside.parts[0] == "figures":
        return f"show figures/{inside.stem}.svg in index.md, or remove it"
    if inside.parts[0] == "data":
        return "name it in index.md, in a figure's script or in what reads it, or remove it"
    return "remove it, or put it into data/ and name it"


@check
def nothing_undeclared_in_an_exercise(material: Material) -> Iterable[Problem]:
    """An exercise's folder holds what its manifest declares, and data that the task, stub or tests name."""
    for exercise in material.exercises:
        needed = [exercise.stub, exercise.test_file, exercise.task_file, exercise.why_file, exercise.solution]
        needed += [exercise.folder / "samples" / "samples.toml"] if exercise.kind == "essay" else []
        needed += [exercise.data / "key.toml"] if exercise.kind == "table" else []
        for path in needed:
            if not path.is_file():
                yield Problem("the file is missing", file=material.shown(path), mend="create it")
        words = _words(exercise.task_file, exercise.stub, exercise.test_file)
        for path in _files(exercise.folder):
            if path not in needed and not _is_declared(exercise, path, words):
                yield _undeclared(material, path, "remove it, or put it into data/ and name it in task or tests")


def _is_declared(exercise: Exercise, path: Path, words: str) -> bool:
    """Whether a file beyond the fixed ones belongs to an exercise."""
    inside = path.relative_to(exercise.folder)
    if inside.as_posix() == "exercise.toml":
        return True
    if len(inside.parts) == 2 and inside.parts[0] == "wrong":
        return path.suffix == f".{exercise.extension}"
    if inside.parts[0] == "data":
        return path.name in words or (path.name == "variant.toml" and bool(exercise.variant))
    return inside.parts[0] == "samples" and exercise.kind == "essay" and path.suffix == ".md"


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder that are not a tool's leavings."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part in IGNORED or part.startswith(".") for part in path.parts[-3:]):
            yield path


def _words(*paths: Path) -> str:
    """The readable text of some files together."""
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file())
    return "\n".join(texts)


def _undeclared(material: Material, path: Path, mend: str) -> Problem:
    """A file that nothing names."""
    return Problem("nothing declares this file", file=material.shown(path), mend=mend)
