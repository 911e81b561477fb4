"""A registration that the organiser types in, from a mail or a phone call: the same form, count and
services."""

import uuid
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from events.models import EventPage, EventSeriesPage
from events.registration import services
from events.registration.booking_context import Offer, OpenCall
from events.registration.forms import DetailsForm
from events.registration.forms.people import further_person
from events.registration.models import Registration
from home.formatting.dates import short_date
from home.visitors.one_line import ManyLinesField

from .permissions import desk_locale, pages_of

ADD = "registration.add_registration"
OVER = {"past", "cancelled"}
SPEAKS_OF_OTHERS = {
    "contact_name": _("Contact"),
    "contact_email": _("E-mail address of the contact"),
    "attends": _("The contact takes part, as person 1"),
    "contact_department": _("Department or role of the contact (optional)"),
}


class DeskOffer(Offer):
    """At the desk a session can be booked until it is over, whatever its way to register or its deadline."""

    @property
    def bookable(self) -> bool:
        return self.state.key not in OVER


@dataclass(frozen=True, kw_only=True)
class DeskCall(OpenCall):
    @cached_property
    def offers(self) -> list[Offer]:
        return [DeskOffer(entry=entry) for entry in self.entries]


class DeskForm(DetailsForm):
    """The public form without the consent that only its sender can give, nor the traps for machines."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("privacy", "website", "token"):
            del self.fields[name]
        self._speak_of_others()
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of the mails"), choices=[("de", "Deutsch"), ("nl", "Nederlands")]
        )
        self.fields["note"] = ManyLinesField(
            label=_("Note, for organisers only"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def _speak_of_others(self) -> None:
        """Labels for somebody who types in what others said, in one list without the groups of the public
        form."""
        for name, label in SPEAKS_OF_OTHERS.items():
            self.fields[name].label = label
        about = {f"p{slot}_": further_person(slot) for slot in self.people_slots}
        about |= {f"s{offer.pk}_": offer.page.title for offer in self.call.bookable}
        for name, field in self.fields.items():
            whom = about.get(f"{name.partition('_')[0]}_")
            if whom:
                field.label = format_lazy("{}: {}", whom, field.label)
        if "sessions" in self.fields:
            self.fields["sessions"].choices = [(o.pk, _with_seats(o)) for o in self.call.bookable]

    @property
    def eligibility(self) -> set[str]:
        """Who may take part is the organiser's decision here; only the price follows the register."""
        return {EventPage.Eligibility.OPEN}


def _with_seats(offer: Offer) -> str:
    """The title of a session with its day and the seats that are left, where all of them are counted here."""
    page, present = offer.page, offer.state.now
    parts = [page.title]
    if page.start_date:
        parts.append(short_date(page.start_date))
    left = page.seats.left if present.is_counted else None
    if left is not None:
        parts.append(ngettext("%(number)d seat left", "%(number)d seats left", left) % {"number": left})
    return ", ".join(parts)


class _AddView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Type in a registration")
    header_icon = "form"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("registrations:index"), "label": gettext("Registrations")},
            {"url": "", "label": self.get_page_title()},
        ]


class ChooseCall(_AddView):
    """First for which series or event."""

    template_name = "registration/desk/choose_call.html"

    def get_context_data(self, **kwargs):
        mine = pages_of(self.request.user).values("pk")
        series = EventSeriesPage.objects.filter(pk__in=mine, live=True, alias_of__isnull=True)
        single = EventPage.objects.filter(pk__in=mine, live=True, series_key=None, alias_of__isnull=True)
        found = {}
        for page in [*series.order_by("pk"), *single.order_by("pk")]:
            found.setdefault(page.translation_key, page)
        return super().get_context_data(**kwargs) | {"calls": found.values()}


class TypeIn(_AddView):
    template_name = "registration/desk/typed.html"

    def dispatch(self, request, *args, key, **kwargs):
        mine = pages_of(request.user) if request.user.is_authenticated else None
        if mine is None or not mine.filter(translation_key=key).exists():
            raise Http404
        self.call = DeskCall.find(key, desk_locale(), timezone.now())
        if self.call is None:
            raise Http404
        return super().dispatch(request, *args, key=key, **kwargs)

    def get_page_subtitle(self):
        return self.call.page.title

    def get(self, request, *args, **kwargs):
        self.form = DeskForm(call=self.call)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = DeskForm(request.POST, call=self.call)
        if self.form.is_valid():
            try:
                registration, _new = services.register(
                    rules=self.call.rules, request=self._request(), user=request.user
                )
            except services.RegistrationError as error:
                field = error.field if error.field in self.form.fields else None
                self.form.add_error(field, str(error))
            else:
                messages.success(request, gettext("Registered. The contact has been written to."))
                return HttpResponseRedirect(reverse("registrations:inspect", args=[registration.pk]))
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"form": self.form, "call": self.call}

    def _request(self):
        data = self.form.cleaned_data
        asked = self.form.request(idempotency_key=data["key"], sender_hash="", language=data["language"])
        unclear = asked.price_class == Registration.PriceClass.UNCLEAR
        return replace(
            asked,
            origin=Registration.Origin.DESK,
            note=data["note"],
            # The organiser is there to settle it: quoted as no partner until they do.
            price_class=Registration.PriceClass.NON_PARTNER if unclear else asked.price_class,
        )
