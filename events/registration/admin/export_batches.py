"""The rows of an export, a batch at a time: the memory it takes does not grow with the table."""

from collections.abc import Iterator

from django.db.models import Model, QuerySet
from django.utils.translation import override

SIZE = 200  # rows whose people and bookings are held at once


class Batches:
    """Rows in the order of a queryset, each batch read with all that its rows need.

    Wagtail asks the list of an export for its length and for its rows, nothing else.
    """

    def __init__(self, rows: QuerySet, *needed: str):
        self.rows = rows
        self.needed = needed
        self.model = rows.model

    def __len__(self) -> int:
        return self.rows.count()

    def __iter__(self) -> Iterator[Model]:
        keys = list(self.rows.values_list("pk", flat=True))
        rows = self.rows.order_by().prefetch_related(*self.needed)
        for start in range(0, len(keys), SIZE):
            batch = keys[start : start + SIZE]
            found = {row.pk: row for row in rows.filter(pk__in=batch)}
            yield from (found[pk] for pk in batch if pk in found)


def in_language(language: str, lines: Iterator[str]) -> Iterator[str]:
    """Each line made while that language is active, and no longer."""
    while True:
        with override(language):
            line = next(lines, None)
        if line is None:
            return
        yield line
