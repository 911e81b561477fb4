"""Finds what nobody calls: `make lint` runs it as `python -m tests.dead_code`.

vulture reads our own code only, so that a test is no user. Beside what code calls, a name counts as used when
a template says it or a string of the code holds it (settings, `list_display`, paths of classes).
"""

import ast
import re
import sys
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = ["home", "authors", "news", "events", "comments", "site", "gunicorn.conf.py", "manage.py"]
KINDS = {"class", "function", "method", "property", "import"}

# Called by Django, Wagtail or a library, who find them by these decorators and names.
DECORATORS = [
    "@receiver",
    "@register",
    "@hooks.register",
    "@re_path",
    "@actions.register_action",
]
CALLED_BY_NAME = [
    "*Config",  # apps
    "SearchBackend",
    "clean_*",  # fields of forms
    "add_arguments",  # commands
    "process_*",  # middleware, and the formatter of logs
    "handle_*",  # parsers of HTML
    "when_ready",  # gunicorn
    # Wagtail's views, viewsets, blocks, pages and panels
    "add_view",
    "default_alt_text",
    "format_message",
    "get_base_object_queryset",
    "get_cached_paths",
    "get_delete_url",
    "get_edit_handler",
    "get_form_class",
    "get_form_layout",
    "get_*message_display_value",
    "get_preview_value",
    "has_changed",
    "header_buttons",
    "is_open_for_signup",
    "item_attributes",
    "menu_item_class",
    "menu_url",
    "to_row_dict",
    "restore_translated_segments",  # wagtail-localize
    "get_urls",  # sitemaps
    "get_latest_lastmod",
    "_open",  # backends of mail
]
# Nobody calls them yet.
KEPT = {
    "home/formatting/proofreading.py:proofread": "for the desk of translators and the editors' hints",
    "home/formatting/typography.py:normalise": "for the body of articles as editors type it",
    "home/formatting/typography.py:undo": "goes with normalise",
    "home/metadata/feeds.py:Subscribable": "says what an index page with subscriptions offers",
}


def unused() -> list[str]:
    vulture = Vulture(ignore_decorators=DECORATORS, ignore_names=CALLED_BY_NAME)
    vulture.scavenge([ROOT / name for name in PRODUCT], exclude=["*/demo/*"])
    said = words_of_templates() | words_of_strings()
    items = [item for item in vulture.get_unused_code(min_confidence=60) if item.typ in KINDS]
    places = {
        f"{item.filename.relative_to(ROOT)}:{item.name}": item for item in items if item.name not in said
    }
    found = [f"{place} (line {item.first_lineno}) has no caller" for place, item in places.items()]
    found = [row for row in found if row.split(" ")[0] not in KEPT]
    return found + [f"{place} has a caller: take it off the list" for place in KEPT if place not in places]


def words_of_templates() -> set[str]:
    paths = (path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".txt", ".svg"})
    return {word for path in paths for word in re.findall(r"\w+", path.read_text())}


def words_of_strings() -> set[str]:
    """Of strings without blanks: names and dotted paths."""
    paths = [ROOT / "gunicorn.conf.py"]
    for name in PRODUCT[:6]:
        paths += (path for path in (ROOT / name).rglob("*.py") if "migrations" not in path.parts)
    return {
        word
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value
        for word in re.findall(r"\w+", node.value)
    }


if __name__ == "__main__":
    sys.exit("\n".join(unused()) or 0)
