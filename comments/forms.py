"""The forms of readers. They check what is typed; services and checkers decide about it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.visitors.signed_forms import form_token, made_at

from .checks.trap import LEAST_AGE
from .markup import allowed_tags, has_address, one_line, render, tidy
from .models import CommentSettings, Report


class StampedForm(forms.Form):
    """With a field that people do not see, and the signed moment at which the form was made.

    `subject` is the primary key that the stamp belongs to.
    """

    website = forms.CharField(
        label=_("Please leave empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, subject: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject
        if not self.is_bound:
            self.initial["token"] = self.token_for(subject)

    @property
    def stamped_at(self):
        return made_at(self.data.get(self.add_prefix("token"), ""), f"comments-{self.subject}")

    def stamp_again(self, now) -> None:
        """A fresh stamp for the same words, old enough to be sent at once."""
        self.data = self.data.copy()
        self.data[self.add_prefix("token")] = self.token_for(self.subject, now - LEAST_AGE)

    @staticmethod
    def token_for(subject: int, at=None) -> str:
        """Return the token of the form of one page (or, for a report, of one comment)."""
        return form_token(f"comments-{subject}", at)

    def refuse(self, error) -> None:
        """Show what a service refused, at its field."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class NameField(forms.CharField):
    """A name in one line. An address in it would be a link in our mails, and is refused."""

    default_error_messages = {"address": _("Please write a name, not an address: it will be shown.")}
    widget = forms.TextInput(attrs={"autocomplete": "name"})

    def to_python(self, value):
        return one_line(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if has_address(value):
            raise ValidationError(self.error_messages["address"], code="address")
        if value and not any(sign.isalnum() for sign in value):
            raise ValidationError(self.error_messages["required"], code="required")


class MailField(forms.EmailField):
    """An e-mail address without the controls that Django takes within quotation marks."""

    widget = forms.EmailInput(attrs={"autocomplete": "email"})

    def to_python(self, value):
        return one_line(super().to_python(value))


class TextMixin:
    """A field `text` for a comment's words, as long as the site allows, with the help that its tags need."""

    def set_up_text(self, settings: CommentSettings) -> None:
        field = self.fields["text"]
        # Characters are counted in clean_text as a reader counts them; browsers count differently.
        self.longest = settings.max_length
        field.help_text = text_help(settings)

    def clean_text(self) -> str:
        text = tidy(self.cleaned_data["text"])
        if len(text) > self.longest:
            raise ValidationError(
                gettext("Please shorten your comment to %(limit)s characters; it has %(length)s."),
                params={"limit": _grouped(self.longest), "length": _grouped(len(text))},
                code="max_length",
            )
        # After the length: what a megabyte of tags would cost is not paid.
        if not render(text):
            raise ValidationError(gettext("Please write your comment."), code="required")
        return text


class CommentForm(TextMixin, StampedForm):
    name = NameField(
        label=_("Your name"),
        max_length=80,
        help_text=_("Will be shown."),
        error_messages={
            "required": _("Please write the name that is to be shown."),
            "max_length": _("Please write a name of at most 80 characters."),
        },
    )
    email = MailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Will not be published."),
        error_messages={"required": _("Please write your e-mail address: we send you a link to confirm.")},
    )
    text = forms.CharField(
        label=_("Comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please write your comment.")},
    )
    notify = forms.BooleanField(label=_("Write to me when somebody answers"), required=False)
    privacy = forms.BooleanField(
        label=_("I have read what happens with my data"),
        error_messages={"required": _("Please tick this when you have read what happens with your data.")},
    )
    answers = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    field_order = ["name", "email", "text", "notify", "privacy", "answers", "website", "token"]

    def __init__(self, *args, settings: CommentSettings, **kwargs):
        super().__init__(*args, auto_id="c-%s", **kwargs)
        self.set_up_text(settings)


class EditForm(TextMixin, forms.Form):
    text = forms.CharField(
        label=_("Comment"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Please write your comment.")},
    )

    def __init__(self, *args, settings: CommentSettings, **kwargs):
        super().__init__(*args, auto_id="c-%s", **kwargs)
        self.set_up_text(settings)


class ReportForm(StampedForm):
    """What Art. 16 of the Digital Services Act asks of a notice; the address of the comment is known."""

    ground = forms.ChoiceField(
        label=_("What is wrong with the comment?"),
        choices=Report.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason.")},
    )
    explanation = forms.CharField(
        label=_("Why do you think so?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Please tell us in a sentence why the comment should go.")},
    )
    name = NameField(label=_("Your name (optional)"), max_length=120, required=False)
    email = MailField(
        label=_("E-mail address (optional)"),
        max_length=254,
        required=False,
        help_text=_("For our receipt and our decision. Nobody else sees it."),
    )
    good_faith = forms.BooleanField(
        label=_("To the best of my knowledge, what I report is right and complete"),
        error_messages={
            "required": _("Please confirm that your report is right to the best of your knowledge.")
        },
    )

    field_order = ["ground", "explanation", "name", "email", "good_faith", "website", "token"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="r-%s", **kwargs)

    def clean_explanation(self) -> str:
        explanation = tidy(self.cleaned_data["explanation"])
        if not explanation:
            raise ValidationError(self.fields["explanation"].error_messages["required"], code="required")
        return explanation


def text_help(settings: CommentSettings):
    """How long, and which tags: made from the list that the sanitizer itself works by
    (domain.md#comments)."""
    tags = format_html_join(" ", "<code>{}</code>", ((tag,) for tag in allowed_tags()))
    return format_html(
        "{} {}",
        gettext("Up to %(limit)s characters. Links are recognised; these tags can be used:")
        % {"limit": _grouped(settings.max_length)},
        tags,
    )


def _grouped(number: int) -> str:
    """2.000 in German and Dutch."""
    return number_format(number, use_l10n=True, force_grouping=True)
