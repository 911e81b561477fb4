"""`{% load formatting %}`: dates, times, money, addresses, names and soft hyphens in house style.

Filters take a language code as their argument (`{{ page.date|long_date:"nl" }}`), tags take `lang=`;
without one the active language counts. What has no value prints nothing. Output is text that the template
escapes; tags that print `<time>` escape what they are given.
"""

from collections.abc import Callable

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..formatting import dates, hyphens, person_names, postal_addresses, times
from ..formatting.money import money, vat_note

register = template.Library()


def _filter(name: str, write: Callable, **options) -> None:
    def house_filter(value, lang=None):
        return "" if value in (None, "") else write(value, lang, **options)

    house_filter.__doc__ = write.__doc__
    register.filter(name, house_filter)


for _name, _write in {
    "long_date": dates.long_date,
    "short_date": dates.short_date,
    "moment": times.moment,
    "vat_note": vat_note,
    "country_name": postal_addresses.country_name,
}.items():
    _filter(_name, _write)


@register.filter
def iso_stamp(value):
    """2017-03-15 or 2017-03-15T10:00+01:00, for `datetime` attributes (L34)."""
    return times.iso_stamp(value) if value else ""


@register.simple_tag
def price(amount, currency="EUR", lang=None, words=False):
    """2.500 € · € 2.500 · kostenlos; `words` prints 2.500 Euro · 2.500 euro. What is no number prints
    nothing."""
    try:
        return money(amount, lang, currency, words=words)
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
    return format_html(person_names.join_names(["{}"] * len(parts), lang), *parts) if parts else ""


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
}


@register.simple_tag
def stamp(value, style="long", lang=None):
    """A `<time>` element in one of the styles long, weekday, short_weekday, short, moment, clock."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', times.iso_stamp(value), STYLES[style](value, lang))
