"""The forms of "my registration"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.visitors.one_line import MailField, OneLineField

from .served import ServedForm


class PersonForm(forms.Form):
    """Somebody who goes in another's place at one session."""

    name = OneLineField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = MailField(
        label=_("E-mail address"),
        help_text=_("We tell this person who gave their data, and send the calendar entry."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    department = OneLineField(label=_("Department or role (optional)"), max_length=120, required=False)


class TopicForm(forms.Form):
    """What somebody would like to talk about at a session."""

    text = OneLineField(label=_("Your topic, in a sentence"), max_length=300, links=True)


class AddressForm(forms.Form):
    """Where the mail goes."""

    email = MailField(label=_("Your e-mail address"))


class LostForm(ServedForm, AddressForm):
    """The stored mail address, of whoever asks for the address of a registration."""
