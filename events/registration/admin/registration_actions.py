"""What the organiser does with one registration: a form per action, a service behind it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import Booking, Registration
from events.registration.price_lists import loaded
from events.registration.services.promises import called_off
from events.session_now import can_be_promised
from home.formatting.money import AmountField
from home.visitors.one_line import ManyLinesField, OneLineField

from .base_action import Action, RowField
from .export_columns import session_title
from .payer_actions import Join, Part, WaiveFee
from .people_actions import AcceptChange, DeclineChange, Exchange, Substitute
from .permissions import sessions_of

Status = Registration.Status
CHANGE = "registration.change_registration"


def reason_field() -> ManyLinesField:
    """Why the organiser ends a registration."""
    return ManyLinesField(
        label=_("Reason, for the contact"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Approve(Action):
    name, label = "approve", _("Approve")

    def is_offered(self):
        return self.registration.status in (Status.REVIEW, Status.UNCONFIRMED)

    def run(self):
        services.approve(self.registration.pk, user=self.user)


class Settle(Action):
    name, label = "settle", _("Settle the price")
    price_class = RowField(label=_("Price class"), coerce=str)
    amount = AmountField(
        label=_("Amount for all together"),
        min_value=0,
        required=False,
        help_text=_("Empty: by the price list, and again whenever what is booked changes."),
    )

    def __init__(self, *args, registration, **kwargs):
        fixed = loaded(registration.price_list).fixed
        initial = {"price_class": registration.price_class, "amount": fixed}
        super().__init__(*args, registration=registration, initial=initial, **kwargs)
        classes = Registration.PriceClass
        self.fields["price_class"].offer(row for row in classes.choices if row[0] != classes.UNCLEAR)

    def run(self):
        services.settle_price(
            self.registration.pk,
            price_class=self.cleaned_data["price_class"],
            amount=self.cleaned_data["amount"],
            user=self.user,
        )


class Invoice(Action):
    name, label = "invoice", _("Note the invoice")
    status = forms.ChoiceField(label=_("Invoice"), choices=Registration.Invoice.choices)

    def __init__(self, *args, registration, **kwargs):
        initial = {"status": registration.invoice_status}
        super().__init__(*args, registration=registration, initial=initial, **kwargs)

    def is_offered(self):
        return self.registration.amount > 0 or self.registration.invoiced_amount is not None

    def run(self):
        services.set_invoice(self.registration.pk, status=self.cleaned_data["status"], user=self.user)


class Note(Action):
    name, label = "note", _("Save the note")
    text = ManyLinesField(
        label=_("Note, for organisers only"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, registration, **kwargs):
        super().__init__(*args, registration=registration, initial={"text": registration.note}, **kwargs)

    def run(self):
        services.write_note(self.registration.pk, note=self.cleaned_data["text"], user=self.user)


class Move(Action):
    name, label = "move", _("Move to another session")
    booking = RowField(label=_("From"))
    session = RowField(label=_("To"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lines = self.registration.bookings.filter(status__in=Booking.ACTIVE, binding=True)
        pages = sessions_of(self.user) if self.user else None
        key = self.registration.rules.call_key
        mine = pages.filter(series_key=key).chronological() if pages is not None else []
        titles = {page.seats_id: page.title for page in mine}
        self.fields["booking"].offer((row.pk, titles.get(row.session_id, row.pk)) for row in lines)
        # Nobody is moved to what has begun or does not take place (services.settle).
        ahead = [page.seats_id for page in mine if can_be_promised(page, timezone.now())]
        self.fields["session"].offer((pk, titles[pk]) for pk in ahead)
        self.is_elsewhere = bool(set(ahead) - {row.session_id for row in lines})

    def is_offered(self):
        return self.registration.is_active and bool(self.fields["booking"].choices) and self.is_elsewhere

    def run(self):
        services.move_booking(
            self.cleaned_data["booking"], session_id=self.cleaned_data["session"], user=self.user
        )


class WithFee(Action):
    """Gives up places: where prices hold, the organiser may waive the fee for what is given up late."""

    waive = OneLineField(
        label=_("Waive the fee for late cancellation, because"),
        max_length=255,
        required=False,
        help_text=_("Empty: a fee stays due where it is too late. The contact reads the reason."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.registration.is_priced:
            del self.fields["waive"]

    @property
    def waived(self) -> str:
        return self.cleaned_data.get("waive", "")


class GiveUp(WithFee):
    name, label, grave = "give-up", _("Give up the session"), True
    chosen = ("booking",)
    question = _("Give up the places of %(who)s at this session?")
    booking = RowField(label=_("Session"), error_messages={"invalid_choice": _("This session was given up.")})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        active = self.registration.bookings.filter(status__in=Booking.ACTIVE).select_related("session")
        rows = list(active.prefetch_related("session__pages"))
        off = called_off(row.session_id for row in rows)
        self.fields["booking"].offer(
            (row.pk, session_title(row.session)) for row in rows if row.session_id not in off
        )
        self.is_last = len(rows) < 2

    def is_offered(self):
        return bool(self.fields["booking"].choices) and not self.is_last

    def concerned(self, summary):
        booking = self["booking"].value()
        return [line for line in summary.active if str(line.booking.pk) == str(booking)]

    def run(self):
        services.cancel_booking(self.cleaned_data["booking"], user=self.user, waive=self.waived)


class SendAgain(Action):
    name, label = "send-again", _("Send the address again")

    def is_offered(self):
        return self.registration.is_active

    def run(self):
        services.send_again(self.registration.pk)


class Decline(Action):
    name, label, grave = "decline", _("Decline"), True
    question = _("Decline the registration of %(who)s?")
    reason = reason_field()

    def is_offered(self):
        return self.registration.status in (Status.REVIEW, Status.UNCONFIRMED)

    def concerned(self, summary):
        return summary.given_up_by_ending

    def run(self):
        services.decline(self.registration.pk, user=self.user, reason=self.cleaned_data["reason"])


class Cancel(WithFee):
    name, label, grave = "cancel", _("Cancel the whole registration"), True
    question = _("Cancel the whole registration of %(who)s?")
    reason = reason_field()

    def is_offered(self):
        return self.registration.status == Status.CONFIRMED

    def concerned(self, summary):
        return summary.given_up_by_ending

    def run(self):
        reason = self.cleaned_data["reason"]
        services.cancel_registration(self.registration.pk, user=self.user, reason=reason, waive=self.waived)


ACTIONS = [
    AcceptChange,
    DeclineChange,
    Approve,
    Settle,
    Invoice,
    Note,
    Move,
    Substitute,
    Exchange,
    SendAgain,
    WaiveFee,
    Join,
    Part,
    GiveUp,
    Decline,
    Cancel,
]


def actions_for(registration: Registration, user) -> list[Action]:
    """The forms of what can be done with it now."""
    forms = [action(registration=registration, user=user) for action in ACTIONS]
    return [form for form in forms if form.is_offered()]
