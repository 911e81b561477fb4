"""What all actions on a registration have in common."""

from django import forms

from events.registration.models import Registration


class Action(forms.Form):
    """`label` stands on its button; `grave` ones give seats away. `run` calls the service."""

    name = ""
    label = ""
    grave = False

    def __init__(self, *args, registration: Registration, user=None, **kwargs):
        self.registration, self.user = registration, user
        super().__init__(*args, prefix=self.name, **kwargs)

    def is_offered(self) -> bool:
        return True

    def run(self) -> None:
        raise NotImplementedError
