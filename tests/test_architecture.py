"""The shape of the code beside what import-linter's contracts in pyproject.toml say of it."""

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = {"home", "authors", "news", "events", "comments"}
LONGEST_FUNCTION, LONGEST_FILE = 45, 600


@pytest.fixture(scope="module")
def graph():
    """Which module of ours imports which, in functions too."""
    return grimp.build_graph(*sorted(APPS), "config", cache_dir=None)


def sources():
    """Each Python file of ours but tests and migrations."""
    for top in [*(ROOT / name for name in sorted(APPS)), ROOT / "site"]:
        yield from (path for path in sorted(top.rglob("*.py")) if "migrations" not in path.parts)


def test_no_modules_import_each_other_in_a_circle(graph):
    imports = {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the modules of the circle


def test_every_module_stands_on_a_floor(graph):
    """Without one it would escape the contracts."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    floors = set()
    for contract in settings["contracts"]:
        tails = [tail.strip(" \n()") for layer in contract["layers"] for tail in layer.split("|")]
        floors |= {f"{box}.{tail}" for box in contract.get("containers", []) for tail in tails}
        floors |= {tail for tail in tails if "containers" not in contract and "." in tail}
    files = {name for name in graph.modules if not graph.find_children(name)}
    expected = {name for name in files if name.split(".")[0] in {"events", "authors"}}
    missing = {name for name in expected if not any(f"{name}.".startswith(f"{floor}.") for floor in floors)}
    assert {name for name in missing if ".migrations." not in name} == set()


def test_an_import_in_a_function_carries_its_reason():
    lines = [line.strip() for path in sources() for line in path.read_text().splitlines()]
    assert [line for line in lines if "PLC0415" in line and " - " not in line] == []


def test_home_names_no_higher_app_in_a_string():
    """It composes by what pages can do (home.cards). Descriptions and comments may say what is meant."""
    named = re.compile(r"\b(authors|comments|config|events|news|registration)\.\w")
    found = []
    for path in sources():
        tree = ast.parse(path.read_text()) if ROOT / "home" in path.parents else ast.Module([], [])
        described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.value!r}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described
            if named.search(node.value)
        ]
    assert found == []


@pytest.mark.parametrize("folder", ["components", "blocks"])
def test_parts_of_pages_know_no_app(folder):
    """They include each other and nothing below a folder that is named after an app."""
    found = [
        f"{path.relative_to(ROOT)} names {app}/"
        for path in sorted((ROOT / "templates" / folder).rglob("*.html"))
        for app in APPS
        if f'"{app}/' in path.read_text() or f"'{app}/" in path.read_text()
    ]
    assert found == []


def test_functions_and_files_are_short():
    found = []
    for path in sources():
        text = path.read_text()
        if text.count("\n") > LONGEST_FILE:
            found.append(f"{path.relative_to(ROOT)} is too long")
        for node in ast.walk(ast.parse(text)):
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            if is_function and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} is too long")
    assert found == []
