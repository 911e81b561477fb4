"""What this app adds to Wagtail's admin: registered here, written in admin/."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from home.admin.policies import LimitedPolicy

from .admin import leaving, log_actions, page_deletion
from .admin.form_settings import CallsViewSet
from .admin.invoices import InvoicesViewSet
from .admin.panel import ToDecidePanel
from .admin.registrations import RegistrationViewSet
from .admin.session_viewset import SessionsViewSet
from .admin.undelivered import UndeliveredViewSet
from .models import CallRules, Registration

# Before any viewset asks for one. Cancelling gives seats back and retention deletes people's data: nobody
# deletes by hand. Rules come with their page.
register_permission_policy(Registration, LimitedPolicy(Registration, never={"delete"}))
register_permission_policy(CallRules, LimitedPolicy(CallRules))


hooks.register("before_delete_page", page_deletion.before_delete_page)
hooks.register("before_bulk_action", page_deletion.before_bulk_action)
hooks.register("before_move_page", leaving.before_move_page)
hooks.register("register_log_actions", log_actions.register)


@hooks.register("construct_homepage_panels")
def add_what_is_to_decide(request, panels):
    panels.append(ToDecidePanel())


class Desk(ViewSetGroup):
    menu_label = _("Registrations")
    menu_icon = "group"
    menu_order = 250
    items = (SessionsViewSet, RegistrationViewSet, InvoicesViewSet, UndeliveredViewSet, CallsViewSet)


@hooks.register("register_admin_viewset")
def register_desk():
    return Desk()
