"""What the site stores of persons, as it really is: the rules of all apps with the times that are set now.

Shown to administrators, and on public pages that ask for it: a privacy notice that lists it cannot be wrong.
"""

from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .registry import modules

DAYS, MONTHS = "_days", "_months"  # how settings with a time are named


@dataclass(frozen=True)
class Stored:
    """What, who of the team reads it, how long it is kept and what happens then, in the active language."""

    data: str
    readers: str
    kept: str
    then: str


def stored() -> list[Stored]:
    """The lines of all apps; one query for each time that is a setting."""
    return [
        Stored(
            data=str(rule["data"]),
            readers=str(rule.get("readers") or module.READERS),
            kept=_kept(rule),
            then=str(rule["then"]),
        )
        for _label, module in modules()
        for rule in getattr(module, "RETENTION", ())
    ]


def stored_table() -> dict:
    """The same as the variables of components/table.html."""
    return {
        "caption": _("What this site stores, and for how long"),
        "head": [_("Data"), _("Read by"), _("Kept"), _("Then")],
        "rows": [[row.data, row.readers, row.kept, row.then] for row in stored()],
        "first": True,
    }


def _kept(rule: dict) -> str:
    if rule["kept"] is not None:
        return _in_days(rule["kept"].days)
    if "until" in rule:
        return str(rule["until"])
    name, _dot, column = rule["setting"].rpartition(".")
    model = apps.get_model(name)
    values = set(model._base_manager.values_list(column, flat=True).distinct()) - {None}
    values = sorted(values or {model._meta.get_field(column).get_default()})
    words = _in_months if column.endswith(MONTHS) else _in_days
    if len(values) == 1:
        return words(values[0])
    return _("%(shortest)s to %(longest)s") % {"shortest": words(values[0]), "longest": words(values[-1])}


def _in_days(days: int) -> str:
    """30 days; 11 years where it is that long."""
    if days >= 3 * 365:
        return ngettext("%(count)d year", "%(count)d years", days // 365) % {"count": days // 365}
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def _in_months(months: int) -> str:
    return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
