"""Who may see and change what at the desk.

Two things must hold: the permission on registrations (config.setup.roles), and a right on the page that was
called for. So an organiser of one series sees that series only. Needs have a permission of their own
(domain.md#special-data), and so have exports.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from events.models import EventPage
from events.registration.models import CallRules, Registration

PAGE_RIGHTS = {"add", "change", "publish"}
SEE_NEEDS = "registration.view_need"
EXPORT = "registration.export_registration"


def pages_of(user):
    """The pages on which the user has a right of an editor."""
    return page_permission_policy.instances_user_has_any_permission_for(user, PAGE_RIGHTS)


def rules_of(user):
    """The calls whose page, in any language, the user may edit."""
    return CallRules.objects.filter(call_key__in=_keys(user))


def registrations_of(user):
    if user.is_superuser:
        return Registration.objects.all()
    return Registration.objects.filter(rules__in=rules_of(user))


def sessions_of(user):
    """The original page (the oldest of its group) of every session that the user may edit, itself or
    its series."""
    pages = EventPage.objects.filter(alias_of__isnull=True)
    older = pages.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    originals = pages.filter(~Exists(older)).select_related("seats", "locale", "place")
    if user.is_superuser:
        return originals
    keys = _keys(user)
    return originals.filter(Q(translation_key__in=keys) | Q(series_key__in=keys))


def desk_locale() -> Locale:
    """The language of the pages that an organiser reads about: their own, else the site's."""
    code = translation.get_language()
    return Locale.objects.filter(language_code=code).first() or Locale.get_default()


def _keys(user):
    return Page.objects.filter(pk__in=pages_of(user).values("pk")).values("translation_key")
