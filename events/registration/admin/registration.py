"""One registration on one page: what is booked, by whom, what it costs, what happened, what can be done."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Locale
from wagtail.permissions import policy_registry

from events.registration import mails
from events.registration.certificates import certificate_for, certificates_of
from events.registration.models import Booking, Need, Question, Registration
from events.registration.summary import summary_of
from events.registration.views.certificate import pdf_response

from .log_labels import entry_words
from .payer_actions import paying_together
from .permissions import SEE_NEEDS, desk_locale, registrations_of
from .registration_actions import actions_for


class RegistrationPage(generic.InspectView):
    any_permission_required = ["view", "change"]
    template_name = "registration/desk/registration.html"
    page_title = _("One registration")

    def get_object(self, queryset=None):
        rows = registrations_of(self.request.user).select_related("rules", "organisation")
        return get_object_or_404(rows, pk=self.pk)

    def get_fields(self):
        return []

    def get_delete_url(self):
        return None

    def get_context_data(self, **kwargs):
        registration, user = self.object, self.request.user
        locale = desk_locale()
        needs = {}
        if user.has_perm(SEE_NEEDS):
            for need in Need.objects.filter(participant__registration=registration):
                needs.setdefault(need.participant_id, []).append(need)
        may_change = user.has_perm("registration.change_registration")
        summary = summary_of(registration, locale)
        people = list(registration.participants.all())
        names = {("participant", person.pk): person.name for person in people}
        names |= {
            ("attendance", seat.pk): seat.participant.name for line in summary.lines for seat in line.people
        }
        return super().get_context_data(**kwargs) | {
            "registration": registration,
            "summary": summary,
            "people": [(person, needs.get(person.pk, [])) for person in people],
            "answers": answers_of(registration, locale),
            "log": [
                {"at": entry.at, "user": entry.user, "words": entry_words(entry, names)}
                for entry in registration.log.select_related("user")
            ],
            "actions": actions_for(registration, user) if may_change else [],
            "may_change": may_change,
            "together": paying_together(registration),
            "certificates": certificates_of(registration),
            "mails": mails.undelivered(registration),
            "active": Booking.ACTIVE,
        }


class DeskCertificate(PermissionCheckedMixin, View):
    """The certificate of one person, for the organiser to print or to send."""

    any_permission_required = ["view", "change"]
    permission_policy = None

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.permission_policy = policy_registry.get_by_type(Registration)

    def get(self, request, pk, attendance):
        registration = get_object_or_404(registrations_of(request.user).select_related("rules"), pk=pk)
        found = certificate_for(registration, attendance)
        if found is None:
            raise Http404
        if found.missing_letters:
            return redirect("registrations:inspect", registration.pk)
        return pdf_response(found)


def answers_of(registration: Registration, locale: Locale) -> list[tuple[str, str]]:
    """Question and answer in words of that locale, choices and ticks spelt out."""
    found = []
    rows = registration.answers.select_related("question").prefetch_related("question__texts")
    for answer in rows:
        texts = {text.locale_id: text for text in answer.question.texts.all()}
        text = texts.get(locale.pk) or next(iter(texts.values()), None)
        value = answer.value
        if answer.question.kind == Question.Kind.TICK:
            value = "✓"
        elif answer.question.kind == Question.Kind.CHOICE and text and value.isdigit():
            lines = [line.strip() for line in text.choices.splitlines() if line.strip()]
            value = lines[int(value)] if int(value) < len(lines) else value
        found.append((text.label if text else str(answer.question), value))
    return found
