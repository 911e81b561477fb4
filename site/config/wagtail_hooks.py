from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from post_office.models import Email
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy

from .accounts.reset import may_reset
from .accounts.users import refuse_to_change_superusers
from .outbox import OutboxViewSet, ReadOnlyForAdministrators

hooks.register("before_bulk_action", refuse_to_change_superusers)


@hooks.register("register_admin_viewset")
def register_outbox():
    if not settings.TRIAL:
        return []
    register_permission_policy(Email, ReadOnlyForAdministrators(Email), exact_class=True)
    return OutboxViewSet()


@hooks.register("register_log_actions")
def register_reset_of_second_factor(actions):
    actions.register_action("config.reset_second_factor", _("Reset second factor"), _("Second factor reset"))


@hooks.register("register_user_listing_buttons")
def reset_second_factor_button(user, request_user):
    if may_reset(request_user, user) and is_mfa_enabled(user):
        url = reverse("reset_second_factor", kwargs={"pk": user.pk})
        yield Button(_("Reset second factor"), url=url, icon_name="lock", priority=40)


@hooks.register("register_account_menu_item")
def second_factor_of_ones_own(request):
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("Set up an app that shows codes, and keep recovery codes."),
    }
