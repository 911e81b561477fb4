"""Counts searches without a hit, so that editors see what readers miss; never by whom or from where."""

import re
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from wagtail.models import Locale

from home.formatting.dates import ZONE
from home.models import VainSearch

# What looks like an address or a number of a person is not kept.
_PERSONAL = re.compile(r"@|\d{5}")
MOST_A_MONTH = 3000
KEPT = timedelta(days=370)


def note(typed: str, words: list[str], locale: Locale) -> None:
    """Count one search in vain: one query, three for a new one. What may be personal is not written."""
    query = " ".join(words).lower()[:120]
    if not query or _PERSONAL.search(typed):
        return
    month = timezone.localdate(timezone=ZONE).replace(day=1)
    rows = VainSearch.objects.filter(month=month)
    counted = rows.filter(locale=locale, query=query).update(times=F("times") + 1)
    if counted or rows.count() >= MOST_A_MONTH:
        return
    made = VainSearch(locale=locale, query=query, month=month, times=1)
    # Somebody may search for the same at this moment: then theirs counts for both.
    VainSearch.objects.bulk_create([made], ignore_conflicts=True)


def forget_old() -> int:
    """Delete what is older than a year; return how many."""
    return VainSearch.objects.filter(month__lt=timezone.localdate(timezone=ZONE) - KEPT).delete()[0]
