"""What stands by itself on the page, as Typst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from takedown.publishing.boxes import BOXES, box_title
from takedown.publishing.tree import Node
from takedown.publishing.typst_text import escape, label, listed, mark, string, truth
from takedown.publishing.typst_writer import KEPT_BACK, ONE_LINE, Kept, Writer, at, numbered, renders

SHORT_BOX = 1000
"""Characters up to which a box or an entry stays on one page."""
LONG_CODE = 24
"""Characters from which code in a line leaves too little else to spread over its width."""


# --- text -------------------------------------------------------------------------------------------------------------
@renders("root", "block", "glossary")
def group(writer: Writer, node: Node) -> str:
    """Nodes that are only grouped."""
    return writer.inside(node)


@renders("paragraph")
def paragraph(writer: Writer, node: Node) -> str:
    """A paragraph."""
    return f"{writer.spot(node)}{_even(node, writer.inside(node))}\n\n"


def _even(node: Node, body: str) -> str:
    """A paragraph's text; where long code stands in it, its words are not spread to the right edge."""
    if len(node.plain) <= ONE_LINE or (node.type == "listItem" and node.child("paragraph") is not None):
        return body  # one line is never spread; an item's paragraphs are asked themselves
    codes = (child for child in node.walk() if child.type == "inlineCode")
    return f"#ragged[{body}];" if any(len(code.get("value")) > LONG_CODE for code in codes) else body


@renders("heading")
def heading(writer: Writer, node: Node) -> str:
    """A heading below the page's title, with the number of the tree."""
    depth = node.number_of("depth", 2)
    number = string(node.number) if node.number else "none"
    title, place = writer.inside(node).strip(), writer.place(node)
    writer.heading = (title, place or writer.heading[1])
    own = (f", id: {place}" if place else "") + ("" if node.number else ", listed: false")
    return f"\n#section({depth + writer.offset}, {depth}, {number}, [{title}]{own})\n\n"


@renders("blockquote")
def quotation(writer: Writer, node: Node) -> str:
    """A block quotation."""
    return f"#quote(block: true)[{writer.inside(node).strip()}]\n\n"


# --- lists ------------------------------------------------------------------------------------------------------------
@renders("list")
def list_(writer: Writer, node: Node) -> str:
    """A bullet, ordered or task list."""
    items = [f"[{writer.spot(item)}{_even(item, writer.inside(item).strip())}]" for item in node.children]
    tight = truth(all(len(item.children) < 2 or item.flag("tight") for item in node.children))
    if any(item.data.get("checked") is not None for item in node.children):
        done = listed("true" if item.flag("checked") else "false" for item in node.children)
        return f"#task-list({done}, {listed(items)})\n\n"
    if node.flag("ordered"):
        return f"#enum(start: {node.number_of('start', 1)}, tight: {tight}, {', '.join(items)})\n\n"
    return f"#list(tight: {tight}, {', '.join(items)})\n\n"


@renders("definitionList")
def definition_list(writer: Writer, node: Node) -> str:
    """Terms and what they mean; a term may have several meanings."""
    items: list[tuple[str, list[str]]] = []
    for child in node.children:
        if child.type == "definitionTerm":
            items.append((f"{writer.spot(child)}{writer.inside(child)}", []))
        elif child.type == "definitionDescription" and items:
            items[-1][1].append(writer.inside(child).strip())
        else:
            raise child.problem(f"a definition list holds a {child.type}", "write a term, then its definitions")
    body = ", ".join(f"terms.item([{term}], [{'#parbreak();'.join(meanings)}])" for term, meanings in items)
    return f"#terms({body})\n\n"


# --- boxes ------------------------------------------------------------------------------------------------------------
def boxed(kind: str, title: str, body: str, *, short: bool) -> str:
    """A box with icon and title."""
    return f"#boxed({string(kind)}, [{title}], short: {truth(short)})[{body.strip()}]\n\n"


def is_short(node: Node) -> bool:
    """Whether a box or an entry is so short that it should stay on one page."""
    large = {"container", "table", "image", "code"}
    return len(node.plain) <= SHORT_BOX and not any(child.type in large for child in node.walk())


@renders("admonition")
def admonition(writer: Writer, node: Node) -> str:
    """A box of the kinds that the book knows; a folded one stands open on paper."""
    kind = node.get("kind")
    if kind not in BOXES:
        raise node.problem(f"there is no box of kind {kind!r}", f"use one of {', '.join(BOXES)}")
    own = node.child("admonitionTitle")
    plain = own.plain if own is not None else node.get("title")
    written = writer.inside(own).strip() if own is not None else writer.words(node, plain)
    body = writer.inside(node.without("admonitionTitle"))
    return writer.spot(node) + boxed(kind, box_title(kind, written, plain), body, short=is_short(node))


@renders("details")
def details(writer: Writer, node: Node) -> str:
    """A folded box; it stands open on paper, and at the back its title is enough."""
    summary = node.child("summary")
    title = writer.inside(summary).strip() if summary is not None else "More"
    body = writer.inside(node.without("summary"))
    if writer.at_back == "worksheets":
        return body
    if writer.at_back == "hints":
        return f"#hint([{title}])[{body.strip()}]\n\n"
    return writer.spot(node) + boxed("details", title, body, short=is_short(node))


@renders("aside")
def aside(writer: Writer, node: Node) -> str:
    """A margin note."""
    writer.notes += 1
    title = node.child("admonitionTitle")
    before = f"#strong[{writer.inside(title).strip()}];#parbreak();" if title is not None else ""
    body = writer.inside(node.without("admonitionTitle")).strip()
    return f"{writer.spot(node)}#margin-note({writer.notes}, {at(node)})[{before}{body}]\n\n"


@renders("tabSet")
def tab_set(writer: Writer, node: Node) -> str:
    """Tabs, one under the other."""
    return writer.inside(node)


@renders("tabItem")
def tab_item(writer: Writer, node: Node) -> str:
    """One tab with its title."""
    return f"#tab([{writer.words(node, node.get('title'))}])[{writer.inside(node).strip()}]\n\n"


@renders("box")
def box(writer: Writer, node: Node) -> str:
    """A named group; hints and worksheets are kept for the back, with links both ways."""
    name = node.get("name")
    if name not in KEPT_BACK:
        return f"{writer.spot(node)}#named-group({string(name)})[{writer.inside(node).strip()}]\n\n"
    chapter = KEPT_BACK[name]
    items = writer.kept.setdefault(chapter, [])
    here = writer.set_label(label(name, str(len(items) + 1)))
    title, home = writer.heading
    writer.at_back = chapter
    body = writer.inside(node).strip()
    writer.at_back = ""
    blank = any(one.type == "tableCell" and not one.plain.strip() for one in node.walk())
    items.append(Kept(writer.page, title, home, here, mark(node.file, node.line) + body, blank))
    return f"#kept-back({string(name)}, {here})\n\n"


# --- questions and answers --------------------------------------------------------------------------------------------
@renders("exercise")
def exercise(writer: Writer, node: Node) -> str:
    """A question; its answer stands at the back, with links both ways."""
    own = node.child("admonitionTitle")
    title = escape(numbered(node)) + (f". {writer.inside(own).strip()}" if own is not None else "")
    answered = node.identifier in writer.page.solutions
    answer = label(writer.page.slug, f"answer-{node.identifier}") if answered else "none"
    own_place = writer.own(node)
    body = writer.inside(node.without("admonitionTitle")).strip()
    short = truth(is_short(node))
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
    """An item of the ledger or of the references; a short one is not parted by the end of a column."""
    short, own = f", short: {truth(is_short(node))}", writer.own(node)
    if node.get("kind") != "claim":
        return f"#reference([{writer.inside(node).strip()}]{short}{own})\n\n"
    uses = writer.uses.get(node.get("name"), ())
    body = writer.inside(_with_id_only(node.children) if uses else node).strip()
    return f"#ledger-entry({listed(uses)}{short}{own})[{body}]\n\n"


def _with_id_only(paragraphs: Sequence[Node]) -> Sequence[Node]:
    """The paragraphs of a claim; of the last, which names its id and the sections that use it, only the id.

    Print names the pages that use it instead.
    """
    *others, last = paragraphs
    name = next((at for at, child in enumerate(last.children) if child.type == "inlineCode"), None)
    return paragraphs if name is None else [*others, replace(last, children=last.children[: name + 1])]
