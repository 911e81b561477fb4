"""The form of a session in the page editor."""

from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.admin.forms import PageForm, lock
from home.formatting.postal_addresses import normalise_postcode
from home.localize.shared_fields import is_original

from ..schedule import ENDS_TOO_EARLY, ends_before_it_starts


class SessionForm(PageForm):
    """A session: its first number of seats is typed here, later ones on the screen of seats alone.

    Seats are counted in a row of their own (SessionSeats), which no draft resets; so this is not a field of
    the page, and closed from the first publication on.
    """

    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=0, help_text=_("Empty: as many as come.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "capacity" not in self.fields:
            return
        seats = self.instance.seats if self.instance.pk else None
        field = self.fields["capacity"]
        field.initial = seats.capacity if seats else getattr(self.parent, "default_capacity", None)
        self.initial["capacity"] = field.initial
        if self.instance.pk and not is_original(self.instance):
            lock(field)
        elif seats and ever_published(self.instance):
            field.disabled = True
            field.help_text = present_numbers(seats, self.for_user)

    @property
    def parent(self):
        """The page that a new session is made under."""
        return self.parent_page.specific if self.parent_page else None

    def clean(self):
        cleaned = super().clean()
        place, postcode = cleaned.get("place"), cleaned.get("postcode")
        if place and postcode:
            try:
                cleaned["postcode"] = normalise_postcode(postcode, place.country)
            except ValidationError as error:
                self.add_error("postcode", error)
        self._check_end(cleaned)
        return cleaned

    def _check_end(self, cleaned) -> None:
        """An end may also come before the usual start of the series; its own start the page itself checks."""
        usual = getattr(self.parent, "default_start_time", None)
        times = {"start_time", "end_time", "start_date", "end_date"}
        if cleaned.get("start_time") is not None or cleaned.get("all_day") or times & set(self.errors):
            return
        days = SimpleNamespace(start_date=cleaned.get("start_date"), end_date=cleaned.get("end_date"))
        if ends_before_it_starts(days, usual, cleaned.get("end_time")):
            self.add_error("end_time", ENDS_TOO_EARLY)

    def save(self, commit=True):
        if "capacity" in self.fields and not self.fields["capacity"].disabled:
            # Written by the signal that makes the row, together with the page (events.signals).
            self.instance.first_capacity = self.cleaned_data.get("capacity")
        return super().save(commit=commit)


def ever_published(page) -> bool:
    """Return whether readers could have seen this session in any language: from then on its seats may be
    taken."""
    group = type(page)._base_manager.filter(translation_key=page.translation_key)
    return group.filter(first_published_at__isnull=False).exists() or group.filter(live=True).exists()


def present_numbers(seats, user) -> str:
    """What is taken now, with the way to the screen of seats for those who may change them."""
    numbers = gettext("%(taken)d taken, %(held)d held, %(waiting)d waiting.") % {
        "taken": seats.taken,
        "held": seats.held,
        "waiting": seats.waiting,
    }
    if user is None or not user.has_perm("events.change_sessionseats"):
        return numbers
    url = reverse("seats:edit", args=[seats.pk])
    return format_html('{} <a href="{}">{}</a>', numbers, url, gettext("Change the seats"))
