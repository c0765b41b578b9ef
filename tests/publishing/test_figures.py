"""Figures: made again when something under them changes, readable by everybody, the same on every machine."""

from __future__ import annotations

import io
import itertools
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from takedown.problems import Problem
from takedown.publishing import figures
from takedown.publishing.drawing import answer, draw, main
from takedown.publishing.figures import DASHES, HATCHES, PALETTE, make_figures

SCRIPT = """\
from pathlib import Path

from matplotlib.figure import Figure

import _lines


def figure():
    heights = (Path(__file__).parent.parent / "data" / "heights.csv").read_text().split(",")
    drawing = Figure()
    axes = drawing.subplots()
    axes.plot(range(len(heights)), [float(height) for height in heights], color=_lines.COLOUR)
    axes.set_title("It rises")
    return drawing
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A chapter with one figure script, a helper and data."""
    folder = tmp_path / "chapters" / "01_the_case"
    (folder / "figures").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "figures" / "rise.py").write_text(SCRIPT)
    (folder / "figures" / "_lines.py").write_text("COLOUR = 'red'\n")
    (folder / "data" / "heights.csv").write_text("1,2,4")
    return tmp_path


def names(book: Path, made: tuple[Path, ...]) -> list[str]:
    """Names of figures, relative to the folder of all figures."""
    return [path.relative_to(book / "build" / "figures").as_posix() for path in made]


def test_figure_is_made_then_kept(book: Path) -> None:
    """A second build draws nothing that has not changed."""
    told: list[str] = []

    first, second = make_figures(book, told.append), make_figures(book, told.append)

    assert ["01_the_case/rise.svg"] == names(book, first.made)
    assert ((), 1) == (second.made, second.kept)
    assert ["01_the_case/rise.svg"] == told


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("figures/rise.py", SCRIPT.replace("rises", "climbs")),
        ("figures/_lines.py", "COLOUR = 'blue'\n"),
        ("data/heights.csv", "4,2,1"),
        ("data/deeper/new.csv", "1"),
    ],
)
def test_figure_is_made_again_when_its_source_changes(book: Path, name: str, content: str) -> None:
    """Script, helper and data all count; a figure never shows yesterday's numbers."""
    make_figures(book)
    changed = book / "chapters" / "01_the_case" / name
    changed.parent.mkdir(exist_ok=True)
    changed.write_text(content)

    assert ["01_the_case/rise.svg"] == names(book, make_figures(book).made)


def test_figure_is_made_again_when_a_model_changes(book: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A figure of a model is made again after an edit to the model."""
    package = tmp_path / "package"
    (package / "models").mkdir(parents=True)
    (package / "publishing").mkdir()
    (package / "publishing" / "figures.py").write_text("")
    (package / "publishing" / "drawing.py").write_text("")
    monkeypatch.setattr(figures, "__file__", str(package / "publishing" / "figures.py"))
    make_figures(book)
    (package / "models" / "flash.py").write_text("PAGES = 64\n")

    assert 1 == len(make_figures(book).made)


def test_script_sees_the_models_as_they_are_now(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the site is served, an edited model is read again, and the rest of the program keeps its own."""
    import takedown.models  # noqa: PLC0415 - only this test touches the package's search path

    folder = tmp_path / "models"
    folder.mkdir()
    monkeypatch.setattr(takedown.models, "__path__", [*takedown.models.__path__, str(folder)])
    script = book / "chapters" / "01_the_case" / "figures" / "rise.py"
    script.write_text(
        "from matplotlib.figure import Figure\nfrom takedown.models.steps import HEIGHT\n"
        "def figure():\n    drawing = Figure()\n    drawing.subplots().plot([0, HEIGHT], [0, 1])\n    return drawing\n"
    )
    (folder / "steps.py").write_text("HEIGHT = 2\n")
    before = draw(script, book)
    (folder / "steps.py").write_text("HEIGHT = 400\n")

    assert before != draw(script, book)
    assert "takedown.models.steps" not in sys.modules


def test_missing_picture_is_made_again(book: Path) -> None:
    """What somebody deleted from build/ comes back."""
    (picture,) = make_figures(book).made
    picture.unlink()

    assert (picture,) == make_figures(book).made


@pytest.mark.parametrize("broken", ["", "[]", "{", "\0"])
def test_broken_memory_costs_time_only(book: Path, broken: str) -> None:
    """A spoiled file in build/ means that the figures are made again."""
    make_figures(book)
    (book / "build" / "figures" / "made.json").write_text(broken)

    assert 1 == len(make_figures(book).made)


def test_figure_without_script_goes(book: Path) -> None:
    """No output can show a figure whose script was removed."""
    (picture,) = make_figures(book).made
    (book / "chapters" / "01_the_case" / "figures" / "rise.py").unlink()
    make_figures(book)

    assert not picture.parent.exists()


def test_picture_drawn_by_hand_is_copied(book: Path) -> None:
    """A chapter may hold a drawing of its own; it lies beside the made ones."""
    (book / "chapters" / "01_the_case" / "figures" / "hand.svg").write_text("<svg/>")

    assert "01_the_case/hand.svg" in names(book, make_figures(book).made)
    assert () == make_figures(book).made
    assert "<svg/>" == (book / "build" / "figures" / "01_the_case" / "hand.svg").read_text()


def test_picture_and_script_of_one_name_are_refused(book: Path) -> None:
    """Which of two pictures is meant is never guessed."""
    (book / "chapters" / "01_the_case" / "figures" / "rise.svg").write_text("<svg/>")

    with pytest.raises(Problem, match=r"01_the_case/figures/rise\.svg: this picture has a script too: remove it"):
        make_figures(book)


GOOD = "def figure():\n    from matplotlib.figure import Figure\n    return Figure()\n"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("def figure(:\n", "rise.py:1: this is not valid Python (invalid syntax): mend the syntax there."),
        ("x = 1\n", "rise.py:1: there is no figure(): define figure() -> matplotlib.figure.Figure."),
        ("def figure():\n    return 7\n", "rise.py:1: figure() gives int: return a matplotlib.figure.Figure."),
        (
            "def figure():\n    1 / 0\n",
            "rise.py:2: the figure cannot be made (ZeroDivisionError: division by zero): mend",
        ),
        ("import nothing_of_this_name\n", "rise.py:1: the figure cannot be made (ModuleNotFoundError"),
        ("import sys\nsys.exit()\n", "rise.py:2: the figure cannot be made (SystemExit)"),
        (
            "import _lines\ndef figure():\n    return _lines.draw()\n",
            "_lines.py:2: the figure cannot be made (KeyError",
        ),
        ("import _bad\n", "_bad.py:1: this is not valid Python"),
        (GOOD.replace("Figure()\n", "Figure(wide=1)\n"), "rise.py:3: the figure cannot be made (AttributeError"),
        ("\0", "rise.py"),
        (
            GOOD.replace("return Figure()", "f = Figure(); f.text(0, 0, '\\u4e00'); return f"),
            "rise.py:1: the figure cannot be made (UserWarning: Glyph",
        ),
    ],
)
def test_broken_script_is_one_sentence(book: Path, script: str, said: str) -> None:
    """A fault is told with the file and line to open, in the helper if it is there."""
    folder = book / "chapters" / "01_the_case" / "figures"
    (folder / "rise.py").write_text(script)
    (folder / "_lines.py").write_text("def draw():\n    return {}['missing']\n")
    (folder / "_bad.py").write_text("1 = 2\n")

    with pytest.raises(Problem) as caught:
        draw(folder / "rise.py", book)

    assert f"chapters/01_the_case/figures/{said}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_broken_scripts_are_told_and_good_ones_made(book: Path) -> None:
    """One run tells every fault; the last good picture of a broken script stays."""
    (picture,) = make_figures(book).made
    folder = book / "chapters" / "01_the_case" / "figures"
    (folder / "rise.py").write_text("1 = 2\n")
    (folder / "fall.py").write_text("x = 2\n")
    (folder / "good.py").write_text(GOOD)

    with pytest.raises(Problem) as caught:
        make_figures(book)

    assert ["fall.py", "rise.py"] == [problem.file.name for problem in caught.value.every() if problem.file]
    assert (picture.parent / "good.svg").is_file()
    assert picture.is_file()


def test_disk_that_takes_no_figure_is_a_fault_in_words(book: Path) -> None:
    """A figure that cannot be written is told with the file that could not be, and the drawing goes on."""
    (book / "build").mkdir()
    (book / "build" / "figures").write_text("no folder")
    script = book / "chapters" / "01_the_case" / "figures" / "rise.py"
    said = answer(script, book / "build" / "figures" / "rise.svg", book)

    assert str(said["what"]).startswith("the figure cannot be kept (")
    assert "build/figures/rise.svg" == said["file"]
    assert "make room and give yourself the right to write there, then build again" == said["mend"]


def test_broken_script_is_told_again_and_good_ones_are_not_made_again(book: Path) -> None:
    """Until it is mended, each build tells the fault; what was made stays made."""
    folder = book / "chapters" / "01_the_case" / "figures"
    (folder / "good.py").write_text(GOOD)
    (folder / "rise.py").write_text("1 = 2\n")
    told: list[str] = []
    for _ in range(2):
        with pytest.raises(Problem):
            make_figures(book, told.append)

    assert ["01_the_case/good.svg", "01_the_case/rise.svg", "01_the_case/rise.svg"] == told


@pytest.mark.parametrize("script", ["while True:\n    pass\n", "import os\nos._exit(3)\n"], ids=["endless", "gone"])
def test_script_that_never_ends_is_ended(book: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop without an end, or a script that ends its process, is one sentence, not a build that hangs."""
    monkeypatch.setattr(figures, "PATIENCE", 2.0)
    (book / "chapters" / "01_the_case" / "figures" / "rise.py").write_text(script)

    with pytest.raises(
        Problem, match=r"rise\.py:1: the figure was not made within 2 s, or its process ended: look for"
    ):
        make_figures(book)


def test_process_that_cannot_be_asked(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the process is gone before the first question, that is a sentence too."""
    monkeypatch.setattr(sys, "executable", shutil.which("true"))

    with pytest.raises(Problem, match="its process ended"):
        make_figures(book)


def test_process_answers_line_by_line(book: Path) -> None:
    """Each question gets one line, and what a script prints does not get between them."""
    folder = book / "chapters" / "01_the_case" / "figures"
    (folder / "loud.py").write_text("print('hello')\n" + GOOD)
    (folder / "bad.py").write_text("x = 1\n")
    asked = "".join(
        json.dumps([str(folder / f"{name}.py"), str(book / f"{name}.svg")]) + "\n" for name in ("loud", "bad")
    )
    answers = io.StringIO()

    main(book, io.StringIO(asked), answers)

    first, second = (json.loads(line) for line in answers.getvalue().splitlines())
    assert {} == first
    assert "there is no figure()" == second["what"]
    assert (book / "loud.svg").is_file()
    assert not (book / "bad.svg").exists()


def test_figure_is_the_same_in_two_places_and_processes(book: Path, tmp_path: Path) -> None:
    """The bytes of a figure depend on its sources only: on no date, path, random number or setting of the user."""
    settings = tmp_path / "matplotlibrc"
    settings.write_text("lines.linewidth: 9\nfont.size: 30\n")
    code = (
        "import sys; from pathlib import Path; from takedown.publishing.drawing import draw;"
        "sys.stdout.buffer.write(draw(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    script = book / "chapters" / "01_the_case" / "figures" / "rise.py"
    there = subprocess.run(
        [sys.executable, "-c", code, str(script), str(tmp_path)],
        env={**os.environ, "MATPLOTLIBRC": str(settings), "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    ).stdout

    here = draw(script, book)

    assert here == there
    for word in (b"Date", b"date", b"Matplotlib", b"<text", b"http://matplotlib", str(tmp_path).encode()):
        assert word not in here.replace(b"<!DOCTYPE", b"")


def test_figure_has_no_background_and_asks_for_nothing(book: Path) -> None:
    """A figure has no paper of its own, so that dark mode can turn it over, and no font or picture from elsewhere."""
    svg = ET.fromstring(draw(book / "chapters" / "01_the_case" / "figures" / "rise.py", book))  # noqa: S314 - our own

    paper = svg.find(".//*[@id='patch_1']/*")
    assert paper is not None
    assert "fill: none" in paper.attrib["style"]
    links = [value for part in svg.iter() for name, value in part.attrib.items() if name.endswith("href")]
    assert all(link.startswith("#") for link in links)


def test_nothing_is_left_behind(book: Path) -> None:
    """A run leaves no bytecode beside the scripts, no helper in memory and no path on the search path."""
    path = list(sys.path)
    draw(book / "chapters" / "01_the_case" / "figures" / "rise.py", book)
    make_figures(book)

    assert "_lines" not in sys.modules
    assert path == sys.path
    assert not list(book.rglob("__pycache__"))


def test_matplotlib_is_not_imported_for_unchanged_figures(book: Path) -> None:
    """A build that changes no figure does not pay the half second that matplotlib needs to start."""
    make_figures(book)
    code = (
        "import sys; from pathlib import Path; from takedown.publishing.figures import make_figures;"
        "make_figures(Path(sys.argv[1])); sys.exit('matplotlib' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code, str(book)], check=False).returncode


def lightness(colour: tuple[float, float, float]) -> float:
    """Relative luminance as in WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Contrast ratio as in WCAG 2.2."""
    low, high = sorted((lightness(one), lightness(other)))
    return (high + 0.05) / (low + 0.05)


def parts(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#rrggbb``, each from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def in_the_dark(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    """A colour after ``invert(1) hue-rotate(180deg)``, by the matrix of the CSS filter effects module."""
    red, green, blue = (1 - part for part in colour)
    turned = (
        -0.574 * red + 1.430 * green + 0.144 * blue,
        0.426 * red + 0.430 * green + 0.144 * blue,
        0.426 * red + 1.430 * green - 0.856 * blue,
    )
    return turned[0], turned[1], turned[2]


def clipped(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    """A colour that a screen can show."""
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)
    return red, green, blue


MARKS = (figures.INK, *PALETTE, figures.GREY)


@pytest.mark.parametrize("colour", MARKS)
def test_colours_stand_out_on_paper_and_in_the_dark(colour: str) -> None:
    """Each colour has the contrast of 3 to 1 that WCAG asks of graphics, on white and on the dark page."""
    assert contrast(parts(colour), parts("#ffffff")) >= 3
    assert contrast(clipped(in_the_dark(parts(colour))), parts("#1e2129")) >= 3


@pytest.mark.parametrize("colour", [figures.INK, figures.GREY])
def test_letters_stand_out(colour: str) -> None:
    """The colours for letters have the contrast of 4.5 to 1, on white and on the dark page."""
    assert contrast(parts(colour), parts("#ffffff")) >= 4.5
    assert contrast(clipped(in_the_dark(parts(colour))), parts("#1e2129")) >= 4.5


def test_colours_differ_in_grey() -> None:
    """Each colour is clearly lighter than the one before, and has dashes and hatching of its own besides."""
    ratios = [contrast(parts(one), parts(other)) for one, other in itertools.pairwise(PALETTE)]

    assert all(ratio >= 1.35 for ratio in ratios), ratios
    assert len(PALETTE) == len(set(DASHES)) == len(set(HATCHES))
