"""The comment state of one page, read by one query: the site's settings, the thread, the rule for its page
type, and the pages that the form links to."""

from dataclasses import dataclass, field

from django.db.models import Subquery
from wagtail.models import Page, Site

from .models import CommentSettings, Thread, TypeRule
from .policy_links import Links, links_of, with_paths


@dataclass(frozen=True)
class PageState:
    """`thread` is None before the first comment, `rule` where the site says nothing about this kind of
    page."""

    settings: CommentSettings
    thread: Thread | None = None
    rule: TypeRule | None = None
    links: Links = field(default_factory=Links)


def page_state_of(page: Page, site: Site | None, language: str, request=None) -> PageState:
    """Read it for a page as readers of `language` see it. One query; a second for a site on which nobody has
    saved settings yet (they have their defaults, and nothing is written)."""
    key = page.translation_key
    threads = Thread.objects.filter(translation_key=key)
    rules = TypeRule.objects.filter(settings__site=site, content_type=page.content_type_id)
    rows = CommentSettings.objects.filter(site=site).annotate(
        thread_pk=Subquery(threads.values("pk")),
        thread_mode=Subquery(threads.values("mode")),
        thread_approved=Subquery(threads.values("approved")),
        rule_enabled=Subquery(rules.values("enabled")),
        rule_days=Subquery(rules.values("close_after_days")),
    )
    row = with_paths(rows, language).first()
    if row is None:
        return PageState(CommentSettings(site=site), Thread.objects.for_page(page))
    thread = rule = None
    if row.thread_pk is not None:
        thread = Thread(
            pk=row.thread_pk, translation_key=key, mode=row.thread_mode, approved=row.thread_approved
        )
    if row.rule_enabled is not None:
        rule = TypeRule(settings=row, enabled=row.rule_enabled, close_after_days=row.rule_days)
    return PageState(row, thread, rule, links_of(row, request))
