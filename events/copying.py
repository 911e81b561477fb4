"""Planning ahead: a series for another year, and many sessions at once, in every language of the series.

What is made is a draft; in other languages the words of the earlier translation are used again, and whatever
has none is left to its translator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.formatting.dates import short_date
from home.localize.memory import Words, use_again, words_of
from home.localize.requests import request_translations
from home.slugs import available_slug, slug_of

from .choices import Status
from .models import EventPage, EventSeriesPage

# What a new session does not take over from the one it was copied from.
EMPTY = {
    "status": Status.SCHEDULED,
    "status_reason": "",
    "previous_date": None,
    "recap": None,
    "online_url": "",
    "date_hint": "",
    "go_live_at": None,
    "expire_at": None,
}


class PlanningError(Exception):
    """What cannot be made, in the reader's language, with the field it belongs to."""

    def __init__(self, message: str, *, field: str):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class NewSession:
    """A session to be made; `titles` by language code."""

    day: date
    number: int
    titles: dict[str, str]


@transaction.atomic
def copy_series(
    series: EventSeriesPage, *, titles: dict[str, str], days: int | None, user=None
) -> EventSeriesPage:
    """Copy a series with its sessions as drafts, in all its languages, and return the copy.

    `titles` by language code; `days` by which every date moves, None to leave the dates open. The copies have
    seat rows of their own with the same capacity and nobody in them. Raises PlanningError where a series
    of that title stands in the same calendar: so a second submit makes no second copy.
    """
    parent = Page.objects.select_for_update().get(pk=series.get_parent().pk)
    title = titles[series.locale.language_code]
    if EventSeriesPage.objects.child_of(parent).filter(title__iexact=title).exists():
        raise PlanningError(
            _("There is a series with this title already."), field=f"title_{series.locale.language_code}"
        )
    slug = available_slug(parent, slug_of(title, series.locale.language_code))
    copy = series.copy(
        recursive=True,
        to=parent.specific,
        copy_revisions=False,
        keep_live=False,
        user=user,
        update_attrs={"title": title, "slug": slug, "draft_title": title}
        | _moved(series, days, "registration_opens", "registration_closes"),
    )
    for old, new in zip(_children(series), _children(copy), strict=True):
        _renew(old, new, days, user)
    for translation in series.get_translations().filter(alias_of__isnull=True).select_related("locale"):
        request_translations(copy, [translation.locale], user=user, subtree=True)
        own = {"title": titles.get(translation.locale.language_code, "")}
        _translate(copy, translation.locale, _memory(series, translation), own)
        for old, new in zip(_children(series), _children(copy), strict=True):
            words = old.get_translation_or_none(translation.locale)
            _translate(new, translation.locale, _memory(old, words), {})
    return EventSeriesPage.objects.get(pk=copy.pk)


@transaction.atomic
def add_sessions(
    series: EventSeriesPage, sessions: Iterable[NewSession], *, publish: bool = False, user=None
) -> list[EventPage]:
    """Make these sessions below the original of a series, in all its languages, and return the originals.

    Usual times and seats are those of the series. Published only with `publish`, else drafts. Raises
    PlanningError for a day on which the series has a session already: so a second submit makes none.
    """
    Page.objects.select_for_update().get(pk=series.pk)
    sessions = list(sessions)
    taken = EventPage.objects.filter(series_key=series.translation_key).values_list("start_date", flat=True)
    twice = sorted({session.day for session in sessions} & set(taken))
    if twice:
        days = ", ".join(short_date(day) for day in twice)
        raise PlanningError(
            _("The series has a session on these days already: %(days)s") % {"days": days}, field="dates"
        )
    parent = EventSeriesPage.objects.get(pk=series.pk)
    made = []
    for session in sessions:
        page = EventPage(
            title=session.titles[series.locale.language_code],
            number=session.number,
            start_date=session.day,
            locale=series.locale,
            owner=user,
            live=False,
        )
        parent.add_child(instance=page)
        _save(page, user, publish)
        made.append(page)
    for translation in series.get_translations().filter(alias_of__isnull=True).select_related("locale"):
        code = translation.locale.language_code
        for page, session in zip(made, sessions, strict=True):
            request_translations(page, [translation.locale], user=user)
            missing = _translate(page, translation.locale, {}, {"title": session.titles.get(code, "")})
            if publish and translation.live and not missing:
                target = page.get_translation(translation.locale)
                target.get_latest_revision().publish(user=user)
    return made


def next_number(series: EventSeriesPage) -> int:
    """The number of the next session: one more than the highest, or than there are."""
    pages = EventPage.objects.filter(series_key=series.translation_key, locale=series.locale)
    numbers = [number for number in pages.values_list("number", flat=True) if number]
    return max([*numbers, pages.count()], default=0) + 1


def _renew(old: EventPage, new: EventPage, days: int | None, user) -> None:
    """Clear what belonged to the old session, and move or empty its dates."""
    for name, value in EMPTY.items():
        setattr(new, name, value)
    new.materials.clear()
    dates = _moved(old, days, "start_date", "end_date", "registration_opens", "registration_closes")
    for name, value in dates.items():
        setattr(new, name, value)
    _save(new, user, publish=False)


def _moved(page, days: int | None, *names: str) -> dict:
    old = {name: getattr(page, name) for name in names}
    return {
        name: value + timedelta(days=days) if value and days is not None else None
        for name, value in old.items()
    }


def _save(page: EventPage, user, publish: bool) -> None:
    page.save()
    revision = page.save_revision(user=user)
    if publish:
        revision.publish(user=user)


def _children(series) -> list[EventPage]:
    return list(EventPage.objects.child_of(series).filter(alias_of__isnull=True).order_by("path"))


def _memory(original: Page, translation: Page | None) -> Words:
    """What a translation says; an alias only repeats the original's words."""
    if translation is None or translation.alias_of_id:
        return {}
    return words_of(original.specific, translation.specific)


def _translate(page: Page, locale, words: Words, own: Words) -> int:
    return use_again(page.get_translation(locale), words, own)
