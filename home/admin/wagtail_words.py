"""Words that Wagtail 8.0 makes once, when a module is read: they would stay in one language for everybody.

Applied before a view is made of them (home.wagtail_hooks).
"""

from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic.chooser import ChooseViewMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.contrib.redirects.views import IndexView

# By another name than `_`: Wagtail's own catalogue has them, so none comes into ours.
upstream = gettext_lazy


def translate_for_each_reader() -> None:
    """Replace those words on our readers' way by ones that are made when they are printed."""
    ChooserViewSet.choose_one_text = upstream("Choose")
    ChooserViewSet.choose_another_text = upstream("Choose another")
    ChooserViewSet.edit_item_text = upstream("Edit")
    ChooserViewSet.create_action_label = upstream("Create")
    ChooserViewSet.search_tab_label = ChooseViewMixin.search_tab_label = upstream("Search")
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label = upstream("Type")
    kind.extra |= {
        "choices": ((True, upstream("Permanent")), (False, upstream("Temporary"))),
        "empty_label": upstream("All"),
    }
    IndexView.export_headings = {
        "old_path": upstream("From"),
        "site": upstream("Site"),
        "link": upstream("To"),
        "get_is_permanent_display": upstream("Type"),
    }
