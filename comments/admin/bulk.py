"""One decision about many comments. Wagtail's own bulk actions take `id=all` for every row there is, whatever
was filtered, and look at rights but not at states; so this is ours.

Rows come from the filtered list, one service call and one transaction each. Looked at again under the lock:
the state, and that the words are those the moderator was shown.
"""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from comments.services import CommentError, moderate

Status = Comment.Status
# So many at once: each may mean a mail or two.
MOST = 500
DECISIONS = {"approve": Status.APPROVED, "reject": Status.REJECTED, "spam": Status.SPAM}
LABELS = {"approve": _("Approve"), "reject": _("Reject"), "spam": _("Spam")}
# What is said before it is done. Approving what was ticked and read is the work itself, and not asked about.
CONSEQUENCES = {
    "approve": _("They become public at once. Their writers, and those whom they answer, are told by mail."),
    "reject": _(
        "Each writer gets a mail with the reason. The comments are deleted after 30 days; until then they "
        "can still be approved."
    ),
    "spam": _(
        "Nobody is told. The comments are deleted after 30 days; until then they can still be approved."
    ),
}


class BulkForm(forms.Form):
    """`everything`: all that the filter leaves, not only what is ticked. `sure` is asked for then, and before
    comments are refused.

    `seen_at` is when the list was shown: what came or was changed since is passed over.
    """

    decision = forms.ChoiceField(choices=LABELS.items())
    reason = forms.ChoiceField(label=_("Reason"), choices=Comment.Reason.choices, required=False)
    everything = forms.BooleanField(required=False)
    sure = forms.BooleanField(required=False)
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)
    id = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data=None):
        super().__init__(data, auto_id="bulk-%s")
        numbers = data.getlist("id") if data else []
        self.fields["id"].choices = [(value, value) for value in numbers if value.isdecimal()]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == "reject" and not cleaned.get("reason"):
            self.add_error("reason", _("Please choose a reason for the writers."))
        if not cleaned.get("everything") and not cleaned.get("id"):
            self.add_error("id", _("Please tick some comments first."))
        return cleaned

    @property
    def ticked(self) -> set[int]:
        """The numbers that were sent, whatever else was wrong."""
        return {int(value) for value, _label in self.fields["id"].choices}

    @property
    def is_asked_about(self) -> bool:
        """Return whether it must be asked first, and was not yet."""
        data = self.cleaned_data
        return not data["sure"] and (data["everything"] or data["decision"] != "approve")

    @property
    def sources(self) -> tuple:
        return moderate.SOURCES[DECISIONS[self.cleaned_data["decision"]]]

    def chosen(self, listed):
        """Those of the filtered list about which the decision can be taken, MOST at once."""
        rows = listed.filter(status__in=self.sources)
        if not self.cleaned_data["everything"]:
            return rows.filter(pk__in=self.cleaned_data["id"])
        return rows.filter(created_at__lte=self.cleaned_data["seen_at"])


def carry_out(form: BulkForm, pks: list[int], user) -> int:
    """Take the decision about each; return how many it was taken about."""
    return sum(_decide(form.cleaned_data, pk, user) for pk in pks)


def _decide(data: dict, pk: int, user) -> bool:
    seen_at: datetime = data["seen_at"]
    try:
        if data["decision"] == "approve":
            return moderate.approve(pk, user=user, seen_at=seen_at)
        if data["decision"] == "reject":
            return moderate.reject(pk, user=user, reason=data["reason"], seen_at=seen_at)
        return moderate.mark_spam(pk, user=user, seen_at=seen_at)
    except (CommentError, Comment.DoesNotExist):
        return False
