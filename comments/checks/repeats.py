"""The same words again."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from comments.markup import fingerprint
from comments.models import Comment

from .submission import Submission, Verdict, refuse, suspect

WITHIN = timedelta(days=30)


def same_text(submission: Submission) -> Verdict | None:
    """Refused in the same conversation, noticed in another; signs, case and marks make no difference."""
    print_ = fingerprint(submission.text)
    rows = Comment.objects.filter(fingerprint=print_, created_at__gt=submission.now - WITHIN)
    threads = set(rows.exclude(status=Comment.Status.UNCONFIRMED).values_list("thread_id", flat=True)[:50])
    if submission.thread.pk in threads:
        return refuse(_("This comment is here already."), field="text", code="repeated")
    return suspect(_("The same words stand below another page.")) if threads else None
