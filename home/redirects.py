"""Old addresses lead to the new ones, those of topics and places as well."""

from urllib.parse import urlsplit

from wagtail.contrib.redirects import middleware
from wagtail.contrib.redirects.models import Redirect

from .visibility import readable

LONGEST = 2000  # characters of a request; an old address has at most 255, each of up to nine


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, which asks the database for any address that is not found, be it as long as it may."""

    def process_response(self, request, response):
        if len(request.get_full_path()) > LONGEST:
            return response
        return super().process_response(request, response)


def follow_slug(record) -> None:
    """Before a topic or place is saved with another slug: a permanent redirect from its old address.

    Nothing for what was never public, and where its language has no page for its kind.
    """
    from .models import PlaceIndexPage, Topic, TopicIndexPage

    before = type(record).objects.filter(pk=record.pk, live=True).values_list("slug", flat=True).first()
    if not before or before == record.slug:
        return
    directory = TopicIndexPage if isinstance(record, Topic) else PlaceIndexPage
    for page in readable(directory.objects.filter(locale_id=record.locale_id)):
        base = urlsplit(page.get_url() or "").path
        if not base:
            continue
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
