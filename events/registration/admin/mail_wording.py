"""The mails of a call in the organiser's own words: subject and text per occasion and language."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log
from wagtail.models import Locale

from events.registration.mails.placeholders import LABELS
from events.registration.mails.preview import preview
from events.registration.mails.wording import OCCASIONS, check, standard
from events.registration.models import LetterWording, LogEntry

from .log_actions import WORDED
from .permissions import rules_of

CHANGE_RULES = "registration.change_callrules"


class CallScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about the rules of one call, for those who may edit them and the page that calls."""

    header_icon = "mail"

    def dispatch(self, request, *args, pk, **kwargs):
        if not request.user.has_perm(CHANGE_RULES):
            raise PermissionDenied
        self.rules = get_object_or_404(rules_of(request.user), pk=pk)
        self.prepare()
        return super().dispatch(request, *args, pk=pk, **kwargs)

    def prepare(self) -> None:
        """Look at what else this screen needs, and refuse where it is missing."""

    def get_page_subtitle(self):
        return str(self.rules)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("calls:index"), "label": gettext("Rules and questions")},
            {"url": reverse("calls:edit", args=[self.rules.pk]), "label": str(self.rules)},
        ]


class Letters(CallScreen):
    template_name = "registration/desk/letters.html"
    page_title = _("Wording of the mails")

    def get_context_data(self, **kwargs):
        locales = Locale.objects.filter(language_code__in=("de", "nl")).order_by("language_code")
        own = set(self.rules.wordings.values_list("occasion", "locale__language_code"))
        rows = [
            (
                name,
                occasion.label,
                [(locale.language_code, (name, locale.language_code) in own) for locale in locales],
            )
            for name, occasion in OCCASIONS.items()
        ]
        return super().get_context_data(**kwargs) | {"rules": self.rules, "rows": rows}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class LetterForm(forms.ModelForm):
    """`instance` has its occasion already; each placeholder is checked where it stands."""

    class Meta:
        model = LetterWording
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def clean_subject(self):
        check(self.cleaned_data["subject"], OCCASIONS[self.instance.occasion], blocks=False)
        return " ".join(self.cleaned_data["subject"].split())

    def clean_text(self):
        text = "\n".join(line.rstrip() for line in self.cleaned_data["text"].splitlines())
        check(text, OCCASIONS[self.instance.occasion])
        return text


class Letter(CallScreen):
    """One letter: shown with a preview, saved by POST, or put back to the standard."""

    template_name = "registration/desk/letter.html"

    def dispatch(self, request, *args, occasion, language, **kwargs):
        if occasion not in OCCASIONS:
            raise Http404
        self.occasion = occasion
        self.locale = get_object_or_404(Locale, language_code=language)
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return f"{OCCASIONS[self.occasion].label} ({self.locale.get_display_name()})"

    def get(self, request, *args, **kwargs):
        wording = self._wording()
        if wording.pk is None:
            wording.subject, wording.text = standard(self.occasion, self.locale.language_code)
        self.form = LetterForm(instance=wording)
        return self._page(wording)

    def post(self, request, *args, **kwargs):
        if "standard" in request.POST:
            return self._put_back()
        wording = self._wording()
        self.form = LetterForm(request.POST, instance=wording)
        if not self.form.is_valid():
            return self._page(None, status=422)
        if "preview" in request.POST:
            return self._page(wording)
        if (wording.subject, f"{wording.text.strip()}\n") == standard(
            self.occasion, self.locale.language_code
        ):
            return self._put_back()
        with transaction.atomic():
            words = {"subject": wording.subject, "text": wording.text}
            LetterWording.objects.update_or_create(
                rules=self.rules, locale=self.locale, occasion=self.occasion, defaults=words
            )
            self._log("letter worded")
        messages.success(request, gettext("Saved. From now on this letter goes out so."))
        return HttpResponseRedirect(reverse("calls:letters", args=[self.rules.pk]))

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("calls:letters", args=[self.rules.pk]), "label": Letters.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def _wording(self):
        key = {"rules": self.rules, "locale": self.locale, "occasion": self.occasion}
        return LetterWording.objects.filter(**key).first() or LetterWording(**key)

    def _put_back(self):
        with transaction.atomic():
            own = self.rules.wordings.filter(locale=self.locale, occasion=self.occasion)
            if own.delete()[0]:
                self._log("letter put back")
        messages.success(self.request, gettext("The standard text holds."))
        return HttpResponseRedirect(reverse("calls:letters", args=[self.rules.pk]))

    def _log(self, action):
        log(self.rules, WORDED, user=self.request.user)
        LogEntry.objects.create(
            action=action,
            user=self.request.user,
            details={
                "rules": self.rules.pk,
                "occasion": self.occasion,
                "language": self.locale.language_code,
            },
        )

    def _page(self, wording, status=200):
        occasion = OCCASIONS[self.occasion]
        own = self.rules.wordings.filter(locale=self.locale, occasion=self.occasion).exists()
        context = self.get_context_data() | {
            "form": self.form,
            "placeholders": [(name, LABELS[name], name in occasion.required) for name in occasion.allowed],
            "preview": preview(self.rules, self.locale, self.occasion, wording) if wording else None,
            "language": self.locale.language_code,
            "own": own,
        }
        return self.render_to_response(context, status=status)
