"""Nodes inside a sentence -> HTML: words, links, citations, formulas, signs of claims."""

from __future__ import annotations

import html

from takedown.publishing.markup import Method, Renderer, escape, in_markdown, tag
from takedown.publishing.markup_cards import claim_card, term_card
from takedown.publishing.tree import MAY_BREAK, Node


def _text(page: Renderer, node: Node) -> str:
    text = html.escape(node.get("value"), quote=False).replace(MAY_BREAK, "<wbr>")
    return in_markdown(text) if page.in_heading else text


def _code_words(page: Renderer, node: Node) -> str:
    text = escape(node.get("value"))
    return f"<code>{in_markdown(text) if page.in_heading else text}</code>"


def _abbreviation(page: Renderer, node: Node) -> str:
    return f'<abbr title="{escape(node.get("title"))}">{page.inside(node)}</abbr>'


def _formula(_: Renderer, node: Node) -> str:
    return node.get("mathml").replace("<math", f'<math alttext="{escape(node.get("words"))}"', 1)


def _equation(page: Renderer, node: Node) -> str:
    number = f'<span class="equation-number">({escape(node.number)})</span>' if node.number else ""
    return f'<div class="equation"{page.id_of(node)}>{_formula(page, node)}{number}</div>'


def _link(page: Renderer, node: Node) -> str:
    slug = node.get("page")
    address = page.around.page(slug, node.get("target"), node) if slug else node.get("url")
    card = term_card(page, node, address) if slug else ""
    kind = ' class="term"' if card else ""
    return f'<a{kind} href="{escape(address)}"{card}>{page.inside(node)}</a>'


def _cite(page: Renderer, node: Node) -> str:
    address = page.around.role("references", f"ref-{node.get('key')}", node)
    return f'<a class="cite" href="{escape(address)}">{page.inside(node)}</a>'


def _cite_group(page: Renderer, node: Node) -> str:
    cites = "; ".join(page.render(child) for child in node.children)
    return cites if node.get("kind") == "narrative" else f"({cites})"


def _footnote_reference(page: Renderer, node: Node) -> str:
    count = page.referred[node.identifier] = page.referred.get(node.identifier, 0) + 1
    again = "" if count == 1 else f"-{count}"
    return (
        f'<sup id="fnref-{node.number}{again}"><a class="footnote-ref" href="#fn-{node.number}"'
        f' aria-label="Footnote {node.number}">{node.number}</a></sup>'
    )


def _footnote(page: Renderer, node: Node) -> str:
    page.footnotes[node.number] = page.inside(node)
    return ""


def _sign(page: Renderer, node: Node) -> str:
    words = escape(node.get("words"))
    return f'<img class="sign" src="{escape(page.around.sign(node.get("status")))}" alt="{words}" title="{words}">'


def _claim(page: Renderer, node: Node) -> str:
    address = page.around.role("ledger", f"claim-{node.get('claim')}", node)
    return f'<a class="claim" href="{escape(address)}"{claim_card(page, node, address)}>{_sign(page, node)}</a>'


def _index(page: Renderer, node: Node) -> str:
    page.around.indexed(node)
    return f"<span{page.id_of(node)}>{page.inside(node)}</span>"


TEXT: dict[str, Method] = {
    "text": _text,
    "inlineCode": _code_words,
    "emphasis": tag("em"),
    "strong": tag("strong"),
    "subscript": tag("sub"),
    "superscript": tag("sup"),
    "delete": tag("del"),
    "underline": tag("u"),
    "smallcaps": tag("span", 'class="smallcaps"'),
    "span": tag("span"),
    "break": lambda _, __: "<br>\n",
    "abbreviation": _abbreviation,
    "inlineMath": _formula,
    "math": _equation,
    "link": _link,
    "crossReference": _link,
    "cite": _cite,
    "citeGroup": _cite_group,
    "footnoteReference": _footnote_reference,
    "footnoteDefinition": _footnote,
    "claim": _claim,
    "sign": _sign,
    "index": _index,
}
"""How each type of node inside a sentence is rendered, and the notes and formulas that belong to sentences."""
