"""What the start page of the admin says about translations."""

from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail_localize.models import Translation

from .outdated import outdated
from .reports import editable
from .sources import fetch_ends

SHOWN = 5


class OutdatedPanel(Component):
    """The translations of the user's languages that need an update; nothing if there are none."""

    name = "outdated_translations"
    order = 150
    template_name = "home/admin/outdated_panel.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        found = editable(outdated(Translation.objects.order_by("source__last_updated_at")), user)
        shown = found.select_related("source__specific_content_type", "target_locale")[:SHOWN]
        fetch_ends(shown)
        return {
            "number": found.count(),
            "translations": shown,
            "address": reverse("outdated_translations"),
        }
