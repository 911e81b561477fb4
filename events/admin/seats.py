"""The admin's screen of seats: how many may come to each session, changed under the lock of its row."""

from datetime import time

from django.core.exceptions import ValidationError
from django.db.models import Min, Prefetch
from django.forms import modelform_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from home.formatting.dates import long_date
from home.formatting.times import as_time, moment

from ..capacity import SeatsError, change_seats, promised, too_few
from ..models import EventPage, SessionSeats
from ..session_now import free_words


class SeatsForm(WagtailAdminModelForm):
    """How many may come, and what readers are told about it; saved under the lock of the row."""

    def clean_capacity(self):
        capacity = self.cleaned_data["capacity"]
        if capacity is not None and capacity < promised(self.instance):
            raise ValidationError(too_few(self.instance))
        return capacity

    def save(self, commit=True):
        return change_seats(
            pk=self.instance.pk,
            capacity=self.cleaned_data["capacity"],
            waiting_list=self.cleaned_data["waiting_list"],
            show_places_left=self.cleaned_data["show_places_left"],
        )


class SeatsEdit(generic.EditView):
    def form_valid(self, form):
        """Somebody may have registered since the form was checked: the error stands at the field."""
        try:
            return super().form_valid(form)
        except SeatsError as error:
            form.add_error(error.field or None, error.message)
            self.produced_error_code, self.produced_error_message = None, error.message
            return self.form_invalid(form)


class SeatsIndex(generic.IndexView):
    def get_base_queryset(self):
        pages = EventPage.objects.with_mode().order_by("pk")
        return (
            SessionSeats.objects.annotate(starts_at=Min("pages__starts_at"))
            .prefetch_related(Prefetch("pages", pages))
            .order_by("-starts_at", "pk")
        )


def start_words(seats: SessionSeats) -> str:
    """The day and the hour at which a session begins: Wagtail's column of dates counts back from now only."""
    page = _original(seats)
    if page is None or page.starts_at is None:
        return gettext("Date to be announced")
    whole = page.all_day or (page.start_time is None and as_time(page.starts_at) == time.min)
    return long_date(page.start_date) if whole else moment(page.starts_at)


def free_seats(seats: SessionSeats) -> str:
    """The free seats as far as they are known here."""
    return free_words(seats, _original(seats))


def _original(seats: SessionSeats) -> EventPage | None:
    """The oldest page of a session, of those that were read with its row."""
    return min(seats.pages.all(), key=lambda page: page.pk, default=None)


class SeatsViewSet(ModelViewSet):
    model = SessionSeats
    name = "seats"
    icon = "group"
    menu_label = _("Seats")
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ["capacity", "waiting_list", "show_places_left"]
    index_view_class = SeatsIndex
    edit_view_class = SeatsEdit
    search_fields = ["pages__title"]
    list_display = [
        "__str__",
        Column("starts_at", label=_("Starts"), accessor=start_words),
        Column("capacity", label=_("seats")),
        Column("taken", label=_("taken")),
        Column("held", label=_("held")),
        Column("waiting", label=_("waiting")),
        Column("free", label=_("free"), accessor=free_seats),
    ]

    def get_form_class(self, for_update=False):
        return modelform_factory(SessionSeats, form=SeatsForm, fields=self.form_fields)
