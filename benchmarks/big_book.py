"""A book of 12 chapters and 60,000 words, made of nothing, to measure the build with.

The words mean nothing and are the same each time. Every construct that costs a renderer something is there in the
amount that a real chapter has. The same text can be written for Jupyter Book 1, in its own way of saying things.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHAPTERS = 12
SECTIONS = 6
PARAGRAPHS = 9
SENTENCES = 4

NOUNS = [
    "server", "message", "court", "judge", "key", "phone", "user", "witness", "record", "network", "report",
    "answer", "question", "file", "police", "statute", "packet", "flaw", "service", "button", "claim",
    "source", "reader", "number", "order", "paper", "lawyer", "hearing", "channel", "device", "picture",
    "signal", "town", "border", "provider", "reason", "page", "clock", "ledger", "contract", "letter",
]  # fmt: skip
VERBS = [
    "reads", "keeps", "shows", "hides", "carries", "breaks", "follows", "answers", "changes", "opens",
    "closes", "names", "counts", "copies", "sends", "holds", "proves", "doubts", "weighs", "explains",
    "limits", "repeats", "leaves", "finds",
]  # fmt: skip
ADJECTIVES = [
    "old", "open", "quiet", "public", "hidden", "careful", "early", "late", "plain", "strict", "narrow",
    "wide", "second", "other", "known", "foreign", "broken", "whole", "short", "long",
]  # fmt: skip
LINKS = ["while", "because", "although", "so that", "until", "whereas", "before", "after"]
FORMULAS = {
    r"x^2 + y^2": "x squared plus y squared",
    r"\frac{a}{b}": "a over b",
    r"\sum_{k=1}^{n} k": "the sum of k from one to n",
    r"p_{i} \le 1": "p sub i is at most one",
    r"\sqrt{2 \pi}": "the square root of two pi",
    r"\log_2 n": "the logarithm of n to base two",
}
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80" width="400" height="160">'
    '<path d="M10 70 L{x} 10 L190 70 Z" fill="none" stroke="#12436d" stroke-width="2"/></svg>\n'
)
FIGURE = '''"""A curve that rises."""

from matplotlib.figure import Figure

from takedown.publishing.figures import BLUE, RED, WIDTH


def figure() -> Figure:
    """Two lines and some bars."""
    drawing = Figure(figsize=(WIDTH, 3))
    left, right = drawing.subplots(1, 2)
    left.plot(range(40), [step ** {power} for step in range(40)], color=BLUE)
    left.set_title("It rises")
    right.bar(range(8), [step * {power} for step in range(8)], color=RED)
    right.set_title("It rises in steps")
    return drawing
'''


@dataclass
class Writer:
    """Writes one chapter; ``old`` is the way of Jupyter Book 1."""

    number: int
    chance: random.Random
    old: bool
    sources: int

    @property
    def slug(self) -> str:
        """The chapter's folder."""
        return f"{self.number:02}_chapter_{self.number:02}"

    def sentence(self) -> str:
        """One sentence of about 14 words."""
        pick = self.chance.choice
        parts = f"the {pick(ADJECTIVES)} {pick(NOUNS)} {pick(VERBS)} a {pick(NOUNS)} {pick(LINKS)} the {pick(NOUNS)}"
        more = f"of the {pick(NOUNS)} {pick(VERBS)} {pick(NOUNS)}s"
        return f"{parts} {more}.".capitalize()

    def claim(self, index: int) -> str:
        """The sign of one of the chapter's claims."""
        return "" if self.old else f" {{claim}}`claim-{self.number:02}-{index:02}`"

    def cite(self) -> str:
        """A citation."""
        return f" {{cite:p}}`source{self.chance.randrange(self.sources):02}`"

    def paragraph(self, section: int, index: int) -> Iterator[str]:
        """A paragraph, one sentence a line, with what paragraphs hold."""
        lines = [self.sentence() for _ in range(SENTENCES)]
        lines[0] = lines[0].removesuffix(".") + (self.claim(section * 4 + index % 4) or self.cite()) + "."
        if index % 2 == 0:
            lines[1] = lines[1].removesuffix(".") + self.cite() + "."
        if index % 3 == 0:
            tex = self.chance.choice(list(FORMULAS))
            lines[2] += f" Here ${tex}$ is *small*, and `code_{index}` is **not**."
        if index == 1:
            lines[3] += f" See {{numref}}`fig-{self.number:02}-{section}` and {{ref}}`sec-{self.number:02}-1`."
        if index == 2:
            lines[3] += (
                f" The {{term}}`term {self.chance.randrange(40)}` and {{index}}`Word {section}` count.[^n{section}]"
            )
        yield from lines
        yield ""
        if index == 2:
            yield f"[^n{section}]: {self.sentence()}"
            yield ""

    def section(self, section: int) -> Iterator[str]:
        """A section with a figure, a table, a formula, a list and a box."""
        here = f"{self.number:02}-{section}"
        yield from (f"(sec-{here})=", f"## The {ADJECTIVES[section]} {NOUNS[section + self.number]}", "")
        for index in range(PARAGRAPHS):
            yield from self.paragraph(section, index)
            yield from self.after(section, index, here)

    def after(self, section: int, index: int, here: str) -> Iterator[str]:
        """What stands after a paragraph."""
        if index == 0:
            name = f"drawn_{section}" if section < 2 else f"hand_{section}"
            yield from (f":::{{figure}} figures/{name}.svg", f":name: fig-{here}")
            yield from (
                ":alt: A line that rises from the lower left to the upper right.",
                "",
                self.sentence(),
                ":::",
                "",
            )
        elif index == 2:
            yield from (f":::{{table}} {self.sentence()}", f":name: tab-{here}", "", "| a | b | c |", "|---|--:|---|")
            yield from (f"| {NOUNS[row]} | {row * 17} | {VERBS[row]} |" for row in range(6))
            yield from (":::", "")
        elif index == 4:
            tex = list(FORMULAS)[section % len(FORMULAS)]
            yield from ("```{math}", f":label: eq-{here}", tex, "```", "")
        elif index == 5:
            yield from (f"- {self.sentence()}{self.cite()}" for _ in range(4))
            yield ""
        elif index == 6:
            kind = ("note", "tip", "warning", "important")[section % 4]
            yield from (f":::{{{kind}}}", self.sentence(), self.sentence(), ":::", "")
        elif index == 7 and section % 2:
            kind = "margin" if self.old else "aside"
            yield from (f":::{{{kind}}}", self.sentence(), ":::", "")
        elif index == 8 and section % 3 == 0:
            yield from ("```python", "def double(number):", "    return 2 * number", "```", "")

    def body(self) -> str:
        """The text of the chapter."""
        lines = [line for section in range(1, SECTIONS + 1) for line in self.section(section)]
        return "\n".join(lines) + "\n"

    def questions(self) -> list[tuple[str, str, str]]:
        """Self-check questions: id, question, answer."""
        return [(f"q-{self.number:02}-{n}", self.sentence(), f"{self.sentence()} {self.sentence()}") for n in range(5)]

    def tasks(self) -> list[tuple[str, str]]:
        """Exercises: slug, what to do."""
        return [(f"exercise_{n}", "\n".join(self.sentence() for _ in range(5))) for n in range(5)]


def writers(*, old: bool = False) -> list[Writer]:
    """The writers of all chapters; the same text each time."""
    return [Writer(number, random.Random(number), old, 60) for number in range(1, CHAPTERS + 1)]  # noqa: S311 - no secret


def write_book(root: Path, project: Path) -> None:
    """Write the book as a repository of this project; its look is the project's own."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(project / "docs" / "assets", root / "docs" / "assets")
    for name in ("mkdocs.yml", "CITATION.cff"):
        shutil.copyfile(project / name, root / name)
    put = Putter(root)
    put("docs/index.md", "(docs-index)=\n# The big book\n\nIt means nothing; it begins with [](#ch-01).\n")
    put("book.yml", _book_yml())
    put("chapters/references.bib", references())
    put("chapters/origins.toml", "".join(_origin(name) for name in ("left", "right")))
    put("chapters/glossary.md", glossary())
    put("chapters/formulas.en.toml", "".join(f"'{tex}' = \"{words}\"\n" for tex, words in FORMULAS.items()))
    for writer in writers():
        _write_chapter(writer, put)


def _write_chapter(writer: Writer, put: Putter) -> None:
    """Write one chapter with its figures, claims, questions and exercises."""
    folder = f"chapters/{writer.slug}"
    put(f"{folder}/index.md", writer.body())
    put(f"{folder}/chapter.toml", _chapter_toml(writer))
    put(f"{folder}/claims.toml", "".join(_claim(f"claim-{writer.number:02}-{n:02}", n) for n in range(4, 36)))
    questions = (
        f'[[question]]\nid = "{q}"\nquestion = "{text}"\nanswer = "{why}"\n\n' for q, text, why in writer.questions()
    )
    put(f"{folder}/questions.toml", "".join(questions))
    put(f"{folder}/teaching.md", "# Teaching note\n\nAsk.\n")
    for section in range(1, SECTIONS + 1):
        if section < 2:
            put(f"{folder}/figures/drawn_{section}.py", FIGURE.replace("{power}", f"{1 + writer.number / 10}"))
        else:
            put(f"{folder}/figures/hand_{section}.svg", SVG.format(x=writer.number * 10 + section))
    put(f"{folder}/figures/drawn_extra.py", FIGURE.replace("{power}", f"{2 + writer.number / 10}"))
    for slug, text in writer.tasks():
        exercise = f"exercises/{writer.slug}/{slug}"
        put(f"{exercise}/exercise.toml", _exercise_toml(slug))
        put(f"{exercise}/task.md", f"{text}\n")
        put(f"{exercise}/answer.py", '"""The stub."""\n')


def write_old_book(root: Path, drawn: Path) -> None:
    """Write the same text for Jupyter Book 1, with the figures that were drawn already."""
    shutil.rmtree(root, ignore_errors=True)
    put = Putter(root)
    put(
        "_config.yml",
        "title: The big book\nauthor: Nobody\nexecute: {execute_notebooks: 'off'}\nbibtex_bibfiles: [references.bib]\n"
        "parse: {myst_enable_extensions: [colon_fence, dollarmath, amsmath, deflist, attrs_inline]}\n"
        "sphinx: {config: {suppress_warnings: [mystnb.unknown_mime_type, epub.unknown_project_files]}}\n"
        "html: {use_issues_button: false}\n",
    )
    names = [writer.slug for writer in writers()]
    put(
        "_toc.yml",
        "format: jb-book\nroot: index\nchapters:\n"
        + "".join(f"- file: {n}/index\n" for n in names)
        + "- file: glossary\n",
    )
    put("index.md", "# The big book\n\nIt means nothing.\n\n```{bibliography}\n```\n")
    put("references.bib", references())
    put("glossary.md", glossary().replace("(glossary)=\n", ""))
    for writer in writers(old=True):
        title = f"(ch-{writer.number:02})=\n# Chapter {writer.number}\n\n"
        boxes = ":::{{admonition}} Question\n{}\n:::\n\n:::{{admonition}} Answer\n:class: dropdown\n{}\n:::\n\n"
        asked = "".join(boxes.format(question, answer) for _, question, answer in writer.questions())
        tasks = "".join(f"### Exercise {slug[-1]}\n\n{text}\n\n" for slug, text in writer.tasks())
        put(f"{writer.slug}/index.md", f"{title}{writer.body()}\n## Questions\n\n{asked}## Exercises\n\n{tasks}")
        shutil.copytree(drawn / writer.slug, root / writer.slug / "figures")


class Putter:
    """Writes text files below a folder."""

    def __init__(self, root: Path) -> None:
        """A writer for the folder ``root``."""
        self._root = root

    def __call__(self, name: str, text: str) -> None:
        """Write one file."""
        path = self._root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def words_of(root: Path) -> int:
    """How many words the chapters and exercises of a book have."""
    texts = [*root.glob("chapters/*/index.md"), *root.glob("exercises/*/*/task.md")]
    return sum(len(path.read_text("utf-8").split()) for path in texts)


def references() -> str:
    """Sixty sources."""
    return "".join(
        f"@article{{source{n:02},\n  title = {{On the {ADJECTIVES[n % 20]} {NOUNS[n % 40]}}},\n"
        f"  author = {{Author{n:02}, Ann}},\n  journal = {{Journal of {NOUNS[n % 7]}s}},\n  year = {{{1960 + n}}},\n"
        f"  kind = {{press}},\n  origin = {{{'left' if n % 2 else 'right'}}},\n  seen = {{passage}},\n}}\n\n"
        for n in range(60)
    )


def glossary() -> str:
    """Forty terms."""
    terms = "\n\n".join(
        f"term {n}\n: A {ADJECTIVES[n % 20]} {NOUNS[n % 40]} of the {NOUNS[n % 11]}." for n in range(40)
    )
    return f"(glossary)=\n# Glossary\n\n:::{{glossary}}\n{terms}\n:::\n"


def _book_yml() -> str:
    lines = [
        "version: 1\nproject:\n  title: The big book\n  subtitle: It means nothing\n",
        "  authors:\n    - name: Ann Nobody\n  license: CC-BY-4.0\n",
        "  options:\n    print: [docs/index.md]\n  toc:\n    - file: docs/index.md\n",
    ]
    for part in range(1, 4):
        lines.append(f'    - title: "Part {part}"\n      children:\n')
        lines += [f"        - file: chapters/{w.slug}/index.md\n" for w in writers()[part * 4 - 4 : part * 4]]
    return "".join(lines)


def _origin(name: str) -> str:
    return f'[[origin]]\nid = "{name}"\nknower = "somebody on the {name}"\ninterest = "none"\n\n'


def _claim(own: str, number: int) -> str:
    sources = f'{{key = "source{number:02}"}}' + (f', {{key = "source{number + 1:02}"}}' if number % 3 == 0 else "")
    disputed = f'disputed_by = [{{key = "source{number + 2:02}", how = "otherwise"}}]\n' if number % 5 == 0 else ""
    text = f"The {NOUNS[number]} {VERBS[number % 24]} a {NOUNS[number + 2]}."
    return f'[[claim]]\nid = "{own}"\nstatement = "{text}"\nkind = "fact"\nsources = [{sources}]\n{disputed}\n'


def _chapter_toml(writer: Writer) -> str:
    said = [writer.sentence() for _ in range(9)]
    return (
        f'title = "The {ADJECTIVES[writer.number]} {NOUNS[writer.number]}"\nquestion = "{said[0]}"\n'
        f'part = {(writer.number + 3) // 4}\nclaim = "{said[1]}"\nanswers = ["{said[2]}", "{said[3]}", "{said[4]}"]\n'
        f'objectives = ["do it"]\nprerequisites = []\ntimes = {{reading = 40, class = 90, homework = 75}}\n'
        f'key_points = ["{said[5]}", "{said[6]}", "{said[7]}"]\n'
        f'further = [{{key = "source{writer.number:02}", why = "{said[8]}"}}]\n'
        "reviewed = 2026-11-24\nreview_by = 2027-11-24\n"
    )


def _exercise_toml(slug: str) -> str:
    return (
        f'title = "Exercise {slug[-1]}"\nkind = "code"\nlevel = {1 + int(slug[-1]) // 2}\nminutes = 15\n'
        'objectives = ["do it"]\nhints = ["Look.", "Look again."]\n\n'
        '[[tasks]]\nid = "all"\ntitle = "All of it"\npoints = 4\n'
    )
