"""The fields of a registration that choose sessions, each with its substitute (FIELD SA20, SB19)."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.registration.models import CallRules
from events.registration.services import Person, SessionWish
from home.visitors.one_line import MailField, OneLineField


class SessionsField(forms.TypedMultipleChoiceField):
    """Seat rows by primary key; the template draws the ticks itself, with each session's state."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, offers, **kwargs):
        self.offers = offers
        choices = [(offer.pk, offer.page.title) for offer in offers]
        super().__init__(coerce=int, choices=choices, **kwargs)


def add_session_fields(form) -> None:
    call = form.call
    if call.rules.choice == CallRules.Choice.BOTH:
        form.fields["whole_series"] = forms.BooleanField(
            label=_("All sessions of the series"), required=False
        )
    if call.rules.choice != CallRules.Choice.SERIES:
        initial = [call.chosen.seats_id] if call.chosen else []
        if len(call.bookable) == 1:
            initial = [call.bookable[0].pk]
        form.fields["sessions"] = SessionsField(
            call.bookable, label=_("Sessions"), required=False, initial=initial
        )
    for offer in call.bookable:
        prefix = f"s{offer.pk}"
        form.fields[f"{prefix}_who"] = forms.TypedChoiceField(
            label=_("Stands in for"),
            coerce=int,
            required=False,
            empty_value=0,
            choices=[(i, _("Person %(number)s") % {"number": i + 1}) for i in range(call.rules.max_people)],
        )
        form.fields[f"{prefix}_name"] = OneLineField(
            label=_("Name of the substitute (optional)"), max_length=120, required=False
        )
        form.fields[f"{prefix}_email"] = MailField(
            label=_("E-mail address of the substitute (optional)"), required=False
        )


def clean_sessions(form, data) -> None:
    whole = form.call.rules.choice == CallRules.Choice.SERIES or data.get("whole_series")
    data["whole"] = bool(whole)
    data["chosen"] = [offer.pk for offer in form.call.bookable] if whole else data.get("sessions", [])
    if not data["chosen"] and not form.has_error("sessions"):
        field = "sessions" if "sessions" in form.fields else None
        form.add_error(field, gettext("Choose at least one session."))
    for pk in data["chosen"]:
        if data.get(f"s{pk}_email") and not data.get(f"s{pk}_name"):
            form.add_error(f"s{pk}_name", gettext("Name the substitute as well."))


def wishes_of(form, data) -> list[SessionWish]:
    """The chosen sessions. One without a date binds only as a part of a whole series that has dates."""
    undated = {offer.pk for offer in form.call.bookable if offer.interest_only}
    if data["whole"] and undated < set(data["chosen"]):
        undated = set()
    wishes = []
    for pk in data["chosen"]:
        name = data.get(f"s{pk}_name", "")
        substitutes = {}
        if name and pk not in undated:
            substitutes[data.get(f"s{pk}_who") or 0] = Person(name=name, email=data.get(f"s{pk}_email", ""))
        wishes.append(SessionWish(session=pk, binding=pk not in undated, substitutes=substitutes))
    return wishes
