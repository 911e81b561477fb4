"""What the organiser does about the people of a registration."""

from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import Attendance, Booking, ChangeRequest
from events.registration.services.promises import called_off
from home.visitors.one_line import MailField, OneLineField

from .base_action import Action, RowField
from .export_columns import session_title


class Substitute(Action):
    """After the deadline a change of people is a request that the organiser carries out here."""

    name, label = "substitute", _("Name the substitute")
    attendance = RowField(label=_("In place of"))
    person = OneLineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail address"), required=False)
    department = OneLineField(label=_("Department or role"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Attendance.objects.filter(
            booking__registration=self.registration, booking__status__in=Booking.ACTIVE
        ).select_related("participant", "booking__session")
        rows = list(rows.prefetch_related("booking__session__pages"))
        off = called_off(row.booking.session_id for row in rows)
        self.fields["attendance"].offer(
            (row.pk, f"{row.name} · {session_title(row.booking.session)}")
            for row in rows
            if row.booking.session_id not in off
        )

    def is_offered(self):
        return bool(self.fields["attendance"].choices)

    def run(self):
        data = self.cleaned_data
        person = services.Person(name=data["person"], email=data["email"], department=data["department"])
        services.name_substitute(data["attendance"], person, user=self.user)


class Exchange(Action):
    """For all sessions, or a name put right."""

    name, label = "exchange", _("Change a person")
    participant = RowField(label=_("In place of"))
    person = OneLineField(label=_("Name"), max_length=120)
    email = MailField(label=_("E-mail address"), required=False)
    department = OneLineField(label=_("Department or role"), max_length=120, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = self.registration.participants.all()
        self.fields["participant"].offer((person.pk, person.name) for person in people)

    def is_offered(self):
        return self.registration.is_active and bool(self.fields["participant"].choices)

    def run(self):
        data = self.cleaned_data
        person = services.Person(name=data["person"], email=data["email"], department=data["department"])
        services.exchange_person(data["participant"], person, user=self.user)


class Decide(Action):
    """A change of people that was asked for after the deadline."""

    request = RowField(
        label=_("Request"),
        error_messages={"invalid_choice": _("This request has been decided already.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = ChangeRequest.objects.filter(
            attendance__booking__registration=self.registration, status=ChangeRequest.Status.OPEN
        ).select_related("attendance__participant", "attendance__booking__session")
        self.fields["request"].offer(
            (row.pk, f"{row.attendance.name} → {row.name} · {session_title(row.attendance.booking.session)}")
            for row in rows.prefetch_related("attendance__booking__session__pages")
        )

    def is_offered(self):
        return bool(self.fields["request"].choices)


class AcceptChange(Decide):
    name, label = "accept-change", _("Accept the change")

    def run(self):
        services.accept_change(self.cleaned_data["request"], user=self.user)


class DeclineChange(Decide):
    name, label, grave = "decline-change", _("Decline the change"), True
    chosen = ("request",)
    question = _("Decline this change of people?")

    @property
    def asked(self):
        labels = {str(key): label for key, label in self.fields["request"].choices}
        return f"{self.question} {labels.get(str(self['request'].value()), '')}"

    def run(self):
        services.decline_change(self.cleaned_data["request"], user=self.user)
