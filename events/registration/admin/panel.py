"""What the start page of the admin says about registrations."""

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from wagtail.admin.ui.components import Component
from wagtail.models import Page, PageLogEntry

from events.registration.models import ChangeRequest, Registration
from events.registration.services.leaving import PUT_OFF

from .menu import may_look
from .permissions import pages_of, registrations_of


class ToDecidePanel(Component):
    """Registrations and late changes that wait for the organiser, and pages that stay online because of
    registrations; nothing if there are none."""

    name = "registrations_to_decide"
    order = 100
    template_name = "registration/desk/panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        if not may_look(user):
            return {}
        mine, index = registrations_of(user), reverse("registrations:index")
        asked = ChangeRequest.objects.filter(
            status=ChangeRequest.Status.OPEN, attendance__booking__registration__in=mine
        )
        return {
            "reviews": mine.filter(status=Registration.Status.REVIEW).count(),
            "reviews_url": f"{index}?status={Registration.Status.REVIEW}",
            "changes": asked.count(),
            "changes_url": f"{index}?requests=true",
            "put_off": put_off(user),
        }


def put_off(user) -> list[Page]:
    """Return the pages of a user that were to go offline and stay, until somebody sets another date."""
    entries = PageLogEntry.objects.filter(action=PUT_OFF, page__live=True, page__expire_at__isnull=False)
    if not user.is_superuser:
        entries = entries.filter(page__in=pages_of(user).order_by().values("pk"))
    return list(
        {
            entry.page_id: entry.page
            for entry in entries.select_related("page").order_by("pk")
            if parse_datetime(entry.data["until"]) == entry.page.expire_at
        }.values()
    )
