"""Recurring work of the ground floor, found by the worker."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command

from .media import renditions
from .redirects import broken_links, not_found
from .search import compound_index, zero_results


def forget_searches():
    """Counts of searches are kept for a year, those that Wagtail makes for a week."""
    zero_results.forget_old()
    call_command("searchpromotions_garbage_collect", stdout=StringIO())


def fill_search():
    """After an update of this site, or a restored database, the fuzzy step has nothing to read."""
    compound_index.fill_if_empty()


def look_for_dead_links():
    """What answers an address changes by day; a year is enough to see what was asked for in vain."""
    broken_links.find_dead_links()
    not_found.forget_old()


def complete_pictures():
    """What browsers asked for is made already; the rest of it is made here."""
    renditions.complete_pictures()


JOBS = {
    complete_pictures: timedelta(minutes=5),
    look_for_dead_links: timedelta(days=1),
    forget_searches: timedelta(days=1),
    fill_search: timedelta(hours=1),
}
