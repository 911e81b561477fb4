"""Reading single rows."""

from django.db.models import Model, QuerySet


def only_row(rows: QuerySet) -> Model | None:
    """Return the row of a query that finds one at most.

    `first()` would order it, and to do so Django compares every column that is read: for a page with what it
    shows of other tables that takes longer than the query.
    """
    return next(iter(rows.order_by()[:1]), None)
