"""What views and tags ask of a request without making its answer depend on a cookie."""

from datetime import datetime

from django.conf import settings as django_settings
from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from wagtail.models import Page, Site

from home.visitors.network_hash import recent_hashes
from home.visitors.same_origin import is_same_origin

from . import tokens
from .models import Comment, CommentSettings


def has_session(request) -> bool:
    """Return whether the visitor may be logged in. Asks the cookie only: the session itself would make every
    page vary by cookie."""
    return django_settings.SESSION_COOKIE_NAME in request.COOKIES


def settings_for(request) -> CommentSettings:
    """The comment settings of the request's site, kept with the request."""
    return CommentSettings.for_request(request)


def senders_of(request, now: datetime) -> list[str]:
    """Return the hashes of the visitor's network, today's first. Behind a proxy the server must have put the
    visitor's own address into the request."""
    return recent_hashes(request.META.get("REMOTE_ADDR", ""), now, purpose="comments.sender")


def is_safe_post(request) -> bool:
    """Visitors without a session need no token, so that the form works on cached pages; who has a session is
    protected as everywhere else."""
    if not is_same_origin(request):
        return False
    return not has_session(request) or _token_checked(request).status_code == 204


@csrf_protect
def _token_checked(request):
    return HttpResponse(status=204)


def readable_page(request, page_id: int) -> Page | None:
    """A live page that this visitor may read, as its own class and with its locale; else None."""
    page = Page.objects.live().filter(pk=page_id, alias_of=None).select_related("locale").first()
    if page is None or not _on_this_site(page, request):
        return None
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        return None
    locale, page = page.locale, page.specific
    page.locale = locale
    return page


def page_below_which(request, comment: Comment) -> Page | None:
    """The page below which the visitor reads a comment: in the language of the address, unless each language
    has a conversation of its own; else where it was written. None where neither may be read."""
    separate = settings_for(request).separate
    found = None if separate else tokens.page_in(comment, get_language())
    page = readable_page(request, found.pk) if found else None
    written_on = tokens.page_of(comment)
    return page or (readable_page(request, written_on.pk) if written_on else None)


def _on_this_site(page: Page, request) -> bool:
    site = Site.find_for_request(request)
    return site is not None and page.get_url_parts(request) is not None
