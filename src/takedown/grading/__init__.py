"""Judging answers: from a learner's file to a result.

The way of an answer: :mod:`answers` reads the file; :mod:`child` (or this process) runs it; the exercise's own
``test_answer.py`` compares what comes back, with :func:`expect` and :func:`cells`, or, for an essay, with what
:mod:`argument` has; :mod:`plugin` gives pytest the fixtures and :mod:`tally` collects cases; :mod:`scores` makes points
of them; :mod:`judge` keeps one pytest session for many submissions; :mod:`results` is what is stored. What an
exercise's tests need is imported from here.
"""

from __future__ import annotations

from takedown.grading.answers import AnswerFailed, AnswerRaised
from takedown.grading.argument import Ledger, enough, section, unmet
from takedown.grading.cells import Case, cells
from takedown.grading.expect import Unmet, expect
from takedown.grading.tables import load_key

__all__ = [
    "AnswerFailed",
    "AnswerRaised",
    "Case",
    "Ledger",
    "Unmet",
    "cells",
    "enough",
    "expect",
    "load_key",
    "section",
    "unmet",
]
