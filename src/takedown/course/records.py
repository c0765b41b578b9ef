"""The base of every record that is read from a data file: frozen, typed, unknown keys refused.

What pydantic finds wrong is told here as a :class:`~takedown.problems.Problem` with file, line and mend.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError

from takedown.course.source import Document, Place, read_toml
from takedown.problems import Problem

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
Count = Annotated[int, Field(strict=True, ge=1)]
Day = Annotated[date, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]


class Record(BaseModel):
    """A value read from a file; it knows the file and the line it came from."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    _file: Path = PrivateAttr(default=Path())
    _line: int = PrivateAttr(default=0)

    @property
    def file(self) -> Path:
        """The file that holds the record, relative to the repository."""
        return self._file

    @property
    def line(self) -> int:
        """The line on which the record begins."""
        return self._line


R = TypeVar("R", bound=Record)


def together(problems: Iterable[Problem]) -> None:
    """Raise the first of several problems; it carries the others for those who report them all.

    Raises:
        Problem: if there is at least one.
    """
    found = list(problems)
    if found:
        raise found[0].with_more(found[1:])


def nearest(word: str, known: Iterable[str]) -> str:
    """A mend that names the known words nearest to a wrong one."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=3, cutoff=0.6)
    if close:
        return "perhaps you mean " + " or ".join(close)
    return (
        "known are " + ", ".join(names[:12]) + (" ..." if len(names) > 12 else "") if names else "none is defined yet"
    )


def read_record(path: Path, root: Path, model: type[R]) -> R:
    """A file that is one record.

    Raises:
        Problem: the first fault of the file, which carries the others.
    """
    document = read_toml(path, root)
    record, problems = check(model, document.data, document, ())
    together(problems)
    assert record is not None  # noqa: S101 - no problem means a record
    return record


def read_list(path: Path, root: Path, name: str, model: type[R]) -> tuple[R, ...]:
    """A file that is a list of ``[[name]]`` tables, each one record.

    Raises:
        Problem: the first fault of the file, which carries the others.
    """
    document = read_toml(path, root)
    problems = [
        Problem(
            f"unknown key {key!r}", file=document.path, line=document.line((key,)), mend=f"use [[{name}]] tables only"
        )
        for key in document.data
        if key != name
    ]
    tables = document.data.get(name, [])
    if not isinstance(tables, list):
        problems.append(
            Problem(
                f"{name!r} must be a list", file=document.path, line=document.line((name,)), mend=f"write [[{name}]]"
            )
        )
        tables = []
    records: list[R] = []
    for position, table in enumerate(tables):
        record, faults = check(model, table, document, (name, position))
        problems += faults
        if record is not None:
            records.append(record)
    together(problems)
    return tuple(records)


def unique(records: Iterable[R], key: str = "id") -> Iterable[Problem]:
    """A problem for each record whose key was used before."""
    first: dict[object, R] = {}
    for record in records:
        value = getattr(record, key)
        if value in first:
            before = first[value]
            yield Problem(
                f"{key} {value!r} is used twice (first in {before.file.as_posix()}:{before.line})",
                file=record.file,
                line=record.line,
                mend="give one of them another name",
            )
        first.setdefault(value, record)


def check(model: type[R], data: object, document: Document, place: Place) -> tuple[R | None, list[Problem]]:
    """A record made of a table, or everything that is wrong with it."""
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        faults = sorted(error.errors(include_url=False), key=lambda fault: fault["type"] != "extra_forbidden")
        return None, [_problem(fault, model, document, place) for fault in faults]
    _set_places(record, document, place)
    return record, []


def _set_places(record: Record, document: Document, place: Place) -> None:
    """Tell a record, and those inside it, where they came from."""
    set_place(record, document.path, document.line(place))
    for name, field in type(record).model_fields.items():
        value, inner = getattr(record, name), (*place, field.alias or name)
        if isinstance(value, Record):
            _set_places(value, document, inner)
        elif isinstance(value, tuple):
            for position, part in enumerate(value):
                if isinstance(part, Record):
                    _set_places(part, document, (*inner, position))


def set_place(record: Record, file: Path, line: int) -> None:
    """Tell a record where it came from."""
    record._file = file  # noqa: SLF001 - the one writer of these two
    record._line = line  # noqa: SLF001 - as above


_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "date_type": "a date like 2018-11-06, without quotes",
    "tuple_type": "a list in [brackets]",
    "model_type": "a table in {braces}",
    "dict_type": "a table in {braces}",
}


def _problem(fault: Mapping[str, Any], model: type[Record], document: Document, place: Place) -> Problem:
    """One finding of pydantic in this book's words."""
    where = tuple(part for part in fault["loc"] if isinstance(part, (str, int)))
    line = document.line(place + where)
    name = _name(where)
    context = fault.get("ctx", {})
    kind = str(fault["type"])
    if kind == "extra_forbidden":
        what, mend = f"unknown key {name!r}", nearest(str(where[-1]), _keys(model, where[:-1]))
    elif kind == "missing":
        what, mend = f"key {name!r} is missing", "add it"
    elif kind in {"literal_error", "enum"}:
        what, mend = f"{name!r} is {fault['input']!r}", f"use {context['expected']}"
    elif kind == "string_pattern_mismatch":
        what, mend = f"{name!r} is {fault['input']!r}", f"it must match {context['pattern']}"
    elif kind in {"too_short", "string_too_short"}:
        what, mend = f"{name!r} has too little in it", f"give at least {context['min_length']}"
    elif kind == "too_long":
        what, mend = f"{name!r} has {context['actual_length']} entries", f"give at most {context['max_length']}"
    elif kind in _WANTED:
        what, mend = f"{name!r} is {_brief(fault['input'])}", f"write {_WANTED[kind]}"
    else:
        said = str(fault["msg"])
        what, mend = f"{name!r} is {_brief(fault['input'])}", said[:1].lower() + said[1:]
    return Problem(what, file=document.path, line=line, mend=mend)


def _brief(value: object) -> str:
    """A value as it may stand in one sentence."""
    said = repr(value)
    return said if len(said) <= 60 else said[:57] + "..."


def _name(where: Place) -> str:
    """``sources[0].key`` for ("sources", 0, "key")."""
    name = ""
    for part in where:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name or "the table"


def _keys(model: type[Record], where: Place) -> list[str]:
    """The keys that are allowed at a place inside a record."""
    current: type[BaseModel] = model
    for part in where:
        if isinstance(part, str) and part in current.model_fields:
            current = _inner(current.model_fields[part].annotation) or current
    return [field.alias or name for name, field in current.model_fields.items()]


def _inner(annotation: object) -> type[BaseModel] | None:
    """The record inside an annotation such as ``tuple[Source, ...]`` or ``Limits | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if found := _inner(argument):
            return found
    return None
