"""Old addresses lead to the new ones, those of topics and places as well."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects import middleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from ..models import PlaceIndexPage, Topic, TopicIndexPage
from ..visibility import readable
from .chains import circle
from .old_paths import find

LONGEST = 2000  # characters of a request; an old address has at most 255, each of up to nine
NARROWING = ("topic", "place", "author")  # home.metadata.feeds: what narrows a list, a feed, a calendar


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, which asks the database for any address that is not found, be it as long as it may.

    It knows no %20, is led astray by parameters of no meaning, and sends round in a circle.
    It also forgets what a feed or a calendar was narrowed to, so that its subscribers would get everything;
    and they would get nothing once the topic, place or person has another slug.
    """

    def process_response(self, request, response):
        if response.status_code != 404 or len(request.get_full_path()) > LONGEST:
            return response
        answer = _led_on(request) or response
        asked = {name: request.GET[name] for name in NARROWING if request.GET.get(name)}
        if not asked:
            return answer
        language = request.path.strip("/").partition("/")[0]
        present = {name: _present_slug(name, slug, language) for name, slug in asked.items()}
        if answer is not response:
            target = urlsplit(answer["Location"])
            if target.netloc in ("", request.get_host()) and not target.query:
                answer["Location"] = target._replace(query=urlencode(present)).geturl()
        elif present != asked:
            return HttpResponsePermanentRedirect(f"{request.path}?{urlencode(present)}")
        return answer


def _led_on(request) -> HttpResponseRedirect | None:
    """The redirect for an address that was not found; None for none, and for one that leads back to it."""
    site = Site.find_for_request(request)
    redirect = find(site, request.get_full_path())
    if redirect is None or redirect.link is None or circle(redirect, site, request.get_host()):
        return None
    kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    return kind(redirect.link)


def follow_slug(record) -> None:
    """Before a topic or place is saved with another slug: a permanent redirect from its old address, and
    from all that it had before.

    Nothing for what was never public, and where its language has no page for its kind.
    """
    before = type(record).objects.filter(pk=record.pk, live=True).values_list("slug", flat=True).first()
    if not before or before == record.slug:
        return
    directory = TopicIndexPage if isinstance(record, Topic) else PlaceIndexPage
    for page in readable(directory.objects.filter(locale_id=record.locale_id)):
        base = urlsplit(page.get_url() or "").path
        if not base:
            continue
        here = Redirect.objects.filter(site=page.get_site(), automatically_created=True)
        here.filter(old_path=Redirect.normalise_path(f"{base}{record.slug}")).delete()
        earlier = Redirect.objects.filter(redirect_page=page, redirect_page_route_path=f"/{before}/")
        earlier.update(redirect_page_route_path=f"/{record.slug}/")
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(f"{base}{before}"),
            site=page.get_site(),
            defaults={
                "redirect_page": page,
                "redirect_page_route_path": f"/{record.slug}/",
                "redirect_link": "",
                "automatically_created": True,
            },
        )


def _present_slug(name: str, slug: str, language: str) -> str:
    """The slug that the topic, place or person has now whose address once ended in this one, else this one;
    one query."""
    if "\x00" in slug:
        return slug
    redirects = Redirect.objects.filter(old_path__startswith=f"/{language}/", old_path__endswith=f"/{slug}")
    for redirect in redirects.filter(redirect_page__live=True).select_related("redirect_page"):
        page, route = redirect.redirect_page, redirect.redirect_page_route_path.strip("/")
        if route and getattr(page.specific_class, "keyword", "") == name:
            return route
        if name == "author" and getattr(page.specific_class, "search_kind", "") == "people":
            return page.slug
    return slug
