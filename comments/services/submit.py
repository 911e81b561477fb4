"""A comment comes in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from comments import mails
from comments.access import access
from comments.checks import Submission, judge
from comments.markup import RENDERER_VERSION, fingerprint, one_line, render, tidy
from comments.models import Comment, CommentSettings, Thread
from comments.page_state import PageState

from .errors import CommentError
from .locks import lock_thread, recount, thread_of, trace

Status = Comment.Status


@dataclass(frozen=True)
class Post:
    """The content of a form. `senders` come from home.visitors.network_hash, `stamped_at` from its token."""

    name: str
    email: str
    text: str
    notify: bool = False
    parent_id: int | None = None
    honeypot: str = ""
    stamped_at: datetime | None = None
    senders: list[str] = field(default_factory=list)


def submit(
    page: Page, post: Post, *, settings: CommentSettings, user=None, moderates: bool = False, now=None
) -> Comment:
    """Store a comment and mail its writer the address that confirms it.

    `user` is somebody logged in: their own address needs no confirmation; with `moderates` the comment is
    public at once, as staff. The same post sent twice makes one comment and one mail. Raises CommentError
    when the conversation is closed, a checker refuses, or the answered comment is gone.
    """
    now = now or timezone.now()
    thread = thread_of(page)
    rule = settings.types.filter(content_type=page.content_type_id).first() if settings.pk else None
    if not access(page, PageState(settings, thread, rule), now).open:
        raise CommentError(_("Comments are closed here."), code="closed")
    post = Post(**{**vars(post), "name": one_line(post.name), "text": tidy(post.text)})
    with transaction.atomic():
        parent = _answered(thread, post.parent_id)
        same = _sent_before(thread, post)
        if same is not None:
            return same
        verdicts = _judged(thread, post, settings, page, vouched=user is not None, now=now)
        comment = Comment.objects.create(
            thread=thread,
            page=page,
            language=page.locale.language_code,
            parent=parent,
            root=(parent.root or parent) if parent else None,
            name=post.name,
            email=post.email.strip().lower(),
            notify=post.notify,
            sender_hash=next(iter(post.senders), ""),
            suspicion=" · ".join(verdict.text for verdict in verdicts)[:255],
            user=user,
            **words(post.text),
        )
        if any(verdict.kind == "spam" for verdict in verdicts):
            _finish(comment, Status.SPAM, now)
        elif user is not None and user.email.lower() == comment.email:
            comment.confirmed_at = now
            _finish(comment, Status.APPROVED if moderates else Status.PENDING, now)
            if moderates:
                _publish_as_staff(comment, user, now)
        else:
            mails.confirm(comment)
        return comment


def words(text: str) -> dict:
    """The columns that hold what was said; the HTML is made here, once (see comments.markup)."""
    return {
        "body": text,
        "body_html": render(text),
        "renderer_version": RENDERER_VERSION,
        "fingerprint": fingerprint(text),
    }


def _answered(thread: Thread, parent_id: int | None) -> Comment | None:
    if parent_id is None:
        return None
    parent = thread.comments.approved().select_related("root").filter(pk=parent_id).first()
    if parent is None:
        raise CommentError(_("The comment that you answer is no longer there."), code="parent")
    return parent


def _sent_before(thread: Thread, post: Post) -> Comment | None:
    """The unconfirmed comment that a second click on the button would repeat.

    Only one that nobody else can know of: same words, same address, same network, not public.
    """
    senders = [value for value in post.senders if value]
    rows = thread.comments.by(post.email).filter(status=Status.UNCONFIRMED, sender_hash__in=senders)
    return rows.filter(fingerprint=fingerprint(post.text), parent_id=post.parent_id, body=post.text).first()


def _judged(thread, post, settings, page, *, vouched, now):
    submission = Submission(
        thread=thread,
        settings=settings,
        language=page.locale.language_code,
        name=post.name,
        email=post.email.strip(),
        text=post.text,
        now=now,
        senders=post.senders,
        honeypot=post.honeypot,
        stamped_at=post.stamped_at,
        vouched=vouched,
    )
    verdicts = list(judge(submission))
    for verdict in verdicts:
        if verdict.kind == "refuse":
            raise CommentError(verdict.text, field=verdict.field, code=verdict.code)
    return verdicts


def _finish(comment: Comment, status: str, now) -> None:
    comment.status = status
    if status == Status.APPROVED:
        comment.published_at = now
    if status != Status.PENDING:
        comment.moderated_at = now
    comment.save()


def _publish_as_staff(comment: Comment, user, now) -> None:
    comment.role = Comment.Role.STAFF
    comment.moderated_by = user
    comment.announced_at = now
    comment.save(update_fields=["role", "moderated_by", "announced_at"])
    trace(comment, "approved", user=user)
    recount(lock_thread(comment.thread_id))
    mails.answered(comment)
