"""What writers do with their own comment, through their signed address."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.checks.words import names
from comments.markup import tidy
from comments.models import Comment, CommentSettings

from .confirm import is_known
from .errors import CommentError
from .locks import lock, recount, trace
from .submit import words

Status = Comment.Status
EDITABLE = (Status.UNCONFIRMED, Status.PENDING, Status.APPROVED)


def editable_until(comment: Comment, settings: CommentSettings) -> datetime | None:
    """The end of the time in which its writer may change a comment; None when it cannot be changed at all."""
    if comment.status not in EDITABLE:
        return None
    return comment.created_at + timedelta(minutes=settings.edit_minutes)


def edit(comment_id: int, text: str, *, settings: CommentSettings, now=None) -> Comment:
    """Change the words within the time. A public comment waits for approval again, unless its writer is let
    pass. Safe to repeat with the same words."""
    now = now or timezone.now()
    text = tidy(text)
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.body == text:
            return comment
        until = editable_until(comment, settings)
        if until is None or now > until:
            raise CommentError(_("This comment can no longer be changed."), code="late")
        if names(text, comment.email):
            raise CommentError(
                _("Your text contains your e-mail address, and everybody would see it. Please take it out."),
                field="text",
                code="email",
            )
        trace(comment, "edited", body_before=comment.body)
        for column, value in words(text).items():
            setattr(comment, column, value)
        comment.edited_at = now
        was_public = comment.is_public
        if was_public and not (settings.pass_known and is_known(comment.email)):
            comment.status = Status.PENDING
            comment.announced_at = None
        comment.save()
        if was_public:
            recount(comment.thread)
        return comment


def withdraw(comment_id: int, *, now=None) -> Comment:
    """Take a comment back: readers see it no more at once, answers stay. Safe to repeat.

    What it held is emptied after 30 days (comments.retention): a report may still be open. Until then it can
    be put back, unless nobody has confirmed it.
    """
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status in (Status.WITHDRAWN, Status.ERASED):
            return comment
        before = comment.status
        comment.status_before_withdrawal = "" if before == Status.UNCONFIRMED else before
        comment.status = Status.WITHDRAWN
        comment.ended_at = now or timezone.now()
        comment.save(update_fields=["status", "status_before_withdrawal", "ended_at"])
        trace(comment, "withdrawn")
        recount(comment.thread)
        return comment


def put_back(comment_id: int) -> Comment:
    """Undo a withdrawal: the comment is again what it was, with the words that moderators know. Safe to
    repeat.

    Raises CommentError where it was decided meanwhile that it must go, or its words are gone.
    """
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status not in (Status.WITHDRAWN, Status.ERASED):
            return comment
        if not comment.can_be_put_back:
            raise CommentError(_("This comment can no longer be put back."), code="gone")
        comment.status = comment.status_before_withdrawal
        comment.status_before_withdrawal = ""
        comment.ended_at = None
        comment.save(update_fields=["status", "status_before_withdrawal", "ended_at"])
        trace(comment, "put back")
        recount(comment.thread)
        return comment


def set_notify(comment_id: int, notify: bool) -> Comment:
    """Switch mails about answers to this comment on or off. Safe to repeat."""
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status not in (Status.WITHDRAWN, Status.ERASED):
            comment.notify = notify
            comment.save(update_fields=["notify"])
        return comment


def unsubscribe(comment: Comment) -> int:
    """Stop mails about answers to every comment of this address; how many were on. Safe to repeat."""
    return Comment.objects.by(comment.email).filter(notify=True).update(notify=False)
