"""Answers the request of one person over all apps: export or erase (domain.md#rights-of-persons)."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from home.models import PersonRequest

from .registry import modules

Action = PersonRequest.Action


def export(email: str, *, user=None) -> dict[str, dict[str, list[dict]]]:
    """Everything the site stores of the person with this address, by app and kind; that it was asked for is
    noted without the address."""
    with transaction.atomic():
        found = {label: module.export(email) for label, module in modules()}
        _note(Action.EXPORT, user, {label: _counted(rows) for label, rows in found.items()})
        return found


def count(email: str) -> int:
    """Return how many entries the site stores of the person with this address. Nothing is noted."""
    return sum(len(rows) for _label, module in modules() for rows in module.export(email).values())


def as_text(found: dict) -> str:
    """What was found, as the file that is handed out."""
    return json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def erase(email: str, *, user=None) -> dict[str, dict[str, int]]:
    """Forget the person with this address everywhere, or nowhere if one app fails. Safe to repeat."""
    with transaction.atomic():
        done = {label: module.erase(email) for label, module in modules()}
        _note(Action.ERASE, user, done)
        return done


def refusal(email: str, *, user) -> str:
    """Return why this user may not erase the person with this address, "" where nothing is against it."""
    reasons = (module.refusal(email, user) for _label, module in modules() if hasattr(module, "refusal"))
    return next(filter(None, reasons), "")


def _counted(rows: dict) -> dict[str, int]:
    return {kind: len(found) for kind, found in rows.items()}


def _note(action: str, user, rows: dict) -> None:
    PersonRequest.objects.create(action=action, user=user, rows=rows)
