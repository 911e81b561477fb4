"""Who may do what with an object of one language. wagtail-localize asks only for its global permission."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model
from wagtail.models import GroupPagePermission, Locale, Page, PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry


def may_edit(user: AbstractBaseUser, obj: Model) -> bool:
    """Return whether the user may change this page, or this record in its language."""
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_edit()
    return policy_registry.get(obj).user_has_permission_for_instance(user, "change", obj)


def editable_among(user: AbstractBaseUser, objects: Iterable[Model]) -> set[Model]:
    """Those of these pages and records that the user may change: a query for all pages and one for each kind
    of record."""
    kinds = defaultdict(list)
    for obj in objects:
        kinds[Page if isinstance(obj, Page) else type(obj)].append(obj)
    found = set()
    for model, some in kinds.items():
        policy = page_permission_policy if model is Page else policy_registry.get_by_type(model)
        allowed = policy.instances_user_has_any_permission_for(user, {"change"})
        keys = set(allowed.filter(pk__in=[obj.pk for obj in some]).values_list("pk", flat=True))
        found |= {obj for obj in some if obj.pk in keys}
    return found


def may_publish(user: AbstractBaseUser, obj: Model) -> bool:
    """Return whether the user may let readers see this page or record."""
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_publish()
    return policy_registry.get(obj).user_has_permission_for_instance(user, "publish", obj)


class PagePermissions(PagePermissionTester):
    """Rights on a page: who may only change it, as translators, neither deletes nor copies it."""

    def can_delete(self, ignore_bulk=False):
        writes = self.user.is_superuser or {"add", "publish", "bulk_delete"} & self.permissions
        return bool(writes) and super().can_delete(ignore_bulk)

    def can_copy(self):
        """Ask for the right to add a page somewhere as well: without it no copy has a place to go."""
        return super().can_copy() and page_permission_policy.user_has_permission(self.user, "add")

    def can_view_revisions(self):
        """Offer the history to those whom its screen lets in."""
        return super().can_view_revisions() and self.can_edit()

    def can_unpublish(self):
        """Ask for the right first, and only then whether the page is locked, which takes queries."""
        return self.can_publish() and super().can_unpublish()


def may_create(user: AbstractBaseUser, source: Model, locale: Locale) -> bool:
    """Return whether the user may make a translation of the source in that language.

    For a page that is the right to add below the translation of its nearest translated ancestor.
    """
    if not isinstance(source, Page):
        return languages_of(user).filter(pk=locale.pk).exists()
    for ancestor in source.get_ancestors().order_by("-depth"):
        if ancestor.is_root():
            return ancestor.permissions_for_user(user).can_add_subpage()
        translated = ancestor.get_translation_or_none(locale)
        if translated:
            return translated.permissions_for_user(user).can_add_subpage()
    return False


def languages_of(user: AbstractBaseUser):
    """The languages a user works in: those of the pages on which a group of his holds any permission."""
    if not user.is_active:
        return Locale.objects.none()
    if user.is_superuser:
        return Locale.objects.all()
    held = GroupPagePermission.objects.filter(group__user=user)
    if held.filter(page__depth=1).exists():
        return Locale.objects.all()
    return Locale.objects.filter(pk__in=held.values("page__locale"))


class LanguagePolicy(ModelPermissionPolicy):
    """Permissions on shared records, each in the languages that the user works in."""

    def user_has_permission_for_instance(self, user, action, instance):
        return super().user_has_permission_for_instance(user, action, instance) and (
            action == "view" or languages_of(user).filter(pk=instance.locale_id).exists()
        )

    def instances_user_has_any_permission_for(self, user, actions):
        instances = super().instances_user_has_any_permission_for(user, actions)
        return instances if "view" in actions else instances.filter(locale__in=languages_of(user))
