"""The menu item and the URLs of the screens about sessions."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from .attendance import AttendanceList
from .menu import DeskMenuItem
from .sessions import Sessions, Topics, WaitingList


class SessionsViewSet(ViewSet):
    name = "desk"
    url_prefix = "sessions"
    icon = "calendar-alt"
    menu_label = _("Sessions")
    menu_order = 100

    @property
    def menu_item_class(self):
        return DeskMenuItem

    def get_urlpatterns(self):
        return [
            path("", Sessions.as_view(), name="index"),
            path("<int:pk>/waiting/", WaitingList.as_view(), name="waiting"),
            path("<int:pk>/topics/", Topics.as_view(), name="topics"),
            path("<int:pk>/attendance/", AttendanceList.as_view(), name="attendance"),
            path(
                "<int:pk>/attendance/print/", AttendanceList.as_view(on_paper=True), name="attendance_print"
            ),
        ]
