"""Who may know whom: the arrows of the README's house, read from the import statements."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PATHS = {"home", "authors", "news", "events", "comments", "bench"}

# What each app may import of ours, beside itself.
MAY_IMPORT = {
    "home": set(),
    "comments": {"home"},
    "authors": {"home"},
    "news": {"authors", "comments", "home"},
    "events": {"authors", "comments", "home"},
    "events.registration": {"events", "home"},
    "config": {"home", "authors", "news", "events", "events.registration", "comments"},
    "bench": {"config", "home", "authors", "news", "events", "events.registration", "comments"},
}


def sources():
    """Each Python file of ours but the tests, with the dotted name of its module."""
    for top, base in [*((ROOT / name, ROOT) for name in PATHS), (ROOT / "site" / "config", ROOT / "site")]:
        for path in sorted(top.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ".".join(path.relative_to(base).with_suffix("").parts)


def imported_by(path: Path, module: str) -> set[str]:
    """The dotted names that a file imports; a name out of a module counts as a module of it."""
    package = module.removesuffix(".__init__") if path.stem == "__init__" else module.rpartition(".")[0]
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            origin = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, [origin, node.module]))
            names |= {f"{origin}.{alias.name}" for alias in node.names}
    return names


def app_of(name: str) -> str | None:
    """The app that a dotted name belongs to, if it is one of ours."""
    if name == "events.registration" or name.startswith("events.registration."):
        return "events.registration"
    top = name.partition(".")[0]
    return top if top in MAY_IMPORT else None


def test_apps_import_downwards_only():
    found = [
        f"{module} imports {name}"
        for path, module in sources()
        for name in imported_by(path, module)
        if (app := app_of(name)) and app != app_of(module) and app not in MAY_IMPORT[app_of(module)]
    ]
    assert found == []


@pytest.mark.parametrize("layer", ["models", "services"])
def test_models_know_no_services_and_neither_knows_views(layer):
    above = {
        "models": {"views", "services", "wagtail_hooks"},
        "services": {"views", "forms", "wagtail_hooks"},
    }
    found = [
        f"{module} imports {name}"
        for path, module in sources()
        if layer in module.split(".")
        for name in imported_by(path, module)
        if app_of(name) and above[layer] & set(name.split("."))
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["components", "blocks"])
def test_parts_of_pages_know_no_app(folder):
    """They include each other and nothing below a folder that is named after an app."""
    found = [
        f"{path.relative_to(ROOT)} names {app}/"
        for path in sorted((ROOT / "templates" / folder).rglob("*.html"))
        for app in PATHS
        if f'"{app}/' in path.read_text() or f"'{app}/" in path.read_text()
    ]
    assert found == []


def test_the_walk_sees_what_it_must_not_miss(tmp_path):
    """Relative imports, aliases and imports inside functions are found, and lead to the right app."""
    path = tmp_path / "forms.py"
    path.write_text(
        "import news.models as n\nfrom . import services\nfrom .. import seats\n"
        "def later():\n    from ..models import EventPage\n    from config import urls\n"
    )
    found = imported_by(path, "events.registration.forms")

    assert found == {
        "news.models",
        "events.registration.services",
        "events.seats",
        "events.models.EventPage",
        "config.urls",
    }
    assert {app_of(name) for name in found} == {"news", "events", "events.registration", "config"}
