"""The modules `persons` of all apps (home.privacy), and the rules of retention that they state."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def modules() -> Iterator[tuple[str, ModuleType]]:
    """The label and the module `persons` of every installed app that has one."""
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "persons"):
            yield app.label, import_module(f"{app.name}.persons")


def retention() -> list[dict]:
    """The rules of all apps, each with its `app`: what is kept how long, and what happens then."""
    return [{"app": label} | rule for label, module in modules() for rule in getattr(module, "RETENTION", ())]
