"""What bookkeeping needs: every registration that costs something, as a list and as a table."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from events.registration.models import Registration
from home.admin.columns import MomentColumn

from . import export_columns
from .menu import DeskMenuItem
from .registrations import RegistrationIndex


class InvoiceFilters(WagtailFilterSet):
    class Meta:
        model = Registration
        fields = ["invoice_status", "status", "price_class"]


class InvoiceIndex(RegistrationIndex):
    columns_of_export = export_columns.INVOICE
    page_title = _("Invoices")
    header_icon = "doc-full"
    index_url_name = "invoices:index"
    index_results_url_name = "invoices:index_results"
    inspect_url_name = "registrations:inspect"
    filterset_class = InvoiceFilters
    default_ordering = ["-created_at"]
    paginate_by = 50
    model = Registration
    search_fields = ["code", "organisation_name", "invoice_name", "order_number"]
    search_backend_name = None
    export_filename = "invoices"
    with_needs = False
    with_messages = False
    list_display = [
        "code",
        Column("name", label=_("Who")),
        Column("call_title", label=_("Series or event")),
        Column("price_amount", label=_("Amount"), sort_key="price_amount"),
        Column("order_number", label=_("Order number")),
        Column("get_invoice_status_display", label=_("Invoice"), sort_key="invoice_status"),
        MomentColumn("confirmed_at", label=_("Confirmed"), sort_key="confirmed_at"),
    ]

    def get_base_queryset(self):
        """Confirmed ones, and cancelled ones of which an invoice was already sent."""
        sent = (Registration.Invoice.SENT, Registration.Invoice.PAID)
        rows = super().get_base_queryset().filter(price_amount__gt=0)
        confirmed = rows.filter(status=Registration.Status.CONFIRMED)
        return confirmed | rows.filter(invoice_status__in=sent)


class InvoicesViewSet(ViewSet):
    name = "invoices"
    icon = "doc-full"
    menu_label = _("Invoices")
    menu_order = 120

    @property
    def menu_item_class(self):
        return DeskMenuItem

    def get_urlpatterns(self):
        return [
            path("", InvoiceIndex.as_view(), name="index"),
            path("results/", InvoiceIndex.as_view(results_only=True), name="index_results"),
        ]
