"""What editors can mend: addresses to redirect, links to put right."""

from django.db.models import Exists, Max, OuterRef, Sum, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from home.admin.reports import Report
from home.models import DeadLink, LostAddress

from .broken_links import leading


class LostAddressReport(Report):
    """Addresses that answered 404 in the last twelve months and are not redirected by now."""

    page_title = _("Addresses without a page")
    header_icon = "warning"
    results_template_name = "home/admin/lost_addresses.html"
    index_url_name = "lost_addresses"
    index_results_url_name = "lost_addresses_results"
    permission_policy = ModelPermissionPolicy(LostAddress)

    def get_queryset(self):
        redirected = leading().annotate(path=Concat("old_path", Value("/")))
        rows = LostAddress.objects.filter(~Exists(redirected.filter(path=OuterRef("path"))))
        rows = rows.values("path").annotate(total=Sum("times"), last=Max("month"))
        return rows.order_by("-total", "path")


class DeadLinkReport(Report):
    """Dead links on the pages that the reader may edit, as of last night."""

    page_title = _("Dead links")
    header_icon = "link"
    results_template_name = "home/admin/dead_links.html"
    index_url_name = "dead_links"
    index_results_url_name = "dead_links_results"
    permission_policy = ModelPermissionPolicy(DeadLink)

    def get_queryset(self):
        pages = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        rows = DeadLink.objects.filter(page__in=pages.values("pk"))
        return rows.select_related("page__locale").order_by("page__title", "target")
