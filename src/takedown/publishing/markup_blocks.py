"""Nodes that stand by themselves -> HTML: headings, lists, figures, tables, code, boxes, questions."""

from __future__ import annotations

from collections.abc import Sequence

from takedown.publishing.boxes import BOXES, box_title
from takedown.publishing.highlighting import highlighted
from takedown.publishing.markup import Method, Renderer, escape, tag
from takedown.publishing.tree import Node

DOWNLOADS = "downloads"
"""The box that is filled with links to the whole book where the site offers it."""


def _heading(page: Renderer, node: Node) -> str:
    depth = node.number_of("depth", 2)
    number = f"{escape(node.number)} " if node.number else ""
    return f"<h{depth}{page.id_of(node)}>{number}{page.inside(node)}</h{depth}>"


def _list(page: Renderer, node: Node) -> str:
    if not node.flag("ordered"):
        tasks = ' class="task-list"' if any("checked" in item.data for item in node.children) else ""
        return f"<ul{tasks}>{page.inside(node)}</ul>"
    start = node.number_of("start", 1)
    first = f' start="{start}"' if start != 1 else ""
    return f"<ol{first}>{page.inside(node)}</ol>"


def _item(page: Renderer, node: Node) -> str:
    body = "".join(page.inside(child) if _tight(node, child) else page.render(child) for child in node.children)
    if "checked" not in node.data:
        return f"<li>{body}</li>"
    done = node.flag("checked")
    words, mark = ("done", "☑") if done else ("to do", "☐")
    box = f'<span class="task-box" role="img" aria-label="{words}">{mark}</span>'
    return f'<li class="task-list-item">{box} {body}</li>'


def _tight(item: Node, child: Node) -> bool:
    """Whether a paragraph of a list item stands without space around it."""
    return item.flag("tight") and child.type == "paragraph" and child is item.children[0]


def _container(page: Renderer, node: Node) -> str:
    kind = node.get("kind")
    caption = node.child("caption")
    words = ""
    if caption is not None:
        number = (
            f'<span class="number">{escape(node.get("word"))} {escape(node.number)}.</span> ' if node.number else ""
        )
        words = f"<figcaption>{number}{_loose(page, caption.children)}</figcaption>"
    body = page.inside(node, "caption")
    image = next((one for one in node.walk() if one.type == "image"), None)
    drawn = " drawn" if image is not None and image.get("path").endswith(".svg") else ""
    inner = words + body if kind in {"table", "code"} else body + words
    return f'<figure class="{escape(kind)}{drawn}"{page.id_of(node)}>{inner}</figure>'


def _loose(page: Renderer, nodes: Sequence[Node]) -> str:
    """The blocks of a caption or cell: a single paragraph without its tag."""
    if len(nodes) == 1 and nodes[0].type == "paragraph":
        return page.inside(nodes[0])
    return page.together(nodes)


def _image(page: Renderer, node: Node) -> str:
    width = f' style="width:{escape(node.get("width"))}"' if node.get("width") else ""
    address = escape(page.around.image(node))
    return f'<img src="{address}" alt="{escape(node.get("alt"))}"{width} loading="lazy">'


_APART = "\n"
"""Before a table and between its cells: else the last word of one and the first of the next are one in the search."""


def _table(page: Renderer, node: Node) -> str:
    head = [row for row in node.children if row.children and all(cell.flag("header") for cell in row.children)]
    body = [row for row in node.children if row not in head]
    top = f"<thead>{''.join(_row(page, row, 'col') for row in head)}</thead>" if head else ""
    rows = "".join(_row(page, row, "row") for row in body)
    return f"{_APART}<table{page.id_of(node)}>{top}<tbody>{rows}</tbody></table>"


def _row(page: Renderer, row: Node, scope: str) -> str:
    return f"<tr>{_APART.join(_cell(page, cell, scope) for cell in row.children)}</tr>{_APART}"


def _cell(page: Renderer, node: Node, scope: str) -> str:
    cell, more = ("th", f' scope="{scope}"') if node.flag("header") else ("td", "")
    more += "".join(f' {name}="{node.number_of(name)}"' for name in ("colspan", "rowspan") if node.number_of(name) > 1)
    if node.get("align") in {"left", "right", "center"}:
        more += f' style="text-align:{node.get("align")}"'
    return f"<{cell}{more}>{_loose(page, node.children)}</{cell}>"


def _code(_: Renderer, node: Node) -> str:
    emphasised = node.data.get("emphasised")
    return highlighted(
        node.get("value"),
        node.get("lang"),
        numbered=node.flag("numbered"),
        start=node.number_of("start", 1),
        emphasised=emphasised if isinstance(emphasised, tuple) else (),
    )


def _admonition(page: Renderer, node: Node) -> str:
    kind = BOXES[node.get("kind")].css
    title = node.child("admonitionTitle")
    words = page.inside(title) if title is not None else ""
    shown = box_title(node.get("kind"), words, node.get("title"))
    body = page.inside(node, "admonitionTitle")
    if node.flag("folded"):
        return f'<details class="{kind}"{page.id_of(node)}><summary>{shown}</summary>{body}</details>'
    return f'<div class="admonition {kind}"{page.id_of(node)}><p class="admonition-title">{shown}</p>{body}</div>'


def _aside(page: Renderer, node: Node) -> str:
    title = node.child("admonitionTitle")
    words = f'<p class="margin-title">{page.inside(title)}</p>' if title is not None else ""
    return f'<aside class="margin"{page.id_of(node)}>{words}{page.inside(node, "admonitionTitle")}</aside>'


def _details(page: Renderer, node: Node) -> str:
    summary = node.child("summary")
    words = page.inside(summary) if summary is not None else "More"
    return f'<details class="fold"{page.id_of(node)}><summary>{words}</summary>{page.inside(node, "summary")}</details>'


def _tab_set(page: Renderer, node: Node) -> str:
    page.tab_sets += 1
    name = f"__tabbed_{page.tab_sets}"
    count = len(node.children)
    inputs = "".join(
        f'<input {"checked " if number == 1 else ""}id="{name}_{number}" name="{name}" type="radio">'
        for number in range(1, count + 1)
    )
    labels = "".join(
        f'<label for="{name}_{number}">{escape(item.get("title"))}</label>'
        for number, item in enumerate(node.children, start=1)
    )
    blocks = "".join(f'<div class="tabbed-block">{page.inside(item)}</div>' for item in node.children)
    return (
        f'<div class="tabbed-set tabbed-alternate" data-tabs="{page.tab_sets}:{count}">{inputs}'
        f'<div class="tabbed-labels">{labels}</div><div class="tabbed-content">{blocks}</div></div>'
    )


def _exercise(page: Renderer, node: Node) -> str:
    title = node.child("admonitionTitle")
    words = f": {page.inside(title)}" if title is not None else ""
    named = f"{escape(node.get('word'))} {escape(node.number)}".strip() + words
    body = page.inside(node, "admonitionTitle")
    return f'<div class="admonition question"{page.id_of(node)}><p class="admonition-title">{named}</p>{body}</div>'


def _solution(page: Renderer, node: Node) -> str:
    named = f"{escape(node.get('word')).lower()} {escape(node.number)}".strip()
    return (
        f'<details class="solution"{page.id_of(node)} data-answers="{escape(node.get("answers"))}">'
        f"<summary>Answer to {named}</summary>{page.inside(node)}</details>"
    )


def _entry(page: Renderer, node: Node) -> str:
    return f'<div class="entry {escape(node.get("kind"))}"{page.id_of(node)}>{page.inside(node)}</div>'


def _box(page: Renderer, node: Node) -> str:
    name = node.get("name")
    more = "".join(f"<p>{link}</p>" for link in page.around.offered()) if name == DOWNLOADS else ""
    return f'<div class="{escape(name)}"{page.id_of(node)}>{more}{page.inside(node)}</div>'


BLOCKS: dict[str, Method] = {
    "paragraph": tag("p"),
    "blockquote": tag("blockquote"),
    "thematicBreak": lambda _, __: "<hr>",
    "heading": _heading,
    "list": _list,
    "listItem": _item,
    "definitionList": tag("dl"),
    "definitionTerm": tag("dt", after="\n"),
    "definitionDescription": tag("dd", after="\n"),
    "glossary": tag("div", 'class="glossary"'),
    "container": _container,
    "legend": tag("div", 'class="legend"'),
    "image": _image,
    "table": _table,
    "code": _code,
    "admonition": _admonition,
    "aside": _aside,
    "details": _details,
    "tabSet": _tab_set,
    "exercise": _exercise,
    "solution": _solution,
    "entry": _entry,
    "box": _box,
}
"""How each type of node that stands by itself is rendered."""
