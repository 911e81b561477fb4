from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from wagtail.contrib.routable_page.models import re_path


class CalendarFileMixin:
    """A page that can be taken along as a calendar file, below its own address.

    `calendar_names` holds the file's name per language; the page offers it under each of them.
    """

    calendar_names: dict[str, str]

    @property
    def calendar_name(self) -> str:
        return self.calendar_names.get(self.language, next(iter(self.calendar_names.values())))

    def get_route_paths(self) -> list[str]:
        """What is redirected when the page moves: whoever has subscribed notices nothing."""
        return ["/", f"/{self.calendar_name}"]

    def get_asked_calendar(self, request):
        """The file that an address asks for; lists narrow it by its query."""
        return self.get_calendar()

    @re_path(r"^(?P<name>[a-z]+\.ics)/?$", name="calendar_file")
    def calendar_file(self, request, name: str):
        """`text/calendar` with an ETag, so that subscribers fetch what has changed only."""
        if name not in self.calendar_names.values():
            raise Http404
        calendar = self.get_asked_calendar(request)
        if calendar is None:
            raise Http404
        response = HttpResponse(calendar.content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.calendar_name}"'
        response["Cache-Control"] = "max-age=3600"
        etag = quote_etag(calendar.digest)
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)
