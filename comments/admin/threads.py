"""Conversations: which pages have one, and whether it goes on."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page

from comments.models import Comment, Thread
from comments.services.threads import set_mode, set_mode_of_page
from home.admin.columns import MomentColumn

from .permissions import CHANGE_THREAD


class ModeForm(forms.ModelForm):
    class Meta:
        model = Thread
        fields = ["mode"]

    def save(self, commit=True):
        """By the service: it locks the row and tells the page cache."""
        return set_mode(self.instance.pk, self.cleaned_data["mode"])


class ThreadIndex(generic.IndexView):
    any_permission_required = ["view", "change"]
    default_ordering = "-changed_at"

    def get_base_queryset(self):
        waiting = Count("comments", filter=Q(comments__status=Comment.Status.PENDING))
        return Thread.objects.annotate(waiting=waiting)

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Page"), sort_key="title", get_url=self.get_edit_url),
            Column("total", label=_("Public")),
            Column("waiting", label=_("Waiting"), sort_key="waiting"),
            Column("get_mode_display", label=_("Comments"), sort_key="mode"),
            MomentColumn("changed_at", label=_("Last change"), sort_key="changed_at"),
        ]


class CloseView(View):
    """Closes a conversation at once, from wherever one reads it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.user.has_perm(CHANGE_THREAD):
            raise PermissionDenied
        thread = get_object_or_404(Thread, pk=pk)
        set_mode(thread.pk, Thread.Mode.CLOSED)
        messages.success(request, gettext("The conversation below “%(page)s” is closed.") % {"page": thread})
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = reverse("comments_threads:index")
        return HttpResponseRedirect(back)


class ThreadOfPage(WagtailAdminTemplateMixin, FormView):
    """Comments of one page, reached from its editor, before anybody has written as well."""

    template_name = "comments/desk/thread_of_page.html"
    page_title = _("Comments")
    header_icon = "comment"
    form_class = ModeForm

    def setup(self, request, *args, page_id, **kwargs):
        super().setup(request, *args, page_id=page_id, **kwargs)
        self.page = get_object_or_404(Page, pk=page_id, depth__gt=1)
        self.thread = Thread.objects.for_page(self.page)

    def dispatch(self, request, *args, **kwargs):
        if not may_set(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.thread or Thread()}

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page": self.page, "thread": self.thread}

    def form_valid(self, form):
        set_mode_of_page(self.page, form.cleaned_data["mode"])
        messages.success(self.request, gettext("Saved. It is so in every language of the page from now on."))
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))


def may_set(user, page: Page) -> bool:
    """Return whether the user may open and close the conversation of this page from its editor."""
    return (
        user.has_perm(CHANGE_THREAD)
        and hasattr(page.specific_class, "comments_by_default")
        and page.permissions_for_user(user).can_edit()
    )


class ThreadViewSet(ModelViewSet):
    model = Thread
    name = "comments_threads"
    url_prefix = "comments/conversations"
    icon = "list-ul"
    menu_label = _("Conversations")
    menu_order = 120
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    list_filter = ["mode"]
    search_fields = ["title"]
    search_backend_name = None
    index_view_class = ThreadIndex

    def get_form_class(self, for_update=False):
        return ModeForm

    def get_urlpatterns(self):
        wanted = {"index", "index_results", "edit"}
        return [
            *(url for url in super().get_urlpatterns() if url.name in wanted),
            path("<int:pk>/close/", CloseView.as_view(), name="close"),
            path("of-page/<int:page_id>/", ThreadOfPage.as_view(), name="of_page"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        kwargs = super().get_common_view_kwargs(**kwargs)
        for name in ("add_url_name", "delete_url_name", "history_url_name", "usage_url_name"):
            kwargs[name] = None
        return kwargs
