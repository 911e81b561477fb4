from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from comments.models import CommentSettings, Thread


@dataclass(frozen=True)
class Submission:
    """A comment that somebody wants to post, before anything is stored.

    `honeypot` is what stands in the field that people do not see. `stamped_at` is when the form was made,
    None if its stamp is missing or forged. `senders` are the hashes of the sender's network, today's first
    (home.visitors.network_hash). `vouched` is true for people who are logged in: no trap is set for them.
    """

    thread: Thread
    settings: CommentSettings
    language: str
    name: str
    email: str
    text: str
    now: datetime
    senders: list[str] = field(default_factory=list)
    honeypot: str = ""
    stamped_at: datetime | None = None
    vouched: bool = False


@dataclass(frozen=True)
class Verdict:
    """`refuse`: nothing is stored, the writer is told `text` at `field`. `suspect`: stored, and moderators
    are told. `spam`: stored as spam, no mail is sent."""

    kind: Literal["refuse", "suspect", "spam"]
    text: str
    field: str = ""
    code: str = ""


def refuse(text, *, field: str = "", code: str = "") -> Verdict:
    return Verdict("refuse", text, field, code)


def suspect(text) -> Verdict:
    return Verdict("suspect", str(text))


def spam(text) -> Verdict:
    return Verdict("spam", str(text))
