"""What can be taken out of a function: each change is small, and a person would call it a fault."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LEAVES = (ast.Raise, ast.Return, ast.Continue, ast.Break)
_TURNED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_NARROWING = {"filter", "exclude"}
# Without these a program says less, or is slower, but does the same.
_WITHOUT_EFFECT = {"debug", "info", "warning", "exception", "prefetch_related", "select_related", "close"}


@dataclass(frozen=True)
class Change:
    """One removal: where, what, and the number of the node in the order of `ast.walk`."""

    path: Path
    line: int
    what: str
    node: int
    part: int = 0

    def tree(self) -> ast.Module:
        """The module with this change made."""
        tree = ast.parse(self.path.read_text())
        target = list(ast.walk(tree))[self.node]
        _apply(tree, target, self.part)
        return ast.fix_missing_locations(tree)

    def code(self) -> tuple[str, str]:
        """The statement before and after."""
        tree = ast.parse(self.path.read_text())
        nodes = list(ast.walk(tree))
        statement = statement_of(tree, nodes[self.node])
        before = ast.unparse(statement)
        marked = copy.deepcopy(statement)
        target = list(ast.walk(marked))[list(ast.walk(statement)).index(nodes[self.node])]
        if target is marked:
            body = ast.Module([marked], [])
            _apply(body, target, self.part)
            return before, ast.unparse(body)
        _apply(ast.Module([marked], []), target, self.part)
        return before, ast.unparse(marked)


def changes_of(path: Path) -> list[Change]:
    """Every change that can be made within the functions of a file."""
    tree = ast.parse(path.read_text())
    inside = {
        child
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for child in ast.walk(statement)
    }
    return [
        Change(path, _line(node), what, number, part)
        for number, node in enumerate(ast.walk(tree))
        if node in inside
        for part, what in _possible(node)
    ]


def _possible(node: ast.AST) -> Iterator[tuple[int, str]]:
    """The changes of one node: which part of it, and what is done."""
    match node:
        case ast.If(body=[statement], orelse=[]) if isinstance(statement, _LEAVES):
            yield 0, "guard taken out"
        case ast.Expr(value=ast.Call(func=function)) if _name(function) not in _WITHOUT_EFFECT:
            if "super()" not in ast.unparse(function):
                yield 0, "call taken out"
        case ast.Assign(targets=[ast.Attribute()]):
            yield 0, "assignment taken out"
        case ast.Compare(ops=[operator]):
            yield (
                0,
                "boundary moved"
                if isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
                else "comparison turned",
            )
        case ast.BoolOp(values=values):
            yield from ((part, "operand taken out") for part in range(len(values)))
        case ast.UnaryOp(op=ast.Not()):
            yield 0, "not taken out"
        case ast.comprehension(ifs=[_, *_]):
            yield 0, "condition taken out"
        case ast.Call(func=ast.Attribute(attr=name)) if name in _NARROWING:
            yield 0, f"{name}() taken out"


def _apply(tree: ast.Module, node: ast.AST, part: int) -> None:
    match node:
        case ast.If() | ast.Expr() | ast.Assign():
            _put(tree, node, ast.Pass())
        case ast.Compare():
            node.ops = [_TURNED[type(node.ops[0])]()]
        case ast.BoolOp():
            del node.values[part]
            if len(node.values) == 1:
                _put(tree, node, node.values[0])
        case ast.UnaryOp():
            _put(tree, node, node.operand)
        case ast.comprehension():
            node.ifs = []
        case ast.Call():
            _put(tree, node, node.func.value)


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    """Put a node in the place of another."""
    new = ast.copy_location(new, old)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(item is old for item in value):
                value[:] = [new if item is old else item for item in value]


def statement_of(tree: ast.AST, node: ast.AST) -> ast.stmt:
    """The innermost statement that a node belongs to."""
    if isinstance(node, ast.stmt):
        return node
    holding = [each for each in ast.walk(tree) if isinstance(each, ast.stmt) and node in ast.walk(each)]
    return holding[-1]


def _line(node: ast.AST) -> int:
    return node.ifs[0].lineno if isinstance(node, ast.comprehension) else node.lineno


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
