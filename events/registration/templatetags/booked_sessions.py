"""Tags for the admin's questions: which sessions keep a page from going offline."""

from django import template

from events.registration.services import leaving

register = template.Library()


@register.simple_tag
def booked_sessions(*pages) -> list[leaving.BookedSession]:
    """Return the sessions at or below these pages that people count on, each once."""
    found = {one.page.pk: one for page in pages for one in leaving.booked(leaving.withdrawn_with(page))}
    return list(found.values())


@register.simple_tag
def booked_sessions_of(items) -> list[leaving.BookedSession]:
    """The same for the rows of Wagtail's question about several pages at once."""
    return booked_sessions(*(item["item"] for item in items))
