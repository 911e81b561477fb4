"""Thin views of readers: forms in, services called, pages out."""

from .author import confirm, edit, notify, own, put_back, unsubscribe, withdraw
from .post import answer, post
from .report import report

__all__ = [
    "answer",
    "confirm",
    "edit",
    "notify",
    "own",
    "post",
    "put_back",
    "report",
    "unsubscribe",
    "withdraw",
]
