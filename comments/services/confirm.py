from django.db import transaction
from django.utils import timezone

from comments import mails
from comments.models import Comment, CommentSettings

from .locks import lock, recount, trace

Status = Comment.Status


def confirm(comment_id: int, *, settings: CommentSettings, now=None) -> Comment:
    """The address belongs to the writer: the comment goes to the moderators, or is public at once for a
    known writer where the site lets them pass. Safe to repeat.

    Known is who has a confirmed public comment; whoever was noticed by a checker waits in any case.
    """
    now = now or timezone.now()
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status != Status.UNCONFIRMED:
            return comment
        comment.confirmed_at = now
        comment.status = Status.PENDING
        if settings.pass_known and not comment.suspicion and is_known(comment.email):
            comment.status = Status.APPROVED
            comment.published_at = comment.moderated_at = comment.announced_at = now
        comment.save()
        if comment.is_public:
            trace(comment, "let pass")
            recount(comment.thread)
            mails.approved(comment)
            mails.answered(comment)
        return comment


def is_known(email: str) -> bool:
    """Return whether this address was confirmed for a comment that moderators made public."""
    return Comment.objects.by(email).approved().filter(confirmed_at__isnull=False).exists()
