"""When a form was made, signed into it: a cached page keeps its form, a bot cannot make one up."""

from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer
from django.utils import timezone

_signer = Signer(salt="comments.stamp", algorithm="sha256")


def make(subject: int, at: datetime | None = None) -> str:
    """A stamp for the form of one page (or, for a report, of one comment)."""
    return _signer.sign(f"{subject}-{int((at or timezone.now()).timestamp())}")


def read(value: str, subject: int) -> datetime | None:
    """When the form was made; None for a stamp that is missing, forged or of another form."""
    try:
        made_for, seconds = map(int, _signer.unsign(value).split("-"))
    except (BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(seconds, tz=UTC) if made_for == subject else None
