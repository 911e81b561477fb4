"""The moment at which a form was made, signed into it: a cached page keeps its form, a bot cannot invent one.

No cookie is needed. Whether the form stood on this site is decided elsewhere (home.visitors.same_origin).
"""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

# Longer than a page may stay in any cache; an older form is shown again with a fresh token.
GREATEST_AGE = timedelta(days=2)


def form_token(form: str, at: datetime | None = None) -> str:
    """Return a token for one form, named by the caller, made now or at another time."""
    return _signer(form).sign(int((at or timezone.now()).timestamp()))


def made_at(token: str, form: str) -> datetime | None:
    """Return when the form was made; None for a token that is missing, forged or of another form."""
    try:
        return datetime.fromtimestamp(int(_signer(form).unsign(token)), tz=UTC)
    except (BadSignature, ValueError):
        return None


def _signer(form: str) -> Signer:
    return Signer(salt=f"form.{form}")
