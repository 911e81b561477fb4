"""`{% load house %}`: dates, times, money, addresses, names and soft hyphens in house style.

Filters take a language code as their argument (`{{ page.date|long_date:"nl" }}`), tags take `lang=`;
without one the active language counts. What has no value prints nothing. Output is text that the template
escapes; tags that print `<time>` escape what they are given.
"""

from collections.abc import Callable

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .. import addresses, dates, hyphens, names, times
from ..languages import language_code
from ..money import money as format_money
from ..money import percent as format_percent
from ..money import vat_note

register = template.Library()


def _filter(name: str, write: Callable, **options) -> None:
    def house_filter(value, lang=None):
        return "" if value in (None, "") else write(value, lang, **options)

    house_filter.__doc__ = write.__doc__
    register.filter(name, house_filter)


for _name, _write in {
    "long_date": dates.long_date,
    "weekday_date": dates.weekday_date,
    "short_date": dates.short_date,
    "plate_month": dates.plate_month,
    "month_year": dates.month_year,
    "clock": times.clock,
    "moment": times.moment,
    "percent": format_percent,
    "vat_note": vat_note,
    "country_name": addresses.country_name,
}.items():
    _filter(_name, _write)
_filter("short_weekday_date", dates.weekday_date, short=True)
_filter("month_heading", dates.month_year, heading=True)


@register.filter
def iso_stamp(value):
    """2017-03-15 or 2017-03-15T10:00+01:00, for `datetime` attributes (L34)."""
    return times.iso_stamp(value) if value else ""


@register.filter
def money(amount, lang=None):
    """2.500 € · € 2.500 · kostenlos · gratis; what is no number prints nothing."""
    try:
        return format_money(amount, lang)
    except ValueError:
        return ""


@register.simple_tag
def price(amount, currency="EUR", lang=None, words=False):
    """As the filter `money`, for any currency; `words` prints 2.500 Euro · 2.500 euro."""
    try:
        return format_money(amount, lang, currency, words=words)
    except ValueError:
        return ""


@register.filter(is_safe=True)
def shy(text, lang=None):
    """Soft hyphens in long words of a headline; in safe HTML only in its text."""
    return hyphens.shy(str(text), lang, is_html=isinstance(text, SafeString))


@register.filter
def marked(text, lang):
    """Text with its language where that is not the one of the page; for titles quoted in a sentence."""
    return format_html('<span lang="{}">{}</span>', lang, text) if lang and lang != get_language() else text


@register.filter
def join_names(people, lang=None):
    """A, B und C · A, B en C; links that are already safe stay links, all else is escaped."""
    parts = [conditional_escape(person) for person in people or ()]
    return format_html(names.join_names(["{}"] * len(parts), lang), *parts) if parts else ""


@register.filter
def phone(number, country="DE"):
    """+49 341 1234567-111 · +31 30 2345678; the argument is the country of numbers without a prefix."""
    return addresses.format_phone(str(number or ""), country)


@register.filter
def phone_href(number, country="DE"):
    """tel:+493411234567111, "" for what cannot be dialled."""
    return addresses.phone_href(str(number or ""), country)


@register.simple_tag
def address_lines(street="", postcode="", city="", country="DE", name="", lang=None, postal=False):
    """Lines of an address, for `{% address_lines … as lines %}`."""
    return addresses.address_lines(
        street=street or "",
        postcode=postcode or "",
        city=str(city or ""),
        country=country or "",
        name=name or "",
        lang=lang,
        postal=postal,
    )


@register.simple_tag
def year_range(since=None, until=None, lang=None):
    """2017–2018 · seit 2017 · sinds 2017; with the years the wrong way round only the first."""
    return dates.year_range(since, until if not (since and until and until < since) else None, lang)


@register.simple_tag
def old_item_note(published, lang=None):
    """The sentence above an item that is older than a year, "" for a younger one."""
    return dates.old_item_note(published, timezone.localdate(timezone=dates.ZONE), lang) if published else ""


STYLES = {
    "long": dates.long_date,
    "weekday": dates.weekday_date,
    "short_weekday": lambda value, lang: dates.weekday_date(value, lang, short=True),
    "short": dates.short_date,
    "moment": times.moment,
    "clock": times.clock,
}


@register.simple_tag
def stamp(value, style="long", lang=None):
    """A `<time>` element in one of the styles long, weekday, short_weekday, short, moment, clock."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', times.iso_stamp(value), STYLES[style](value, lang))


@register.simple_tag
def date_range(start, end=None, lang=None, dash=False, repeat_month=False):
    """Two `<time>` elements, 29. bis 31. August 2018 · 29 t/m 31 augustus 2018; one for a single day.

    An end before the start is not printed: forms refuse it, and a list must not fail for one wrong row.
    """
    if not start:
        return ""
    if end and dates.as_day(end) < dates.as_day(start):
        end = None
    parts = dates.split_date_range(start, end, lang, dash=dash, repeat_month=repeat_month)
    days = [(dates.as_day(start).isoformat(), parts.start)]
    if parts.end:
        days.append((dates.as_day(end).isoformat(), parts.end))
    return format_html_join(parts.joiner, '<time datetime="{}">{}</time>', days)


@register.simple_tag
def time_range(start, end=None, lang=None, open_end=False, colon=False):
    """10:00–16:30 Uhr · 10.00–16.30 uur · ab 10:00 Uhr · vanaf 10.00 uur."""
    return times.time_range(start, end, lang, open_end=open_end, colon=colon) if start is not None else ""


@register.simple_tag
def when(session, lang=None, short=False, colon=False):
    """Date and times of a session as `<time>` and figures; without a date its `date_hint`.

    The session needs the attributes of `home.times.Span`.
    """
    if not session.start_date:
        return getattr(session, "date_hint", "")
    code = language_code(lang)
    last = times.last_day(session)
    if last > session.start_date:
        return date_range(session.start_date, last, code)
    start = None if session.all_day else session.start_time
    day = format_html(
        '<time datetime="{}">{}</time>',
        times.iso_stamp(session.start_date, start),
        dates.weekday_date(session.start_date, code, short=short),
    )
    hours = times.day_times(session, code, colon=colon)
    return format_html('{}, <span class="num">{}</span>', day, hours) if hours else day
