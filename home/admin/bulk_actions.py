"""Actions on many pages or records at once: offered where their reader may take them, refused in words."""

from django.contrib import messages
from django.db.models import Model
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.models import get_snippet_models

from ..known_pages import known_among

NO_ACCESS = "items_with_no_access"

# Of the rights on pages one at least, for each action.
PAGE_RIGHTS = {
    "delete": {"add", "publish", "bulk_delete"},
    "move": {"add", "publish", "bulk_delete"},
    "publish": {"publish"},
    "unpublish": {"publish"},
}


def may_take(user, model: type[Model], action_type: str) -> bool:
    """Return whether a user may take this action on any page or record of the model.

    Images, documents and users are listed only for those who may change them.
    """
    if issubclass(model, Page):
        return page_permission_policy.user_has_any_permission(user, PAGE_RIGHTS[action_type])
    if model in get_snippet_models():
        return policy_registry.get_by_type(model).user_has_permission(user, action_type)
    return True


def may_take_any(user, obj: Model) -> bool:
    """Return whether there is an action on many that a user may take on this page or record."""
    if isinstance(obj, Page):
        rights = obj.permissions_for_user(user)
        return rights.can_publish() or rights.can_move()
    options = obj._meta
    actions = bulk_action_registry.get_bulk_actions_for_model(options.app_label, options.model_name)
    return any(may_take(user, type(obj), action.action_type) for action in actions)


class OnKnownPagesMixin:
    """Names no page that its reader may not know of, and asks nothing where nothing is permitted."""

    def get(self, request):
        objects, left_out = self.get_actionable_objects()
        if not objects and not any(pages for name, pages in left_out.items() if name != NO_ACCESS):
            return refuse(request, self.next_url)
        return super().get(request)

    def get_actionable_objects(self):
        objects, left_out = super().get_actionable_objects()
        return objects, left_out | {NO_ACCESS: known_among(left_out[NO_ACCESS], self.request.user)}


class DeletePages(OnKnownPagesMixin, DeleteBulkAction):
    pass


class MovePages(OnKnownPagesMixin, MoveBulkAction):
    pass


class PublishPages(OnKnownPagesMixin, PublishBulkAction):
    pass


class UnpublishPages(OnKnownPagesMixin, UnpublishBulkAction):
    pass


PAGE_ACTIONS = [DeletePages, MovePages, PublishPages, UnpublishPages]  # instead of Wagtail's of these types


def before_bulk_action(request, action_type, objects, action):
    """Refuse an action on nothing but what its reader may not touch; Wagtail reports 0 pages as a success."""
    return None if objects else refuse(request, action.next_url)


def refuse(request, next_url):
    text = _("Nothing was changed: you do not have the right to do this with what you selected.")
    messages.error(request, text)
    return redirect(next_url)
