"""Tokens that open one row to whoever was mailed them: signed, never stored, revoked by raising the version
of the row."""

from django.core.signing import BadSignature, Signer


def versioned_token(pk: int, version: int, *, salt: str, sep: str = ":") -> str:
    """Return a token for a row, good for one purpose (`salt`); it names nobody and does not expire."""
    return Signer(salt=salt, sep=sep).sign(f"{pk}-{version}")


def read_token(token: str, *, salt: str, sep: str = ":") -> tuple[int, int] | None:
    """Return primary key and version; None for a token that was changed or is for another purpose."""
    try:
        pk, version = map(int, Signer(salt=salt, sep=sep).unsign(token).split("-"))
    except (BadSignature, ValueError):
        return None
    return pk, version
