"""What readers said: conversations in two languages, a comment that waits and one that is reported."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from comments.models import Comment, Report
from comments.services.locks import lock_thread, recount, thread_of
from comments.services.submit import words

from .files import Shelf, table


def load_comments(shelf: Shelf) -> None:
    """Written as they would be by now: no mail is sent for what is public already."""
    threads = set()
    for record in table("comments")["comment"]:
        comment = _write(shelf, record, record["page"])
        threads.add(comment.thread_id)
        for answer in record.get("answer", []):
            _write(shelf, answer, record["page"], parent=comment)
        if "report" in record:
            _report(comment, record["report"])
    for thread in sorted(threads):
        recount(lock_thread(thread))


def _write(shelf: Shelf, record: dict, key: str, parent: Comment | None = None) -> Comment:
    original, language = shelf.pages[key], record["language"]
    page = Page.objects.get(translation_key=original.translation_key, locale=shelf.locales[language])
    written = _moment(record)
    comment = Comment(
        thread=thread_of(page),
        page=page,
        language=language,
        parent=parent,
        root=parent,
        name=record["name"],
        email="" if "role" in record else f"{slugify(record['name'])}@example.org",
        role=record.get("role", ""),
        status=record.get("state", Comment.Status.APPROVED),
        confirmed_at=written,
        **words(record["text"]),
    )
    if comment.is_public:
        comment.published_at = comment.moderated_at = written
        comment.announced_at = comment.answer_announced_at = written
    comment.save()
    Comment.objects.filter(pk=comment.pk).update(created_at=written)
    return comment


def _report(comment: Comment, record: dict) -> None:
    made = Report.objects.create(
        comment=comment,
        ground=Report.Ground(record["ground"]).value,
        explanation=record["text"],
        name=record["name"],
        email=f"{slugify(record['name'])}@example.org",
        good_faith=True,
        language=record["language"],
    )
    Report.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(hours=5))


def _moment(record: dict) -> datetime:
    return timezone.now() - timedelta(days=record["days_ago"], hours=2)
