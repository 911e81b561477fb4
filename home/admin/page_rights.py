"""Rights on pages that Wagtail gives with others."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Page


def may_take_away(user, page: Page) -> bool:
    """Return whether a user may delete or move a page.

    With Wagtail the right to change a page is enough while it is a draft. A translator has that right and no
    other: whoever may neither add pages beside it nor publish it takes nothing away.
    """
    beside = page.get_parent().permissions_for_user(user)
    return beside.can_add_subpage() or page.permissions_for_user(user).can_publish()


def before_taking_away(request, page, *args):
    if not may_take_away(request.user, page):
        raise PermissionDenied


def before_bulk_action(request, action_type, objects, action):
    if action_type in ("delete", "move"):
        for page in objects:
            if isinstance(page, Page):
                before_taking_away(request, page)
