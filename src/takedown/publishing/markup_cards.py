"""The cards of a page: what assets/book.js shows at a claim's sign or at a term that is pointed at, focused or tapped.

A link says with ``data-card`` which card is its own. Each card is written once per page, hidden, at its end; without a
script nobody misses it, since the link leads to the same words in the ledger or glossary. Search and EPUB leave cards
out, by ``data-search-exclude`` and the class ``screen-only``.
"""

from __future__ import annotations

from collections.abc import Iterable

from takedown.publishing.boxes import SIGNS, meaning
from takedown.publishing.markup import Renderer, escape
from takedown.publishing.tree import Node


def claim_card(page: Renderer, node: Node, address: str) -> str:
    """The attribute that ties a claim's link to its card, which is added to the page."""
    status = node.get("status")
    word = SIGNS[status].partition(":")[0]
    said = [
        f"<p><strong>{escape(word)}.</strong> {escape(meaning(status, node.number_of('origins')))}</p>",
        f"<p>{escape(node.get('statement'))}</p>",
        _listed("Sources", node.data.get("sources")),
        _listed("Against it", node.data.get("against")),
        f'<p><a href="{escape(address)}" tabindex="-1">All about it in the ledger</a></p>',
    ]
    return _tied(page, f"card-claim-{node.get('claim')}", said)


def term_card(page: Renderer, node: Node, address: str) -> str:
    """The attribute that ties a term's link to its card, which is added to the page; "" for any other link."""
    found = page.around.term(node)
    if found is None:
        return ""
    term, explanation = found
    said = [
        f"<p><strong>{escape(term)}.</strong> {escape(explanation)}</p>",
        f'<p><a href="{escape(address)}" tabindex="-1">All terms</a></p>',
    ]
    return _tied(page, f"card-{node.get('target')}", said)


def _listed(title: str, sources: object) -> str:
    """Sources in a line; nothing where there is none."""
    return f"<p>{title}: {escape('; '.join(sources))}.</p>" if sources and isinstance(sources, tuple) else ""


def _tied(page: Renderer, identifier: str, said: Iterable[str]) -> str:
    """Keep a card for the foot of the page; gives the attribute for its link."""
    page.cards.setdefault(identifier, "".join(said))
    return f' data-card="{escape(identifier)}"'
