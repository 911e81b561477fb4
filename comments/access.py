"""Return whether a page has comments, and whether one can still be written."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from .models import Thread
from .page_state import PageState


@dataclass(frozen=True)
class Access:
    """`shown`: there is a conversation to read. `open`: it can be joined; if not, `closed_on` may say why."""

    shown: bool
    open: bool
    closed_on: date | None = None


NONE = Access(shown=False, open=False)


def access(page: Page, state: PageState, now=None) -> Access:
    """Decide by the thread first, then by the kind of page, then by age (no query)."""
    settings, thread, rule = state.settings, state.thread, state.rule
    mode = thread.mode if thread else Thread.Mode.AUTO
    if mode == Thread.Mode.OFF:
        return NONE
    if mode == Thread.Mode.OPEN:
        return Access(shown=True, open=settings.enabled)
    has_comments = bool(thread and thread.total)
    enabled = rule.enabled if rule else getattr(page.specific_class, "comments_by_default", False)
    if mode == Thread.Mode.CLOSED or not (settings.enabled and enabled):
        return Access(shown=has_comments or mode == Thread.Mode.CLOSED, open=False)
    days = rule.close_after_days if rule else settings.close_after_days
    since = started(page)
    if days is not None and since is not None:
        last = since + timedelta(days=days)
        if timezone.localdate(now) > last:
            return Access(shown=True, open=False, closed_on=last)
    return Access(shown=True, open=True)


def started(page: Page) -> date | None:
    """The date from which days are counted: `comments_from` of the page's class, else its publication."""
    since = getattr(page, "comments_from", None) or page.first_published_at
    if isinstance(since, datetime):
        return timezone.localdate(since) if timezone.is_aware(since) else since.date()
    return since
