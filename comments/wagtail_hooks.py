"""What this app adds to Wagtail's admin: registered here, written in admin/."""

from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from home.admin.policies import LimitedPolicy

from .admin.panel import WaitingPanel
from .admin.queue import QueueViewSet
from .admin.reports import ReportViewSet
from .admin.threads import ThreadViewSet, may_set
from .models import Comment, Report, Thread

# Before any viewset asks for one. Readers write comments and reports, the first comment begins a
# conversation: nobody adds by hand, and only services delete.
for model in (Comment, Report, Thread):
    register_permission_policy(model, LimitedPolicy(model))

RIGHTS = [
    "view_comment",
    "change_comment",
    "delete_comment",
    "view_report",
    "change_report",
    "view_thread",
    "change_thread",
]


class Desk(ViewSetGroup):
    menu_label = _("Comments")
    menu_icon = "comment"
    menu_order = 260
    items = (QueueViewSet, ReportViewSet, ThreadViewSet)


@hooks.register("register_admin_viewset")
def register_desk():
    return Desk()


@hooks.register("register_permissions")
def register_rights():
    return Permission.objects.filter(content_type__app_label="comments", codename__in=RIGHTS)


@hooks.register("construct_homepage_panels")
def add_waiting_comments(request, panels):
    panels.append(WaitingPanel())


@hooks.register("register_page_header_buttons")
def page_header_button(page, user, view_name, next_url=None):
    if page.pk and may_set(user, page):
        url = reverse("comments_threads:of_page", args=[page.pk])
        yield Button(_("Comments"), url, icon_name="comment", priority=65)
