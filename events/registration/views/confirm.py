from decimal import Decimal, InvalidOperation

from django.shortcuts import render

from events.registration import services, tokens
from events.registration.models import Registration
from events.registration.summary import summary_of

from .decorators import private, reader_locale
from .responses import to


def _agreed(request) -> Decimal:
    """The amount that the page named beside the button."""
    try:
        return Decimal(request.POST.get("agreed", "0"))
    except InvalidOperation:
        return Decimal(0)


@private
def confirm(request, registration):
    """The link of the first mail: shows on GET (mail scanners follow links), confirms on POST."""
    error = None
    if request.method == "POST":
        try:
            services.confirm(registration.pk, agreed=_agreed(request))
        except services.RegistrationError as refused:
            error = refused.message
        else:
            registration.refresh_from_db()
            held = registration.status == Registration.Status.REVIEW
            return to("mine", registration, done="" if held else "confirmed")
    context = {
        "registration": registration,
        "token": tokens.token(registration),
        "summary": summary_of(registration, reader_locale()),
        "error": error,
    }
    return render(request, "registration/confirm.html", context, status=409 if error else 200)
