"""The fields of a registration that choose sessions, each with its substitute (domain.md#registration,
#substitutes)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.registration.models import CallRules
from events.registration.services import Person, SessionWish
from home.visitors.one_line import MailField, OneLineField


class SessionsField(forms.TypedMultipleChoiceField):
    """Seat rows by primary key; the template draws the ticks itself, with each session's state."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, call, **kwargs):
        self.shut = {str(offer.pk): offer for offer in call.offers if not offer.bookable}
        choices = [(offer.pk, offer.page.title) for offer in call.bookable]
        super().__init__(coerce=int, choices=choices, **kwargs)

    def validate(self, value):
        """Name the sessions that can no longer be booked, such as one that closed while the form was open."""
        gone = [key for key in value if not self.valid_value(key)]
        if gone:
            raise ValidationError([self._no_longer(key) for key in dict.fromkeys(gone)])

    def _no_longer(self, key) -> ValidationError:
        offer = self.shut.get(str(key))
        if offer is None:
            return ValidationError(gettext("One of these sessions no longer exists."), code="invalid_choice")
        words = {"title": offer.page.title, "state": offer.state.words}
        text = gettext("“%(title)s” can no longer be booked: %(state)s.")
        if offer.interest_only:
            text = gettext("“%(title)s” can no longer be booked.")
        return ValidationError(text % words, code="invalid_choice")


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
        form.fields["sessions"] = SessionsField(call, label=_("Sessions"), required=False, initial=initial)
    for offer in call.bookable:
        if not offer.interest_only:
            _add_substitute(form, offer)


def _add_substitute(form, offer) -> None:
    prefix, people = f"s{offer.pk}", range(form.call.rules.max_people)
    fields = {
        "who": forms.TypedChoiceField(
            label=_("Stands in for"),
            coerce=int,
            required=False,
            empty_value=0,
            choices=[(i, _("Person %(number)s") % {"number": i + 1}) for i in people],
        ),
        "name": OneLineField(label=_("Name of the substitute (optional)"), max_length=120, required=False),
        "email": MailField(label=_("E-mail address of the substitute (optional)"), required=False),
    }
    whom = gettext("Substitute for: %(title)s") % {"title": offer.page.title}
    for name, field in fields.items():
        field.error_label = f"{whom}, {field.label}"
        form.fields[f"{prefix}_{name}"] = field


def clean_sessions(form, data) -> None:
    whole = form.call.rules.choice == CallRules.Choice.SERIES or data.get("whole_series")
    data["whole"] = bool(whole)
    data["chosen"] = [offer.pk for offer in form.call.whole] if whole else data.get("sessions", [])
    if not data["chosen"] and not form.has_error("sessions"):
        field = "sessions" if "sessions" in form.fields else None
        form.add_error(field, gettext("Choose at least one session."))
    for pk in data["chosen"]:
        if data.get(f"s{pk}_email") and not data.get(f"s{pk}_name"):
            form.add_error(f"s{pk}_name", gettext("Name the substitute as well."))


def wishes_of(form, data) -> list[SessionWish]:
    """The chosen sessions. One without a date binds only as a part of a whole series that has dates."""
    undated = {offer.pk for offer in form.call.whole if offer.interest_only}
    if data["whole"] and undated < set(data["chosen"]):
        undated = set()
    wishes = []
    for pk in data["chosen"]:
        name = data.get(f"s{pk}_name", "")
        substitutes = {}
        if name:
            substitutes[data.get(f"s{pk}_who") or 0] = Person(name=name, email=data.get(f"s{pk}_email", ""))
        wishes.append(SessionWish(session=pk, binding=pk not in undated, substitutes=substitutes))
    return wishes
