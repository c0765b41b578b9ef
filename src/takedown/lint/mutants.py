"""Small faults put into a solution on purpose: what the tests of its exercise must notice.

Every mutant differs in one place: a comparison, a boundary, arithmetic, a constant, a truth value, what is returned, or
a statement left out. Texts for people are left alone (docstrings, messages of exceptions), and so are annotations. A
change that makes no difference is excused on its line, with a reason: ``# equivalent: never equal``, or for some sorts
only: ``# equivalent (boundary): never equal``; another remark may stand before it, with a semicolon.
"""

from __future__ import annotations

import ast
import copy
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

MOST_STEPS = 500_000
"""Rounds of loops and calls after which a mutant counts as endless, where nothing else is said."""

SORTS = ("comparison", "boundary", "arithmetic", "constant", "boolean", "return", "deleted")

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_NEXT_TO: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.MatMult: ast.Mult,
}  # fmt: skip
_LEFT_OUT = (ast.Assign, ast.AugAssign, ast.Expr, ast.Raise, ast.Continue, ast.Break, ast.If, ast.For, ast.While)
_EXCUSE = re.compile(r"[#;]\s*equivalent(?:\s*\(([a-z, ]*)\))?\s*:\s*(.*)")


@dataclass(frozen=True)
class Mutant:
    """A program with one fault: where, of which sort, what stood there, what stands there now."""

    line: int
    sort: str
    was: str
    now: str
    text: str

    def __str__(self) -> str:
        """For people: where and what was changed."""
        return f"line {self.line}, {self.sort}: {self.was!r} became {self.now!r}"


@dataclass(frozen=True)
class Excuse:
    """A line whose mutants, all or those of some sorts, may live, and why."""

    line: int
    sorts: tuple[str, ...]
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        """Whether a mutant may live."""
        return mutant.line == self.line and (not self.sorts or mutant.sort in self.sorts)


def excuses(source: str) -> tuple[Excuse, ...]:
    """The excuses in a program's comments."""
    found = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and (match := _EXCUSE.search(token.string)):
            sorts = tuple(sort.strip() for sort in (match.group(1) or "").split(",") if sort.strip())
            found.append(Excuse(token.start[0], sorts, match.group(2).strip()))
    return tuple(found)


def guarded(tree: ast.Module, most: int = MOST_STEPS) -> str:
    """The text of a program that ends by itself after ``most`` rounds of loops and calls."""
    return ast.unparse(ast.fix_missing_locations(_Guard(most).visit(copy.deepcopy(tree))))


def mutants(source: str, most: int = MOST_STEPS) -> Iterator[Mutant]:
    """The mutants of a program, in the order of its text, each once; they are guarded."""
    tree = ast.parse(source)
    seen = {guarded(tree, most)}
    for place in sorted(_places(tree), key=lambda place: (place.line, place.column)):
        for sort, replacement in _changes(place.node):
            was = ast.unparse(place.node)
            place.put(replacement)
            text = guarded(tree, most)
            place.put(place.node)
            if text not in seen:
                seen.add(text)
                yield Mutant(place.line, sort, _short(was), _short(ast.unparse(replacement)), text)


@dataclass(frozen=True)
class _Place:
    """Where a node hangs in the tree."""

    node: ast.AST
    parent: ast.AST
    name: str
    index: int | None

    @property
    def line(self) -> int:
        """The line of the node."""
        return int(getattr(self.node, "lineno", 0))

    @property
    def column(self) -> int:
        """The column of the node."""
        return int(getattr(self.node, "col_offset", 0))

    def put(self, node: ast.AST) -> None:
        """Hang another node there."""
        if self.index is None:
            setattr(self.parent, self.name, node)
        else:
            getattr(self.parent, self.name)[self.index] = node


def _places(tree: ast.AST) -> Iterator[_Place]:
    """The places of a program where a fault can be put."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "decorator_list", "type_comment"}:
            continue
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or _is_for_people(tree, name, node):
                continue
            if isinstance(node, (ast.expr, ast.stmt)):
                yield _Place(node, tree, name, index)
            if not isinstance(node, (ast.Raise, ast.Import, ast.ImportFrom)):
                yield from _places(node)


def _is_for_people(parent: ast.AST, name: str, node: ast.AST) -> bool:
    """Whether a node is a docstring, or the fixed part of a formatted text."""
    if name == "body" and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    return isinstance(parent, ast.JoinedStr) and isinstance(node, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The faults that can be put in place of a node, with their sorts."""
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp() | ast.AugAssign() if type(node.op) in _ARITHMETIC:
            yield "arithmetic", _with(node, op=_ARITHMETIC[type(node.op)]())
        case ast.BoolOp():
            yield "boolean", _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield "boolean", node.operand
        case ast.UnaryOp(op=ast.USub()):
            yield "arithmetic", node.operand
        case ast.Constant():
            yield from _constants(node.value)
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield "return", ast.Return(ast.Constant(None))
    if isinstance(node, _LEFT_OUT):
        yield "deleted", ast.Pass()


def _constants(value: object) -> Iterator[tuple[str, ast.AST]]:
    """Another constant in place of one."""
    if isinstance(value, bool):
        yield "boolean", ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield "constant", ast.Constant(value + 1)
    elif isinstance(value, (str, bytes)) and value:
        yield "constant", ast.Constant(value[:0])


def _is_none(value: ast.expr) -> bool:
    """Whether an expression is None as written."""
    return isinstance(value, ast.Constant) and value.value is None


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    """A comparison with one of its signs turned round, or moved over its boundary."""
    for position, sign in enumerate(node.ops):
        for sort, table in (("comparison", _OPPOSITE), ("boundary", _NEXT_TO)):
            if type(sign) in table:
                signs = [*node.ops]
                signs[position] = table[type(sign)]()
                yield sort, _with(node, ops=signs)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    """A copy of a node that shares its children, with some fields changed."""
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _short(text: str) -> str:
    """Code as it may stand in a message."""
    line = text.partition("\n")[0]
    return line if len(line) <= 60 else f"{line[:57]}..."


_GUARD = """\
_steps_taken = 0

def _step():
    global _steps_taken
    _steps_taken += 1
    if _steps_taken > {most}:
        raise SystemExit("endless")
    return True
"""


class _Guard(ast.NodeTransformer):
    """Counts the rounds of loops and comprehensions, and the calls of functions."""

    def __init__(self, most: int) -> None:
        self.most = most

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """The counter goes behind the docstring and what must come first."""
        self.generic_visit(node)
        first = 0
        while first < len(node.body) and _comes_first(node.body[first]):
            first += 1
        node.body[first:first] = ast.parse(_GUARD.format(most=self.most)).body
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        """A step for each call."""
        self.generic_visit(node)
        node.body.insert(0 if ast.get_docstring(node) is None else 1, _step())
        return node

    def visit_While(self, node: ast.While) -> ast.While:
        """A step for each round."""
        self.generic_visit(node)
        node.body.insert(0, _step())
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        """A step for each round."""
        self.generic_visit(node)
        node.body.insert(0, _step())
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        """A step for each item."""
        self.generic_visit(node)
        node.ifs.insert(0, _step().value)
        return node


def _step() -> ast.Expr:
    """A call of the counter."""
    return ast.Expr(ast.Call(ast.Name("_step", ast.Load()), [], []))


def _comes_first(node: ast.stmt) -> bool:
    """Whether a statement must stand at the head of a file: its docstring, imports from the future."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "__future__"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
