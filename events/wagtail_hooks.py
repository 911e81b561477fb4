"""What this app adds to Wagtail's admin: registered here, written elsewhere."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from home.admin.policies import LimitedPolicy

from .admin import with_series
from .admin.link_report import RegistrationLinkReport
from .admin.seats import SeatsViewSet
from .admin.snippets import AudienceTermViewSet, EventKindViewSet
from .models import SessionSeats

# Before the viewset asks for one. Rows come and go with their sessions: nobody adds or deletes one by hand.
register_permission_policy(SessionSeats, LimitedPolicy(SessionSeats))

register_snippet(EventKindViewSet)
register_snippet(AudienceTermViewSet)

hooks.register("before_publish_page", with_series.before_publish_page)
hooks.register("before_unpublish_page", with_series.before_unpublish_page)
hooks.register("before_bulk_action", with_series.before_bulk_action)


@hooks.register("register_admin_viewset")
def register_seats():
    return SeatsViewSet()


@hooks.register("register_admin_urls")
def register_link_report():
    view, address = RegistrationLinkReport, "reports/registration-links/"
    return [
        path(address, view.as_view(), name=view.index_url_name),
        path(f"{address}results/", view.as_view(results_only=True), name=view.index_results_url_name),
    ]


class LinkReportMenuItem(MenuItem):
    def is_shown(self, request):
        return RegistrationLinkReport.permission_policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_link_report_menu_item():
    view = RegistrationLinkReport
    return LinkReportMenuItem(
        _("Dead registration links"),
        reverse(view.index_url_name),
        name="registration-links",
        icon_name=view.header_icon,
        order=9005,
    )
