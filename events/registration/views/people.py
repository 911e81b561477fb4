"""Who goes: to one session, or to all of them."""

from django.http import Http404

from events.registration import services
from events.registration.forms.mine import PersonForm
from events.registration.models import Attendance, ChangeRequest
from events.registration.senders import may_cause_mails
from events.registration.summary import summary_of

from .decorators import private, reader_locale, too_many_mails
from .responses import act, show


@private
def people(request, registration, attendance):
    """Send somebody else to one session, or take that back; after the deadline, ask the organiser for it."""
    attendance = (
        Attendance.objects.select_related("booking", "participant")
        .filter(pk=attendance, booking__registration=registration)
        .first()
    )
    if attendance is None:
        raise Http404
    line = next(
        line for line in summary_of(registration, reader_locale()).lines if line.booking == attendance.booking
    )
    initial = {
        "name": attendance.substitute_name,
        "email": attendance.substitute_email,
        "department": attendance.substitute_department,
    }
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and line.may_change and "take_back" in request.POST:
        return act(request, registration, services.take_back_substitute, attendance.pk, done="returned")
    if line.called_off:
        return show(request, registration, error=services.off().message, status=409)
    late = not (line.may_change or line.may_cancel)
    if request.method == "POST" and not late and _may_write(request, form):
        person = services.Person(**form.cleaned_data)
        if line.may_change:
            service, done = services.name_substitute, "substitute"
        else:
            service, done = services.ask_for_substitute, "asked"
        return act(request, registration, service, attendance.pk, person, done=done)
    if late:
        return show(request, registration, template="too_late", line=line, status=409)
    asked = attendance.change_requests.filter(status=ChangeRequest.Status.OPEN).first()
    return show(
        request,
        registration,
        template="people",
        form=form,
        attendance=attendance,
        line=line,
        asked=asked,
        status=422 if request.method == "POST" else 200,
    )


@private
def person(request, registration, participant):
    """Somebody else for all sessions, or a name or address put right."""
    participant = registration.participants.filter(pk=participant).first()
    if participant is None:
        raise Http404
    initial = {
        "name": participant.name,
        "email": participant.email,
        "department": participant.department,
    }
    form = PersonForm(request.POST or None, initial=initial)
    if not summary_of(registration, reader_locale()).may_exchange:
        return show(request, registration, template="too_late", status=409)
    if request.method == "POST" and _may_write(request, form):
        chosen = services.Person(**form.cleaned_data)
        return act(request, registration, services.exchange_person, participant.pk, chosen, done="person")
    status = 422 if request.method == "POST" else 200
    return show(request, registration, template="person", form=form, participant=participant, status=status)


def _may_write(request, form) -> bool:
    """Return whether the person named in the form can be written to; an error of the form says why not."""
    if not form.is_valid():
        return False
    if may_cause_mails(request):
        return True
    form.add_error(None, too_many_mails())
    return False
