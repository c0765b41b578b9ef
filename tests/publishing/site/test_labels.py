"""How a source is named in a sentence and in the list of references."""

from __future__ import annotations

from pathlib import Path

import pytest

from takedown.course import Course
from takedown.publishing.labels import citation_labels, described, in_order, in_words

BIB = """\
@article{many,
  title = {Many},
  author = {Doe, Jane and Roe, Richard and Moe, Mary},
  journal = {Law},
  volume = {3},
  pages = {1--9},
  doi = {10.1000/182},
  archived = {none found},
  year = {2022},
  kind = {paper}, origin = {o}, seen = {full},
}

@article{others,
  title = {Others},
  author = {Doe, Jane and others},
  publisher = {A House},
  year = {2021},
  kind = {paper}, origin = {o}, seen = {full},
}

@online{house,
  title = {A *House* Speaks},
  author = {Ministry of Things},
  date = {2020-05},
  url = {https://example.org/a},
  archived = {https://archive.example.org/a},
  urldate = {2026-11-24},
  note = {Only the summary.},
  kind = {official}, origin = {o}, seen = {passage},
}
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course that is only its sources."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "references.bib").write_text(BIB, encoding="utf-8")
    (tmp_path / "chapters" / "origins.toml").write_text(
        '[[origin]]\nid = "o"\nknower = "somebody"\ninterest = "none"\n', encoding="utf-8"
    )
    return Course(tmp_path)


def test_makers_are_named_briefly(course: Course) -> None:
    """Three authors or more become the first and others; an organisation keeps its whole name."""
    labels = citation_labels(course.references)
    assert {"many": "Doe et al.", "others": "Doe et al.", "house": "Ministry of Things"} == {
        key: who for key, (who, _) in labels.items()
    }


def test_list_is_ordered_by_maker_and_year(course: Course) -> None:
    """A reader finds a source by what the sentence calls it."""
    assert ["others", "many", "house"] == in_order(course.references)


def test_description_has_everything_to_find_it(course: Course) -> None:
    """Where it stands, its permanent address, the archived copy or that there is none, and more."""
    labels = citation_labels(course.references)

    def text(key: str) -> str:
        return described(course.references[key], labels[key], course.origins)

    assert "Law, volume 3, pages 1\N{EN DASH}9. <https://doi.org/10.1000/182>." in text("many")
    assert text("many").endswith("read in full; no archived copy found.")
    assert "*Others*. A House. Paper; origin: somebody; read in full." in text("others")
    assert r"*A \*House\* Speaks*" in text("house")
    assert "<https://example.org/a>. Archived copy: <https://archive.example.org/a>." in text("house")
    assert text("house").endswith("the passage used was read on 2026-11-24. Only the summary.")


@pytest.mark.parametrize(
    ("when", "said"),
    [("2018-11-06", "6 November 2018"), ("2018-11", "November 2018"), ("2018", "2018"), ("", "no date")],
)
def test_date_is_said_as_exactly_as_it_is_known(when: str, said: str) -> None:
    """A month is not made a day, and a year not a month."""
    assert said == in_words(when)
