"""Who comes to a session: a list to print, and to tick on a phone at the door."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from events.registration.models import Attendance, Booking, Need
from events.registration.services import RegistrationError
from events.registration.services.locks import one_transaction
from events.registration.services.log import log
from events.schedule import Span
from events.session_now import takes_place
from home.formatting.times import span_text

from .permissions import SEE_NEEDS
from .sessions import OneSession


class AttendanceList(OneSession):
    template_name = "registration/desk/attendance.html"
    page_title = _("Attendance list")
    on_paper = False

    def get_template_names(self):
        return ["registration/desk/attendance_print.html"] if self.on_paper else super().get_template_names()

    def get_context_data(self, **kwargs):
        page, rows = self.page, list(expected(self.page.seats_id))
        needs = {}
        if self.request.user.has_perm(SEE_NEEDS) and "needs" in self.request.GET:
            people = [row.participant_id for row in rows if not row.substitute_name]
            for need in Need.objects.filter(participant__in=people):
                needs.setdefault(need.participant_id, []).append(need)
        return super().get_context_data(**kwargs) | {
            "rows": [(row, needs.get(row.participant_id, [])) for row in rows],
            "present": sum(1 for row in rows if row.present),
            "may_tick": self.request.user.has_perm("registration.change_registration") and self.has_come,
            "has_come": self.has_come,
            "when": span_text(Span.of(page, page.get_parent_series()), get_language(), exact=True),
            "where": ", ".join(filter(None, [page.venue_name, page.street, page.place and page.place.name])),
            "may_see_needs": self.request.user.has_perm(SEE_NEEDS),
        }

    @property
    def has_come(self) -> bool:
        """Return whether its first day has come: nobody was at a session that lies ahead."""
        day = self.page.start_date
        return day is not None and day <= timezone.localdate() and takes_place(self.page)

    def post(self, request, *args, **kwargs):
        """Change those whose tick differs from what this phone showed: two at the door do not undo each
        other."""
        if not request.user.has_perm("registration.change_registration"):
            raise PermissionDenied
        if not self.has_come:
            messages.error(request, gettext("Attendance is noted from the day of the session on."))
            return HttpResponseRedirect(reverse("desk:attendance", args=[self.page.seats_id]))
        ticked, shown = _numbers(request, "present"), _numbers(request, "shown")
        was = _numbers(request, "was")
        try:
            self._tick(ticked, shown, was)
        except RegistrationError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("desk:attendance", args=[self.page.seats_id]))

    def _tick(self, ticked: set[int], shown: set[int], was: set[int]) -> None:
        with one_transaction():
            rows = Attendance.objects.filter(
                pk__in=shown, booking__session=self.page.seats_id, booking__status=Booking.Status.CONFIRMED
            )
            changed = rows.filter(pk__in=(ticked ^ was) & shown).select_related("booking__registration")
            for row in list(changed):
                Attendance.objects.filter(pk=row.pk).update(present=row.pk in ticked)
                registration = row.booking.registration
                log(registration, "attendance noted", user=self.request.user, attendance=row.pk)


def expected(session_id: int):
    """Everybody on a confirmed seat of that session, by organisation."""
    return (
        Attendance.objects.filter(booking__session_id=session_id, booking__status=Booking.Status.CONFIRMED)
        .select_related("participant", "booking__registration")
        .order_by("booking__registration__organisation_name", "booking_id", "participant__position", "pk")
    )


def _numbers(request, name: str) -> set[int]:
    return {int(value) for value in request.POST.getlist(name) if value.isdigit()}
