"""Which registrations belong to one organisation, where the organiser knows better than their names."""

from django.utils.translation import gettext as _

from events.registration.membership import BY_HAND
from events.registration.models import Registration

from .charges import pays_as
from .errors import RegistrationError
from .locks import lock_call, one_transaction
from .log import log


def join_payers(registration_id: int, *, other_id: int, user) -> Registration:
    """Let a registration belong to the organisation of another one of the same call: what holds per
    organisation is owed once by both. Safe to repeat."""
    with one_transaction():
        registration, other = _locked(registration_id, other_id)
        if registration.rules_id != other.rules_id or registration.pk == other.pk:
            raise RegistrationError(_("Choose another registration for the same series."), code="other")
        if not other.payer:
            pays_as(other, f"{BY_HAND}{other.pk}")
        if registration.payer != other.payer:
            log(registration, "joined", user=user, other=other.code)
            pays_as(registration, other.payer)
        return registration


def part_payers(registration_id: int, *, user) -> Registration:
    """Let a registration owe alone what holds per organisation, whatever its name. Safe to repeat."""
    with one_transaction():
        (registration,) = _locked(registration_id)
        if registration.payer != f"{BY_HAND}{registration.pk}":
            log(registration, "parted", user=user)
            pays_as(registration, f"{BY_HAND}{registration.pk}")
        return registration


def _locked(*keys: int) -> list[Registration]:
    """These registrations in the order asked for, locked after their calls."""
    rows = Registration.objects.filter(pk__in=keys)
    for rules in rows.order_by("rules").values_list("rules", flat=True).distinct():
        lock_call(rules)
    found = {row.pk: row for row in rows.select_for_update(no_key=True).order_by("pk")}
    return [found[key] for key in keys]
