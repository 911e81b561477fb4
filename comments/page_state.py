"""The comment state of one page, read by one query: the site's settings, the thread, the rule for its page
type, and the pages that the form links to."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import RawSQL
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

    @property
    def report_to(self) -> str:
        """The e-mail address to which readers report comments; "" where they do by a form: there is always
        one of the two (Art. 16 DSA)."""
        return self.links.contact if self.settings.report_by == CommentSettings.ReportBy.MAIL else ""


# As constant SQL: every page asks for them, and composing subqueries cost more than the query itself.
THREAD = "SELECT {} FROM comments_thread WHERE translation_key = %s"
RULE = (
    "SELECT {} FROM comments_typerule"
    " WHERE settings_id = comments_commentsettings.id AND content_type_id = %s"
)


def page_state_of(page: Page, site: Site | None, language: str, request=None) -> PageState:
    """Read it for a page as readers of `language` see it. One query; a second for a site on which nobody has
    saved settings yet (they have their defaults, and nothing is written)."""
    key, kind = page.translation_key, page.content_type_id
    stored = Thread._meta.get_field("translation_key").get_db_prep_value(key, connection)
    rows = CommentSettings.objects.filter(site=site).annotate(
        thread_pk=_column(THREAD, Thread, "id", stored),
        thread_mode=_column(THREAD, Thread, "mode", stored),
        thread_approved=_column(THREAD, Thread, "approved", stored),
        rule_enabled=_column(RULE, TypeRule, "enabled", kind),
        rule_days=_column(RULE, TypeRule, "close_after_days", kind),
    )
    row = next(iter(with_paths(rows, language)), None)  # one for each site
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


def _column(sql: str, model: type[Model], name: str, value) -> RawSQL:
    """A column by a name that stands in this module; the value is a parameter."""
    return RawSQL(sql.format(name), [value], output_field=model._meta.get_field(name))  # noqa: S611 - see above
