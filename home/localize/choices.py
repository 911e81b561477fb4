"""What a reader has chosen in a list, as the address of the same list in each language says it."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model
from wagtail.models import Locale

# Parameter, model, the column whose value stands in the address, and that value.
Chosen = tuple[str, type[Model], str, str]


def queries_of(
    locale: Locale, *, said: Iterable[tuple[str, str]] = (), chosen: Iterable[Chosen] = ()
) -> dict[str, str]:
    """Language -> what stands behind the question mark: the language switch keeps it.

    What is `said` means the same everywhere; `chosen` are records of `locale`, which another language names
    by its own address and leaves out where it has none. Never the number of a page: lists differ in length.
    One query for each record.
    """
    found = {code: list(said) for code, _name in settings.LANGUAGES}
    for name, model, column, value in chosen:
        group = model.objects.filter(**{column: value}, locale=locale).values("translation_key")
        rows = model.objects.filter(translation_key__in=group, live=True).order_by()
        for code, own in rows.values_list("locale__language_code", column):
            found[code].append((name, own))
    return {code: urlencode(pairs) for code, pairs in found.items()}
