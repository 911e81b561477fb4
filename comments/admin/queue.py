"""The queue: what waits, in one's own language first, and by filter everything else."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from comments.models import Comment

from .bulk import CONSEQUENCES, LABELS, MOST, BulkForm, carry_out
from .comment import ActView, CommentPage
from .filters import CommentFilters
from .permissions import CHANGE, own_language_first
from .viewsets import DeskViewSet


class QueueIndex(generic.IndexView):
    any_permission_required = ["view", "change"]
    page_title = _("Comments")
    template_name = "comments/desk/queue.html"
    results_template_name = "comments/desk/queue_results.html"
    failed: BulkForm | None = None

    def get_base_queryset(self):
        rows = Comment.objects.seen_by_moderators().select_related("thread")
        return rows.defer("email", "sender_hash", "fingerprint", "body")

    def order_queryset(self, queryset):
        """Order pending comments by waiting time, and decided ones by decision, latest first."""
        if self.request.GET.get("status", "") in ("", Comment.Status.PENDING):
            return own_language_first(queryset, self.request.user)
        return queryset.order_by("-created_at", "-pk")

    def get_context_data(self, *args, **kwargs):
        form = self.failed or BulkForm()
        return super().get_context_data(*args, **kwargs) | {
            "bulk_form": form if self.request.user.has_perm(CHANGE) else None,
            "bulk_url": f"{reverse('comments_queue:bulk')}?{self.request.GET.urlencode()}",
            "shown_at": timezone.now().isoformat(),
        }


class Bulk(QueueIndex):
    """Decides about what is ticked, or about all that the filter of the list leaves."""

    any_permission_required = None
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request):
        back = f"{reverse('comments_queue:index')}?{request.GET.urlencode()}"
        form = BulkForm(request.POST)
        if not self.is_narrowed_rightly:
            messages.error(request, _("Please choose the filter again."))
            return HttpResponseRedirect(back)
        if not form.is_valid():
            return self.show_again(form)
        rows = form.chosen(self.get_queryset())
        if form.is_asked_about:
            return self.ask(form, rows.count(), back)
        pks = list(rows.values_list("pk", flat=True)[:MOST])
        done = carry_out(form, pks, request.user)
        asked = max(len(pks), len(form.cleaned_data["id"]))
        text = ngettext("%(number)d comment is decided.", "%(number)d comments are decided.", done)
        messages.success(request, text % {"number": done})
        if asked > done:
            text = ngettext(
                "%(number)d was passed over: it changed meanwhile, or cannot be decided so.",
                "%(number)d were passed over: they changed meanwhile, or cannot be decided so.",
                asked - done,
            )
            messages.warning(request, text % {"number": asked - done})
        return HttpResponseRedirect(back)

    @property
    def is_narrowed_rightly(self) -> bool:
        """A filter that is not understood leaves everything: nothing may be done to that."""
        return self.filters is None or self.filters.is_valid()

    def show_again(self, form):
        """The list as it was sent, with what was ticked and chosen."""
        texts = [str(text) for errors in form.errors.values() for text in errors]
        messages.error(self.request, " ".join(texts))
        self.failed = form
        response = self.get(self.request)
        response.status_code = 422
        return response

    def ask(self, form, number, back):
        context = {
            "form": form,
            "label": LABELS[form.cleaned_data["decision"]],
            "consequence": CONSEQUENCES[form.cleaned_data["decision"]],
            "reason": form.cleaned_data["reason"],
            "number": min(number, MOST),
            "left": max(number - MOST, 0),
            "filters": self.active_filters,
            "search": self.search_query,
            "url": self.request.get_full_path(),
            "back": back,
            "header_icon": "comment",
            "page_title": _("Decide about many comments"),
        }
        return TemplateResponse(self.request, "comments/desk/bulk.html", context)


class QueueViewSet(DeskViewSet):
    model = Comment
    name = "comments_queue"
    url_prefix = "comments/queue"
    icon = "comment"
    menu_label = _("Queue")
    menu_order = 100
    list_display = [Column("name", label=_("Name"))]
    search_fields = ["name", "body", "thread__title"]
    filterset_class = CommentFilters
    index_view_class = QueueIndex
    index_template_name = QueueIndex.template_name
    index_results_template_name = QueueIndex.results_template_name
    inspect_view_class = CommentPage
    inspect_template_name = CommentPage.template_name
    waiting = Comment.Status.PENDING

    def decisions(self):
        bulk = self.construct_view(Bulk, **self.get_index_view_kwargs())
        act = self.construct_view(ActView, **self.get_inspect_view_kwargs())
        return [
            path("bulk/", bulk, name="bulk"),
            path("<int:pk>/do/<slug:action>/", act, name="act"),
        ]
