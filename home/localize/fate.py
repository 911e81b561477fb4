"""The original's fate holds for all its languages: who may read it, whether it is public, that it exists.

A translation may be withdrawn alone; nothing of it is public that the original does not allow. The original
is the oldest page or record of its group (home.localize.shared_fields). It is followed where its row is
saved, so in the same transaction, whoever saves it: a screen, many pages at once, the job that expires pages,
or code.

A translation that was withdrawn with its original stays so until somebody publishes it again: what was wrong
with the one may still stand in the other.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from home.localize.shared_fields import is_original, original_of
from home.visibility import open_to_all

WITHDRAWN = "home.withdraw_with_original"  # in the history of a page

logger = logging.getLogger(__name__)


def translations_of(obj: Model) -> QuerySet:
    """The pages or records of the other languages; no aliases, which have no words of their own."""
    model = Page if isinstance(obj, Page) else type(obj)
    others = model._base_manager.filter(translation_key=obj.translation_key).exclude(pk=obj.pk)
    return others.filter(alias_of=None) if model is Page else others


def waits_for_original(obj: Model) -> str:
    """Why a translation cannot be public yet, as a sentence for its editor; empty if it can."""
    original = original_of(obj)
    if original.pk == obj.pk or original.live:
        return ""
    if original.first_published_at:
        return _("Publish the original again first: it was taken offline, and its translations with it.")
    return _("Publish the original first: it is not public yet.")


def hold_back(obj: Model) -> None:
    """Keep a translation a draft while its original is not public, whoever publishes it. Call before saving.

    Screens say so beforehand (`waits_for_original`); this is for the approval of a workflow and for code.
    """
    if not obj.live or getattr(obj, "alias_of_id", None):
        return
    model = Page if isinstance(obj, Page) else type(obj)
    older = model._base_manager.filter(translation_key=obj.translation_key)
    older = older.filter(pk__lt=obj.pk) if obj.pk else older
    original = older.order_by("pk").values_list("live", flat=True)[:1]
    if list(original) == [False]:
        obj.live = False
        logger.warning("%s %s waits for its original and was not published.", obj._meta.label, obj.pk)


def withdraw_translations(original: Model) -> list:
    """Unpublish the translations of an original that is not public, and return them. Safe to repeat."""
    if original.live or getattr(original, "alias_of_id", None) or not is_original(original):
        return []
    gone = []
    for translation in translations_of(original).filter(live=True):
        page = translation.specific if isinstance(translation, Page) else translation
        page.unpublish(set_expired=original.expired, log_action=WITHDRAWN)
        gone.append(page)
    return gone


def withdrawn_with(original: Page) -> list[Page]:
    """The translations that went offline with a page and are so still; not those withdrawn alone."""
    ends = ["wagtail.unpublish", "wagtail.unpublish.scheduled", WITHDRAWN]
    last = PageLogEntry.objects.filter(page=OuterRef("pk"), action__in=ends).order_by("-timestamp", "-pk")
    found = translations_of(original).filter(live=False, first_published_at__isnull=False)
    found = found.annotate(end=Subquery(last.values("action")[:1])).filter(end=WITHDRAWN)
    return list(found.select_related("locale"))


@dataclass
class Following:
    """Translations that are deleted with their originals, and those that only go offline, as pages that
    began in their own language lie below them."""

    deleted: list[Page]
    kept: list[Page]


def following(page: Page) -> Following:
    """What happens to the translations of a page, and of what is below it, when it is deleted."""
    below = Page.objects.descendant_of(page, inclusive=True)
    found = Following([], [])
    for one in below.order_by("path"):
        for translation in translations_of(one) if is_original(one) else ():
            if not translation.path.startswith(page.path):
                (found.deleted if _goes(translation, below) else found.kept).append(translation)
    return found


def _goes(translation: Page, deleted: QuerySet) -> bool:
    """Return whether all that is below a translation belongs to pages that are deleted."""
    inside = translation.get_descendants()
    known = set(deleted.values_list("translation_key", flat=True)) if inside.exists() else set()
    return all(one.translation_key in known and not is_original(one) for one in inside)


def remember_following(page: Page) -> None:
    """Note what is to follow a page while it still exists. Call before each row of a deletion goes."""
    if is_original(page):
        page.followers = [
            (translation.pk, _goes(translation, Page.objects.descendant_of(page, inclusive=True)))
            for translation in translations_of(page)
        ]


def delete_following(page: Page) -> None:
    """Delete the translations of a deleted page, or take offline those that hold pages of their own."""
    for pk, goes in getattr(page, "followers", ()):
        translation = Page.objects.filter(pk=pk).first()
        if translation is None:
            continue  # it was deleted with the page above it
        if goes:
            translation.specific.delete()
        elif translation.live:
            translation.specific.unpublish(log_action=WITHDRAWN)


def restrict_alike(restriction: PageViewRestriction) -> None:
    """Let who may read a page be the same in all its languages. Safe to repeat."""
    page = restriction.page
    page.view_restrictions.exclude(pk=restriction.pk).delete()  # Wagtail copies a page with its own
    for other in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        restrict(other, restriction)
    close_translations(page)


def restrict(page: Page, like: PageViewRestriction, groups: Iterable[int] | None = None) -> None:
    """Give a page a restriction like another's, for the same groups unless others are named."""
    own = page.view_restrictions.first() or PageViewRestriction(page=page)
    groups = set(like.groups.values_list("pk", flat=True) if groups is None else groups)
    if own.pk is None or (own.restriction_type, own.password) != (like.restriction_type, like.password):
        own.restriction_type, own.password = like.restriction_type, like.password
        own.save()
    if set(own.groups.values_list("pk", flat=True)) != groups:
        own.groups.set(groups)


def open_alike(page_id: int) -> None:
    """Lift the restriction of a page in its other languages as well, unless it has another one."""
    if PageViewRestriction.objects.filter(page=page_id).exists():
        return
    key = Page.objects.filter(pk=page_id).values("translation_key")
    for other in PageViewRestriction.objects.filter(page__translation_key__in=key):
        other.delete()


def close_translations(page: Page) -> None:
    """Close what is open in another language though this page, or one above it, is closed here.

    That is a translation which does not lie below the translation of the closed page: it gets a restriction
    of its own, and so does its original, which stays closed when the page above is opened again.
    """
    above = page.get_ancestors(inclusive=True).values("pk")
    nearest = PageViewRestriction.objects.filter(page__in=above).order_by("-page__depth").first()
    if nearest is None:
        return
    keys = Page.objects.descendant_of(page, inclusive=True).values("translation_key")
    others = Page.objects.filter(translation_key__in=keys).exclude(path__startswith=page.path)
    for stray in open_to_all(others).order_by("path"):
        restrict(stray, nearest)


def close_like_group(page: Page) -> None:
    """Close a new translation if one of its other languages is closed."""
    for other in Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk):
        close_translations(other)
