"""The screen on which an administrator answers a person's request. The address travels by POST only: never in
an address line, never in a log."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from home.models import PersonRequest

from ..visitors.service_error import ServiceError
from .requests import as_text, count, erase, export, refusal
from .stored import stored


class PersonForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    action = forms.ChoiceField(
        label=gettext_lazy("What to do"),
        choices=[("export", gettext_lazy("Export everything")), ("erase", gettext_lazy("Erase everything"))],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have checked that the request comes from this person"),
        error_messages={"required": gettext_lazy("Please check first who asks, then tick this.")},
    )


class PersonView(WagtailAdminTemplateMixin, FormView):
    template_name = "home/privacy/person.html"
    page_title = gettext_lazy("Data of a person")
    header_icon = "user"
    form_class = PersonForm

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("home.add_personrequest"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        requests = PersonRequest.objects.select_related("user")[:20]
        return super().get_context_data(requests=requests, rules=stored(), **kwargs)

    def form_valid(self, form):
        email, user = form.cleaned_data["email"], self.request.user
        if form.cleaned_data["action"] == "export":
            text = as_text(export(email, user=user))
            response = HttpResponse(text, content_type="application/json; charset=utf-8")
            day = timezone.localdate().isoformat()
            response["Content-Disposition"] = f'attachment; filename="person-{day}.json"'
            response["Cache-Control"] = "no-store"
            return response
        if reason := refusal(email, user=user) or self._nothing_stored(email):
            form.add_error("email", reason)
            return self.form_invalid(form)
        if "confirmed" not in self.request.POST:
            context = self.get_context_data(form=form, confirming=email, number=count(email))
            return self.render_to_response(context)
        try:
            rows = sum(sum(counts.values()) for counts in erase(email, user=user).values())
        except ServiceError as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        messages.success(self.request, _("Erased. Entries touched: %(number)s.") % {"number": rows})
        return redirect(reverse("home_person"))

    def _nothing_stored(self, email: str) -> str:
        return "" if count(email) else _("Nothing is stored about this address.")
