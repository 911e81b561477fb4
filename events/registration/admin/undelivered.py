"""Mails that did not arrive, of all registrations that the organiser may see."""

from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSet

from events.registration import mails

from .menu import DeskMenuItem
from .permissions import registrations_of
from .sessions import DeskView


class Undelivered(DeskView):
    """The newest first; each with whose registration it belongs to, so that the address can be put right."""

    template_name = "registration/desk/undelivered.html"
    page_title = _("Undelivered mails")
    header_icon = "mail"

    def get_context_data(self, **kwargs):
        failed = mails.all_undelivered()
        addresses = {address.lower() for mail in failed for address in mail.to}
        by_address: dict[str, list] = {}
        for registration, address in _owners(registrations_of(self.request.user), addresses):
            owners = by_address.setdefault(address.lower(), [])
            if registration not in owners:
                owners.append(registration)
        rows = [(mail, owners) for mail in failed if (owners := by_address.get(mail.to[0].lower()))]
        return super().get_context_data(**kwargs) | {"rows": rows}


def _owners(registrations, addresses: set[str]):
    """(registration, address) for each of these addresses that one of them holds."""
    paths = ("contact_email", "participants__email", "bookings__attendances__substitute_email")
    for name in paths:
        wanted = Q()
        for address in addresses:
            wanted |= Q(**{f"{name}__iexact": address})
        if addresses:
            pairs = list(registrations.filter(wanted, purged_at__isnull=True).values_list("pk", name))
            rows = registrations.in_bulk({pk for pk, _address in pairs})
            yield from ((rows[pk], address) for pk, address in pairs)


class UndeliveredViewSet(ViewSet):
    name = "undelivered"
    icon = "mail"
    menu_label = _("Undelivered mails")
    menu_order = 125

    @property
    def menu_item_class(self):
        return DeskMenuItem

    def get_urlpatterns(self):
        return [path("", Undelivered.as_view(), name="index")]
