"""What the start page of the admin says about registrations."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from events.registration.models import ChangeRequest, Registration

from .access import registrations_of
from .menu import may_look


class ToDecidePanel(Component):
    """Registrations and late changes that wait for the organiser; nothing if there are none."""

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
        }
