from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from events.registration import tokens
from events.registration.certificate_pdf import as_pdf
from events.registration.certificates import Certificate, certificate_for

from .decorators import private


@require_safe
@private
def certificate(request, registration, attendance):
    """The certificate of one person, in the language of the registration; the page that says why where it
    cannot be drawn."""
    found = certificate_for(registration, attendance)
    if found is None:
        raise Http404
    if found.missing_letters:
        return redirect("registration:mine", token=tokens.token(registration))
    return pdf_response(found)


def pdf_response(found: Certificate) -> HttpResponse:
    """The file; its name says whose registration, not whose name."""
    response = HttpResponse(as_pdf(found), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}-{found.attendance}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
