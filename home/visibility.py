"""Which pages everybody may read, as a condition of the same query."""

from django.db.models import BooleanField, Exists, Func, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

PAGE_ACTIONS = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}


class Restricted(Func):
    """A login or password stands before the page whose tree path is given.

    As constant SQL: nearly every query of a page asks for it, and composing the subquery cost more than the
    query itself. CROSS JOIN keeps SQLite from beginning with the pages, of which there are many.
    """

    template = (
        "EXISTS(SELECT 1 FROM wagtailcore_pageviewrestriction closed CROSS JOIN wagtailcore_page above"
        " WHERE above.id = closed.page_id"
        " AND above.path = SUBSTR(%(expressions)s, 1, LENGTH(above.path)))"
    )
    arity = 1
    output_field = BooleanField()


class Represented(Func):
    """Another public page of the group stands for this one in lists of a language: its translation into that
    language, else the oldest page of the group, the original. Of translation key and primary key."""

    template = (
        "EXISTS(SELECT 1 FROM wagtailcore_page other WHERE other.live AND other.alias_of_id IS NULL"
        " AND other.translation_key = %(expressions)s))"
    )

    def __init__(self, key, pk, locale: Locale):
        joiner = f" AND (other.locale_id = {int(locale.pk)} OR other.id < "
        super().__init__(key, pk, arg_joiner=joiner, output_field=BooleanField())


class Below(Func):
    """The page at a tree path is one of the pages with a translation key, or stands below one of them."""

    template = "EXISTS(SELECT 1 FROM wagtailcore_page above WHERE above.path = SUBSTR(%(expressions)s))"
    arg_joiner = ", 1, LENGTH(above.path)) AND above.translation_key = ("
    output_field = BooleanField()

    def __init__(self, path, key):
        super().__init__(path, Value(key, UUIDField()))


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Live pages that stand behind no login or password and hold words of their own language.

    Wagtail's `public()` asks for the restrictions in a query of its own, each time; here they are a part of
    the one that fetches the pages. Aliases are left out: they repeat the other language's words.
    """
    return open_to_all(pages).filter(live=True, alias_of__isnull=True)


def open_to_all(pages: PageQuerySet) -> PageQuerySet:
    """Pages that stand behind no login or password of their own or of a page above."""
    return pages.filter(~Q(Restricted("path")))


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
