"""Carrying out what the organiser does with one registration; what cannot be undone is asked once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.registration import services
from events.registration.mails.people import people_of
from events.registration.models import Registration
from events.registration.summary import Line, Summary, summary_of

from .permissions import desk_locale, registrations_of
from .registration_actions import ACTIONS, CHANGE


class ActView(WagtailAdminTemplateMixin, TemplateView):
    """Carries out one action by POST, and asks first where it is grave. Rights are looked at every time."""

    template_name = "registration/desk/ask.html"
    header_icon = "warning"

    def dispatch(self, request, *args, pk, action, **kwargs):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        self.registration = get_object_or_404(
            registrations_of(request.user).select_related("rules"), pk=pk, purged_at__isnull=True
        )
        self.action = next((found for found in ACTIONS if found.name == action), None)
        if self.action is None:
            raise Http404
        self.back = reverse("registrations:inspect", args=[pk])
        return super().dispatch(request, *args, pk=pk, action=action, **kwargs)

    def get(self, request, *args, **kwargs):
        if not self.action.grave:
            return HttpResponseNotAllowed(["POST"])
        self.form = self.action(registration=self.registration, user=request.user)
        for name in self.action.chosen:
            field, chosen = self.form.fields[name], request.GET.get(self.form.add_prefix(name), "")
            if not chosen or chosen not in {str(key) for key, _label in field.choices}:
                messages.error(request, field.error_messages["invalid_choice" if chosen else "required"])
                return HttpResponseRedirect(self.back)
            self.form.initial[name] = chosen
        if not self.form.is_offered():
            messages.warning(request, gettext("This is not possible any more."))
            return HttpResponseRedirect(self.back)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.action(request.POST, registration=self.registration, user=request.user)
        if not form.is_valid():
            texts = [str(text) for errors in form.errors.values() for text in errors]
            messages.error(request, " ".join(texts))
        else:
            try:
                form.run()
            except services.RegistrationError as error:
                messages.error(request, str(error))
            else:
                messages.success(request, gettext("Done: %(action)s") % {"action": self.action.label})
        return HttpResponseRedirect(self.back)

    def get_page_title(self):
        return self.action.label

    def get_page_subtitle(self):
        return f"{self.registration.code} · {self.registration.name}"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": gettext("Registrations")},
            {"url": self.back, "label": self.registration.code},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        summary = summary_of(self.registration, desk_locale())
        lines = self.form.concerned(summary)
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "hidden": [self.form[name] for name in self.action.chosen],
            "visible": [field for field in self.form if field.name not in self.action.chosen],
            "lines": lines,
            "recipients": recipients_of(summary, lines),
            "back": self.back,
        }


def recipients_of(summary: Summary, lines: list[Line]) -> list[tuple[str, str]]:
    """Return who gets a mail when these bookings end: the contact, and the people who were told of them."""
    registration = summary.registration
    told = registration.status == Registration.Status.CONFIRMED
    people = people_of(summary, [line.booking.pk for line in lines]) if told else {}
    return [(registration.contact_name, registration.contact_email), *people]
