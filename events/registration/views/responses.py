"""What the pages of one registration share: carry out a service, show a page, go to one."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from events.registration import services, tokens
from events.registration.summary import summary_of

from .decorators import reader_locale


def act(request, registration, service, *args, done, refused=None, **kwargs):
    """Call the service and redirect to the registration, which says what was `done` (a key of
    events.registration.views.done, or what makes one of the service's result); an error is shown there, or on
    the page `refused` describes (arguments of `show`)."""
    try:
        result = service(*args, **kwargs)
    except services.RegistrationError as error:
        return show(request, registration, error=error.message, status=409, **(refused or {}))
    return to("mine", registration, done=done(result) if callable(done) else done)


def to(name, registration, *, done=""):
    """The way to a page of this registration, with the address that holds now."""
    address = reverse(f"registration:{name}", kwargs={"token": tokens.token(registration)})
    return HttpResponseRedirect(f"{address}?done={done}" if done else address)


def show(request, registration, template="mine", status=200, **context):
    """A page of this registration, as it is in the database now."""
    registration.refresh_from_db()
    context |= {
        "registration": registration,
        "token": tokens.token(registration),
        "calendar_url": tokens.absolute("calendar", registration, kind=tokens.CALENDAR),
        "summary": summary_of(registration, reader_locale()),
    }
    return render(request, f"registration/{template}.html", context, status=status)
