from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.registration import tokens
from events.registration.ical import feed
from events.registration.summary import summary_of

from .decorators import private, reader_locale


@require_safe
@private(kind=tokens.CALENDAR)
def calendar(request, registration):
    """The sessions of this registration for a calendar program, at an address that opens nothing else."""
    summary = summary_of(registration, reader_locale())
    title = summary.call_page.title if summary.call_page else registration.code
    file = feed(summary, _("My sessions: %(title)s") % {"title": title})
    response = HttpResponse(file.content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{registration.code}.ics"'
    return response
