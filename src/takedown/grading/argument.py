"""What the tests of essays ask again and again: is a section there, is there enough, does what is cited support it?

These look at what can be counted in an argument: headings, paragraphs, words, claims cited, words of caution. Whether
the argument is good is for a person with a rubric. Each raises :class:`~takedown.grading.expect.Unmet` with a message
for the learner.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from takedown.grading.essays import EssayAnswer, Paragraph, Section
from takedown.grading.expect import Unmet
from takedown.grading.messages import sentence


def unmet(tried: str, came: object, wanted: str, why: str, look: str) -> NoReturn:
    """Tell the learner of something that is no comparison of two values.

    Args:
        tried: what was looked at.
        came: what was found there.
        wanted: what should be there.
        why: why that is wanted, one sentence.
        look: one thing to look at.

    Raises:
        Unmet: always.
    """
    __tracebackhide__ = True
    lines = [f"Tried: {tried}", f"Came: {came}", f"Wanted: {wanted}", f"Why: {sentence(why)}"]
    raise Unmet("\n".join([*lines, f"Look at: {sentence(look)}"]))


def enough(count: int, least: int, tried: str, why: str, look: str) -> bool:
    """True if there are ``least`` or more.

    Raises:
        Unmet: there are fewer.
    """
    __tracebackhide__ = True
    if count < least:
        unmet(tried, count, f"{least} or more", why, look)
    return True


def section(answer: EssayAnswer, title: str) -> Section:
    """The section with this heading.

    Raises:
        Unmet: there is none; the headings that are there are told.
    """
    __tracebackhide__ = True
    found = answer.section(title)
    if found is None:
        titles = ", ".join(part.title for part in answer.sections if part.title) or "none"
        look = "the spelling of the heading, and ## before it"
        why = "what is looked for stands in that section"
        unmet(f"the section {title!r}", f"the headings {titles}", f"## {title}", why, look)
    return found


@dataclass(frozen=True)
class Ledger:
    """The claims that an essay may cite: for each, what it can be used for (``fits``) and how sure it is (``status``).

    Args:
        claims: the table of each claim, by id.
    """

    claims: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """The ``[[claim]]`` tables of a file in the exercise's folder."""
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["claim"]
        return cls({table["id"]: table for table in tables})

    def known(self, cited: Sequence[str]) -> list[str]:
        """Those of the cited ids that are claims of this ledger."""
        return [name for name in cited if name in self.claims]

    def unknown(self, cited: Sequence[str]) -> list[str]:
        """Those that are not."""
        return [name for name in cited if name not in self.claims]

    def fitting(self, cited: Sequence[str], use: str) -> list[str]:
        """Those that can be used for ``use``."""
        return [name for name in self.known(cited) if use in self.claims[name]["fits"]]

    def supports(self, part: Section, paragraph: Paragraph, use: str, *, unfit: str, look: str) -> bool:
        """True if the paragraph cites a claim that can be used for ``use``.

        Args:
            part: the section in which it stands.
            paragraph: the paragraph.
            use: a word of the claims' ``fits``.
            unfit: what is wrong with a claim that cannot be used for it, one clause.
            look: one thing to look at.

        Raises:
            Unmet: it cites none, or only others.
        """
        __tracebackhide__ = True
        if self.fitting(paragraph.claims, use):
            return True
        cited = self.known(paragraph.claims)
        why = f"[{cited[0]}]: {unfit}" if cited else "the paragraph cites no claim that this essay may cite"
        where = f"paragraph {paragraph.number} of {part.title!r}"
        unmet(where, ", ".join(cited) or "no claim", "a claim that supports its point", why, look)

    def certainty_is_told(self, answer: EssayAnswer, signs: Mapping[str, Mapping[str, str]], *, why: str) -> bool:
        """True if each paragraph that cites a claim which is not settled says so, and there is such a paragraph.

        Args:
            answer: the essay.
            signs: by status, the beginnings of words that tell of it, each with the word that the learner is shown.
            why: why an essay on this question meets such a claim, one sentence.

        Raises:
            Unmet: a paragraph lets such a claim look settled, or none is cited.
        """
        __tracebackhide__ = True
        seen = 0
        for part in answer.sections:
            for paragraph in part.paragraphs:
                for name in self.known(paragraph.claims):
                    status = self.claims[name]["status"]
                    if status not in signs:
                        continue
                    seen += 1
                    if not any(sign in paragraph.plain for sign in signs[status]):
                        unmet(
                            f"paragraph {paragraph.number} of {part.title!r}, which cites {name}",
                            "no word for how sure it is",
                            f"a word such as {_listed(list(dict.fromkeys(signs[status].values())))}",
                            f"the ledger has this claim as {status}, and the paragraph lets it look settled",
                            "what the ledger says of it",
                        )
        tried = f"the {_listed(list(signs))} claims cited"
        return enough(seen, 1, tried, why, "the claims that the ledger marks with these words")


def _listed(words: Sequence[str]) -> str:
    """As "a", "a or b", "a, b or c" for one, two, three."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
