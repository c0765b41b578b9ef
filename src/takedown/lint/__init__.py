"""The gates that keep the book true: static checks, the exercises' own gate with mutants, and skeletons that pass both.

Each check is one small function with a docstring; see :mod:`takedown.lint.registry` for how one is added.
"""
