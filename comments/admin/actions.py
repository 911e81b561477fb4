"""What a moderator does with one comment: a form per action, a service behind it."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from comments.forms import NameField
from comments.markup import render
from comments.models import Comment
from comments.services import CommentError, moderate

from .permissions import CHANGE, ERASE

Status = Comment.Status


class Action(forms.Form):
    """`label` stands on its button; `needs` is the permission. `run` calls the service, returns what to say
    after it, and raises CommentError where it refuses.

    `seen_at` is when the moderator was shown the comment: nothing newer is overridden.
    """

    name = ""
    label = ""
    needs = CHANGE
    grave = False
    sources: tuple = ()
    seen_at = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args, comment: Comment, user, **kwargs):
        self.comment, self.user = comment, user
        kwargs["initial"] = kwargs.get("initial", {}) | {"seen_at": timezone.now().isoformat()}
        super().__init__(*args, prefix=self.name, auto_id=f"{self.name}-%s", **kwargs)

    def is_offered(self) -> bool:
        return self.comment.status in self.sources and self.user.has_perm(self.needs)

    def show_again(self, now) -> None:
        """Keep what was typed, on a screen that shows the present state."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_at")] = now.isoformat()

    def run(self) -> str:
        raise NotImplementedError


class TextAction(Action):
    text = forms.CharField(label=_("Comment"), strip=False, widget=forms.Textarea(attrs={"rows": 6}))

    def clean_text(self) -> str:
        if not render(self.cleaned_data["text"]):
            raise ValidationError(gettext("Please write some words."), code="required")
        return self.cleaned_data["text"]


class Approve(Action):
    name, label = "approve", _("Approve")
    sources = moderate.SOURCES[Status.APPROVED]

    def run(self):
        seen_at = self.cleaned_data["seen_at"]
        if not moderate.approve(self.comment.pk, user=self.user, seen_at=seen_at):
            raise CommentError(moderate.DECIDED)
        return gettext("The comment is public.")


class Reject(Action):
    name, label = "reject", _("Reject")
    grave = True
    sources = moderate.SOURCES[Status.REJECTED]
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", "—"), *Comment.Reason.choices],
        error_messages={"required": _("Please choose a reason: the writer is told.")},
    )
    note = forms.CharField(
        label=_("In your words, for the writer"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def run(self):
        data = self.cleaned_data
        if not moderate.reject(
            self.comment.pk,
            user=self.user,
            reason=data["reason"],
            note=data["note"],
            seen_at=data["seen_at"],
        ):
            raise CommentError(moderate.DECIDED)
        if self.comment.is_mailable:
            return gettext("The comment is rejected; its writer is told why.")
        return gettext("The comment is rejected. There is no confirmed address to tell its writer why.")


class Spam(Action):
    name, label = "spam", _("Spam")
    grave = True
    sources = moderate.SOURCES[Status.SPAM]

    def run(self):
        if not moderate.mark_spam(self.comment.pk, user=self.user, seen_at=self.cleaned_data["seen_at"]):
            raise CommentError(moderate.DECIDED)
        return gettext(
            "The comment is put away as spam; nobody is told. It is deleted after 30 days; until then you "
            "can approve it here."
        )


class Answer(TextAction):
    """A waiting comment becomes public with its answer."""

    name = "answer"
    label = pgettext_lazy("what one does", "Answer")
    sources = (Status.PENDING, Status.APPROVED)
    role = forms.ChoiceField(
        label=_("Speaking as"), choices=[row for row in Comment.Role.choices if row[0]], initial="staff"
    )
    author = NameField(label=_("Name that is shown"), max_length=80)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    field_order = ["role", "author", "text", "language"]

    def __init__(self, *args, comment, user, **kwargs):
        initial = {"author": user.get_full_name(), "language": comment.language}
        super().__init__(*args, comment=comment, user=user, initial=initial, **kwargs)
        self.fields["text"].label = _("Answer")

    def run(self):
        data = self.cleaned_data
        moderate.answer(
            self.comment.pk,
            user=self.user,
            role=data["role"],
            name=data["author"],
            text=data["text"],
            language=data["language"],
            seen_at=data["seen_at"],
        )
        return gettext("Your answer is public.")


class Correct(TextAction):
    name, label = "correct", _("Edit")
    sources = (Status.PENDING, Status.APPROVED, Status.REJECTED, Status.SPAM)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args, comment, **kwargs):
        initial = {"text": comment.body, "language": comment.language}
        super().__init__(*args, comment=comment, initial=initial, **kwargs)

    def run(self):
        data = self.cleaned_data
        changed = moderate.correct(
            self.comment.pk,
            user=self.user,
            text=data["text"],
            language=data["language"],
            seen_at=data["seen_at"],
        )
        if changed.is_public and changed.corrected_at:
            return gettext("The comment is changed. Readers see below it that our moderators did so.")
        return gettext("The comment is changed.")


class Erase(Action):
    name, label = "erase", _("Erase")
    needs, grave = ERASE, True
    sources = tuple(status for status in Status if status != Status.ERASED)
    sure = forms.BooleanField(
        label=_("Name, address and words go for good, from the trace as well."),
        error_messages={"required": _("Please tick this first: it cannot be undone.")},
    )

    def run(self):
        moderate.erase(self.comment.pk, user=self.user, seen_at=self.cleaned_data["seen_at"])
        return gettext("The comment is erased. Its answers stay.")


ACTIONS = [Approve, Reject, Spam, Answer, Correct, Erase]


def find(name: str) -> type[Action] | None:
    return next((action for action in ACTIONS if action.name == name), None)


def actions_for(comment: Comment, user) -> list[Action]:
    """The forms of what this user can do with it now."""
    forms = [action(comment=comment, user=user) for action in ACTIONS]
    return [form for form in forms if form.is_offered()]
