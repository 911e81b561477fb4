"""Readers report comments, moderators decide (Art. 16 and 17 DSA; domain.md#comment-reports)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import mails
from comments.checks.throttle import LATER, receipts, sends_too_much
from comments.models import Comment, Report

from .errors import CommentError
from .locks import lock, recount
from .moderate import reject


def report(
    comment_id: int,
    *,
    ground: str,
    explanation: str,
    name: str,
    email: str,
    language: str,
    senders: list[str],
    now=None,
) -> Report:
    """Take in a report of a public comment and mail a receipt. The same report sent twice is one.

    Raises CommentError when the comment is not public any more, or too many come from one network.
    """
    now = now or timezone.now()
    with transaction.atomic():
        comment = lock(comment_id)
        if not comment.is_public:
            raise CommentError(_("This comment is no longer public."), code="gone")
        email = email.strip().lower()
        same = comment.reports.filter(email=email, explanation=explanation).first()
        if same is not None:
            return same
        if sends_too_much(senders, now):
            raise CommentError(LATER, code="sender")
        if late := receipts(email, now):
            raise CommentError(
                _("We sent too many receipts. Please leave the e-mail address out, or try again in an hour."),
                field="email",
                code=late,
            )
        made = Report.objects.create(
            comment=comment,
            ground=Report.Ground(ground).value,
            explanation=explanation,
            name=name,
            email=email,
            good_faith=True,
            language=language,
            sender_hash=next(iter(senders), ""),
        )
        mails.report_received(made)
        return made


def decide(
    report_id: int, *, uphold: bool, statement: str, user, reason: str = "", note: str = "", now=None
) -> Report:
    """Remove the comment or leave it, and tell reporter and (if removed) writer why. Safe to repeat.

    `note` is for the writer, in the comment's language; empty, the writer reads the statement as well.
    """
    with transaction.atomic():
        comment_id = Report.objects.values_list("comment_id", flat=True).get(pk=report_id)
        comment = lock(comment_id)
        decided = Report.objects.select_for_update(no_key=True, of=("self",)).get(pk=report_id)
        if decided.status != Report.Status.OPEN:
            return decided
        decided.status = Report.Status.UPHELD if uphold else Report.Status.DISMISSED
        decided.statement = statement.strip()
        decided.decided_at = now or timezone.now()
        decided.decided_by = user
        decided.save()
        if uphold:
            reason = reason or Comment.Reason.OTHER
            if not reject(
                comment_id, user=user, reason=reason, note=note.strip() or decided.statement, now=now
            ):
                # Withdrawn meanwhile: it does not come back.
                Comment.objects.filter(pk=comment_id).update(status_before_withdrawal="")
                recount(comment.thread)
        decided.comment = comment
        mails.report_decided(decided)
        return decided
