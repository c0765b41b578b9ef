"""What the EPUB shows in another way than the site: tables, programs, tabs, footnotes, formulas, signs.

A reading system has pages instead of a scroll bar, letters of any size, and colours of its own. So nothing here may be
wider than the page, and nothing relies on a colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree  # type: ignore[import-untyped]  # lxml publishes no types

from takedown.publishing.xhtml import MATHML, SVG, Element, classes, make, say, words, x

Copy = Callable[[Element], Element]
"""Gives the XHTML of an element of the site and of all below it."""

NARROW = 2
"""A table of so many columns fits a small screen; one of more becomes a stack of rows there."""


def stack(table: Element) -> Element:
    """A table; one of many columns is marked so that it can stand as a stack of rows where the room is small.

    The style sheet then shows each cell under the head of its column, which ``data-label`` holds. The table stays a
    table for those who hear it: the roles say so where a reading system forgets it with the layout. A table whose
    cells span others, or without one row of heads, is left as it is.
    """
    heads = [words(head) for head in table.iterfind(f"{x('thead')}/{x('tr')}/{x('th')}")]
    rows = list(table.iter(x("tr")))
    if len(heads) <= NARROW or any(len(row) != len(heads) for row in rows):
        return table
    table.set("class", " ".join([*sorted(classes(table)), "stack"]))
    table.set("role", "table")
    for row in rows:
        row.getparent().set("role", "rowgroup")
        row.set("role", "row")
        for head, cell in zip(heads, row, strict=True):
            if row is rows[0]:
                cell.set("role", "columnheader")
            else:
                cell.set("role", "cell" if cell.tag == x("td") else "rowheader")
                cell.set("data-label", head)
    return make("div", table, class_="room")


def program(old: Element) -> Element:
    """A program of the site, line by line: a line that is too long goes on under its start, with a mark.

    Args:
        old: the element of the class ``highlight``, with or without numbers of lines.
    """
    code = next(old.iter("code"))
    numbers = [words(number) for number in old.iterfind(".//td[@class='linenos']//pre/*")]
    shown = make("code", class_="numbered") if numbers else make("code")
    for position, (line, marked) in enumerate(_lines(code)):
        kind = "line hll" if marked else "line"
        number = [make("span", f"{numbers[position]} ", class_="linenos")] if position < len(numbers) else []
        shown.append(make("span", *number, f"{line}\n", class_=kind))
    return make("div", make("pre", shown), class_="highlight")


def _lines(code: Element) -> Iterator[tuple[str, bool]]:
    """Each line of a program, and whether it is marked."""
    line, marked = "", False
    for text, mark in _pieces(code, marked=False):
        first, *others = text.split("\n")
        line, marked = line + first, marked or (mark and bool(first))
        for other in others:
            yield line, marked
            line, marked = other, mark and bool(other)
    if line:
        yield line, marked


def _pieces(place: Element, *, marked: bool) -> Iterator[tuple[str, bool]]:
    """The words of a program in order, and whether they stand in a marked line."""
    inside = marked or "hll" in classes(place)
    yield place.text or "", inside
    for child in place:
        yield from _pieces(child, marked=inside)
        yield child.tail or "", inside


def tabs(old: Element, copy: Copy) -> Element:
    """Tabs one under the other, each under its title."""
    new = make("div", class_="tabs")
    labels = [words(label) for label in old.iter("label")]
    blocks = [block for block in old.iter("div") if "tabbed-block" in classes(block)]
    for label, block in zip(labels, blocks, strict=True):
        new.append(make("p", label, class_="box-title"))
        new.append(copy(block))
    return new


def footnotes(old: Element, copy: Copy) -> Element:
    """Footnotes as reading systems know them: they may show one where it is referred to."""
    new = make("section", epub_type="footnotes", role="doc-endnotes", aria_label="Footnotes")
    for number, item in enumerate(old.iter("li"), start=1):
        inner = copy(item)
        inner.tag = x("div")
        own = inner.attrib.pop("id")
        mark = make("span", f"{number}. ", class_="note-number")
        new.append(make("aside", mark, inner, epub_type="footnote", role="doc-footnote", id=own))
    return new


def formula(old: Element) -> Element:
    """A formula with its words, without the source that some readers would print."""
    return _formula(old, etree.Element(_math("math"), nsmap={None: MATHML}))


def _formula(old: Element, new: Element) -> Element:
    for name, value in old.attrib.items():
        if name != "xmlns":
            new.set(name, value)
    say(new, old.text)
    for child in old:
        if isinstance(child.tag, str) and child.tag != "annotation":
            if child.tag == "semantics":
                _formula(child, new)
            else:
                new.append(_formula(child, etree.Element(_math(child.tag))))
        say(new, child.tail)
    return new


def _math(tag: str) -> str:
    return f"{{{MATHML}}}{tag}"


def sign(picture: bytes, said: str) -> Element:
    """A sign drawn in the colour of the words around it, whatever that is: by day, by night, in sepia.

    Args:
        picture: the sign as SVG.
        said: its words for those who cannot see it.
    """
    new = etree.fromstring(picture)
    for part in new.iter(f"{{{SVG}}}*"):
        for name in ("fill", "stroke"):
            if part.get(name, "none") != "none":
                part.set(name, "currentColor")
    new.set("class", "sign")
    new.set("role", "img")
    new.set("aria-label", said)
    return new


def index_without(entries: Iterable[Element], leads: Callable[[Element], bool]) -> None:
    """Take out of an index the places that the book does not hold, and the entries that are then left without one.

    Args:
        entries: the items of the index, the inner ones last.
        leads: whether a link of the site leads to a place in the book.
    """
    for entry in reversed(list(entries)):
        places = entry.findall("a")
        kept = [place for place in places if leads(place)]
        for place in places:
            entry.remove(place)
        for position, place in enumerate(kept):
            place.tail = ", " if position + 1 < len(kept) else None
            entry.insert(position, place)
        inner = entry.find("ul")
        if inner is not None and not len(inner):
            entry.remove(inner)
            inner = None
        if not kept and inner is None:
            entry.getparent().remove(entry)
        elif not kept:
            entry.text = (entry.text or "").rstrip(": ")
