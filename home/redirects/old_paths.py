"""The spellings in which an old address is stored, and asked for."""

from collections.abc import Iterator
from itertools import combinations
from urllib.parse import unquote

from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

# Written into links by mail programs and networks, and never what decides about a page.
TRACKING = ("utm_", "fbclid", "gclid", "msclkid", "mc_", "pk_", "mtm_", "_ga")
# With so many parameters each choice of them is looked for; with more, all of them, and one or two.
MOST_CHOSEN = 6
MOST_PARAMETERS = 20
LONGEST = Redirect._meta.get_field("old_path").max_length
MOST_CHARACTERS = 4_000  # of all spellings together; five parameters of an old site take half of it


def stored(path: str) -> str:
    """An old address as it is stored: Wagtail's, with a blank for %20."""
    return Redirect.normalise_path(path).replace("%20", " ")


def find(site: Site | None, full_path: str, instead_of: Redirect | None = None) -> Redirect | None:
    """The redirect of a requested address, in at most one query.

    The parameters that an editor named decide, in any order; others are ignored. Of several redirects the one
    that names most of them counts, and the site's own before that of all sites. `instead_of` is one that is
    about to be saved, and takes the place of its row.
    """
    if "\x00" in full_path or "%00" in full_path:
        return None
    spellings = _bounded(_spellings(full_path))
    rows = Redirect.get_for_site(site).filter(old_path__in=spellings)
    if instead_of is not None:
        rows = [row for row in rows if row.pk != instead_of.pk]
        rows += [instead_of] if instead_of.old_path in spellings else []
    return max(rows, key=lambda row: (_number(row.old_path), row.site_id is not None), default=None)


def _number(old_path: str) -> int:
    return len([part for part in old_path.partition("?")[2].split("&") if part])


def _bounded(spellings: Iterator[str]) -> set[str]:
    found, length = set(), 0
    for spelling in spellings:
        if spelling not in found and len(spelling) <= LONGEST:
            length += len(spelling)
            if length > MOST_CHARACTERS:
                break
            found.add(spelling)
    return found


def _spellings(full_path: str) -> Iterator[str]:
    path, _mark, query = full_path.partition("?")
    path = Redirect.normalise_path(path, decode_unicode=False)
    parts = [part for part in query.split("&") if part and not part.lower().startswith(TRACKING)]
    for chosen in _choices(parts[:MOST_PARAMETERS]):
        for spell in (str, uri_to_iri, _with_blanks, unquote):
            named = "&".join(sorted(map(spell, chosen)))
            yield f"{spell(path)}?{named}" if named else spell(path)


def _choices(parts: list[str]) -> Iterator[tuple[str, ...]]:
    whole = range(len(parts) + 1) if len(parts) <= MOST_CHOSEN else (0, 1, len(parts), 2)
    for number in whole:
        yield from combinations(parts, number)


def _with_blanks(part: str) -> str:
    return uri_to_iri(part).replace("%20", " ")
