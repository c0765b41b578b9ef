"""Every broken data file is one sentence with file, line and mend."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from takedown.course import Course

CHAPTER = "chapters/01_the_case/chapter.toml"
CLAIMS = "chapters/01_the_case/claims.toml"
QUESTIONS = "chapters/01_the_case/questions.toml"
ORIGINS = "chapters/origins.toml"
BIB = "chapters/references.bib"
GLOSSARY = "chapters/glossary.md"
EXERCISE = "exercises/01_the_case/dates/exercise.toml"
WRONG = "exercises/01_the_case/dates/wrong/dates__reads_the_announcement.toml"


def read(course: Course, file: str) -> object:
    """Read the part of the course that a file belongs to."""
    parts = {
        CHAPTER: lambda: course.chapters,
        CLAIMS: lambda: course.claims,
        QUESTIONS: lambda: course.chapters[0].questions,
        ORIGINS: lambda: course.origins,
        BIB: lambda: course.references,
        GLOSSARY: lambda: course.glossary,
        EXERCISE: lambda: course.exercises,
        WRONG: lambda: course.exercises[0].wrong,
    }
    return parts[file]()


CASES = [
    # syntax
    (CHAPTER, "part = 1", "part = = 1", "3: this is not valid TOML (invalid value): mend the syntax there."),
    (CHAPTER, "review_by = 2027-11-24\n", "review_by = [", "11: this is not valid TOML (invalid value)"),
    (CHAPTER, "part = 1", "part = 1\npart = 2", "4: this is not valid TOML (cannot overwrite a value)"),
    # types, in words
    (CHAPTER, "part = 1", 'part = "1"', "3: 'part' is '1': write a whole number."),
    (CHAPTER, "part = 1", "part = 6", "3: 'part' is 6: input should be less than or equal to 5."),
    (CHAPTER, '"The case"', '""', "1: 'title' has too little in it: give at least 1."),
    (CHAPTER, "reviewed = 2026-11-24", 'reviewed = "2026-11-24"', "10: 'reviewed' is '2026-11-24': write a date like"),
    (CHAPTER, "reviewed = 2026-11-24", "reviewed = 2026-11-24T01:02:03", "10: 'reviewed' is datetime"),
    (CHAPTER, '["Who?", "When?", "How?"]', '["Who?"]', "5: 'answers' has too little in it: give at least 3."),
    (CHAPTER, '"How?"]', '"How?", "a", "b", "c"]', "5: 'answers' has 6 entries: give at most 5."),
    (CHAPTER, '["tell a claim from a fact"]', '"one"', "6: 'objectives' is 'one': write a list in [brackets]."),
    (CHAPTER, "class = 90", "clas = 90", "7: unknown key 'times.clas': perhaps you mean class."),
    (CHAPTER, "{reading = 20, class = 90, homework = 25}", "90", "7: 'times' is 90"),
    (
        CHAPTER,
        "review_by = 2027",
        "review_by = 2025",
        "1: review_by is not after reviewed: give the next review a later",
    ),
    # unknown and missing keys
    (CHAPTER, "title =", "titel =", "1: unknown key 'titel': perhaps you mean title or times."),
    (CHAPTER, "homework = 25", "homework = 25, reding = 2", "7: unknown key 'times.reding': perhaps you mean reading."),
    (CHAPTER, "homework = 25", "homework = 25, clas = 2", "7: unknown key 'times.clas': perhaps you mean class."),
    (CLAIMS, "sources = [{", "sources = [3, {", "5: 'sources[0]' is 3: write a table in {braces}."),
    (CLAIMS, 'statement = "Police read along."', "", "1: key 'statement' is missing: add it."),
    (CLAIMS, 'kind = "fact"', 'kind = "rumour"', "4: 'kind' is 'rumour': use 'fact', 'figure', 'said', 'inference' or"),
    (CLAIMS, 'how = "265,000"', 'hwo = "265,000"', "15: unknown key 'disputed_by[0].hwo': perhaps you mean how."),
    (CLAIMS, 'id = "live"', 'id = "Live!"', "2: 'id' is 'Live!': it must match"),
    (
        CLAIMS,
        'id = "messages"',
        'id = "live"',
        "7: id 'live' is used twice (first in chapters/01_the_case/claims.toml:1)",
    ),
    (CLAIMS, '[{key = "nos"}]', '[{key = "nso"}]', "1: claim 'live' names source 'nso', which is not in chapters/ref"),
    (CLAIMS, 'key = "scholar"', 'key = "scholer"', "7: claim 'messages' names source 'scholer', which is not in"),
    (CLAIMS, '"court-file"', '"court-fil"', "7: claim 'messages' names origin 'court-fil', which is not in"),
    (CLAIMS, "[[claim]]", "[[claims]]", "1: unknown key 'claims': use [[claim]] tables only."),
    (QUESTIONS, "[[question]]", "[question]", "1: 'question' must be a list: write [[question]]."),
    (QUESTIONS, '"q-who"', '"who"', "2: 'id' is 'who': it must match ^q-"),
    # origins
    (
        ORIGINS,
        'part_of = "announcement"',
        'part_of = "anouncement"',
        "6: origin 'police' is part of 'anouncement', whi",
    ),
    (ORIGINS, 'part_of = "announcement"', 'part_of = "police"', "6: origin 'police' is part of itself by way of"),
    (ORIGINS, 'success"\n\n', 'success"\npart_of = "police"\n\n', "1: origin 'announcement' is part of itself"),
    # BibTeX
    (BIB, "kind = {press}", "kind = {pres}", "8: nos: 'kind' is 'pres': use 'judgment', 'statute'"),
    (BIB, "  seen = {passage},\n", "", "1: nos: key 'seen' is missing: add it."),
    (BIB, "seen = {passage}", "sen = {passage}", "9: nos: unknown field 'sen': perhaps you mean seen."),
    (BIB, "urldate = {2026-11-24}", "urldate = {yesterday}", "6: nos: urldate is 'yesterday': write a day like"),
    (BIB, "  urldate = {2026-11-24},\n", "", "1: nos: a url without urldate: say on which day it was read."),
    (BIB, "  archived = {none found},\n", "", "1: nos: it stands online, and archived is missing: give the address of"),
    (BIB, "  year = {2022},", "  year = {2022},\n  doi = {10.1000/182},", "13: scholar: it stands online, and"),
    (BIB, "{none found}", "{none}", "7: nos: archived is 'none': write a whole address that begins with https:// or"),
    (BIB, "{none found}", "{ftp://example.org/a}", "7: nos: archived is 'ftp://example.org/a': write a whole address"),
    (BIB, "{none found}", "{https://example.org/nos}", "7: nos: archived is the same as url: give the address of a"),
    (
        BIB,
        "{none found}",
        "{https://web.archive.org/web/2018*/https://example.org/nos}",
        "7: nos: archived is 'https://web.archive.org/web/2018*/https://example.org/nos', which asks the archive for",
    ),
    (BIB, "url = {https://example.org/nos}", "url = {example.org/nos}", "5: nos: url is 'example.org/nos': write a"),
    (
        BIB,
        "  year = {2022},",
        "  year = {2022},\n  url = {https://example.org/nos},\n  urldate = {2026-11-24},\n  archived = {none found},",
        "13: scholar: the url is that of nos (chapters/references.bib:1): give each source the address of its own page",
    ),
    (BIB, "  publisher = {NOS},\n", "", "1: nos: neither author nor publisher: say who published it."),
    (BIB, "  year = {2022},\n", "", "13: scholar: no date or year: add date or year."),
    (BIB, "@article{scholar,", "@article{nos,", "13: key 'nos' is used twice: give one of them another key."),
    (BIB, "  year = {2022},", "  year = {2022},\n  year = {2023},", "13: a field stands twice (year): keep one."),
    (BIB, "{announcement}", "{anouncement}", "1: nos: origin 'anouncement' is not in chapters/origins.toml: perhaps"),
    (BIB, "  origin = {court-file},\n}", "  origin = {court-file", "13: this is not valid BibTeX: close every brace"),
    # glossary
    (GLOSSARY, ": Reading along\n  with a warrant.\n", "", "4: term 'Tap' has no definition: add a line that begins"),
    (GLOSSARY, "Tap\n", "", "4: a definition without a term: put the term on the line before."),
    (GLOSSARY, "\n:::\n", "\n", "3: the glossary is not closed: end it with a line :::."),
    (GLOSSARY, "\n:::\n", "\nTap\n: Again.\n:::\n", "7: term 'Tap' is used twice (first in chapters/glossary.md:4)"),
    # exercises
    (EXERCISE, 'kind = "table"', 'kind = "quiz"', "2: 'kind' is 'quiz': use 'code', 'model', 'table' or 'essay'."),
    (EXERCISE, "points = 4", "points = -4", "11: 'tasks[0].points' is -4"),
    (EXERCISE, "points = 4", "point = 4", "11: unknown key 'tasks[0].point': perhaps you mean points."),
    (EXERCISE, "level = 2", 'level = 2\nimports = ["os; rm"]', "4: 'imports[0]' is 'os; rm': it must match"),
    (EXERCISE, "level = 2", "level = 2\nlimits = {wall = 0}", "4: 'limits.wall' is 0"),
    (EXERCISE, "level = 2", "level = true", "3: 'level' is True: write a whole number."),
    (EXERCISE, 'kind = "table"', 'kind = "essay"', "1: an essay without a rubric: add [[rubric]] tables."),
    (
        EXERCISE,
        "points = 4\n",
        'points = 4\n[[rubric]]\nid = "a"\ntitle = "A"\npoints = 1\nweak = "w"\nstrong = "s"\n',
        "12: only an essay has a rubric: remove it.",
    ),
    (
        EXERCISE,
        "points = 4\n",
        'points = 4\n\n[[tasks]]\nid = "dates"\ntitle = "Again"\npoints = 1\n',
        "13: id 'dates' is used twice (first in exercises/01_the_case/dates/exercise.toml:8)",
    ),
    (WRONG, "# Takes", "Takes", "1: the first line does not describe the mistake: open with a comment that does."),
    (WRONG, "ment.\n", "ment.\n# also fails: dats\n", " 'dats' is no task of this exercise: perhaps you mean dates."),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), CASES)
def test_one_sentence_with_file_line_and_mend(change, refused, file: str, old: str, new: str, said: str) -> None:
    """The first thing said about a broken file names the file, the line and the mend."""
    change(file, old, new)

    assert f"{file}:{said}" in refused(lambda course: read(course, file))[0]


@pytest.mark.parametrize("file", [CHAPTER, CLAIMS, QUESTIONS, ORIGINS, BIB, GLOSSARY, EXERCISE])
def test_missing_unreadable_and_wrong_encoding(root: Path, refused, file: str) -> None:
    """A file that is missing, a folder, in another encoding, or marked with a byte order mark is told apart."""
    path = root / file
    text = path.read_text(encoding="utf-8")

    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    marked = refused(lambda course: read(course, file))
    path.write_bytes(b"# one\n# two caf\xe9\n" + text.encode())
    encoded = refused(lambda course: read(course, file))
    path.unlink()
    (root / "keep").touch()
    (path.parent / "other").touch()
    missing = refused(lambda course: read(course, file))
    path.mkdir()
    unreadable = refused(lambda course: read(course, file))

    assert [f"{file}:1: the file begins with a byte order mark: save it as plain UTF-8."] == marked
    assert [f"{file}:2: the file is not UTF-8: save it as UTF-8."] == encoded
    assert [f"{file}: the file is missing: create it."] == missing
    assert unreadable[0].startswith(f"{file}: the file cannot be read")


def test_deep_nesting(change, refused) -> None:
    """A file that would overflow the reader's stack is one sentence too."""
    change(CHAPTER, "part = 1", "part = " + "[" * 5000)

    [said] = refused(lambda course: course.chapters)
    assert said.startswith(CHAPTER)


def test_all_faults_of_a_file_come_together(change, refused) -> None:
    """A file with several faults tells them all, so that one run mends the file."""
    change(CLAIMS, 'kind = "fact"', 'kind = "rumour"')
    change(CLAIMS, 'kind = "figure"', 'knd = "figure"')

    said = refused(lambda course: course.claims)
    assert 3 == len(said)
    assert any(":10: unknown key 'knd'" in sentence for sentence in said)


def test_a_claim_id_is_used_once_in_the_book(root: Path, change, refused) -> None:
    """Two chapters cannot own the same claim, nor the same statement of the article."""
    second = root / "chapters/02_next"
    second.mkdir()
    for name in ("chapter.toml", "questions.toml"):
        (second / name).write_text((root / "chapters/01_the_case" / name).read_text(encoding="utf-8"), encoding="utf-8")
    change(CLAIMS, 'kind = "fact"', 'kind = "fact"\narticle = "A04"')
    claims = (root / CLAIMS).read_text(encoding="utf-8")
    (second / "claims.toml").write_text(claims.replace('id = "live"', 'id = "live2"'), encoding="utf-8")

    said = refused(lambda course: course.claims)

    assert "chapters/02_next/claims.toml:8: id 'messages' is used twice" in said[0]
    assert "chapters/02_next/claims.toml:1: article 'A04' is used twice" in said[1]


def test_wrong_answer_without_a_name(root: Path, refused) -> None:
    """The file name of a wrong answer says which task fails and why."""
    (root / WRONG).rename((root / WRONG).with_name("oops.toml"))

    [said] = refused(lambda course: course.exercises[0].wrong)
    assert "call it <task>__<misconception>.toml" in said


def test_samples(root: Path, change, refused) -> None:
    """The samples of an essay are typed too."""
    change(EXERCISE, 'kind = "table"', 'kind = "essay"')
    change(
        EXERCISE,
        "points = 4\n",
        'points = 4\n[[rubric]]\nid = "a"\ntitle = "A"\npoints = 2\nweak = "w"\nstrong = "s"\n',
    )
    folder = root / "exercises/01_the_case/dates/samples"
    folder.mkdir()
    sample = '[[sample]]\nfile = "weak.md"\nstrength = "weak"\nremark = "thin"\nmarks = {a = 0}\n'
    (folder / "samples.toml").write_text(sample, encoding="utf-8")

    assert {"a": 0} == Course(root).exercises[0].samples[0].marks
    assert "weak.md" == Course(root).exercises[0].samples[0].file_name

    (folder / "samples.toml").write_text(sample + sample, encoding="utf-8")
    [said] = refused(lambda course: course.exercises[0].samples)
    assert "samples.toml:6: file_name 'weak.md' is used twice" in said


def test_the_parser_of_bibtex_keeps_quiet(change, refused, caplog: pytest.LogCaptureFixture) -> None:
    """A broken entry is told once, by us, and not by the library's log as well."""
    change(BIB, "  origin = {court-file},\n}", "  origin = {court-file")

    with caplog.at_level(logging.ERROR):
        refused(lambda course: course.references)

    assert [] == caplog.messages
