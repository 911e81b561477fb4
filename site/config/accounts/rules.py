"""Who needs a second factor, and whether a session has shown one."""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

METHOD = "mfa"


def needs_second_factor(user) -> bool:
    """Everybody who may open the admin, where the settings ask for it."""
    return settings.SECOND_FACTOR_REQUIRED and user.has_perm("wagtailadmin.access_admin")


def has_second_factor(user) -> bool:
    return is_mfa_enabled(user)


def has_shown_it(request: HttpRequest) -> bool:
    """Return whether this session was opened with the second factor, whatever way it began."""
    return any(record["method"] == METHOD for record in get_authentication_records(request, request.user))


def start() -> None:
    """Whoever has just set up the second factor has shown it."""
    authenticator_added.connect(_shown_by_setting_up, dispatch_uid="config.accounts")


def _shown_by_setting_up(sender, request, user, authenticator, **kwargs):
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method=METHOD, type="totp", id=authenticator.pk)
