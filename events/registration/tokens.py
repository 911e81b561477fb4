"""Signed addresses: a registration's id and version. Raising the version revokes all that were sent before.

Three kinds. The full one travels by mail only and opens everything; so a confirmation proves that its
reader has the
mailbox. The receipt is what the browser is led to after registering: it shows, and mends a mistyped
address. That of the calendar is given to calendar
services: it only shows the sessions.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from home.visitors.tokens import read_token, versioned_token

from .models import Registration

FULL = "kwartier.registration"
RECEIPT = "kwartier.registration.receipt"
CALENDAR = "kwartier.registration.calendar"


def token(registration: Registration, kind: str = FULL) -> str:
    """`<id>-<version>.<signature>`; it names nobody and never expires by itself."""
    return versioned_token(registration.pk, registration.address_version, salt=kind, sep=".")


def find(value: str, kind: str = FULL) -> Registration | None:
    """The registration that a token opens; None for a wrong, revoked or purged one."""
    row = read_token(value, salt=kind, sep=".")
    if row is None:
        return None
    pk, version = row
    return (
        Registration.objects.select_related("rules")
        .filter(pk=pk, address_version=version, purged_at__isnull=True)
        .first()
    )


def absolute(name: str, registration: Registration, *, kind: str = FULL, **kwargs) -> str:
    """The whole address of a page of this registration, in its language, for a mail."""
    with translation.override(registration.language):
        path = reverse(f"registration:{name}", kwargs={"token": token(registration, kind), **kwargs})
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
