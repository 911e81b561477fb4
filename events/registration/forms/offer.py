"""The form of an offer that is not binding until it is accepted."""

from django import forms

from events.registration.models import Registration
from events.registration.pricing import Due

from .invoice import add_invoice_fields, clean_invoice, invoice_values


class OfferForm(forms.Form):
    """The amount that was shown, and an invoice address where something is due and none is known yet."""

    agreed = forms.DecimalField(widget=forms.HiddenInput)

    def __init__(self, *args, registration: Registration, cost: Due, **kwargs):
        super().__init__(*args, initial={"agreed": cost.amount}, **kwargs)
        self.asks_invoice = bool(cost.amount) and not registration.invoice_name
        if self.asks_invoice:
            add_invoice_fields(self, registration.language)

    def clean(self):
        data = super().clean()
        if self.asks_invoice:
            clean_invoice(self, data)
        return data

    @property
    def accepted(self) -> dict:
        """The arguments of `services.accept_offer`."""
        invoice = invoice_values(self.cleaned_data) if self.asks_invoice else {}
        return {"agreed": self.cleaned_data["agreed"], "invoice": invoice}
