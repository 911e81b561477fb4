"""Moments that people type in the admin, and how its fields show them."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.utils import translation
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput

from home.admin.date_inputs import MomentField

NINE = datetime(2027, 1, 15, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "15.01.2027 09:00",
        "15.1.2027, 9:00 Uhr",
        "15-01-2027 9.00",
        "15-01-2027 09:00",
        "2027-01-15 09:00",
        "2027-01-15T09:00:00",
        "15. Januar 2027 um 9 Uhr",
        "vr 15 januari 2027 om 9.00 uur",
    ],
)
def test_a_moment_is_understood_as_people_type_it(typed):
    assert MomentField().clean(typed) == NINE


@pytest.mark.parametrize(
    "typed", ["15.01.2027", "2027-01-15", "31.02.2027 09:00", "15.01.2027 25:00", "15.01.27 09:00", "morgen"]
)
def test_what_is_no_moment_is_refused_with_an_example(typed):
    with translation.override("de"), pytest.raises(forms.ValidationError) as refused:
        MomentField().clean(typed)
    assert typed in refused.value.message
    assert "15.01.2027" in refused.value.message


@pytest.mark.parametrize(("language", "shown"), [("de", "15.01.2027 09:00"), ("nl", "15-01-2027 09:00")])
def test_a_moment_is_shown_and_picked_in_the_format_of_the_language(language, shown):
    widget = AdminDateTimeInput()
    with translation.override(language):
        assert widget.format_value(datetime(2027, 1, 15, 9, 0)) == shown
        assert widget.format_value("morgen") == "morgen"
        assert widget.get_config()["format"] in {"d.m.Y H:i", "d-m-Y H:i"}
        assert MomentField().clean(shown) == NINE


def test_no_field_of_wagtail_rewrites_what_was_typed():
    for widget in (AdminDateInput, AdminTimeInput, AdminDateTimeInput):
        assert widget().get_config()["validateOnBlur"] is False
