"""What chooses registrations: for the list, for exports and for messages."""

import django_filters
from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from events.registration.models import Booking, ChangeRequest, Registration
from home.formatting.dates import short_date

from .permissions import rules_of, sessions_of


class RegistrationFilters(WagtailFilterSet):
    call = django_filters.ChoiceFilter(field_name="rules_id", label=_("Series or event"))
    session = django_filters.ChoiceFilter(method="with_session", label=_("Session"))
    place = django_filters.ChoiceFilter(
        method="with_place",
        label=_("Seats"),
        choices=[row for row in Booking.Status.choices if row[0] != Booking.Status.CANCELLED],
    )
    requests = django_filters.BooleanFilter(method="with_requests", label=_("Asks for a late change"))

    class Meta:
        model = Registration
        fields = [
            "call",
            "session",
            "place",
            "status",
            "price_class",
            "organisation",
            "invoice_status",
            "origin",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        titles = Page.objects.filter(translation_key=OuterRef("call_key"), alias_of__isnull=True).order_by(
            "pk"
        )
        rules = rules_of(user).annotate(title=Subquery(titles.values("title")[:1]))
        self.filters["call"].extra["choices"] = list(rules.values_list("pk", "title"))
        sessions = sessions_of(user).filter(seats__bookings__isnull=False).distinct().chronological()
        self.filters["session"].extra["choices"] = [
            (page.seats_id, f"{page.title}, {short_date(page.start_date)}" if page.start_date else page.title)
            for page in sessions
        ]

    def with_session(self, queryset, name, value):
        """Those that hold or await places there, in the state that `place` asks for."""
        active = Booking.objects.filter(
            registration=OuterRef("pk"), session_id=value, status__in=self._states()
        )
        return queryset.filter(Exists(active))

    def with_place(self, queryset, name, value):
        places = Booking.objects.filter(registration=OuterRef("pk"), status=value)
        return queryset.filter(Exists(places))

    def with_requests(self, queryset, name, value):
        asked = Exists(
            ChangeRequest.objects.filter(
                attendance__booking__registration=OuterRef("pk"), status=ChangeRequest.Status.OPEN
            )
        )
        return queryset.filter(asked if value else ~asked)

    def _states(self):
        chosen = self.form.cleaned_data.get("place")
        return [chosen] if chosen else Booking.ACTIVE
