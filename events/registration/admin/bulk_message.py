"""A message to a filtered set of participants: filter, write, see preview and count, send by POST."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.registration.mails.message import message_preview
from events.registration.mails.placeholders import LABELS
from events.registration.mails.wording import MESSAGE, check
from events.registration.models import Message, Registration
from events.registration.services import RegistrationError, recipients_of, send_message

from .filters import RegistrationFilters
from .permissions import registrations_of
from .registration_actions import CHANGE

LANGUAGES = {"de": _("German"), "nl": _("Dutch")}


class MessageForm(forms.Form):
    """`languages` are those of the recipients: what is written in them is required."""

    people = forms.TypedChoiceField(
        label=_("Who gets it"),
        widget=forms.RadioSelect,
        choices=[("", _("the contacts only")), ("1", _("the contacts and everybody on their places"))],
        coerce=bool,
        empty_value=False,
        required=False,
    )
    subject_de = forms.CharField(label=_("Subject in German"), max_length=200)
    text_de = forms.CharField(label=_("Text in German"), widget=forms.Textarea(attrs={"rows": 10}))
    subject_nl = forms.CharField(label=_("Subject in Dutch"), max_length=200)
    text_nl = forms.CharField(label=_("Text in Dutch"), widget=forms.Textarea(attrs={"rows": 10}))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, languages: set[str], **kwargs):
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)
        for code in LANGUAGES:
            if code not in languages:
                del self.fields[f"subject_{code}"], self.fields[f"text_{code}"]
            else:
                self.fields[f"text_{code}"].initial = "{hello}\n\n\n\n{questions}\n\n{closing}\n"

    def clean(self):
        data = super().clean()
        for name in [name for name in self.fields if name[-3:] in {"_de", "_nl"} and data.get(name)]:
            try:
                check(data[name], MESSAGE, blocks=name.startswith("text"))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return data

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """Subject and text by language."""
        data = self.cleaned_data
        return {
            code: {"subject": data[f"subject_{code}"], "text": "\n".join(data[f"text_{code}"].splitlines())}
            for code in LANGUAGES
            if f"text_{code}" in data
        }


class Write(WagtailAdminTemplateMixin, TemplateView):
    template_name = "registration/desk/message.html"
    page_title = _("Write to participants")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        mine = registrations_of(request.user).filter(purged_at__isnull=True)
        self.filters = RegistrationFilters(request.GET, queryset=mine, request=request)
        # A filter that is not understood must not widen the circle.
        valid = self.filters.form.is_valid()
        self.rows = self.filters.qs if valid else mine.none()
        chosen = self.filters.form.cleaned_data
        if not chosen.get("status"):
            self.rows = self.rows.filter(status__in=Registration.ACTIVE)
        self.session = int(chosen["session"]) if chosen.get("session") else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        self.form = MessageForm(languages=self._languages())
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        self.form = MessageForm(request.POST, languages=self._languages())
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if "change" in request.POST:
            return self.render_to_response(self.get_context_data())
        data = self.form.cleaned_data
        recipients = recipients_of(self.rows, people=data["people"], session=self.session)
        known = Message.objects.filter(key=data["key"]).exists()
        agreed = request.POST.get("recipients") == str(len(recipients))
        if "send" not in request.POST or not (agreed or known) or not recipients:
            return self.render_to_response(self.get_context_data(recipients=recipients))
        try:
            sent, _new = send_message(
                self.rows,
                key=data["key"],
                words=self.form.words,
                people=data["people"],
                session=self.session,
                filters={name: value for name, value in request.GET.items() if value},
                user=request.user,
            )
        except RegistrationError as error:
            self.form.add_error(None, error.message)
            return self.render_to_response(self.get_context_data(), status=409)
        words = ngettext("Sent to %(number)s recipient.", "Sent to %(number)s recipients.", sent.recipients)
        messages.success(request, words % {"number": sent.recipients})
        return HttpResponseRedirect(f"{reverse('registrations:index')}?{request.GET.urlencode()}")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": gettext("Registrations")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, recipients=None, **kwargs):
        asked = self.request.POST.get("recipients")
        context = super().get_context_data(**kwargs) | {
            "filters": self.filters,
            "registrations": self.rows.count(),
            "form": self.form,
            "placeholders": [(name, LABELS[name]) for name in MESSAGE.allowed],
            "recipients": recipients,
            "changed": asked is not None and recipients is not None and asked != str(len(recipients)),
            "earlier": Message.objects.filter(user=self.request.user)[:10],
        }
        if recipients is not None:
            by_language = {found.registration.language: found for found in reversed(recipients)}
            context["previews"] = [
                (code, message_preview(by_language[code], self.form.words)) for code in sorted(by_language)
            ]
        return context

    def _languages(self) -> set[str]:
        return set(self.rows.order_by().values_list("language", flat=True).distinct())
