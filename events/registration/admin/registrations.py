"""The list of registrations: filters, search, exports; a constant number of queries for any number of
rows."""

from collections import OrderedDict
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db.models import Count, DecimalField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page

from events.registration.models import Booking, Charge, LogEntry, Registration
from home.admin.columns import MomentColumn
from home.visitors.one_line import printable

from .act_view import ActView
from .bulk_message import Write
from .edit import RegistrationEdit, RegistrationForm
from .export_batches import Batches, in_language
from .export_columns import COLUMNS, NEEDS, comma
from .filters import RegistrationFilters
from .log_actions import EXPORTED
from .manual_entry import ChooseCall, TypeIn
from .permissions import EXPORT, SEE_NEEDS, registrations_of
from .registration import DeskCertificate, RegistrationPage
from .registration_actions import CHANGE

TITLE = Page.objects.filter(translation_key=OuterRef("rules__call_key"), alias_of__isnull=True).order_by("pk")


# What is no seat, though the registration itself is confirmed.
UNCERTAIN = (Booking.Status.WAITING, Booking.Status.OFFERED, Booking.Status.INTEREST)


def owed() -> Coalesce:
    """What a registration of a list owes, as a column to sort by."""
    charges = Charge.objects.filter(registration=OuterRef("pk")).order_by().values("registration")
    amount = DecimalField(max_digits=9, decimal_places=2)
    return Coalesce(
        Subquery(charges.annotate(sum=Sum("amount")).values("sum")), Decimal(0), output_field=amount
    )


def held(row: Registration) -> str:
    """How many sessions a registration of the list is for, and how many of these are no seats."""
    rest = [f"{number} {status.label}" for status in UNCERTAIN if (number := getattr(row, status))]
    return f"{row.sessions} ({', '.join(rest)})" if rest else str(row.sessions)


class RegistrationIndex(generic.IndexView):
    columns_of_export = COLUMNS
    with_messages = True
    custom_value_preprocess = {
        **generic.IndexView.custom_value_preprocess,
        str: {"csv": printable, "xlsx": printable},
        Decimal: {"csv": comma, "xlsx": None},
    }

    def get_base_queryset(self):
        return registrations_of(self.request.user).annotate(
            call_title=Subquery(TITLE.values("title")[:1]),
            sessions=Count("bookings", filter=Q(bookings__status__in=Booking.ACTIVE)),
            **{status: Count("bookings", filter=Q(bookings__status=status)) for status in UNCERTAIN},
        )

    def get_queryset(self):
        rows = super().get_queryset()
        if not self.is_export:
            return rows
        needed = ["participants", "charges", "bookings__session__pages", "bookings__attendances__participant"]
        return Batches(rows, *needed, *(["participants__needs"] if self.with_needs else []))

    def search_queryset(self, queryset):
        """Search in rows of their own: joined to the list, people would multiply its counts."""
        if not self.is_searching:
            return queryset
        found = super().search_queryset(Registration.objects.order_by())
        return queryset.filter(pk__in=found.values("pk"))

    @property
    def with_needs(self) -> bool:
        """Needs are exported when asked for, by those who may see them (domain.md#special-data)."""
        return "needs" in self.request.GET and self.request.user.has_perm(SEE_NEEDS)

    @property
    def export_columns(self) -> dict:
        return self.columns_of_export | (NEEDS if self.with_needs else {})

    @property
    def list_export(self):
        return list(self.export_columns) if self.request.user.has_perm(EXPORT) else []

    @property
    def export_headings(self):
        return {name: label for name, (label, _value) in self.export_columns.items()}

    def to_row_dict(self, item):
        return OrderedDict((name, value(item)) for name, (_label, value) in self.export_columns.items())

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Every export is logged: who, how many rows, by which filters, with needs or without."""
        if not self.request.user.has_perm(EXPORT):
            raise PermissionDenied
        details = {
            "format": spreadsheet_format,
            "rows": len(queryset),
            "needs": self.with_needs,
            "filters": sorted(name for name, value in self.request.GET.items() if value),
        }
        LogEntry.objects.create(action="exported", user=self.request.user, details=details)
        log(self.request.user, EXPORTED, user=self.request.user, data=details)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def generate_xlsx_row(self, worksheet, row_dict, date_format=None):
        """Amounts with two decimals; numbers and moments stay what they are."""
        cells = super().generate_xlsx_row(worksheet, row_dict, date_format)
        for cell, value in zip(cells, row_dict.values(), strict=True):
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
            yield cell

    def stream_csv(self, queryset):
        """In the reader's language, though lines are written when the admin has left it already."""
        return in_language(get_language(), super().stream_csv(queryset))

    @property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.with_messages and self.request.user.has_perm(CHANGE):
            url = f"{reverse('registrations:write')}?{self.request.GET.urlencode()}"
            buttons.append(Button(_("Write to these"), url=url, icon_name="mail", priority=90))
        if self.request.user.has_perms([EXPORT, SEE_NEEDS]):
            query = self.request.GET.copy()
            query["export"], query["needs"] = "xlsx", "1"
            url = f"{self.request.path}?{query.urlencode()}"
            buttons.append(Button(_("Download XLSX with needs"), url=url, icon_name="download", priority=95))
        return buttons

    def get_edit_url(self, instance):
        """A click on the code opens the whole registration."""
        return self.get_inspect_url(instance)


class RegistrationViewSet(ModelViewSet):
    model = Registration
    name = "registrations"
    icon = "form"
    menu_label = _("Registrations")
    menu_order = 110
    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = True
    list_per_page = 50
    ordering = ["-created_at"]
    list_display = [
        "code",
        Column("name", label=_("Who")),
        Column("call_title", label=_("Series or event")),
        Column("get_status_display", label=_("Status"), sort_key="status"),
        Column("sessions", label=_("Sessions"), accessor=held),
        Column("get_price_class_display", label=_("Price class"), sort_key="price_class"),
        MomentColumn("created_at", label=_("Received"), sort_key="created_at"),
    ]
    search_fields = [
        "code",
        "organisation_name",
        "contact_name",
        "contact_email",
        "participants__name",
        "participants__email",
        "bookings__attendances__substitute_name",
        "bookings__attendances__substitute_email",
    ]
    search_backend_name = None
    filterset_class = RegistrationFilters
    list_export = ["code"]
    export_filename = "registrations"
    index_view_class = RegistrationIndex
    inspect_view_class = RegistrationPage
    edit_view_class = RegistrationEdit

    def get_form_class(self, for_update=False):
        return RegistrationForm

    def get_index_view_kwargs(self, **kwargs):
        kwargs = super().get_index_view_kwargs(**kwargs)
        # Decided per reader by the view itself.
        for name in ("list_export", "export_headings"):
            kwargs.pop(name, None)
        return kwargs

    @property
    def add_view(self):
        return ChooseCall.as_view()

    def get_urlpatterns(self):
        own = [
            path("write/", Write.as_view(), name="write"),
            path("type/<uuid:key>/", TypeIn.as_view(), name="type"),
            path("<int:pk>/certificate/<int:attendance>/", DeskCertificate.as_view(), name="certificate"),
            path("<int:pk>/do/<slug:action>/", ActView.as_view(), name="act"),
        ]
        unused = {"delete", "history", "history_results", "usage"}
        return [*(url for url in super().get_urlpatterns() if url.name not in unused), *own]

    def get_common_view_kwargs(self, **kwargs):
        kwargs = super().get_common_view_kwargs(**kwargs)
        for name in ("delete_url_name", "history_url_name", "usage_url_name"):
            kwargs[name] = None
        return kwargs


def registration_url(pk: int) -> str:
    return reverse("registrations:inspect", args=[pk])
