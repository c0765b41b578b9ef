"""Figures, tables, listings and formulas, as Typst."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from takedown.publishing.tree import Node
from takedown.publishing.typst_text import TEXT_WIDTH, escape, listed, string, truth, unbreakable, width
from takedown.publishing.typst_writer import Listed, Writer, at, numbered, renders
from takedown.publishing.worksheet import NOT_ASKED

SHORT_TABLE, SHORT_CODE = 14, 24
"""Rows and lines up to which a table or a listing stays on one page."""
SHORT_CELLS = 1400
"""Characters up to which a table stays on one page."""
SHORT_BARE = 8
"""Rows up to which a table without a caption, which cannot float and would leave a gap, stays on one page."""
TALL_TABLE, TALL_CELLS = 5, 400
"""Rows, or characters, from which a table that stays on one page may go to its top or foot."""
LONG_CELL, LONG_CODE = 16, 60
"""Characters from which a word in a table or a listing is measured, since it may be too wide for its place."""
MANY_COLUMNS = 6
"""Columns from which it is measured whether a table fits, even if each of its words is short."""
LETTER, WIDE_LETTER, CELL_INSET = 0.15, 0.19, 0.45
"""What a letter takes in a table's text on average, and in a single word at most; what a cell adds; in centimetres."""
ID_COLUMN = 24
"""Characters up to which a worksheet's column holds short names."""


_FIRST_SENTENCE = re.compile(r".*?[.?!](?=\s|$)|.+")


@renders("container")
def container(writer: Writer, node: Node) -> str:
    """A figure, table or listing with its caption."""
    caption, legend = node.child("caption"), node.child("legend")
    body = writer.inside(node.without("caption", "legend")).strip()
    words = writer.inside(caption).strip() if caption is not None else ""
    if legend is not None:
        words += f"#legend[{writer.inside(legend).strip()}]"
    number = string(numbered(node)) if node.number else "none"
    kind = node.get("kind", "figure")
    whole = all(_is_whole(child) for child in node.children)
    free = any(child is node for child in writer.page.root.children)
    place = writer.place(node)
    if place and node.number and caption is not None:
        first = _FIRST_SENTENCE.match(" ".join(caption.plain.split()))
        entry = Listed(numbered(node), escape(first[0] if first else ""), place)
        writer.listed.setdefault(kind, []).append(entry)
    own = f", id: {place}" if place else ""
    tall = _tall(node) if whole and free else "false"
    arguments = f"whole: {truth(whole)}, tall: {tall}{own}"
    return f"#fig({string(kind)}, {number}, [{words}], {arguments})[{body}]\n\n"


def _tall(node: Node) -> str:
    """Whether a container is so tall that it should not stand just where it is named; of a picture, Typst knows."""
    table = node.child("table")
    if table is not None:
        return truth(len(table.children) >= TALL_TABLE or len(table.plain) >= TALL_CELLS)
    return "auto" if node.child("image") is not None else "false"


def _is_whole(node: Node) -> bool:
    """Whether what a container holds should stay on one page."""
    if node.type == "table":
        return len(node.children) <= SHORT_TABLE and len(node.plain) <= SHORT_CELLS
    return node.type != "code" or node.get("value").count("\n") < SHORT_CODE


@renders("caption", "legend")
def caption(writer: Writer, node: Node) -> str:
    """The words under or over a thing."""
    return writer.inside(node)


@renders("image")
def image(writer: Writer, node: Node) -> str:
    """A picture with the words that stand for it.

    Raises:
        Problem: it has no words, or is wider than the text.
    """
    name = node.get("source") or node.get("path")
    if not node.get("alt").strip():
        raise node.problem(f"the picture {name} has no alternative text", "add a line :alt: that says what it shows")
    wide, given = "auto", node.get("width")
    if given:
        try:
            wide, fits = width(given)
        except ValueError:
            raise node.problem(f"the picture {name} has width {given!r}", "write a width such as 60%") from None
        if not fits:
            raise node.problem(
                f"the picture {name} is wider than the text ({given})", "give it a width of at most 100%"
            )
    return f"#picture({string(writer.picture(node))}, {string(node.get('alt'))}, width: {wide})\n\n"


@renders("table")
def table(writer: Writer, node: Node) -> str:
    """A table; rows of nothing but header cells at its top repeat on each page.

    Raises:
        Problem: it has no cell.
    """
    rows = node.children
    if not rows or not rows[0].children:
        raise node.problem("a table has no cell", "write one, or delete the table")
    heads = 0
    while heads < len(rows) and all(cell.flag("header") for cell in rows[heads].children):
        heads += 1
    roomy = writer.at_back == "worksheets"
    count = sum(cell.number_of("colspan", 1) for cell in rows[0].children)
    columns = to_fill(rows[heads:], count) if roomy else widths(rows, count)
    body = _cells(writer, rows[heads:], in_head=False)
    head = _cells(writer, rows[:heads], in_head=True)
    whole = truth(len(rows) <= SHORT_BARE and _is_whole(node) and not roomy)
    written = f"#ruled({columns}, {head}, {body}, roomy: {truth(roomy)}, whole: {whole})\n\n"
    if count < MANY_COLUMNS:
        return written
    longest = listed(string(max(_words(rows, column), key=len, default="")) for column in range(count))
    return f"#across({at(node)}, {longest})\n{written}"


def _cells_of(rows: Sequence[Node], column: int) -> list[str]:
    """The words of each cell in a column of a table without spans."""
    return [row.children[column].plain for row in rows if column < len(row.children)]


def _words(rows: Sequence[Node], column: int) -> list[str]:
    """The words in a column that no line break can part."""
    return [word for cell in _cells_of(rows, column) for word in unbreakable(cell, 0)]


def to_fill(rows: Sequence[Node], count: int) -> str:
    """The widths of a worksheet's columns: names are narrow, what is to be written is wide.

    Args:
        rows: the rows below the head.
        count: the number of columns.
    """
    sorts = []
    for column in range(count):
        cells = _cells_of(rows, column)
        if not all(cells):
            sorts.append("1fr")
        else:
            sorts.append("auto" if max(map(len, cells), default=0) <= ID_COLUMN else "2fr")
    return listed(sorts)


def widths(rows: Sequence[Node], count: int) -> str:
    """The widths of a table's columns: a number of columns that suit themselves, or shares of the text's width.

    Columns that do not fit beside each other share the width by the square root of what they hold, which keeps rows
    low; none is narrower than its longest word, nor wider than its longest cell.
    """
    cells = [_cells_of(rows, column) for column in range(count)]
    most = [CELL_INSET + LETTER * max(map(len, column), default=0) for column in cells]
    spans = any(cell.get("colspan") or cell.get("rowspan") for row in rows for cell in row.children)
    if spans or sum(most) <= TEXT_WIDTH:
        return str(count)
    least = [CELL_INSET + WIDE_LETTER * max(map(len, _words(rows, column)), default=0) for column in range(count)]
    weights = [math.sqrt(sum(map(len, column)) or 1) for column in cells]
    fixed: dict[int, float] = {}
    while len(fixed) < count:
        free = [column for column in range(count) if column not in fixed]
        unit = (TEXT_WIDTH - sum(fixed.values())) / sum(weights[column] for column in free)
        narrow = {column: least[column] for column in free if unit * weights[column] < least[column]}
        wide = {column: most[column] for column in free if unit * weights[column] > most[column]}
        if not narrow and not wide:
            fixed |= {column: unit * weights[column] for column in free}
        fixed |= narrow or wide
    return listed(f"{fixed[column]:.2f}fr" for column in range(count))


def _cells(writer: Writer, rows: Sequence[Node], *, in_head: bool) -> str:
    """The cells of some rows, as one Typst array."""
    cells = []
    for cell in (cell for row in rows for cell in row.children):
        spans = "".join(f"{name}: {cell.number_of(name)}, " for name in ("colspan", "rowspan") if cell.get(name))
        align = f"align: {cell.get('align')}, " if cell.get("align") in {"left", "right", "center"} else ""
        body = writer.inside(cell).strip()
        if words := unbreakable(cell.plain, LONG_CELL):
            body = f"#tight-cell({at(cell)}, {listed(map(string, words))})[{body}]"
        if writer.at_back == "worksheets" and cell.plain == NOT_ASKED:
            spans += "fill: tint, "
        written = f"table.cell({spans}{align})[{body}]"
        cells.append(f"row-head({written})" if cell.flag("header") and not in_head else written)
    return listed(cells)


@renders("code")
def code(writer: Writer, node: Node) -> str:
    """A listing, with line numbers and marked lines where the source asks for them."""
    value = node.get("value")
    writer.words(node, value)
    language = f", lang: {string(node.get('lang'))}" if node.get("lang") else ""
    first = str(node.number_of("start", 1)) if node.flag("numbered") else "none"
    emphasised = node.data.get("emphasised")
    marks = listed(str(number) for number in emphasised) if isinstance(emphasised, (list, tuple)) else "()"
    whole = truth(value.count("\n") < SHORT_CODE)
    words = listed(map(string, unbreakable(value, LONG_CODE)))
    raw = f"raw({string(value)}, block: true{language})"
    return (
        f"{writer.spot(node)}#codelines({at(node)}, {words}, first: {first}, marks: {marks}, whole: {whole}, {raw})\n\n"
    )


@renders("math")
def equation(writer: Writer, node: Node) -> str:
    """A formula of its own, with its number and its words."""
    if not node.get("words"):
        raise node.problem(f"the formula {node.get('value')} has no words", "add them to chapters/formulas.en.json")
    number = string(f"({node.number})") if node.number else "none"
    return f"#equation({number}, {string(node.get('words'))}, $ {node.get('typst')} ${writer.own(node)})\n\n"
