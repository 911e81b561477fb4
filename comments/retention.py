"""How long what is kept. `RULES` is what the site tells (home.privacy collects it), `forget` does it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Comment, CommentSettings, Report, Trace
from .services.moderate import erase

Status = Comment.Status

UNCONFIRMED = timedelta(days=3)
REFUSED = timedelta(days=30)
WITHDRAWN = timedelta(days=30)
SENDERS = timedelta(days=7)
REPORTS = timedelta(days=180)
TRACES = timedelta(days=180)
# Days of a month, on the safe side of every month.
MONTH = timedelta(days=30)

RULES = [
    {"data": _("Comments that nobody confirmed"), "kept": UNCONFIRMED, "then": _("deleted")},
    {"data": _("Rejected comments and spam"), "kept": REFUSED, "then": _("deleted")},
    {"data": _("Withdrawn comments"), "kept": WITHDRAWN, "then": _("emptied")},
    {"data": _("Hashed network addresses of writers"), "kept": SENDERS, "then": _("emptied")},
    {
        "data": _("E-mail addresses of public comments"),
        "kept": None,
        "setting": "comments.CommentSettings.keep_address_months",
        "then": _("emptied"),
    },
    {"data": _("Names and addresses in reports, after the decision"), "kept": REPORTS, "then": _("emptied")},
    {"data": _("Words of comments before a change"), "kept": TRACES, "then": _("emptied")},
]


def forget(now=None) -> dict[str, int]:
    """Carry out all rules and return how many rows each touched. Safe to repeat and to run twice at once."""
    now = now or timezone.now()
    return {
        "unconfirmed": _delete(
            Comment.objects.filter(status=Status.UNCONFIRMED, created_at__lt=now - UNCONFIRMED)
        ),
        "refused": _delete(
            Comment.objects.filter(status__in=(Status.REJECTED, Status.SPAM), moderated_at__lt=now - REFUSED)
        ),
        "withdrawn": _erase(
            Comment.objects.filter(status=Status.WITHDRAWN, ended_at__lt=now - WITHDRAWN), now
        ),
        "senders": _without_senders(now - SENDERS),
        "addresses": _without_addresses(now),
        "reports": Report.objects.filter(decided_at__lt=now - REPORTS)
        .exclude(name="", email="")
        .update(name="", email=""),
        "traces": Trace.objects.filter(at__lt=now - TRACES).exclude(body_before="").update(body_before=""),
    }


def _delete(comments) -> int:
    """Delete comments; those with answers or reports are emptied, so that nothing else goes with them."""
    hung_on = Q(direct_answers__isnull=False) | Q(branch__isnull=False) | Q(reports__isnull=False)
    kept = set(comments.filter(hung_on).values_list("pk", flat=True))
    emptied = sum(erase(pk) for pk in kept)
    with transaction.atomic():
        # Locked, the condition is looked at again: one that was confirmed a moment ago stays.
        gone = list(comments.exclude(pk__in=kept).select_for_update().values_list("pk", flat=True))
        Comment.objects.filter(pk__in=gone).delete()
    return emptied + len(gone)


def _erase(comments, now) -> int:
    return sum(erase(pk, now=now) for pk in comments.values_list("pk", flat=True))


def _without_senders(before) -> int:
    rows = [
        model.objects.filter(created_at__lt=before).exclude(sender_hash="").update(sender_hash="")
        for model in (Comment, Report)
    ]
    return sum(rows)


def _without_addresses(now) -> int:
    """Each site has its own time; comments of pages that are gone follow the shortest."""
    months = {row.site_id: row.keep_address_months for row in CommentSettings.objects.all()}
    shortest = min(months.values(), default=CommentSettings().keep_address_months)
    old = Comment.objects.approved().exclude(email="").filter(published_at__lt=now - shortest * MONTH)
    due = [
        comment.pk
        for comment in old.select_related("page", "thread").iterator(chunk_size=1000)
        if comment.published_at < now - _months(comment, months, shortest) * MONTH
    ]
    done = 0
    for start in range(0, len(due), 500):
        rows = Comment.objects.filter(pk__in=due[start : start + 500])
        done += rows.update(email="", notify=False, sender_hash="")
    return done


def _months(comment: Comment, months: dict, shortest: int) -> int:
    site = comment.page.get_site() if comment.page else None
    return months.get(site.pk, CommentSettings().keep_address_months) if site else shortest
