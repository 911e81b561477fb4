"""Planning ahead: a series copied for another year, many sessions made of a list of dates."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.copying import NewSession, PlanningError, add_sessions, next_number
from events.models import EventPage, EventSeriesPage
from events.registration.services import copy_call
from home.formatting.dates import short_date
from home.formatting.parse_dates import parse_day

from .mail_wording import CallScreen

LABELS = {"de": _("Title in German"), "nl": _("Title in Dutch")}
# Whole weeks, so that the weekday stays.
YEAR = timedelta(weeks=52)
MOST = 60


class DayField(forms.CharField):
    """One day, typed as one types it."""

    def to_python(self, value):
        value = super().to_python(value)
        return parse_day(value) if value else None


class SeriesScreen(CallScreen):
    """A screen about the series of a call, for those who may make pages of its kind."""

    template_name = "registration/desk/planning.html"
    header_icon = "calendar-alt"

    def prepare(self):
        originals = EventSeriesPage.objects.filter(translation_key=self.rules.call_key, alias_of__isnull=True)
        self.series = originals.order_by("pk").first()
        if self.series is None:
            raise Http404
        if not self.may(self.series.permissions_for_user(self.request.user)):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        self.form = self.get_form()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.form = self.get_form(request.POST)
        if self.form.is_valid():
            try:
                return HttpResponseRedirect(self.carry_out(self.form.cleaned_data))
            except PlanningError as error:
                self.form.add_error(error.field, str(error))
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"form": self.form, "series": self.series}

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def titles(self, data) -> dict[str, str]:
        return {code: data[f"title_{code}"] for code in LABELS if data.get(f"title_{code}")}

    @property
    def pages(self) -> dict[str, Page]:
        """The series in each of its languages, the original first."""
        found = {self.series.locale.language_code: self.series}
        others = self.series.get_translations().filter(alias_of__isnull=True).select_related("locale")
        return found | {page.locale.language_code: page for page in others}


class CopyForm(forms.Form):
    dates = forms.ChoiceField(
        label=_("Dates"),
        choices=[("shift", _("move with the first session")), ("empty", _("leave open"))],
        widget=forms.RadioSelect,
        initial="shift",
    )
    first = DayField(label=_("First session on"), required=False)

    def __init__(self, *args, pages, first, **kwargs):
        super().__init__(*args, **kwargs)
        for code, page in pages.items():
            self.fields[f"title_{code}"] = forms.CharField(
                label=LABELS[code], max_length=255, initial=page.title
            )
        self.order_fields([*(f"title_{code}" for code in LABELS), "dates", "first"])
        if first is None:
            self.fields["dates"].initial = "empty"
            self.fields["dates"].choices = [("empty", _("leave open"))]
            del self.fields["first"]
        else:
            self.fields["first"].initial = short_date(first + YEAR)
            self.fields["first"].help_text = gettext("Before: %(day)s. All others keep their distance.") % {
                "day": short_date(first)
            }

    def clean(self):
        data = super().clean()
        if data.get("dates") == "shift" and not data.get("first") and "first" not in self.errors:
            self.add_error("first", _("Give the day of the first session, or leave the dates open."))
        return data


class CopySeries(SeriesScreen):
    page_title = _("Copy for another year")
    introduction = _(
        "Copies the series with its sessions, rules, questions and mails in every language, as drafts; "
        "no registration comes along. Texts that are translated stay translated."
    )

    def may(self, rights):
        return rights.can_copy_to(self.series.get_parent(), recursive=True)

    def get_form(self, data=None):
        return CopyForm(data, pages=self.pages, first=self._first())

    def carry_out(self, data):
        moved = data["dates"] == "shift"
        days = (data["first"] - self._first()).days if moved else None
        copy = copy_call(self.series, titles=self.titles(data), days=days, user=self.request.user)
        messages.success(self.request, gettext("Copied as drafts. Publish it when everything is right."))
        return reverse("wagtailadmin_explore", args=[copy.pk])

    def _first(self):
        sessions = EventPage.objects.child_of(self.series).filter(start_date__isnull=False)
        return sessions.order_by("start_date").values_list("start_date", flat=True).first()


class DatesForm(forms.Form):
    dates = forms.CharField(
        label=_("Dates, one per line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("As in 12.03.2027, 12-03-2027 or 12. März 2027."),
    )
    number = forms.IntegerField(label=_("Number of the first"), min_value=1)

    def __init__(self, *args, pages, may_publish, number, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"de": "Termin {n}", "nl": "Bijeenkomst {n}"}
        self.fields["number"].initial = number
        for code in pages:
            self.fields[f"title_{code}"] = forms.CharField(
                label=LABELS[code],
                max_length=200,
                initial=words[code],
                help_text=_("{n} becomes the number."),
            )
        if may_publish:
            self.fields["publish"] = forms.BooleanField(label=_("Publish at once"), required=False)

    def clean_dates(self):
        days, errors = [], []
        for line in filter(None, map(str.strip, self.cleaned_data["dates"].splitlines())):
            try:
                days.append(parse_day(line))
            except ValidationError as error:
                errors.extend(error.messages)
        twice = {day for day in days if days.count(day) > 1}
        errors += [gettext("%(day)s stands there twice.") % {"day": short_date(day)} for day in sorted(twice)]
        if len(days) > MOST:
            errors.append(gettext("No more than %(number)d at once.") % {"number": MOST})
        if errors:
            raise ValidationError(errors)
        return sorted(days)


class AddSessions(SeriesScreen):
    page_title = _("Add sessions by dates")
    introduction = _(
        "Makes a session of each date, in every language of the series, with its usual times and seats."
    )

    def may(self, rights):
        return rights.can_add_subpage()

    def get_form(self, data=None):
        rights = self.series.permissions_for_user(self.request.user)
        # A session below a draft would be public before its series.
        may_publish = rights.can_publish_subpage() and self.series.live
        return DatesForm(data, pages=self.pages, may_publish=may_publish, number=next_number(self.series))

    def carry_out(self, data):
        titles = self.titles(data)
        sessions = [
            NewSession(
                day=day,
                number=number,
                titles={code: title.replace("{n}", str(number)) for code, title in titles.items()},
            )
            for number, day in enumerate(data["dates"], data["number"])
        ]
        made = add_sessions(self.series, sessions, publish=data.get("publish", False), user=self.request.user)
        words = ngettext("%(number)d session made.", "%(number)d sessions made.", len(made))
        messages.success(self.request, words % {"number": len(made)})
        return reverse("wagtailadmin_explore", args=[self.series.pk])
