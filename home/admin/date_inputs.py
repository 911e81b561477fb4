"""Days and times of the admin are typed into the browser's own fields.

They show the order that the editor's language has (15.03.2027, 15-03-2027), take nothing that is no day, and
need no script. Wagtail's picker knows one format for all languages: what is typed in another becomes today's
date without a word (seen in Chromium with 15.03.2027).
"""

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, format="%H:%M")


def apply() -> None:
    """Give every date and every time of a model these fields in the admin's forms."""
    register_form_field_override(models.DateField, override={"widget": DayInput})
    register_form_field_override(models.TimeField, override={"widget": ClockInput})
