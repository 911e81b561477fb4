"""Addresses: what has no language first, then everything public below /de/ and /nl/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.images.views.serve import ServeView
from wagtail.views import serve

from home.metadata import sitemaps
from home.metadata.share_image_views import share_picture
from home.search.views import search
from home.views import untranslated

from .views import to_readers_language

urlpatterns = [
    path("", to_readers_language),
    path("admin/", include("config.accounts.urls")),
    path("admin/", include("home.localize.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # A size of a picture that is not there yet is made when it is first asked for.
    re_path(
        r"^pictures/([^/]*)/(\d+)/([^/]*)/[^/]*$",
        ServeView.as_view(action="redirect"),
        name="wagtailimages_serve",
    ),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap"),
    path("share/<int:pk>-<slug:digest>.png", share_picture, name="share_picture"),
]
if settings.TRIAL:
    # What the proxy does in production: documents and originals are not for everybody.
    urlpatterns.append(
        re_path(
            r"^media/(?P<path>(?!documents/|original_images/).+)$",
            serve_file,
            {"document_root": settings.MEDIA_ROOT},
        )
    )

urlpatterns += i18n_patterns(
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path(_("registration/"), include("events.registration.urls")),
    path(_("search/"), search, name="search"),
    path(_("not-translated-yet/<uuid:key>/"), untranslated, name="untranslated"),
    path(pgettext_lazy("address", "comments/"), include("comments.urls")),
    # Calendar files below a page's own address: Wagtail's pattern takes no dot.
    re_path(r"^((?:[\w\-]+/)+[a-z]+\.ics)$", serve, name="wagtail_serve_file"),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
