"""The code of functions that are loaded already, exchanged for that of a changed source."""

import ast
import builtins
import gc
import importlib
from collections import defaultdict
from pathlib import Path
from types import CodeType, FunctionType

from .changes import Change, statement_of
from .packages import ROOT

MARK = "__reached__"


def exchange(path: Path, tree: ast.Module) -> int:
    """Give each loaded function of the file its code in the tree; return how many had other code."""
    new = {(code.co_qualname, code.co_firstlineno): code for code in _codes(compile(tree, str(path), "exec"))}
    changed = 0
    for function in gc.get_objects():
        if type(function) is FunctionType and function.__code__.co_filename == str(path):
            old = function.__code__
            code = new.get((old.co_qualname, old.co_firstlineno))
            if code and code.co_freevars == old.co_freevars and code != old:
                function.__code__ = code
                changed += 1
    return changed


def load(path: Path) -> None:
    """Import the module of a file, which the first request would do otherwise: too late to be marked."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "site" else parts
    importlib.import_module(".".join(parts).removesuffix(".__init__"))


def mark(changes: list[Change], reached) -> None:
    """Call `reached(change)` whenever a test comes by the statement of a change."""
    setattr(builtins, MARK, lambda number: reached(changes[number]))
    files = defaultdict(list)
    for number, change in enumerate(changes):
        files[change.path].append((number, change))
    for path, wanted in files.items():
        load(path)
        tree = ast.parse(path.read_text())
        nodes = list(ast.walk(tree))
        places = [(number, statement_of(tree, nodes[change.node])) for number, change in wanted]
        for number, statement in places:
            _insert(tree, statement, ast.parse(f"{MARK}({number})").body[0])
        exchange(path, ast.fix_missing_locations(tree))


def _insert(tree: ast.Module, statement: ast.stmt, before: ast.stmt) -> None:
    for parent in ast.walk(tree):
        for _name, value in ast.iter_fields(parent):
            if isinstance(value, list) and any(item is statement for item in value):
                index = next(number for number, item in enumerate(value) if item is statement)
                for node in ast.walk(before):
                    ast.copy_location(node, statement)
                value.insert(index, before)
                return


def _codes(code: CodeType):
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _codes(constant)
