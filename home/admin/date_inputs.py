"""Days and times of the admin are typed, each in the order that the editor's language has.

A day and a clock time have the browser's own fields (15.03.2027, 15-03-2027), which take nothing else and
need no script. A moment is typed as text, or picked: Wagtail's picker knew one format for all languages, and
what was typed in another became today or now without a word as the field was left (seen in Chromium).
Its fields have the format of the language, what they do not understand stays there, and the form says so.
"""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import from_current_timezone
from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.datetimepicker import to_datetimepicker_format
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from ..formatting.parse_dates import parse_day

DAYS = {"de": "%d.%m.%Y", "nl": "%d-%m-%Y"}
CLOCK = "%H:%M"
# What is shown as an example where a moment was not understood.
EXAMPLE = datetime.datetime(2027, 1, 15, 9, 0)
_MOMENT = re.compile(
    r"(?P<day>.*?\d{4}|\d{4}-\d{1,2}-\d{1,2})(?:,|T)?\s*(?:um|om)?\s*"
    r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(?P<word>Uhr|uur|h)?",
    re.IGNORECASE,
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs=None, format=None):
        super().__init__(attrs, format=CLOCK)


def day_format() -> str:
    return DAYS.get((get_language() or "")[:2], "%Y-%m-%d")


def moment_format() -> str:
    return f"{day_format()} {CLOCK}"


class MomentField(forms.DateTimeField):
    """A day with a clock time; a day alone is asked for its time, for nobody means midnight."""

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value or None)
        found = _MOMENT.fullmatch(value.strip())
        try:
            if not found or not (found["minute"] or found["word"]):
                raise ValueError(value)
            clock = datetime.time(int(found["hour"]), int(found["minute"] or 0))
            return from_current_timezone(datetime.datetime.combine(parse_day(found["day"]), clock))
        except (ValueError, ValidationError):
            raise ValidationError(not_understood(value), code="invalid") from None


def not_understood(value: str) -> str:
    return _("“%(text)s” is no day with a time. Write it as %(example)s.") % {
        "text": value.strip(),
        "example": EXAMPLE.strftime(moment_format()),
    }


def _let_alone(widget, shown=None) -> None:
    """Keep the script of a widget of Wagtail from rewriting what was typed; `shown()` names the format."""
    original = widget.get_config

    def get_config(self):
        config = original(self) | {"validateOnBlur": False}
        return config | ({"format": to_datetimepicker_format(shown())} if shown else {})

    widget.get_config = get_config
    if shown:
        widget.format_value = lambda self, value: formats.localize_input(value, shown())


def apply() -> None:
    """Give every date, time and moment of a model these fields, and Wagtail's own the language's format."""
    register_form_field_override(models.DateField, override={"widget": DayInput})
    register_form_field_override(models.TimeField, override={"widget": ClockInput})
    moment = {"widget": AdminDateTimeInput, "form_class": MomentField}
    register_form_field_override(models.DateTimeField, override=moment)
    _let_alone(AdminDateInput, day_format)
    _let_alone(AdminTimeInput)
    _let_alone(AdminDateTimeInput, moment_format)
