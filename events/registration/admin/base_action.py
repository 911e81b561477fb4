"""What all actions on a registration have in common."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.models import Registration
from events.registration.summary import Line, Summary


class RowField(forms.TypedChoiceField):
    """One of several rows. Only a single one is chosen beforehand: what nobody chose happens to nobody."""

    default_error_messages = {"required": _("Please choose from the list first.")}

    def __init__(self, **kwargs):
        super().__init__(**{"coerce": int} | kwargs)

    def offer(self, rows) -> None:
        rows = list(rows)
        self.choices = rows if len(rows) < 2 else [("", "—"), *rows]


class Action(forms.Form):
    """`label` stands on its button. `run` calls the service.

    `grave` ones give seats away or refuse something: they are asked once, on a page that says what happens.
    `chosen` names the fields that are chosen before, `question` what is asked (with `%(who)s`).
    """

    name = ""
    label = ""
    grave = False
    chosen = ()
    question = ""

    def __init__(self, *args, registration: Registration, user=None, **kwargs):
        self.registration, self.user = registration, user
        super().__init__(*args, prefix=self.name, **kwargs)

    def is_offered(self) -> bool:
        return True

    @property
    def chosen_fields(self) -> list:
        """The fields of the first step."""
        return [self[name] for name in self.chosen]

    @property
    def asked(self) -> str:
        return self.question % {"who": self.registration.name}

    def concerned(self, summary: Summary) -> list[Line]:
        """Return the bookings that it ends."""
        return []

    def run(self) -> None:
        raise NotImplementedError
