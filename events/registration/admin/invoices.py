"""What bookkeeping needs: every registration that costs something, as a list and as a table."""

from django.db.models import Exists, OuterRef, Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSet

from events.registration.choices import Kind
from events.registration.models import Charge, Registration
from home.admin.columns import MomentColumn

from . import export_columns
from .menu import DeskMenuItem
from .registrations import RegistrationIndex, owed


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
        Column("owed", label=_("Amount"), sort_key="owed"),
        Column("invoiced_amount", label=_("Invoiced"), sort_key="invoiced_amount"),
        Column("order_number", label=_("Order number")),
        Column("get_invoice_status_display", label=_("Invoice"), sort_key="invoice_status"),
        MomentColumn("confirmed_at", label=_("Confirmed"), sort_key="confirmed_at"),
    ]

    def get_base_queryset(self):
        """What is owed by confirmed ones, as a fee by cancelled ones, and what an invoice was sent for."""
        owes = Charge.objects.filter(registration=OuterRef("pk"), amount__gt=0)
        due = Q(status=Registration.Status.CONFIRMED) & Exists(owes) | Exists(owes.filter(kind=Kind.FEE))
        rows = super().get_base_queryset().annotate(owed=owed())
        return rows.filter(due | Q(invoiced_amount__isnull=False))


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
