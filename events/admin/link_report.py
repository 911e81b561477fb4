"""The links to other sites' registration that editors have to mend."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from events.models import EventPage, EventSeriesPage, RegistrationLink
from home.admin.reports import Report


class RegistrationLinkReport(Report):
    """Dead registration links of the pages that the reader may edit, as of last night
    (domain.md#external-registration)."""

    page_title = _("Dead registration links")
    header_icon = "link-external"
    results_template_name = "events/admin/registration_links.html"
    index_url_name = "registration_links"
    index_results_url_name = "registration_links_results"
    permission_policy = ModelPermissionPolicy(RegistrationLink)

    def get_queryset(self):
        rows = self._links().exclude(problem="")
        return rows.order_by("failing_since", "url")

    def decorate_paginated_queryset(self, object_list):
        """Each link with the pages that name it: where it is mended."""
        links = list(object_list)
        urls = [link.url for link in links]
        named = Q(eventpage__registration_url__in=urls) | Q(eventseriespage__registration_url__in=urls)
        pages = self._pages().filter(named).select_related("locale", "eventpage", "eventseriespage")
        by_url = {}
        for page in pages.order_by("title", "pk"):
            own = getattr(page, "eventpage", None) or page.eventseriespage
            by_url.setdefault(own.registration_url, []).append(page)
        for link in links:
            link.pages = by_url.get(link.url, [])
        return links

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"unclear": self._links().filter(unclear=True).count()}

    def _pages(self):
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return Page.objects.filter(pk__in=editable.values("pk"), live=True)

    def _links(self):
        pages = self._pages().values("pk")
        named = Q(url__in=EventPage.objects.filter(pk__in=pages).values("registration_url"))
        named |= Q(url__in=EventSeriesPage.objects.filter(pk__in=pages).values("registration_url"))
        return RegistrationLink.objects.filter(named)
