"""What stands inside a paragraph, as Typst. Every call ends with ``;`` so that what follows it stays text."""

from __future__ import annotations

from takedown.publishing.tree import Node
from takedown.publishing.typst_text import escape, label, string, unbreakable
from takedown.publishing.typst_writer import Mark, Writer, renders

LONG = 40
"""Characters from which a word in a line is measured, since it may be wider than the text."""
_CALLS = {
    "emphasis": "emph",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "super",
    "delete": "strike",
    "underline": "underline",
    "smallcaps": "smallcaps",
}


@renders("text")
def text(writer: Writer, node: Node) -> str:
    """Words; the parser's own breaks in addresses are left out, so that an address can be searched and copied."""
    value = node.get("value").replace("\u200b", "")
    written = writer.words(node, value)
    for word in unbreakable(value, LONG):
        shown = escape(word)
        written = written.replace(shown, f"#long-word({writer.here}, {string(word)})[{shown}];", 1)
    return written


@renders(*_CALLS)
def styled(writer: Writer, node: Node) -> str:
    """Words that are set apart; a slanted mark at their end leans into the space behind it, which makes up for it."""
    leans = node.type == "emphasis" and node.plain.endswith(("?", "!"))
    return f"#{_CALLS[node.type]}[{writer.inside(node)}];" + ("#h(0.12em);" if leans else "")


@renders("span")
def span(writer: Writer, node: Node) -> str:
    """Words that are only grouped."""
    return writer.inside(node)


@renders("inlineCode")
def inline_code(writer: Writer, node: Node) -> str:
    """A few characters of code."""
    value = node.get("value")
    writer.words(node, value)
    written = f"#raw({string(value)})"
    if long := unbreakable(value, LONG):
        return f"#long-word({writer.here}, {string(long[0])}, {written[1:]});"
    return f"{written};"


@renders("abbreviation")
def abbreviation(writer: Writer, node: Node) -> str:
    """A short form; paper has no pointer to rest on it, so each page says once what it stands for."""
    short, meaning = writer.inside(node), node.get("title")
    if not meaning or node.plain in writer.explained:
        return short
    writer.explained.add(node.plain)
    return f"{short} ({writer.words(node, meaning)})"


@renders("inlineMath")
def formula(_: Writer, node: Node) -> str:
    """A formula in a line, with its words."""
    if not node.get("words"):
        raise node.problem(f"the formula {node.get('value')} has no words", "add them to chapters/formulas.en.json")
    return f"#formula({string(node.get('words'))}, ${node.get('typst')}$);"


@renders("link")
def link(writer: Writer, node: Node) -> str:
    """A link; an address outside is written out, since paper cannot be followed."""
    body = writer.inside(node)
    if node.get("page"):
        place = writer.target(node, node.get("page"), node.get("target"))
        return f"#link({place})[{body}];" if place else body
    url = node.get("url")
    if not url:
        raise node.problem("a link leads nowhere", "give it an address")
    shown = node.plain.replace("\u200b", "")
    bare = url.removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
    if url == f"http://{shown}" and "/" not in shown:
        return body  # the parser takes the name of a newspaper, such as NU.nl, for an address
    if shown.removeprefix("https://").removeprefix("http://").rstrip("/") == bare.rstrip("/") or shown.endswith(bare):
        return f"#link({string(url)})[{body}];"
    return f"#outward({string(url)}, {string(bare.rstrip('/'))})[{body}];"


@renders("crossReference")
def cross_reference(writer: Writer, node: Node) -> str:
    """A reference to a numbered thing, a heading or a term; its words come from the tree."""
    body = writer.inside(node)
    place = writer.target(node, node.get("page") or writer.page.slug, node.get("target"))
    return f"#link({place})[{body}];" if place else body


@renders("cite")
def cite(writer: Writer, node: Node) -> str:
    """A source, linked to the list."""
    body = writer.inside(node)
    place = writer.listed_on(node, "references", f"ref-{node.get('key')}")
    return f"#link({place})[{body}];" if place else body


@renders("citeGroup")
def cite_group(writer: Writer, node: Node) -> str:
    """Sources cited together."""
    body = "; ".join(writer.render(child) for child in node.children)
    return body if node.get("kind") == "narrative" else f"({body})"


@renders("footnoteReference")
def footnote(writer: Writer, node: Node) -> str:
    """A footnote, set where it is first referred to, under the number of the tree."""
    definition = writer.footnotes.get(node.identifier)
    if definition is None:
        raise node.problem(f"footnote {node.identifier!r} is not written", "write it, or delete the reference")
    place = label(writer.page.slug, "footnote", node.identifier)
    if node.identifier in writer.noted:
        return f"#footnote({place});"
    writer.noted.add(node.identifier)
    return f"#numbered-footnote({string(node.number)}, {place})[{writer.inside(definition).strip()}];"


@renders("claim")
def claim(writer: Writer, node: Node) -> str:
    """The sign of a claim, linked to the ledger; the words are for the ear."""
    name = node.get("claim")
    place = writer.listed_on(node, "ledger", f"claim-{name}")
    uses = writer.uses.setdefault(name, [])
    here = label("use", name, str(len(uses) + 1))
    uses.append(here)
    writer.statuses.setdefault(node.get("status"), node)
    return f"#claim({place or 'none'}, {here}, {string(node.get('status'))}, {string(node.get('words'))});"


@renders("sign")
def sign(writer: Writer, node: Node) -> str:
    """The bare sign of a status."""
    writer.statuses.setdefault(node.get("status"), node)
    return f"#sign({string(node.get('status'))}, {string(node.get('words'))});"


@renders("index")
def index(writer: Writer, node: Node) -> str:
    """A place that the index leads to, and perhaps words."""
    place = label(writer.page.slug, node.identifier or f"mark-{len(writer.marks)}")
    if place in writer.labels:
        place = label(writer.page.slug, f"mark-{len(writer.marks)}")
    writer.labels.add(place)
    writer.marks.append(Mark(node.get("entry"), node.get("sub"), place))
    return f"#spot({place});{writer.inside(node)}"
