"""What the admin's site history tells of the desk beside the registrations' own logs: who took lists out of
it, who changed the words of its mails, and which pages did not go offline as people count on them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from events.registration.services.leaving import PUT_OFF

EXPORTED = "registration.export"
WORDED = "registration.word_letter"


class Exported(LogFormatter):
    label = _("Export registrations")

    def format_message(self, log_entry):
        told = {"rows": log_entry.data.get("rows", 0)}
        if log_entry.data.get("needs"):
            return gettext("Registrations exported with needs: %(rows)s") % told
        return gettext("Registrations exported: %(rows)s") % told


def register(actions) -> None:
    actions.register_action(EXPORTED)(Exported)
    actions.register_action(WORDED, _("Change the wording of a mail"), _("Wording of a mail changed"))
    actions.register_action(
        PUT_OFF, _("Put off the expiry"), _("Stays online after its date of expiry: people are registered")
    )
