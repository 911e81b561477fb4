"""How much in how short a time, counted in the own table: true in every process, without a cache.

What is refused is not stored, so neither the table nor the mail queue grows with a flood. Several processes
may each let one more through than the limit says.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from comments.models import Comment

from .submission import Submission, Verdict, refuse

# Comments per network (24 or 64 bits), comments per e-mail address that wait for confirmation, and comments
# of people not known here that wait for confirmation on the whole server. COMMENT_LIMITS overrides.
LIMITS = {
    "sender": 8,
    "sender_window": timedelta(minutes=10),
    "sender_day": 40,
    "recipient": 3,
    "recipient_window": timedelta(hours=1),
    "everybody": 60,
    "everybody_window": timedelta(minutes=10),
    "everybody_total": 2000,
}
LATER = _("There were many comments in a short time. Please send yours again in a few minutes.")


def limit(name: str):
    return (LIMITS | getattr(settings, "COMMENT_LIMITS", {}))[name]


def sender(submission: Submission) -> Verdict | None:
    hashes = [value for value in submission.senders if value]
    if submission.vouched or not hashes:
        return None
    recent = Q(created_at__gt=submission.now - limit("sender_window"))
    rows = Comment.objects.filter(sender_hash__in=hashes, created_at__gt=submission.now - timedelta(days=1))
    counted = rows.aggregate(day=Count("pk"), recent=Count("pk", filter=recent))
    if counted["recent"] >= limit("sender") or counted["day"] >= limit("sender_day"):
        return refuse(LATER, code="sender")
    return None


def recipient(submission: Submission) -> Verdict | None:
    """Nobody's mailbox is filled with our mails by somebody else."""
    waiting = Comment.objects.by(submission.email).filter(
        status=Comment.Status.UNCONFIRMED, created_at__gt=submission.now - limit("recipient_window")
    )
    if not submission.vouched and waiting.count() >= limit("recipient"):
        return refuse(
            _("Please confirm your earlier comments first: the mails are on their way to you."),
            field="email",
            code="recipient",
        )
    return None


def everybody(submission: Submission) -> Verdict | None:
    """A flood from many networks: those who wrote here before still get through, others a little later."""
    if submission.vouched:
        return None
    waiting = Comment.objects.filter(status=Comment.Status.UNCONFIRMED)
    recent = Q(created_at__gt=submission.now - limit("everybody_window"))
    counted = waiting.aggregate(total=Count("pk"), recent=Count("pk", filter=recent))
    if counted["recent"] < limit("everybody") and counted["total"] < limit("everybody_total"):
        return None
    known = Comment.objects.by(submission.email).approved().filter(confirmed_at__isnull=False)
    return None if known.exists() else refuse(LATER, code="everybody")
