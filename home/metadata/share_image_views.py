"""Serves the picture that other sites show of a page without one of its own."""

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from home.models import PageTopic, SiteSettings
from home.visibility import readable

from .share_image import draw
from .share_image_urls import digest_of, picture_url

MONTH = 30 * 24 * 3600
YEAR = 365 * 24 * 3600


@require_safe
def share_picture(request, pk: int, digest: str) -> HttpResponse:
    """The picture of a public page, drawn at the first request and kept for a month.

    An older address leads to the present one; what nobody may read has no picture.
    """
    page = readable(Page.objects.filter(pk=pk)).select_related("locale").first()
    if page is None:
        raise Http404
    site = Site.find_for_request(request)
    network = SiteSettings.objects.filter(site=site).first() or SiteSettings()
    if digest != digest_of(page, network.network_name):
        return HttpResponseRedirect(picture_url(page, network.network_name))
    content = cache.get(f"share-{pk}-{digest}")
    if content is None:
        content = _drawn(page, network.network_name)
        cache.set(f"share-{pk}-{digest}", content, MONTH)
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


def _drawn(page: Page, brand: str) -> bytes:
    topic = PageTopic.objects.filter(page=page).select_related("topic").first()
    return draw(
        title=page.title,
        brand=brand,
        label=topic.topic.name if topic else "",
        zone=topic.topic.zone if topic else "",
        lang=page.locale.language_code,
    )
