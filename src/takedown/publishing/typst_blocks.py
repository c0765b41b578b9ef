"""What stands by itself on the page, as Typst."""

from __future__ import annotations

from collections.abc import Sequence

from takedown.publishing.tree import Node
from takedown.publishing.typst_text import escape, label, listed, mark, string, width
from takedown.publishing.typst_writer import Kept, Writer, renders

BOX_WORDS = {
    "note": "Note",
    "tip": "Tip",
    "warning": "Warning",
    "important": "Important",
    "article": "What the article reports",
    "worked": "Worked example",
    "think": "You might think",
    "other-side": "The other side",
    "key-points": "Key points",
}
"""The word of each kind of box, where its title does not say it."""

SHORT_BOX = 700
"""Characters up to which a box stays on one page."""
SHORT_TABLE, SHORT_CODE = 14, 24
"""Rows and lines up to which a table or a listing stays on one page."""


# --- text -------------------------------------------------------------------------------------------------------------
@renders("root", "block", "glossary")
def group(writer: Writer, node: Node) -> str:
    """Nodes that are only grouped."""
    return writer.inside(node)


@renders("paragraph")
def paragraph(writer: Writer, node: Node) -> str:
    """A paragraph."""
    return f"{spot(writer, node)}{writer.inside(node)}\n\n"


def spot(writer: Writer, node: Node) -> str:
    """The place that a link to this node leads to, if it has an identifier."""
    place = writer.place(node)
    return f"#spot({place});" if place else ""


@renders("heading")
def heading(writer: Writer, node: Node) -> str:
    """A heading below the page's title, with the number of the tree."""
    depth = node.number_of("depth", 2)
    number = string(node.number) if node.number else "none"
    title, place = writer.inside(node).strip(), writer.place(node)
    writer.heading = (title, place or writer.heading[1])
    own = f", id: {place}" if place else ""
    return f"\n#section({depth + writer.offset}, {depth}, {number}, [{title}]{own})\n\n"


@renders("blockquote")
def quotation(writer: Writer, node: Node) -> str:
    """A block quotation."""
    return f"#quote(block: true)[{writer.inside(node).strip()}]\n\n"


# --- lists ------------------------------------------------------------------------------------------------------------
@renders("list")
def list_(writer: Writer, node: Node) -> str:
    """A bullet, ordered or task list."""
    items = [f"[{spot(writer, item)}{writer.inside(item).strip()}]" for item in node.children]
    if any(item.data.get("checked") is not None for item in node.children):
        done = listed("true" if item.flag("checked") else "false" for item in node.children)
        return f"#task-list({done}, {listed(items)})\n\n"
    if node.flag("ordered"):
        return f"#enum(start: {node.number_of('start', 1)}, {', '.join(items)})\n\n"
    return f"#list({', '.join(items)})\n\n"


@renders("definitionList")
def definition_list(writer: Writer, node: Node) -> str:
    """Terms and what they mean; a term may have several meanings."""
    items: list[tuple[str, list[str]]] = []
    for child in node.children:
        if child.type == "definitionTerm":
            items.append((f"{spot(writer, child)}{writer.inside(child)}", []))
        elif child.type == "definitionDescription" and items:
            items[-1][1].append(writer.inside(child).strip())
        else:
            raise child.problem(f"a definition list holds a {child.type}", "write a term, then its definitions")
    body = ", ".join(f"terms.item([{term}], [{'#parbreak();'.join(meanings)}])" for term, meanings in items)
    return f"#terms({body})\n\n"


# --- boxes ------------------------------------------------------------------------------------------------------------
def boxed(kind: str, title: str, body: str, *, short: bool) -> str:
    """A box with icon and title."""
    return f"#boxed({string(kind)}, [{title}], short: {_truth(short)})[{body.strip()}]\n\n"


def box_title(kind: str, title: str, written: str) -> str:
    """The title of a box as Typst: its word, and its own title where that does not say the word already.

    Args:
        kind: the kind of box.
        title: its own title in plain words; may be empty.
        written: the same as Typst.
    """
    word = BOX_WORDS[kind]
    if not title:
        return escape(word)
    return written if word.casefold() in title.casefold() else f"{escape(word)}\\: {written}"


def _truth(value: bool) -> str:
    """A truth as Typst."""
    return "true" if value else "false"


def is_short(node: Node) -> bool:
    """Whether a box is so short that it should stay on one page."""
    large = {"container", "table", "image", "code"}
    return len(node.plain) <= SHORT_BOX and not any(child.type in large for child in node.walk())


@renders("admonition")
def admonition(writer: Writer, node: Node) -> str:
    """A box of the kinds that the book knows; a folded one stands open on paper."""
    kind = node.get("kind")
    if kind not in BOX_WORDS:
        raise node.problem(f"there is no box of kind {kind!r}", f"use one of {', '.join(BOX_WORDS)}")
    own = node.child("admonitionTitle")
    plain = own.plain if own is not None else node.get("title")
    written = writer.inside(own).strip() if own is not None else writer.words(node, plain)
    body = writer.inside(node.without("admonitionTitle"))
    return spot(writer, node) + boxed(kind, box_title(kind, plain, written), body, short=is_short(node))


@renders("details")
def details(writer: Writer, node: Node) -> str:
    """A folded box; it stands open on paper, and at the back its title is enough."""
    summary = node.child("summary")
    title = writer.inside(summary).strip() if summary is not None else "More"
    body = writer.inside(node.without("summary"))
    if writer.at_back == "worksheets":
        return body
    if writer.at_back == "hints":
        return f"#tab([{title}])[{body.strip()}]\n\n"
    return spot(writer, node) + boxed("details", title, body, short=is_short(node))


@renders("aside")
def aside(writer: Writer, node: Node) -> str:
    """A margin note."""
    writer.notes += 1
    title = node.child("admonitionTitle")
    before = f"#strong[{writer.inside(title).strip()}];#parbreak();" if title is not None else ""
    body = writer.inside(node.without("admonitionTitle")).strip()
    at = string(f"{node.file}:{node.line}")
    return f"{spot(writer, node)}#margin-note({writer.notes}, {at})[{before}{body}]\n\n"


@renders("tabSet")
def tab_set(writer: Writer, node: Node) -> str:
    """Tabs, one under the other."""
    return writer.inside(node)


@renders("tabItem")
def tab_item(writer: Writer, node: Node) -> str:
    """One tab with its title."""
    return f"#tab([{writer.words(node, node.get('title'))}])[{writer.inside(node).strip()}]\n\n"


KEPT_BACK = {"hints": "hints", "worksheet": "worksheets"}
"""The groups that stand at the back, and the chapter that holds them."""


@renders("box")
def box(writer: Writer, node: Node) -> str:
    """A named group; hints and worksheets are kept for the back, with links both ways."""
    name = node.get("name")
    if name not in KEPT_BACK:
        return f"{spot(writer, node)}#named-group({string(name)})[{writer.inside(node).strip()}]\n\n"
    chapter = KEPT_BACK[name]
    items = writer.kept.setdefault(chapter, [])
    here = writer.set_label(label(name, str(len(items) + 1)))
    title, home = writer.heading
    writer.at_back = chapter
    body = writer.inside(node).strip()
    writer.at_back = ""
    items.append(Kept(writer.page, title, home, here, mark(node.file, node.line) + body))
    return f"#kept-back({string(name)}, {here})\n\n"


# --- questions and answers --------------------------------------------------------------------------------------------
def numbered(node: Node) -> str:
    """Word and number of a node: ``Question 1.2``."""
    return f"{node.get('word')} {node.number}".strip()


@renders("exercise")
def exercise(writer: Writer, node: Node) -> str:
    """A question; its answer stands at the back, with links both ways."""
    own = node.child("admonitionTitle")
    title = escape(numbered(node)) + (f". {writer.inside(own).strip()}" if own is not None else "")
    answered = node.identifier in writer.page.solutions
    answer = label(writer.page.slug, f"answer-{node.identifier}") if answered else "none"
    own_place = writer.own(node)
    body = writer.inside(node.without("admonitionTitle")).strip()
    short = _truth(is_short(node))
    return f'#exercise("question", [{title}], answer: {answer}, short: {short}{own_place})[{body}]\n\n'


@renders("solution")
def solution(writer: Writer, node: Node) -> str:
    """An answer: kept for the back of the book, where it links to its question.

    Raises:
        Problem: its question is on another page, or nowhere.
    """
    asked = node.get("answers")
    question = next(
        (one for one in writer.page.root.walk() if one.type == "exercise" and one.identifier == asked), None
    )
    if question is None:
        raise node.problem(f"the answer to {asked!r} has no question on its page", "name the question of this page")
    here = writer.set_label(label(writer.page.slug, f"answer-{asked}"))
    if not here:
        raise node.problem(f"question {asked!r} has two answers", "make one of them")
    body = mark(node.file, node.line) + writer.inside(node.without("admonitionTitle")).strip()
    home = label(writer.page.slug, asked)
    writer.kept.setdefault("answers", []).append(Kept(writer.page, escape(numbered(question)), home, here, body))
    return ""


@renders("entry")
def entry(writer: Writer, node: Node) -> str:
    """An item of the ledger or of the references."""
    own = writer.own(node)
    body = writer.inside(node).strip()
    if node.get("kind") == "claim":
        return f"#ledger-entry({listed(writer.uses.get(node.get('name'), ()))}{own})[{body}]\n\n"
    return f"#reference([{body}]{own})\n\n"


# --- figures, tables, code, formulas ----------------------------------------------------------------------------------
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
    whole = _truth(all(_is_whole(child) for child in node.children))
    return f"#fig({string(kind)}, {number}, [{words}], whole: {whole}{writer.own(node)})[{body}]\n\n"


def _is_whole(node: Node) -> bool:
    """Whether what a container holds should stay on one page."""
    if node.type == "table":
        return len(node.children) <= SHORT_TABLE and len(node.plain) <= 2 * SHORT_BOX
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
    at = string(f"{node.file}:{node.line}")
    return f"#picture({at}, {string(writer.picture(node))}, {string(node.get('alt'))}, width: {wide})\n\n"


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
    columns = _widths(rows[heads:], count) if roomy else str(count)
    body = _cells(writer, rows[heads:], in_head=False)
    head = _cells(writer, rows[:heads], in_head=True)
    at = string(f"{node.file}:{node.line}")
    return f"#ruled({at}, {columns}, {head}, {body}, roomy: {_truth(roomy)})\n\n"


def _widths(rows: Sequence[Node], count: int) -> str:
    """The widths of a worksheet's columns: what is short is narrow, what is to be written is wide."""
    longest = [
        max((len(row.children[at].plain) for row in rows if at < len(row.children)), default=0) for at in range(count)
    ]
    return listed("auto" if 0 < length <= 12 else "1.6fr" if length else "1fr" for length in longest)


def _cells(writer: Writer, rows: Sequence[Node], *, in_head: bool) -> str:
    """The cells of some rows, as one Typst array."""
    cells = []
    for cell in (cell for row in rows for cell in row.children):
        spans = "".join(f"{name}: {cell.number_of(name)}, " for name in ("colspan", "rowspan") if cell.get(name))
        align = f"align: {cell.get('align')}, " if cell.get("align") in {"left", "right", "center"} else ""
        written = f"table.cell({spans}{align})[{writer.inside(cell).strip()}]"
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
    at = string(f"{node.file}:{node.line}")
    whole = _truth(value.count("\n") < SHORT_CODE)
    raw = f"raw({string(value)}, block: true{language})"
    return f"{spot(writer, node)}#codelines({at}, first: {first}, marks: {marks}, whole: {whole}, {raw})\n\n"


@renders("math")
def equation(writer: Writer, node: Node) -> str:
    """A formula of its own, with its number and its words."""
    if not node.get("words"):
        raise node.problem(f"the formula {node.get('value')} has no words", "add them to chapters/formulas.en.json")
    number = string(f"({node.number})") if node.number else "none"
    return f"#equation({number}, {string(node.get('words'))}, $ {node.get('typst')} ${writer.own(node)})\n\n"
