"""How things stand below one page, found out in one query: settings of the site, thread, rule of its kind of
page, pages that the form points to."""

from dataclasses import dataclass, field

from django.db.models import Subquery
from wagtail.models import Page, Site

from .laws import Links, links_of, with_paths
from .models import CommentSettings, Thread, TypeRule


@dataclass(frozen=True)
class Standing:
    """`thread` is None before the first comment, `rule` where the site says nothing about this kind of
    page."""

    settings: CommentSettings
    thread: Thread | None = None
    rule: TypeRule | None = None
    links: Links = field(default_factory=Links)


def standing_of(page: Page, site: Site | None, language: str, request=None) -> Standing:
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
        return Standing(CommentSettings(site=site), Thread.objects.for_page(page))
    thread = rule = None
    if row.thread_pk is not None:
        thread = Thread(
            pk=row.thread_pk, translation_key=key, mode=row.thread_mode, approved=row.thread_approved
        )
    if row.rule_enabled is not None:
        rule = TypeRule(settings=row, enabled=row.rule_enabled, close_after_days=row.rule_days)
    return Standing(row, thread, rule, links_of(row, request))
