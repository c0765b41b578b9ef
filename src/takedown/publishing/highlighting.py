"""Code with the classes of Pygments, which Material colours; the same block is highlighted once."""

from __future__ import annotations

from functools import lru_cache

from pygments import highlight  # type: ignore[import-untyped]  # Pygments publishes no types
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]  # as above
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # as above
from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # as above


@lru_cache(maxsize=4096)
def highlighted(code: str, language: str, *, numbered: bool, start: int, emphasised: tuple[int, ...]) -> str:
    """A block of code as HTML.

    Args:
        code: the code.
        language: its language; a word that Pygments does not know gives plain text.
        numbered: whether the lines have numbers.
        start: the number of the first line.
        emphasised: the lines to mark, counted from 1.
    """
    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    formatter = HtmlFormatter(
        cssclass="highlight",
        wrapcode=True,
        linenos="table" if numbered else False,
        linenostart=start,
        hl_lines=list(emphasised),
    )
    block = str(highlight(code, lexer, formatter)).rstrip("\n")
    return block.replace("<code>", '<code tabindex="0">')  # a wide block can be scrolled by keyboard
