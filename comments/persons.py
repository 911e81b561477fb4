"""What comments hold of one person; the protocol is told in home.privacy."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .models import Comment, Report
from .retention import RULES
from .services.moderate import erase as erase_comment

RETENTION = RULES
READERS = _("moderators")


def export(email: str) -> dict[str, list[dict]]:
    """Everything that is stored of the person with this address, ready for JSON."""
    email = email.strip().lower()
    return {
        "comments": [
            {
                "page": str(comment.thread),
                "language": comment.language,
                "name": comment.name,
                "email": comment.email,
                "text": comment.body,
                "words_before": [trace.body_before for trace in comment.traces.all() if trace.body_before],
                "state": comment.status,
                "tell_of_answers": comment.notify,
                "reason": comment.reason,
                "reason_note": comment.reason_note,
                "written": _when(comment.created_at),
                "confirmed": _when(comment.confirmed_at),
                "public_since": _when(comment.published_at),
            }
            for comment in Comment.objects.by(email).select_related("thread").prefetch_related("traces")
        ],
        "reports": [
            {
                "comment": report.comment_id,
                "name": report.name,
                "email": report.email,
                "reason": report.ground,
                "explanation": report.explanation,
                "state": report.status,
                "decision": report.statement,
                "received": _when(report.created_at),
            }
            for report in Report.objects.filter(email=email)
        ]
        if email
        else [],
    }


def erase(email: str) -> dict[str, int]:
    """Empty the person's comments, whose answers stay, and their name in reports. Safe to repeat."""
    email = email.strip().lower()
    if not email:
        return {"comments": 0, "reports": 0}
    with transaction.atomic():
        comments = Comment.objects.by(email).order_by("thread_id", "pk").values_list("pk", flat=True)
        return {
            "comments": sum(erase_comment(pk) for pk in list(comments)),
            "reports": Report.objects.filter(email=email).update(
                name="", email="", explanation="", sender_hash=""
            ),
        }


def _when(moment) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
