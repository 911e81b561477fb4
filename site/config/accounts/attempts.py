"""Wrong passwords and codes: slowed down where they come from, so that nobody locks out somebody else.

Counted per account and network, and per account in all with a higher limit, which does not concern networks
that the person signed in from this month or the last (OWASP Authentication Cheat Sheet, "Login Throttling").
Only keyed hashes of networks are kept, in the cache. The numbers stand in ACCOUNT_RATE_LIMITS; allauth's own
"login_failed" counts what one network tries with all accounts.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from home.visitors.network_hash import network_hash

KNOWN_FOR = timedelta(days=62)


@dataclass
class Attempt:
    """One try to sign in; a successful one does not count."""

    used: list[ratelimit.RateLimitUsage] = field(default_factory=list)

    def succeeded(self) -> None:
        for usage in self.used:
            usage.rollback()


def begin(request: HttpRequest, name: str, *, purpose: str) -> Attempt | None:
    """Count a try for the account with this login name, None when there were too many."""
    key = f"{purpose} {name.lower()}"
    attempt = Attempt()
    limits = [("attempts_here", f"{key} {_network(request, timezone.localdate())}")]
    if not _is_known(request, name):
        limits.append(("attempts_anywhere", key))
    for action, counted in limits:
        usage = ratelimit.consume(request, app="allauth.account", action=action, key=counted)
        if usage is None:
            attempt.succeeded()
            return None
        attempt.used.append(usage)
    return attempt


def start() -> None:
    """Remember the networks that people sign in from, password and code both shown."""
    user_logged_in.connect(_remember, dispatch_uid="config.accounts.attempts")


def _remember(sender, request, user, **kwargs):
    if request is not None and settings.ACCOUNT_RATE_LIMITS:
        cache.set(_known_key(request, user.get_username(), _month()), True, KNOWN_FOR.total_seconds())


def _is_known(request, name: str) -> bool:
    month = _month()
    months = (month, (month - timedelta(days=1)).replace(day=1))
    return bool(cache.get_many([_known_key(request, name, one) for one in months]))


def _known_key(request, name: str, month: date) -> str:
    return f"known:{_network(request, month, name.lower())}"


def _month() -> date:
    return timezone.localdate().replace(day=1)


def _network(request, day: date, name: str = "") -> str:
    return network_hash(request.META.get("REMOTE_ADDR", ""), day, purpose=f"config.accounts.attempts {name}")
