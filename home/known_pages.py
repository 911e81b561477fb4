"""The pages that somebody in the admin may know of: no chooser names drafts and closed pages to others."""

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.models import Page

from .visibility import visible_to


def among_known(pages, request):
    """The pages of a chooser or its search: no drafts and closed pages but those that the user may see."""
    # By a subquery: the search takes no other condition on what it is asked in.
    known = visible_to(Page.objects.order_by(), request.user)
    return pages.filter(pk__in=known.values("pk"))


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
