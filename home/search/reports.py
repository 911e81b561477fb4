"""What readers searched in vain in the last twelve months, for editors."""

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from home.admin.reports import Report
from home.models import VainSearch


class VainSearchReport(Report):
    """Each query without a hit, the most frequent first; who searched is not known."""

    page_title = _("Searched in vain")
    header_icon = "search"
    results_template_name = "home/admin/vain_searches.html"
    index_url_name = "vain_searches"
    index_results_url_name = "vain_searches_results"
    permission_policy = ModelPermissionPolicy(VainSearch)

    def get_queryset(self):
        rows = VainSearch.objects.values("query", "locale__language_code")
        return rows.annotate(total=Sum("times"), last=Max("month")).order_by("-total", "query")
