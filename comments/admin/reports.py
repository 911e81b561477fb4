"""Reports of readers: read, decided with a statement of reasons, told to both sides
(domain.md#comment-reports)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from comments import tokens
from comments.models import Comment, Report
from comments.services.report import decide
from home.admin.columns import MomentColumn

from .filters import ReportFilters
from .permissions import CHANGE_REPORT, own_language_first
from .viewsets import DeskViewSet

UPHOLD, DISMISS = "uphold", "dismiss"


class DecisionForm(forms.Form):
    """Both get reasons: who reported, and the writer if the comment goes; in the language of each."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[(UPHOLD, _("The comment is removed")), (DISMISS, _("The comment stays"))],
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(
        label=_("Reasons, for the person who reported"), widget=forms.Textarea(attrs={"rows": 4})
    )
    reason = forms.ChoiceField(
        label=_("What the comment breaks"), choices=[("", "—"), *Comment.Reason.choices], required=False
    )
    note = forms.CharField(
        label=_("Reasons, for the writer"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only if the comment is removed. Empty: the same words as above."),
    )

    def clean(self):
        data = super().clean()
        if data.get("decision") == UPHOLD and not data.get("reason"):
            self.add_error("reason", _("Please say what the comment breaks: its writer is told."))
        return data


class ReportIndex(generic.IndexView):
    any_permission_required = ["view", "change"]
    page_title = _("Reported comments")

    def get_base_queryset(self):
        return Report.objects.select_related("comment__thread")

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return own_language_first(queryset, self.request.user, "comment__language")

    @property
    def columns(self):
        return [
            TitleColumn("page", label=_("Page"), accessor="comment.thread", get_url=self.get_inspect_url),
            Column("language", label=_("Language"), accessor="comment.get_language_display"),
            Column("get_ground_display", label=_("Reason"), sort_key="ground"),
            Column("get_status_display", label=_("State"), sort_key="status"),
            MomentColumn("created_at", label=_("Received"), sort_key="created_at"),
        ]


class ReportPage(generic.InspectView):
    any_permission_required = ["view", "change"]
    template_name = "comments/desk/report.html"
    page_title = _("Report of a comment")

    def get_object(self, queryset=None):
        rows = Report.objects.select_related("comment__thread", "comment__page__locale", "decided_by")
        return get_object_or_404(rows, pk=self.pk)

    def get_fields(self):
        return []

    def get_context_data(self, **kwargs):
        comment = self.object.comment
        return {
            "form": DecisionForm(),
            **super().get_context_data(**kwargs),
            "report": self.object,
            "comment": comment,
            "public_url": tokens.public_url(comment) if comment.is_public else "",
            "may_decide": self.request.user.has_perm(CHANGE_REPORT),
            **kwargs,
        }


class DecideView(ReportPage):
    http_method_names = ["post"]

    def post(self, request, pk):
        if not request.user.has_perm(CHANGE_REPORT):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, gettext("Please mend what is marked below."))
            response = self.render_to_response(self.get_context_data(form=form))
            response.status_code = 422
            return response
        data = form.cleaned_data
        was_open = self.object.status == Report.Status.OPEN
        decided = decide(
            pk,
            uphold=data["decision"] == UPHOLD,
            statement=data["statement"],
            note=data["note"],
            reason=data["reason"],
            user=request.user,
        )
        if was_open:
            messages.success(request, _who_is_told(decided))
        else:
            messages.warning(request, gettext("This report was decided before; nothing has changed."))
        return HttpResponseRedirect(reverse("comments_reports:inspect", args=[pk]))


def _who_is_told(report: Report) -> str:
    """The writer is where this decision removed the comment: it may have been rejected before."""
    texts = [gettext("Decided.")]
    if report.email:
        texts.append(gettext("The person who reported is told by mail."))
    comment = Comment.objects.get(pk=report.comment_id)
    is_removed = comment.status == Comment.Status.REJECTED and comment.moderated_at >= report.decided_at
    if is_removed and comment.is_mailable:
        texts.append(gettext("The writer of the comment is told by mail."))
    if len(texts) == 1:
        texts.append(gettext("No mail is sent: there is nobody to tell, or no address."))
    return " ".join(texts)


class ReportViewSet(DeskViewSet):
    model = Report
    name = "comments_reports"
    url_prefix = "comments/reports"
    icon = "warning"
    menu_label = _("Reported comments")
    menu_order = 110
    search_fields = ["explanation", "comment__thread__title"]
    filterset_class = ReportFilters
    index_view_class = ReportIndex
    inspect_view_class = ReportPage
    inspect_template_name = ReportPage.template_name
    waiting = Report.Status.OPEN

    def decisions(self):
        decide_view = self.construct_view(DecideView, **self.get_inspect_view_kwargs())
        return [path("<int:pk>/decide/", decide_view, name="decide")]
