"""Where the invoice goes, where there is a price (domain.md#invoices)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from home.formatting.postal_addresses import normalise_postcode
from home.visitors.one_line import OneLineField

FIELDS = (
    "invoice_name",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "invoice_country",
    "order_number",
    "einvoice_id",
)
REQUIRED = FIELDS[:4]


def add_invoice_fields(form, language: str) -> None:
    """Required only where something is due in the end; so the stars are set by `clean_invoice`."""
    form.fields["invoice_name"] = OneLineField(label=_("Invoice to"), max_length=160, required=False)
    form.fields["invoice_street"] = OneLineField(
        label=_("Street and number"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )
    form.fields["invoice_postcode"] = OneLineField(
        label=_("Postcode"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    form.fields["invoice_city"] = OneLineField(label=_("City"), max_length=80, required=False)
    form.fields["invoice_country"] = forms.ChoiceField(
        label=_("Country"),
        choices=[("DE", _("Germany")), ("NL", _("Netherlands"))],
        initial={"nl": "NL"}.get(language, "DE"),
    )
    form.fields["order_number"] = OneLineField(
        label=_("Your order number (optional)"), max_length=60, required=False
    )
    form.fields["einvoice_id"] = OneLineField(
        label=_("Leitweg-ID, OIN or Peppol id for an e-invoice (optional)"), max_length=60, required=False
    )


def clean_invoice(form, data) -> None:
    for name in REQUIRED:
        if not data.get(name) and not form.has_error(name):
            form.add_error(name, gettext("This is needed for the invoice."))
    if data.get("invoice_postcode"):
        try:
            data["invoice_postcode"] = normalise_postcode(
                data["invoice_postcode"], data.get("invoice_country") or "DE"
            )
        except ValidationError as error:
            form.add_error("invoice_postcode", error)


def invoice_values(data) -> dict[str, str]:
    return {name: data.get(name, "") for name in FIELDS}
