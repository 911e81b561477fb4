"""The programme and the materials of a session: times are facts of the original, words are per language.

What is not translated yet is shown in the original's words under its `lang`; what the original no longer has
is gone in every language.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, override

from home.formatting.dates import weekday_date
from home.formatting.times import JOINED_DASH, NIGHT_ENDS, clock, iso_stamp

from ..models.event import Event
from ..schedule import aware


def merged(page: Event, relation: str, *joined: str) -> list:
    """The rows of that relation in the page's language, in the order of the original.

    The page's own rows count as they are in memory, so that a preview shows what is being written. Two
    queries, one for the original itself.
    """
    own = getattr(page, relation).all()
    if isinstance(own, QuerySet):
        own = own.select_related("locale", *joined)
    older = (
        page.get_translations().filter(pk__lt=page.pk or 0, live=True, alias_of__isnull=True).order_by("pk")
    )
    original = older.values_list("pk", flat=True).first()
    if original is None:
        return list(own)
    translated = {row.translation_key: row for row in own}
    rows = own.model.objects.filter(page=original).select_related("locale", *joined)
    return [translated.get(row.translation_key, row) for row in rows.order_by("sort_order", "pk")]


def days(page: Event, lang: str) -> list[dict]:
    """The programme by day: the variables of components/programme.html."""
    return programme(merged(page, "slots"), page, lang)


def programme(slots: Iterable, page: Event, lang: str) -> list[dict]:
    by_day: dict[int, list] = {}
    for slot in slots:
        by_day.setdefault(slot.day, []).append(slot)
    several = len(by_day) > 1 or any(day > 1 for day in by_day)
    with override(lang):
        return [
            {
                "title": _day_title(number, page, lang) if several else "",
                "slots": [_slot(slot, number, page, lang) for slot in by_day[number]],
            }
            for number in sorted(by_day)
        ]


def documents(page: Event, lang: str) -> list[dict]:
    """The materials: the variables of components/documents.html."""
    with override(lang):
        return [
            {
                "title": row.label or row.document.title,
                "url": row.document.url,
                "kind": row.document.file_extension.upper(),
                "size": filesizeformat(row.document.file_size) if row.document.file_size else "",
                "lang": row.language if row.language and row.language != lang else "",
            }
            for row in merged(page, "materials", "document")
        ]


def _slot(slot, number: int, page: Event, lang: str) -> dict:
    language = slot.locale.language_code
    hours = clock(slot.starts, lang) if slot.starts is not None else ""
    if hours and slot.ends is not None:
        hours = f"{hours}{JOINED_DASH}{clock(slot.ends, lang)}"
    return {
        "time": hours,
        "iso": _iso(number, slot, page),
        "title": slot.title,
        "text": slot.text,
        "lang": language if language != lang else "",
    }


def _iso(number: int, slot, page: Event) -> str:
    """The moment at which it begins. In an evening that runs past midnight 0:15 is of the next day."""
    day = _day(number, page)
    if day is None or slot.starts is None:
        return ""
    early = number == 1 and aware(day, slot.starts) < page.starts_at
    tomorrow = day + timedelta(days=1)
    night = early and slot.starts <= NIGHT_ENDS and aware(tomorrow, slot.starts) < page.ends_at
    return iso_stamp(tomorrow if night else day, slot.starts)


def _day(number: int, page: Event):
    return page.start_date + timedelta(days=number - 1) if page.start_date else None


def _day_title(number: int, page: Event, lang: str) -> str:
    title = gettext("Day %(number)d") % {"number": number}
    day = _day(number, page)
    return f"{title}: {weekday_date(day, lang)}" if day else title
