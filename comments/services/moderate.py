"""What moderators do. Whether they may is decided before (comments.admin), the state is checked here."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments import mails
from comments.markup import one_line, tidy
from comments.models import Comment

from .errors import CommentError
from .locks import lock, recount, trace
from .submit import words

Status = Comment.Status
DECIDED = _("This comment was decided about meanwhile. Nothing was changed; below you see its present state.")

# From which states each decision can be taken.
SOURCES = {
    Status.APPROVED: (Status.PENDING, Status.REJECTED, Status.SPAM),
    Status.REJECTED: (Status.PENDING, Status.APPROVED, Status.SPAM),
    Status.SPAM: (Status.PENDING, Status.APPROVED, Status.REJECTED),
}


def approve(comment_id: int, *, user, seen_at=None, now=None) -> bool:
    """Make a comment public; its writer and those whom it answers are told once. False if it cannot be.

    `seen_at` is here and below when the moderator was shown the comment; CommentError if its words changed or
    somebody decided about it since.
    """
    with transaction.atomic():
        comment = _decide(comment_id, Status.APPROVED, user, now, seen_at)
        if comment is None:
            return False
        is_first = comment.published_at is None
        comment.published_at = comment.published_at or comment.moderated_at
        comment.reason = comment.reason_note = ""
        _done(comment, "approved", user)
        if is_first:
            mails.approved(comment)
        mails.answered(comment)
        return True


def reject(comment_id: int, *, user, reason: str, note: str = "", seen_at=None, now=None) -> bool:
    """Refuse a comment, or take a public one back, and tell its writer why. False if it cannot be."""
    with transaction.atomic():
        comment = _decide(comment_id, Status.REJECTED, user, now, seen_at)
        if comment is None:
            return False
        was_public = comment.published_at is not None
        comment.reason, comment.reason_note = Comment.Reason(reason).value, note.strip()
        _done(comment, "rejected", user)
        mails.rejected(comment, was_public=was_public)
        return True


def mark_spam(comment_id: int, *, user, seen_at=None, now=None) -> bool:
    """Put a comment away as spam; nobody is told. False if it cannot be."""
    with transaction.atomic():
        comment = _decide(comment_id, Status.SPAM, user, now, seen_at)
        if comment is None:
            return False
        comment.notify = False
        _done(comment, "marked as spam", user)
        return True


def correct(comment_id: int, *, user, text: str, language: str, seen_at=None) -> Comment:
    """Change the words or the language of a comment; readers are told, and the words before are kept."""
    text = tidy(text)
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status == Status.ERASED:
            raise CommentError(gettext("This comment was erased."), code="erased")
        _refuse_if_unseen(comment, seen_at)
        if seen_at and comment.corrected_at and comment.corrected_at > seen_at and comment.body != text:
            raise CommentError(gettext("Somebody else has edited the comment meanwhile."), code="changed")
        if comment.body != text:
            trace(comment, "corrected", user=user, body_before=comment.body)
            for column, value in words(text).items():
                setattr(comment, column, value)
            comment.corrected_at = timezone.now()
        if comment.language != language:
            trace(comment, f"language {comment.language} → {language}", user=user)
            comment.language = language
        comment.save()
        recount(comment.thread)
        return comment


def answer(
    comment_id: int, *, user, role: str, name: str, text: str, language: str, seen_at=None, now=None
) -> Comment:
    """Answer as staff or as the page's author, public at once and marked. The answered comment is made
    public if it still waits. Sent twice, it is stored once."""
    now = now or timezone.now()
    text = tidy(text)
    with transaction.atomic():
        asked = lock(comment_id)
        if asked.status == Status.PENDING:
            approve(comment_id, user=user, seen_at=seen_at, now=now)
        elif not asked.is_public:
            _refuse_if_unseen(asked, seen_at)
            raise CommentError(gettext("Only a public comment can be answered."), code="state")
        same = asked.direct_answers.approved().filter(user=user, body=text).first()
        if same is not None:
            return same
        comment = Comment.objects.create(
            thread=asked.thread,
            page_id=asked.page_id,
            language=language,
            parent=asked,
            root=asked.root or asked,
            name=one_line(name),
            role=Comment.Role(role).value,
            user=user,
            status=Status.APPROVED,
            confirmed_at=now,
            published_at=now,
            moderated_at=now,
            moderated_by=user,
            announced_at=now,
            **words(text),
        )
        trace(comment, "answered", user=user)
        recount(asked.thread)
        mails.answered(comment)
        return comment


def erase(comment_id: int, *, user=None, seen_at=None, now=None) -> bool:
    """Empty a comment for good; its answers stay, its addresses open nothing any more. Safe to repeat."""
    with transaction.atomic():
        comment = lock(comment_id)
        if comment.status == Status.ERASED:
            return False
        _refuse_if_unseen(comment, seen_at)
        empty(comment, now=now or timezone.now())
        trace(comment, "erased", user=user)
        recount(comment.thread)
        return True


def empty(comment: Comment, *, now) -> None:
    """Take out of a locked comment, and of its traces, whatever tells of a person."""
    comment.status = Status.ERASED
    for column in ("name", "email", "body", "body_html", "fingerprint", "sender_hash", "suspicion"):
        setattr(comment, column, "")
    comment.reason_note = comment.status_before_withdrawal = ""
    comment.notify = False
    comment.user = None
    comment.address_version += 1
    comment.ended_at = now
    comment.save()
    comment.traces.exclude(body_before="").update(body_before="")


def _decide(comment_id: int, status: str, user, now, seen_at=None) -> Comment | None:
    """The locked comment with its new state, or None when it has that state or may not get it."""
    comment = lock(comment_id)
    if comment.status not in SOURCES[status]:
        return None
    _refuse_if_unseen(comment, seen_at)
    comment.status = status
    comment.moderated_at = now or timezone.now()
    comment.moderated_by = user
    return comment


def _refuse_if_unseen(comment: Comment, seen_at) -> None:
    """Refuse what rests on a state or on words that the moderator was not shown."""
    if seen_at is None:
        return
    if comment.moderated_at is not None and comment.moderated_at > seen_at:
        raise CommentError(DECIDED, code="decided")
    if comment.edited_at is not None and comment.edited_at > seen_at:
        raise CommentError(
            gettext("Its writer has changed the comment meanwhile. Please read it again."), code="changed"
        )


def _done(comment: Comment, action: str, user) -> None:
    comment.save()
    trace(comment, action, user=user)
    recount(comment.thread)
