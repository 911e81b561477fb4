"""Counts addresses that answered 404, so that editors can redirect them; never who asked, or from where."""

import re
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from home.formatting.dates import ZONE
from home.models import LostAddress

MOST_A_MONTH = 3000
KEPT = timedelta(days=370)
# Addresses of pages only, in small letters of any alphabet: signed addresses, which are personal, have other
# letters or longer parts, and nobody redirects what robots try.
_CODES = "|".join(re.escape(code) for code, _name in settings.LANGUAGES)
_PAGE = re.compile(rf"/(?:{_CODES})(?:/(?:[^\W_]|-){{1,60}}){{1,6}}/?")


class LostAddressMiddleware:
    """Stands outside of the redirects, so that an address which is redirected is none that is lost."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method == "GET":
            note(request.path)
        return response


def note(path: str) -> None:
    """Count one visit: one query, three for a new address; nothing for what is no address of a page."""
    path = f"{path.rstrip('/')}/"
    if len(path) > 200 or path != path.lower() or not _PAGE.fullmatch(path):
        return
    if any(part.isdigit() for part in path.split("/")):
        return
    month = timezone.localdate(timezone=ZONE).replace(day=1)
    rows = LostAddress.objects.filter(month=month)
    if rows.filter(path=path).update(times=F("times") + 1) or rows.count() >= MOST_A_MONTH:
        return
    made = LostAddress(path=path, month=month, times=1)
    LostAddress.objects.bulk_create([made], ignore_conflicts=True)


def forget_old() -> int:
    """Delete what is older than a year; return how many."""
    return LostAddress.objects.filter(month__lt=timezone.localdate(timezone=ZONE) - KEPT).delete()[0]
