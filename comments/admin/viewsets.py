"""What the moderators' lists have in common."""

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.viewsets.model import ModelViewSet

SHOWN = {"index", "index_results", "inspect"}


class DeskViewSet(ModelViewSet):
    """A list and a page for each row, which is decided about, never added, edited or deleted here."""

    waiting: str  # the state of what is to be decided, where the menu leads

    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = True
    list_per_page = 50
    search_backend_name = None
    form_fields = ["status"]

    @cached_property
    def menu_url(self):
        return f"{reverse(self.get_url_name('index'))}?status={self.waiting}"

    def decisions(self) -> list:
        """The addresses that decisions are posted to."""
        raise NotImplementedError

    def get_urlpatterns(self):
        return [*(url for url in super().get_urlpatterns() if url.name in SHOWN), *self.decisions()]

    def get_common_view_kwargs(self, **kwargs):
        left = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**kwargs) | {f"{name}_url_name": None for name in left}
