"""One step down the tree of events, with a query that brings everything a page shows of other tables."""

from collections.abc import Iterable

from wagtail.url_routing import RouteResult

from home.rows import only_row

from .querysets import EventQuerySet


def step(parent, request, path_components: list[str], kinds: Iterable[EventQuerySet]) -> RouteResult | None:
    """Route to the page of one of these kinds with that slug below `parent`; None where there is none, for
    Wagtail's own way (drafts' 404, aliases, routes of the parent itself).

    Costs one query for a series and for a session of a series, two for a single event.
    """
    if not path_components or "." in path_components[0]:  # a slug has no dot, a calendar file has
        return None
    slug, *rest = path_components
    for pages in kinds:
        page = only_row(pages.child_of(parent).filter(slug=slug).with_page())
        if page is not None:
            page.reached_through = parent
            return page.route(request, rest)
    return None
