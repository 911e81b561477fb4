"""How much in how short a time, counted in the own table: true in every process, without a cache.

What is refused is not stored, so neither the table nor the mail queue grows with a flood. Several processes
may each let one more through than the limit says.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Report

from .submission import Submission, Verdict, refuse

# Comments and reports, each of which may mean a mail to any address: per network (24 or 64 bits), per e-mail
# address that nobody has confirmed, and of people not known here on the whole server. COMMENT_LIMITS
# overrides.
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
    if not submission.vouched and sends_too_much(submission.senders, submission.now):
        return refuse(LATER, code="sender")
    return None


def sends_too_much(senders: list[str], now) -> bool:
    """Return whether one network has sent its comments and reports of these minutes, or of this day."""
    hashes = [value for value in senders if value]
    recent = Q(created_at__gt=now - limit("sender_window"))
    minutes = day = 0
    for model in (Comment, Report) if hashes else ():
        rows = model.objects.filter(sender_hash__in=hashes, created_at__gt=now - timedelta(days=1))
        counted = rows.aggregate(day=Count("pk"), recent=Count("pk", filter=recent))
        minutes, day = minutes + counted["recent"], day + counted["day"]
    return minutes >= limit("sender") or day >= limit("sender_day")


def unconfirmed():
    """Comments that nobody has confirmed; withdrawn ones among them, as their mail was sent all the same."""
    states = (Comment.Status.UNCONFIRMED, Comment.Status.WITHDRAWN)
    return Comment.objects.filter(status__in=states, confirmed_at=None)


def recipient(submission: Submission) -> Verdict | None:
    """Nobody's mailbox is filled with our mails by somebody else."""
    waiting = (
        unconfirmed().by(submission.email).filter(created_at__gt=submission.now - limit("recipient_window"))
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
    waiting = unconfirmed()
    recent = Q(created_at__gt=submission.now - limit("everybody_window"))
    counted = waiting.aggregate(total=Count("pk"), recent=Count("pk", filter=recent))
    if counted["recent"] < limit("everybody") and counted["total"] < limit("everybody_total"):
        return None
    known = Comment.objects.by(submission.email).approved().filter(confirmed_at__isnull=False)
    return None if known.exists() else refuse(LATER, code="everybody")


def receipts(email: str, now) -> str:
    """Why no receipt of a report may be mailed to this address now: "recipient", "everybody", or ""."""
    mailed = Report.objects.exclude(email="")
    hour = mailed.filter(email=email, created_at__gt=now - limit("recipient_window"))
    if email and hour.count() >= limit("recipient"):
        return "recipient"
    recent = mailed.filter(created_at__gt=now - limit("everybody_window"))
    return "everybody" if email and recent.count() >= limit("everybody") else ""
