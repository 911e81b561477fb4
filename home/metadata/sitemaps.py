"""The sitemap: every public page once, with its translations, and the routes of topics and places.

Two or three queries for each thousand addresses, however many there are. Addresses that only lead elsewhere
(aliases in the other language's tree) and what stands behind a login are left out as in every list.
"""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from ..models import Place, Topic
from ..record_urls import record_url
from ..visibility import on_site_of, readable

PER_FILE = 1000


class Addresses(Sitemap):
    """Things with a `translation_key`: each address with those of its translations."""

    limit = PER_FILE

    def __init__(self, request):
        self.request = request

    def get_urls(self, page=1, site=None, protocol=None):
        shown = list(self.paginator.page(page).object_list)
        groups: dict = {}
        for one in self.translations(shown):
            if url := self.url(one):
                groups.setdefault(one.translation_key, {})[one.locale.language_code] = url
        entries = [self._entry(one, groups.get(one.translation_key, {})) for one in shown if self.url(one)]
        moments = [entry["lastmod"] for entry in entries if entry["lastmod"]]
        if moments:
            self.latest_lastmod = max(moments)
        return entries

    def _entry(self, one, group: dict[str, str]) -> dict:
        links = [(code, group[code]) for code, _name in settings.LANGUAGES if code in group]
        if len(links) > 1:
            links.append(("x-default", dict(links).get(settings.LANGUAGE_CODE, links[0][1])))
        else:
            links = []
        return {
            "item": one,
            "location": self.url(one),
            "lastmod": one.last_published_at,
            "changefreq": None,
            "priority": "",
            "alternates": [{"lang_code": code, "location": url} for code, url in links],
        }

    def get_latest_lastmod(self):
        return self.items().aggregate(latest=Max("last_published_at"))["latest"]


class PageAddresses(Addresses):
    """The pages of this site in all its languages."""

    def items(self):
        site = Site.find_for_request(self.request)
        if site is None:
            return Page.objects.none()
        pages = on_site_of(readable(Page.objects.all()), site.root_page)
        return pages.select_related("locale").order_by("path")

    def translations(self, shown):
        keys = [page.translation_key for page in shown]
        return readable(Page.objects.filter(translation_key__in=keys)).select_related("locale")

    def url(self, page) -> str:
        return page.get_full_url(self.request) or ""


class RecordAddresses(Addresses):
    """Topics or places, each below the page of its kind in its own language."""

    def __init__(self, request, model):
        super().__init__(request)
        self.model = model

    def items(self):
        return self.model.objects.live().select_related("locale").order_by("pk")

    def translations(self, shown):
        return self.items().filter(translation_key__in=[record.translation_key for record in shown])

    def url(self, record) -> str:
        url = record_url(record, self.request)
        return self.request.build_absolute_uri(url) if url else ""


def _sections(request) -> dict[str, Addresses]:
    return {
        "pages": PageAddresses(request),
        "topics": RecordAddresses(request, Topic),
        "places": RecordAddresses(request, Place),
    }


@require_safe
def index(request) -> HttpResponse:
    """The parts of the sitemap, with the moment of the last change in each."""
    sections = {name: part for name, part in _sections(request).items() if part.items().exists()}
    return django_views.index(request, sections, sitemap_url_name="sitemap")


@require_safe
def section(request, section: str) -> HttpResponse:
    """A thousand addresses of one kind; 404 for an unknown kind or number."""
    return django_views.sitemap(request, _sections(request), section=section)


@require_safe
def robots(request) -> HttpResponse:
    """Nothing is hidden from robots but the admin; what is not to be found says so itself."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}",
        "",
    ]
    response = HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "max-age=3600"
    return response
