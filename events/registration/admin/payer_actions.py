"""What the organiser does about who owes what: which registrations pay together, and fees."""

from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.choices import Kind
from events.registration.models import Registration
from home.formatting.money import money
from home.visitors.one_line import OneLineField

from .base_action import Action, RowField
from .export_columns import session_title


class WaiveFee(Action):
    name, label = "waive", _("Waive a fee")
    charge = RowField(label=_("Fee"))
    reason = OneLineField(label=_("Reason, for the contact"), max_length=255)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.registration.charges.filter(kind=Kind.FEE, amount__gt=0)
        rows = rows.select_related("booking__session").prefetch_related("booking__session__pages")
        self.fields["charge"].offer(
            (row.pk, f"{money(row.amount, currency=row.currency)} · {session_title(row.booking.session)}")
            for row in rows
        )

    def is_offered(self):
        return bool(self.fields["charge"].choices)

    def run(self):
        data = self.cleaned_data
        services.waive_fee(data["charge"], reason=data["reason"], user=self.user)


class Join(Action):
    """What holds per organisation is owed once by registrations that belong together."""

    name, label = "join", _("Pay together with another registration")
    other = RowField(label=_("Registration of the same organisation"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = _others(self.registration)
        if self.registration.payer:
            others = others.exclude(payer=self.registration.payer)
        self.fields["other"].offer((row.pk, str(row)) for row in others)

    def is_offered(self):
        return self.registration.is_priced and bool(self.fields["other"].choices)

    def run(self):
        services.join_payers(self.registration.pk, other_id=self.cleaned_data["other"], user=self.user)


class Part(Action):
    name, label = "part", _("Pay apart from other registrations of the organisation")

    def is_offered(self):
        return bool(paying_together(self.registration))

    def run(self):
        services.part_payers(self.registration.pk, user=self.user)


def paying_together(registration: Registration) -> list[Registration]:
    """The other registrations that owe together with this one what holds per organisation."""
    others = _others(registration)
    return list(others.filter(payer=registration.payer)) if registration.payer else []


def _others(registration: Registration):
    """The other registrations of the same call for which prices hold, by their names."""
    if not registration.is_priced or not registration.is_active:
        return Registration.objects.none()
    rows = Registration.objects.filter(rules_id=registration.rules_id, status__in=Registration.ACTIVE)
    return rows.exclude(pk=registration.pk).exclude(price_list={}).order_by("organisation_name", "pk")
