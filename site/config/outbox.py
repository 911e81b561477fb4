"""What a trial site has queued and sent, to be read in the admin. Mails hold personal links: a trial only."""

from django.utils.html import format_html, linebreaks, urlize
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from post_office.models import Email
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from home.admin.columns import MomentColumn


class ReadOnlyForAdministrators(ModelPermissionPolicy):
    """Superusers may look; nobody may change a mail."""

    def user_has_permission(self, user, action):
        return action == "view" and user.is_active and user.is_superuser

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)


class MailView(InspectView):
    def get_message_display_value(self):
        # urlize and linebreaks escape the text, so that only their own tags are left.
        return mark_safe(linebreaks(urlize(self.object.message, nofollow=True, autoescape=True)))  # noqa: S308

    def get_html_message_display_value(self):
        return format_html("<pre>{}</pre>", self.object.html_message)


class OutboxViewSet(ModelViewSet):
    model = Email
    name = "outbox"
    url_prefix = "outbox"
    icon = "mail"
    menu_label = _("Outbox")
    menu_order = 900
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_class = MailView
    inspect_view_fields = ["created", "from_email", "to", "subject", "message", "html_message", "status"]
    form_fields = ["subject"]
    list_display = [
        "subject",
        Column("to", label=pgettext_lazy("mail", "To"), accessor=lambda mail: ", ".join(mail.to)),
        MomentColumn("created", label=_("Written"), sort_key="created"),
        Column("get_status_display", label=_("State")),
    ]
    search_fields = ["subject", "to", "message"]
    ordering = ["-created"]
