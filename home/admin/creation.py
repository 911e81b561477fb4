"""One page or record per form, even when the form reaches the server twice.

The admin posts a form by itself while somebody types, and again when a button is pressed. The second post
may leave before the answer to the first has named the draft that exists by then, or overtake it: Wagtail
would make a second page.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from .creation_key import key_of
from .edit_order import PageEdit, PageRevert


class CreatedOnceMixin:
    """Leads the second post of a form to what the first one made."""

    made_model = property(lambda self: self.model)

    def post(self, request, *args, **kwargs):
        made = self.made_already()
        if made is None:
            try:
                with transaction.atomic():
                    return super().post(request, *args, **kwargs)
            except (IntegrityError, ValidationError):  # another process was quicker
                made = self.made_already()
                if made is None:
                    raise
        return self.go_on_with(made)

    def made_already(self):
        key = key_of(self.request.POST)
        made = self.made_model._default_manager.filter(translation_key=key, locale=self.locale)
        return made.first() if key else None

    def go_on_with(self, made):
        if self.expects_json_response:  # it may be older than what is stored
            return self.json_error_response(
                "invalid_revision", _("No longer saved automatically: please save with the button.")
            )
        self.object = self.page = made
        address = self.get_edit_url()
        if not is_first_draft(made, self.request.user):
            messages.warning(self.request, _("“%(title)s” had been saved already.") % {"title": made})
            return redirect(address)
        empty(made)
        match = resolve(address)
        return match.func(self.request, *match.args, **match.kwargs)


class PageCreate(CreatedOnceMixin, CreateView):
    """Wagtail's screen for a new page, whose form makes one page only."""

    made_model = property(lambda self: self.page_class)


class PageScreens(PageViewSet):
    """Wagtail's screens of every kind of page."""

    model = Page
    add_view_class = PageCreate
    edit_view_class = PageEdit
    revisions_revert_view_class = PageRevert


def is_first_draft(made, user) -> bool:
    """Tell whether nothing has happened to it since this user's form made it."""
    revision = made.latest_revision
    return (
        not made.live
        and not made.first_published_at
        and revision is not None
        and revision.user_id == user.pk
        and made.revisions.count() == 1
        and not (isinstance(made, Page) and made.current_workflow_state)
    )


def empty(made) -> None:
    """Delete the rows and the version of a draft: the form, which knows neither, is posted to it anew."""
    with transaction.atomic():
        for relation in get_all_child_relations(type(made)):
            relation.related_model._default_manager.filter(**{relation.field.name: made.pk}).delete()
        made.revisions.all().delete()
