"""The pages that somebody in the admin may know of: nothing names drafts and closed pages to others."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page

from .visibility import visible_to


def among_known(pages, request):
    """The pages of a chooser or its search: no drafts and closed pages but those that the user may see."""
    # By a subquery: the search takes no other condition on what it is asked in.
    known = visible_to(Page.objects.order_by(), request.user)
    return pages.filter(pk__in=known.values("pk"))


def known_among(pages: list[Page], user) -> list[Page]:
    """Those of these pages that the user may know of, in their order."""
    known = visible_to(Page.objects.filter(pk__in=[page.pk for page in pages]), user)
    keys = set(known.order_by().values_list("pk", flat=True))
    return [page for page in pages if page.pk in keys]


class BrowseKnown(BrowseView):
    """The pages below one that the user may know of."""

    def get(self, request, parent_page_id):
        if not visible_to(Page.objects.filter(pk=parent_page_id), request.user).exists():
            raise PermissionDenied
        return super().get(request, parent_page_id)


class ChosenKnown(ChosenMultipleView):
    """Titles and addresses of chosen pages that the user may know of."""

    def get(self, request):
        chosen = [pk for pk in request.GET.getlist("id") if pk.isdecimal()]
        if visible_to(Page.objects.filter(pk__in=chosen), request.user).count() < len(set(chosen)):
            raise PermissionDenied
        return super().get(request)


class KnownPageTypesUsage(PageTypesUsageReportView):
    """The report of types names the page of each that was edited last, to those who may know of it."""

    def decorate_paginated_queryset(self, page_types):
        page_types = super().decorate_paginated_queryset(page_types)
        edited = [item.last_edited_page for item in page_types if item.last_edited_page]
        known = set(known_among(edited, self.request.user))
        for item in page_types:
            item.last_edited_page = item.last_edited_page if item.last_edited_page in known else None
        return page_types
