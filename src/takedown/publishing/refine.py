"""One page's tree as the engine writes it -> the nodes of :mod:`takedown.publishing.tree`.

Wrappers without meaning are dropped, ids that are random on every build are replaced, and what a renderer needs (words
of formulas, status of claims, the file behind an image, the exercise of a solution) is put on the node. What may not be
published is refused here, with file and line of the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from takedown.problems import Problem
from takedown.publishing.tree import Node

Raw = dict[str, Any]  # Any: the engine's JSON

_DROPPED = {"comment", "mystTarget", "target", "captionNumber", "mystComment"}
_SPLICED = {"block", "root", "mystDirective", "mystRole", "include", "mystDirectiveBody"}
_BOXES = ("article", "worked", "think", "other-side", "key-points")
_KINDS = {
    "note": "note",
    "seealso": "note",
    "tip": "tip",
    "hint": "tip",
    "important": "important",
    "attention": "warning",
    "caution": "warning",
    "warning": "warning",
    "danger": "warning",
    "error": "warning",
}
_SIMPLE = {
    "paragraph", "blockquote", "thematicBreak", "list", "listItem", "definitionList", "definitionTerm",
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


@dataclass
class Context:
    """What a page's nodes are refined with.

    Args:
        origin: the source file and line of a staged line.
        words: the words of a formula, or None.
        status: status and statement of a claim; raises a Problem for one that may not stand in prose.
        image: the file behind an image's address; raises a Problem where there is none.
        cited: maker and year of each source, by key.
        slug: the page's own slug.
    """

    origin: Callable[[int], tuple[str, int]]
    words: Callable[[str], str | None]
    status: Callable[[str], tuple[str, str]]
    image: Callable[[str], Path]
    slug: str
    cited: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    footnotes: dict[str, int] = field(default_factory=dict)
    indexed: int = 0
    exercises: dict[str, Raw] = field(default_factory=dict)


SIGNS = {
    "established": "Established",
    "reported": "Reported: one origin",
    "contested": "Contested",
    "inferred": "Inferred",
    "withheld": "Withheld",
    "unseen": "Unseen: no source was read",
}
"""The words of each status."""


def refine(tree: Raw, context: Context) -> Node:
    """The root node of a page; what is wrong with it is added to ``context.problems``."""
    for raw in _walk(tree):
        if raw["type"] == "exercise":
            context.exercises[_id(raw)] = raw
    children = _children(tree, 1, context)
    file, line = context.origin(1)
    return Node("root", children, file, line)


def _walk(raw: Raw) -> Iterable[Raw]:
    """The raw node and all below it."""
    yield raw
    for child in raw.get("children") or ():
        yield from _walk(child)


def _id(raw: Raw) -> str:
    """The id under which a raw node is linked to."""
    return str(raw.get("html_id") or raw.get("identifier") or "")


def _line(raw: Raw, fallback: int) -> int:
    """The staged line of a raw node: its own, else that of the first node below it that has one."""
    for node in _walk(raw):
        if node.get("position"):
            return int(node["position"])
    return fallback


def _children(raw: Raw, line: int, context: Context) -> tuple[Node, ...]:
    """The refined nodes below a raw one."""
    nodes: list[Node] = []
    for child in raw.get("children") or ():
        kind = child["type"]
        if kind in _DROPPED:
            continue
        at = _line(child, line)
        if kind in _SPLICED or (kind == "paragraph" and _only_blocks(child)):
            nodes += _children(child, at, context)
        else:
            nodes.append(_node(child, at, context))
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
    special = _SPECIAL.get(kind)
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
    identifier = _id(raw)
    if identifier and not identifier.startswith("index-"):
        data["identifier"] = identifier
    return data


def _with(node: Node, type_: str | None = None, children: tuple[Node, ...] | None = None, **data: object) -> Node:
    """The same node with other values."""
    return Node(
        type_ or node.type,
        node.children if children is None else children,
        node.file,
        node.line,
        {**node.data, **data},
    )


def _heading(node: Node, raw: Raw, _: Context) -> Node:
    return _with(node, number=str(raw.get("enumerator") or ""))


def _numbered(node: Node, raw: Raw, context: Context) -> Node:
    """A figure, table or code block with its caption."""
    kind = node.get("kind")
    caption = next((one for one in _walk(raw) if one["type"] == "captionNumber"), None)
    word = "".join(str(child.get("value", "")) for child in (caption or {}).get("children", [])[:1]).strip()
    if kind in {"figure", "table", "code"}:
        prefix = {"figure": "fig", "table": "tab", "code": "code"}[kind]
        if not node.identifier:
            context.problems.append(node.problem(f"a {kind} has no name", f"add ':name: {prefix}-...' to it"))
        if kind != "code" and node.child("caption") is None:
            context.problems.append(node.problem(f"a {kind} has no caption", "say in one sentence what it shows"))
    return _with(node, word=word or kind.capitalize(), number=str(raw.get("enumerator") or ""))


def _image(node: Node, raw: Raw, context: Context) -> Node:
    alt = "" if (raw.get("data") or {}).get("altTextIsAutoGenerated") else node.get("alt")
    if not alt.strip():
        context.problems.append(node.problem("an image has no alternative text", "add ':alt:' with what it shows"))
    source = node.get("url")
    try:
        path = str(context.image(source))
    except Problem as problem:
        context.problems.append(node.problem(problem.what, problem.mend))
        path = ""
    return _with(node, path=path, source=source, alt=alt)


def _code(node: Node, raw: Raw, _: Context) -> Node:
    return _with(
        node,
        numbered=bool(raw.get("showLineNumbers")),
        start=int(raw.get("startingLineNumber") or 1),
        emphasised=tuple(int(line) for line in raw.get("emphasizeLines") or ()),
    )


def _formula(node: Node, raw: Raw, context: Context) -> Node:
    tex = " ".join(node.get("value").split())
    words = context.words(tex)
    if words is None:
        context.problems.append(
            node.problem(f"the formula {tex} has no words for the ear",
                         f"add the line '{tex}' = \"...\" to chapters/formulas.en.toml, as one would read it aloud")
        )  # fmt: skip
    return _with(node, words=words or tex, number=str(raw.get("enumerator") or ""))


def _admonition(node: Node, raw: Raw, context: Context) -> Node:
    classes = str(raw.get("class") or "").split()
    own = [name for name in classes if name in _BOXES]
    kind = own[0] if own else _KINDS.get(str(raw.get("kind") or ""), "")
    if not kind:
        context.problems.append(node.problem(f"a box is of no known kind ({' '.join(classes) or 'no class'})",
                                             f"give it ':class:' with one of {', '.join(_BOXES)}"))  # fmt: skip
    title = node.child("admonitionTitle")
    words = title.plain if title is not None else ""
    if words.lower() == str(raw.get("kind") or "").lower():
        words = ""
    children = node.children if words else node.without("admonitionTitle")
    return _with(node, children=children, kind=kind or "note", folded="dropdown" in classes, title=words)


def _exercise(node: Node, raw: Raw, _: Context) -> Node:
    return _with(node, number=str(raw.get("enumerator") or ""), word="Question")


def _solution(node: Node, raw: Raw, context: Context) -> Node:
    found = [one for one in _walk(raw) if one["type"] == "crossReference" and one.get("kind") == "exercise"]
    exercise = context.exercises.get(_id(found[0])) if found else None
    if exercise is None:
        context.problems.append(node.problem("a solution belongs to no exercise of its page", "name its label"))
        return node
    answers = _id(exercise)
    return _with(
        node,
        children=node.without("admonitionTitle"),
        answers=answers,
        number=str(exercise.get("enumerator") or ""),
        word="Question",
        identifier=f"answer-{answers}",
    )


def _claim(node: Node, _: Raw, context: Context) -> Node:
    try:
        status, statement = context.status(node.get("claim"))
    except Problem as problem:
        context.problems.append(node.problem(problem.what, problem.mend))
        status, statement = "unseen", ""
    return _with(node, status=status, statement=statement, words=f"{SIGNS[status]}, claim {node.get('claim')}")


def _sign(node: Node, _: Raw, context: Context) -> Node:
    status = node.get("sign")
    if status not in SIGNS:
        context.problems.append(node.problem(f"there is no status {status!r}", f"use one of {', '.join(SIGNS)}"))
    return _with(node, status=status, words=SIGNS.get(status, ""))


def _link(node: Node, raw: Raw, context: Context) -> Node:
    if raw.get("internal"):
        return _with(node, page=str(raw["url"]).strip("/") or "index", target="", url="")
    if raw["type"] == "crossReference":
        page = str(raw.get("url") or f"/{context.slug}").strip("/") or "index"
        return _with(node, page=page, target=node.identifier, url="")
    url = node.get("url")
    if not re.match(r"^(https?:|mailto:)", url):
        context.problems.append(
            node.problem(f"the link to {url} leads nowhere", "name a page or a label that is there")
        )
    return node


def _cite(node: Node, raw: Raw, context: Context) -> Node:
    """A citation, with the words that the list of references is sorted by."""
    key = str(raw.get("label") or "")
    who, year = context.cited.get(key, (key, ""))
    words = f"{who} ({year})" if raw.get("kind") == "narrative" else f"{who}, {year}"
    text = Node("text", (), node.file, node.line, {"value": words})
    return _with(node, children=(text,), key=key)


def _footnote(node: Node, _: Raw, context: Context) -> Node:
    notes = context.footnotes
    return _with(node, number=str(notes.setdefault(node.identifier, len(notes) + 1)))


def _span(node: Node, raw: Raw, context: Context) -> Node:
    """A plain span, or the mark of an index entry."""
    entries = raw.get("indexEntries")
    if not entries:
        return node
    result = node.children
    for one in reversed(entries):
        context.indexed += 1
        sub: Mapping[str, object] = one.get("subEntry") or {}
        data = {"entry": str(one["entry"]), "sub": str(sub.get("value", "")), "identifier": f"idx-{context.indexed}"}
        result = (Node("index", result, node.file, node.line, data),)
    return result[0]


def _div(node: Node, raw: Raw, _: Context) -> Node:
    return _with(node, "box", name=str(raw.get("class") or ""))


_SPECIAL: dict[str, Callable[[Node, Raw, Context], Node]] = {
    "heading": _heading,
    "container": _numbered,
    "image": _image,
    "code": _code,
    "math": _formula,
    "inlineMath": _formula,
    "admonition": _admonition,
    "exercise": _exercise,
    "solution": _solution,
    "claim": _claim,
    "sign": _sign,
    "link": _link,
    "crossReference": _link,
    "cite": _cite,
    "footnoteReference": _footnote,
    "footnoteDefinition": _footnote,
    "span": _span,
    "div": _div,
    "entry": lambda node, _, __: node,
}
