"""One page's tree as the engine writes it -> the nodes of :mod:`takedown.publishing.tree`.

Wrappers without meaning are dropped, ids that are random on every build are replaced, and what a renderer needs (words
of formulas, status of claims, the file behind an image, the exercise of a solution) is put on the node. What may not be
published is refused here, with file and line of the source.
"""

from __future__ import annotations

from takedown.problems import Problem
from takedown.publishing.raw import Context, Raw, id_of, walk_raw
from takedown.publishing.refine_nodes import SPECIAL
from takedown.publishing.tree import Node

_DROPPED = {"comment", "mystTarget", "target", "captionNumber", "mystComment"}
_SPLICED = {"block", "root", "mystDirective", "mystRole", "include", "mystDirectiveBody"}
_SIMPLE = {
    "paragraph", "blockquote", "thematicBreak", "listItem", "definitionList", "definitionTerm",
    "definitionDescription", "glossary", "caption", "legend", "table", "tableRow", "tableCell", "admonitionTitle",
    "summary", "aside", "details", "tabSet", "tabItem", "emphasis", "strong", "subscript", "superscript", "delete",
    "underline", "smallcaps", "break", "citeGroup", "text", "inlineCode", "abbreviation",
}  # fmt: skip
_REFUSED = {
    "html": "raw HTML is refused: it would be missing from the PDF",
    "iframe": "an iframe is refused: it would be missing from the PDF",
    "mermaid": "a diagram in code is refused: draw it with a script in figures/",
    "embed": "embedding is refused: link to it with [](#label)",
    "outputs": "an executed cell is refused: put the code in a figure script",
    "output": "an executed cell is refused: put the code in a figure script",
    "raw": "raw output is refused: it would be missing from the other outputs",
}


def refine(tree: Raw, context: Context) -> Node:
    """The root node of a page; what is wrong with it is added to ``context.problems``."""
    for raw in walk_raw(tree):
        if raw["type"] == "exercise":
            context.exercises[id_of(raw)] = raw
    children = _children(tree, 1, context)
    file, line = context.origin(1)
    return Node("root", children, file, line)


def _line(raw: Raw, fallback: int) -> int:
    """The staged line of a raw node: its own, else that of the first node below it that has one."""
    for node in walk_raw(raw):
        if node.get("position"):
            return int(node["position"])
    return fallback


def _children(raw: Raw, line: int, context: Context) -> tuple[Node, ...]:
    """The refined nodes below a raw one."""
    nodes: list[Node] = []
    breaks = 0
    for child in raw.get("children") or ():
        kind = child["type"]
        if kind in _DROPPED:
            continue
        at = max(_line(child, line), line + breaks) if raw["type"] == "paragraph" else _line(child, line)
        if kind in _SPLICED or (kind == "paragraph" and _only_blocks(child)):
            nodes += _children(child, at, context)
        else:
            nodes.append(_node(child, at, context))
        breaks += str(child.get("value", "")).count("\n")  # the parser places all of a paragraph on its first line
    return tuple(nodes)


def _only_blocks(raw: Raw) -> bool:
    """Whether a paragraph was put around a block, which HTML does not allow."""
    return bool(raw.get("children")) and all(child["type"] in {"container", "image"} for child in raw["children"])


def _node(raw: Raw, at: int, context: Context) -> Node:
    """One refined node."""
    kind = str(raw["type"])
    file, line = context.origin(at)
    if kind in _REFUSED:
        context.problems.append(
            Problem(_REFUSED[kind].split(":")[0], file=file, line=line, mend=_after(_REFUSED[kind]))
        )
        return Node("text", (), file, line, {"value": ""})
    special = SPECIAL.get(kind)
    if special is None and kind not in _SIMPLE:
        context.problems.append(
            Problem(f"the MyST construct {kind!r} is not one of this book's", file=file, line=line,
                    mend="use one that docs/contribute names, or teach it to both renderers")
        )  # fmt: skip
        return Node("text", (), file, line, {"value": ""})
    children = _children(raw, at, context)
    node = Node(kind, children, file, line, _data(raw))
    return special(node, raw, context) if special else node


def _after(text: str) -> str:
    """What follows the first colon."""
    return text.partition(": ")[2]


_LEFT_OUT = {"type", "children", "position", "label", "identifier", "html_id", "enumerator", "enumerated", "html",
             "template", "resolved", "dataUrl", "data", "implicit", "remote", "urlSource", "protocol"}  # fmt: skip


def _data(raw: Raw) -> dict[str, object]:
    """The values of a raw node that mean something to a renderer."""
    data = {key: value for key, value in raw.items() if key not in _LEFT_OUT and value is not None}
    identifier = id_of(raw)
    if identifier and not identifier.startswith("index-"):
        data["identifier"] = identifier
    return data
