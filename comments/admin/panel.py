"""What the start page of the admin says about comments."""

from django.db.models import Count
from django.urls import reverse
from wagtail.admin.ui.components import Component

from comments.digests import language_of
from comments.models import Comment, Report

from .permissions import CHANGE, CHANGE_REPORT, own_language_first

SHOWN = 5


class WaitingPanel(Component):
    """Comments that wait, those in the user's language first, and open reports; nothing if there are none."""

    name = "comments_waiting"
    order = 110
    template_name = "comments/desk/panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not user.has_perm(CHANGE):
            return {}
        rows = Comment.objects.pending()
        numbers = dict(rows.order_by().values_list("language").annotate(Count("pk")))
        mine = language_of(user)
        waiting = own_language_first(rows.select_related("thread", "page__locale"), user)
        queue = reverse("comments_queue:index")
        return {
            "number": sum(numbers.values()),
            "languages": [
                (code, number, f"{queue}?status=pending&language={code}")
                for code, number in sorted(numbers.items(), key=lambda row: (row[0] != mine, row[0]))
            ],
            "comments": waiting[:SHOWN] if numbers else [],
            "queue": f"{queue}?status=pending",
            "reports": Report.objects.filter(status=Report.Status.OPEN).count()
            if user.has_perm(CHANGE_REPORT)
            else 0,
            "reports_url": f"{reverse('comments_reports:index')}?status=open",
        }
