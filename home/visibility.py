"""Which pages everybody may read, as a condition of the same query."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

PAGE_ACTIONS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Live pages that stand behind no login or password and hold words of their own language.

    Wagtail's `public()` asks for the restrictions in a query of its own, each time; here they are a part of
    the one that fetches the pages. Aliases are left out: they repeat the other language's words.
    """
    return open_to_all(pages).filter(live=True, alias_of__isnull=True)


def open_to_all(pages: PageQuerySet) -> PageQuerySet:
    """Pages that stand behind no login or password of their own or of a page above."""
    return pages.filter(~Exists(_restrictions()))


def visible_to(pages: PageQuerySet, user) -> PageQuerySet:
    """Pages that the user may know of in the admin: what everybody may read, or he signed in, and what he has
    rights on."""
    closed = _restrictions().exclude(restriction_type=PageViewRestriction.LOGIN)
    closed = closed.exclude(groups__in=user.groups.all())
    own = page_permission_policy.instances_user_has_any_permission_for(user, PAGE_ACTIONS)
    return pages.filter(Q(~Exists(closed), live=True) | Q(pk__in=own.order_by().values("pk")))


def _restrictions():
    """The restrictions that hold for the page of the outer query."""
    # Not by a join: SQLite may begin with the pages then, and look at all of them for each of them.
    start = Subquery(Page.objects.filter(pk=OuterRef("page_id")).values("path")[:1])
    beginning = Substr(OuterRef("path"), 1, Length("start"))
    return PageViewRestriction.objects.annotate(start=start).filter(start=beginning)


def readable_for(pages: PageQuerySet, locale: Locale) -> PageQuerySet:
    """Readable pages of a language, and of the other language those that it has no translation of."""
    own = readable(pages.model._default_manager.filter(locale=locale))
    translated = own.filter(translation_key=OuterRef("translation_key"))
    return readable(pages).filter(Q(locale=locale) | ~Exists(translated))


def on_site_of(pages: PageQuerySet, page: Page) -> PageQuerySet:
    """Pages of the same site in any language: below the start page of this one or one of its translations."""
    start = page.path[: 2 * Page.steplen]
    key = Page.objects.filter(path=start).values("translation_key")
    home = Page.objects.filter(translation_key__in=key, path=Substr(OuterRef("path"), 1, len(start)))
    return pages.filter(Exists(home))
