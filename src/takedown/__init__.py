"""Takedown: an open textbook with graded exercises, and the tools that build and judge it.

The package has three parts: :mod:`takedown.course` (what the repository holds),
:mod:`takedown.grading` (how an answer is judged) and :mod:`takedown.publishing`
(how the book is made). The teaching models stand in :mod:`takedown.models`.
"""

from __future__ import annotations

__all__ = ["__version__"]
__version__ = "0.1.0"
