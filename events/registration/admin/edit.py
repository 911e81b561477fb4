"""Contact, organisation and invoice address of a registration, edited by the organiser."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from events.registration.models import Registration
from events.registration.services import change_contact
from home.formatting.postal_addresses import normalise_postcode
from home.visitors.one_line import MailField, OneLineField

from .permissions import registrations_of

FIELDS = [
    "organisation",
    "organisation_name",
    "contact_name",
    "contact_email",
    "contact_phone",
    "language",
    "invoice_name",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "invoice_country",
    "order_number",
    "einvoice_id",
    "consent_list",
    "consent_photo",
]

ONE_LINE = [
    "organisation_name",
    "contact_name",
    "contact_phone",
    "invoice_name",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "order_number",
    "einvoice_id",
]


class RegistrationForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=[("de", "Deutsch"), ("nl", "Nederlands")])
    invoice_country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        choices=[("", "—"), ("DE", _("Germany")), ("NL", _("Netherlands"))],
    )

    class Meta:
        model = Registration
        fields = FIELDS
        field_classes = dict.fromkeys(ONE_LINE, OneLineField) | {"contact_email": MailField}

    def clean(self):
        data = super().clean()
        if data.get("invoice_postcode") and data.get("invoice_country"):
            try:
                data["invoice_postcode"] = normalise_postcode(
                    data["invoice_postcode"], data["invoice_country"]
                )
            except ValidationError as error:
                self.add_error("invoice_postcode", error)
        return data

    def save(self, commit=True):
        """By the service: it locks, logs, and revokes addresses that went to another mailbox."""
        return change_contact(self.instance.pk, values=dict(self.cleaned_data), user=self.user)


class RegistrationEdit(generic.EditView):
    def get_base_object_queryset(self):
        return registrations_of(self.request.user).filter(purged_at__isnull=True)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.user = self.request.user
        return form

    def get_success_url(self):
        return self.get_inspect_url() or super().get_success_url()
