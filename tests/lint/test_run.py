"""The command: exit status, one line a finding, the day of judgement, and the time it takes on a whole book."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from takedown.cli import main, takedown
from takedown.lint.run import commit_date, findings
from takedown.problems import Problem

CH = "chapters/18_the_appeal"
BOUND = 20.0
"""Seconds of processor time that end the test: four times what is promised, since a tracer may be watching."""


@pytest.fixture
def here(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository, as the current folder."""
    monkeypatch.chdir(root)
    return root


def test_clean(here: Path) -> None:
    """Nothing found is said, with status 0."""
    result = CliRunner().invoke(takedown, ["lint"])

    assert (0, "No findings.\n") == (result.exit_code, result.output)


def test_findings(here: Path, change) -> None:
    """Each finding is a line with file, line, what, mend and check; then their number; status 1."""
    change(f"{CH}/index.md", "", "\nThis is crucial.\nOne. Two.\n")

    result = CliRunner().invoke(takedown, ["lint"])

    lines = result.output.splitlines()
    assert 1 == result.exit_code
    assert "2 findings." == lines[-1]
    assert all(re.fullmatch(r"chapters/18_the_appeal/index\.md:\d+: .+: .+\. \[[a-z-]+\]", line) for line in lines[:-1])


def test_one_finding(here: Path, change) -> None:
    """A single finding is counted as one."""
    change(f"{CH}/index.md", "", "\nThis is crucial.\n")

    assert CliRunner().invoke(takedown, ["lint"]).output.endswith("\n1 finding.\n")


def test_only_some_checks(here: Path, change) -> None:
    """--only runs the checks that are named."""
    change(f"{CH}/index.md", "", "\nThis is crucial.\nOne. Two.\n")

    result = CliRunner().invoke(takedown, ["lint", "--only", "no-padding"])

    assert "1 finding." in result.output


def test_a_check_that_is_none(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name of a check is answered with the nearest, status 2."""
    with pytest.raises(SystemExit) as ended:
        main(["lint", "--only", "padding"])

    assert 2 == ended.value.code
    assert "there is no check 'padding': perhaps you mean no-padding." in capsys.readouterr().err


def test_the_list(here: Path) -> None:
    """--list says what each check protects, and runs none."""
    output = CliRunner().invoke(takedown, ["lint", "--list"]).output

    assert "no-padding: The text has no phrase that fills a line and says nothing.\n" in output


def test_outside_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no book the command says where to go."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(Problem, match="go to the folder that holds book"):
        takedown.main(["lint"], standalone_mode=False)


def test_review_dates(found) -> None:
    """A chapter is due after its review date, not on it, and cannot have been reviewed in the future."""
    due = f"{CH}/chapter.toml:1: the review was due on 2027-11-24"

    assert [] == found("reviewed-in-time", day=date(2027, 11, 24))
    assert [due] == [each.partition(": review the")[0] for each in found("reviewed-in-time", day=date(2027, 11, 25))]
    assert "reviewed on 2026-11-24, after 2026-11-23" in found("reviewed-in-time", day=date(2026, 11, 23))[0]


def test_today(here: Path, change) -> None:
    """--today judges review dates against today, the command alone against the day of the last commit."""
    yesterday = datetime.now(tz=UTC).date() - timedelta(days=1)
    change(f"{CH}/chapter.toml", "reviewed = 2026-11-24", "reviewed = 2020-01-01")
    change(f"{CH}/chapter.toml", "review_by = 2027-11-24", f"review_by = {yesterday}")
    change("CITATION.cff", "", "version: 1\ndate-released: 2020-02-01\n")

    assert "No findings." in CliRunner().invoke(takedown, ["lint"]).output
    assert f"the review was due on {yesterday}" in CliRunner().invoke(takedown, ["lint", "--today"]).output


def test_the_day_of_the_last_commit(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a clone the day comes from git; where git is missing, from the release."""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run(
        [*git, "commit", "-q", "--allow-empty", "-m", "x", "--date", "2021-03-04T12:00:00Z"],
        check=True,
        env={"GIT_COMMITTER_DATE": "2021-03-04T12:00:00Z", "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )
    assert date(2021, 3, 4) == commit_date(here)

    (here / "CITATION.cff").write_text("version: 1\ndate-released: 2020-02-01\n", encoding="utf-8")
    monkeypatch.setenv("PATH", "")
    assert date(2020, 2, 1) == commit_date(here)


def _book_of_17(root: Path) -> None:
    """Copy the chapter sixteen times, each long, with its own number everywhere."""
    for number in range(1, 18):
        slug = f"{number:02}_copy"
        for part in (f"chapters/{slug}", f"exercises/{slug}"):
            source = root / part.replace(slug, "18_the_appeal")
            for path in [each for each in source.rglob("*") if each.is_file()]:
                text = path.read_text(encoding="utf-8").replace("18_the_appeal", slug).replace("18-", f"{number:02}-")
                target = root / part / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
        index = root / "chapters" / slug / "index.md"
        more = "\n".join(
            f"The {n} writers of {{term}}`speaker` said so to Europol in November. [@daily2031]\n" for n in range(250)
        )
        index.write_text(index.read_text(encoding="utf-8") + more, encoding="utf-8")
        test = root / "tests" / "chapters" / f"test_{slug}.py"
        shutil.copy(root / "tests/chapters/test_18_the_appeal.py", test)
    shutil.rmtree(root / "chapters" / "18_the_appeal")
    shutil.rmtree(root / "exercises" / "18_the_appeal")
    (root / "tests/chapters/test_18_the_appeal.py").unlink()
    entries = "".join(f"        - file: chapters/{number:02}_copy/index.md\n" for number in range(1, 18))
    book = root / "book.yml"
    head = book.read_text(encoding="utf-8").partition("        - file: chapters")[0]
    book.write_text(head + entries, encoding="utf-8")


def test_a_whole_book_takes_seconds(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seventeen chapters of some 3,000 words with four exercises each are clean; the time is printed."""
    _book_of_17(root)
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in root.glob("chapters/*/index.md"))

    start = time.process_time()
    found = findings(root, date(2026, 11, 24))
    seconds = time.process_time() - start

    with capsys.disabled():
        print(f"\nlint of 17 chapters, {words} words: {seconds:.2f} s of processor time")  # noqa: T201 - a measurement
    assert [] == found
    assert words > 17 * 2500
    assert seconds < BOUND
