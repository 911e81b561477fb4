"""The form of a registration: built from the call, the same for filling in, checking and sending."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from events.registration.booking_context import OpenCall
from events.registration.membership import membership
from events.registration.models import CallRules, Registration
from events.registration.services import Request, quote
from events.registration.services.locks import fits
from home.visitors.one_line import MailField, OneLineField

from .invoice import add_invoice_fields, clean_invoice, invoice_values
from .people import add_people_fields, asked_needs, clean_people, people_of
from .questions import add_questions, answers_of
from .served import ServedForm
from .sessions import add_session_fields, clean_sessions, wishes_of

Kind = Registration.Kind
Eligibility = EventPage.Eligibility


class DetailsForm(ServedForm):
    """Step 1, and again behind the hidden fields of step 2. `call` is the OpenCall; nothing is stored
    here."""

    # A field that people do not see and machines fill in.
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, *args, call: OpenCall, **kwargs):
        self.call = call
        super().__init__(*args, **kwargs)
        rules = call.rules
        if rules.registrant == CallRules.Registrant.EITHER:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Who registers"),
                choices=[(Kind.ORGANISATION, _("An organisation")), (Kind.PERSON, _("I, for myself"))],
                initial=Kind.ORGANISATION,
                widget=forms.RadioSelect,
            )
        if rules.registrant != CallRules.Registrant.PERSON:
            self.fields["organisation_name"] = OneLineField(
                label=_("City or organisation"),
                max_length=160,
                required=rules.registrant == CallRules.Registrant.ORGANISATION,
                widget=forms.TextInput(attrs={"autocomplete": "organization"}),
            )
        self._add_contact_fields()
        add_session_fields(self)
        add_people_fields(self)
        add_questions(self)
        if self.has_price:
            add_invoice_fields(self, call.locale.language_code)
        self.fields["privacy"] = forms.BooleanField(
            label=_("I have read the privacy notice."),
            error_messages={"required": _("Please read the privacy notice and tick here.")},
        )
        self.fields["consent_list"] = forms.BooleanField(
            label=_("My name may stand on the list that the participants receive. (optional)"), required=False
        )
        self.fields["consent_photo"] = forms.BooleanField(
            label=_("Photos that show me may be published. (optional)"), required=False
        )

    def _add_contact_fields(self) -> None:
        self.fields["contact_name"] = OneLineField(
            label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
        )
        self.fields["contact_email"] = MailField(
            label=_("Your e-mail address"),
            help_text=_("The confirmation and all changes go there."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )
        self.fields["contact_phone"] = OneLineField(
            label=_("Phone (optional)"),
            max_length=30,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        )

    @property
    def has_price(self) -> bool:
        """Return whether anything can be due at all."""
        return self.call.price_list.costs

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty."))
        return ""

    def clean(self):
        data = super().clean()
        self.kind = data.get("kind") or (
            Kind.PERSON if self.call.rules.registrant == CallRules.Registrant.PERSON else Kind.ORGANISATION
        )
        if self.kind == Kind.ORGANISATION and "organisation_name" in self.fields:
            if not data.get("organisation_name") and not self.has_error("organisation_name"):
                self.add_error("organisation_name", gettext("Name your city or organisation."))
        elif self.kind == Kind.PERSON:
            data["organisation_name"] = ""
        clean_sessions(self, data)
        clean_people(self, data)
        if not self.errors:
            self._settle(data)
            if not self.errors and self.quote.needs_invoice:
                clean_invoice(self, data)
        return data

    def _settle(self, data) -> None:
        """Find the organisation, whether it may take part, and the price."""
        self.membership = membership(
            name=data.get("organisation_name", ""), email=data["contact_email"], day=timezone.localdate()
        )
        if self._members_only and not self.membership.is_member and not self._may_be_member:
            self.add_error(
                "contact_email",
                gettext("Only members of the network may register. Use the address of your organisation."),
            )
        self.is_guest = Eligibility.MEMBERS_FIRST in self.eligibility and not self.membership.is_member
        if self.errors:
            return
        asked = self.request(idempotency_key=uuid.uuid4(), sender_hash="", language="")
        self.quote = quote(self.call.rules, asked, self.waits)

    @property
    def waits(self) -> set[int]:
        """The chosen sessions at which this party goes on the waiting list, as far as one knows now."""
        chosen = {offer.pk: offer.page.seats for offer in self.call.offers}
        seats = {wish.session: chosen[wish.session] for wish in self.wishes if wish.binding}
        return {pk for pk, row in seats.items() if row.waiting or not fits(row, len(self.people))}

    @property
    def eligibility(self) -> set[str]:
        """Who may take part, by the call and by each chosen session; the strictest of them holds."""
        chosen = set(self.cleaned_data["chosen"])
        sessions = [offer.page for offer in self.call.offers if offer.pk in chosen]
        return {page.eligibility for page in (self.call.page, *sessions)}

    @property
    def _members_only(self) -> bool:
        return Eligibility.MEMBERS in self.eligibility

    @property
    def _may_be_member(self) -> bool:
        return self.membership.price_class == Registration.PriceClass.UNCLEAR

    @property
    def ticked(self) -> set[int]:
        """The primary keys of the sessions that are ticked at present."""
        values = self["sessions"].value() or [] if "sessions" in self.fields else []
        return {int(value) for value in values if str(value).isdigit()}

    @property
    def session_lines(self) -> list[tuple]:
        """Every session with the id of its tick; the first that can be ticked has number 0."""
        ids = {offer.pk: f"id_sessions_{n}" for n, offer in enumerate(self.call.bookable)}
        return [(offer, ids.get(offer.pk, f"id_session_{offer.pk}")) for offer in self.call.offers]

    @property
    def contact_needs(self) -> list:
        return [self[f"contact_{kind}"] for kind in asked_needs(self.call.rules)]

    @property
    def further_people(self) -> list[dict]:
        """The fields of each further person, and whether anything stands in them."""
        return [self._group(f"p{slot}_") for slot in self.people_slots]

    @property
    def substitutes(self) -> list[dict]:
        """The fields of the substitute for each session with a date that can be booked."""
        dated = [offer for offer in self.call.bookable if not offer.interest_only]
        return [self._group(f"s{offer.pk}_") | {"title": offer.page.title} for offer in dated]

    def _group(self, prefix: str) -> dict:
        fields = [self[name] for name in self.fields if name.startswith(prefix)]
        typed = [field for field in fields if not field.name.endswith("_who")]
        return {"fields": fields, "filled": any(field.value() or field.errors for field in typed)}

    @property
    def wishes(self):
        return wishes_of(self, self.cleaned_data)

    @property
    def has_interest(self) -> bool:
        """Return whether some chosen session is only an interest; and `interest_only`: whether all of them
        are."""
        return not all(wish.binding for wish in self.wishes)

    @property
    def interest_only(self) -> bool:
        return not any(wish.binding for wish in self.wishes)

    @property
    def people(self):
        return people_of(self, self.cleaned_data)

    def request(self, *, idempotency_key: uuid.UUID, sender_hash: str, language: str) -> Request:
        """What the service is asked for; call it on a valid form only."""
        data = self.cleaned_data
        price_class = self.membership.price_class
        if not self.has_price and all(wish.binding for wish in self.wishes):
            # Without a price the class decides nothing, unless membership itself is in doubt. Where interest
            # is registered a price may still be set.
            closed = self._members_only and self._may_be_member
            price_class = price_class if closed else Registration.PriceClass.FREE
        return Request(
            idempotency_key=idempotency_key,
            sessions=tuple(self.wishes),
            people=tuple(self.people),
            contact_name=data["contact_name"],
            contact_email=data["contact_email"],
            contact_phone=data["contact_phone"],
            kind=self.kind,
            organisation_id=self.membership.organisation.pk if self.membership.organisation else None,
            organisation_name=data.get("organisation_name", ""),
            language=language,
            price_class=price_class,
            prices=self.call.price_list,
            invoice=invoice_values(data) if self.has_price else {},
            answers=answers_of(self, data),
            consent_list=data["consent_list"],
            consent_photo=data["consent_photo"],
            sender_hash=sender_hash,
            needs_review=self.is_guest,
        )
