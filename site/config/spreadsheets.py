"""CSV files of the admin as the offices' spreadsheets open them, whichever view writes them."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO

from django.urls import reverse
from django.utils.timezone import make_naive

# German and Dutch spreadsheets separate cells by semicolons, as the comma stands in their numbers. Without a
# byte order mark they take UTF-8 for an old code page.
SEPARATOR, BYTE_ORDER_MARK = ";", "\ufeff"
# A spreadsheet takes text that begins so for a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
# A moment as Python writes it: no spreadsheet reads its time zone.
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")


class CsvMiddleware:
    """Rewrites the CSV files that Wagtail's lists and reports stream, line by line."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_csv = response.get("Content-Type", "").split(";")[0] == "text/csv"
        if is_csv and response.streaming and request.path.startswith(reverse("wagtailadmin_home")):
            response.streaming_content = for_spreadsheets(response.streaming_content)
            response["Content-Type"] = "text/csv; charset=utf-8"
        return response


def for_spreadsheets(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a CSV file in UTF-8 with commas as the offices' spreadsheets read them."""
    yield BYTE_ORDER_MARK
    for row in csv.reader(chunk.decode() for chunk in chunks):
        line = StringIO()
        csv.writer(line, delimiter=SEPARATOR).writerow(map(cell, row))
        yield line.getvalue()


def cell(text: str) -> str:
    """Return the text of a cell: moments as the clocks of the office show them, what would begin a formula
    behind an apostrophe."""
    if MOMENT.fullmatch(text):
        return str(make_naive(datetime.fromisoformat(text)).replace(microsecond=0))
    return f"'{text}" if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text) else text
