"""One comment on one screen: its words, the thread and the page beside it, its writer, what can be done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from comments import tokens
from comments.conversation import Branch
from comments.models import Comment
from comments.services import CommentError

from .actions import actions_for, find
from .log_labels import trace_words
from .permissions import CHANGE, CHANGE_THREAD, own_language_first

# A longer thread is shown around the comment: its own branch, and the newest of the others.
THREAD_SHOWN = 200


class CommentPage(generic.InspectView):
    any_permission_required = ["view", "change"]
    template_name = "comments/desk/comment.html"
    page_title = _("Comment")
    failed = None

    def get_object(self, queryset=None):
        rows = Comment.objects.known_to_moderators()
        return get_object_or_404(rows.select_related("thread", "page__locale", "moderated_by"), pk=self.pk)

    def get_fields(self):
        return []

    @property
    def header_buttons(self):
        rows = Comment.objects.pending().exclude(pk=self.object.pk)
        following = own_language_first(rows, self.request.user).values_list("pk", flat=True).first()
        if following is None or not self.request.user.has_perm(CHANGE):
            return []
        url = reverse("comments_queue:inspect", args=[following])
        return [HeaderButton(_("Next waiting comment"), url=url, icon_name="arrow-right")]

    def get_context_data(self, **kwargs):
        comment, user = self.object, self.request.user
        page = tokens.page_of(comment)
        actions = actions_for(comment, user)
        if self.failed:
            actions = [self.failed if form.name == self.failed.name else form for form in actions]
        return super().get_context_data(**kwargs) | {
            "comment": comment,
            "public_url": tokens.public_url(comment) if comment.is_public else "",
            "page": page.specific if page else None,
            "page_url": page.full_url if page else "",
            "branches": self.thread(),
            "actions": actions,
            "may_decide": user.has_perm(CHANGE),
            "may_close": user.has_perm(CHANGE_THREAD),
            "writer": self.writer() if user.has_perm(CHANGE) else None,
            "traces": [(row, trace_words(row)) for row in comment.traces.select_related("user")],
            "reports": comment.reports.all(),
        }

    def thread(self) -> list[Branch]:
        """The branches of its thread as moderators see them, waiting and removed comments among them."""
        rows = self.object.thread.comments.known_to_moderators().order_by("pk")
        rows = rows.defer("email", "sender_hash", "fingerprint", "reason_note")
        own = self.object.root_id or self.object.pk
        newest = set(rows.filter(root=None).order_by("-pk").values_list("pk", flat=True)[:THREAD_SHOWN])
        branches = {}
        for row in rows.filter(root__in=newest | {own}) | rows.filter(pk__in=newest | {own}):
            if row.root_id is None:
                branches[row.pk] = Branch(row)
            elif row.root_id in branches:
                branches[row.root_id].answers.append(row)
        return list(branches.values())

    def writer(self) -> dict | None:
        """Return how many other comments came from the same e-mail address, by state; None where it was
        deleted."""
        if not self.object.email:
            return None
        rows = Comment.objects.by(self.object.email).order_by().values_list("status").annotate(Count("pk"))
        labels = dict(Comment.Status.choices)
        return {
            "states": [(labels[status], number) for status, number in sorted(rows)],
            "url": f"{reverse('comments_queue:index')}?writer={self.object.pk}",
        }


class ActView(CommentPage):
    """Carries out one action. Rights and state are looked at again with every POST; what was typed stands
    there again after an error."""

    http_method_names = ["post"]

    def post(self, request, pk, action):
        chosen = find(action)
        if chosen is None:
            raise Http404
        if not request.user.has_perm(chosen.needs):
            raise PermissionDenied
        form = chosen(request.POST, comment=self.object, user=request.user)
        if form.is_valid():
            try:
                done = form.run()
            except CommentError as error:
                messages.error(request, str(error))
                form.show_again(timezone.now())
            else:
                text = gettext("Comment %(number)s: %(done)s") % {"number": self.object, "done": done}
                messages.success(request, text)
                return HttpResponseRedirect(reverse("comments_queue:inspect", args=[pk]))
        else:
            messages.error(request, gettext("Please mend what is marked below."))
        self.object = self.get_object()
        self.failed = form
        response = self.render_to_response(self.get_context_data())
        response.status_code = 422
        return response
