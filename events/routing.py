"""One step down the tree of events, with a query that brings everything a page shows of other tables."""

from wagtail.url_routing import RouteResult

from home.rows import only_row

from .models import EventPage, EventSeriesPage


def step(parent, request, path_components: list[str]) -> RouteResult | None:
    """Route to the series or session of that slug below `parent`; None where there is none, for Wagtail's
    own way (drafts' 404, aliases, routes of the parent itself).

    Costs one query for a series and for a session of a series, two for a single event.
    """
    if not path_components or "." in path_components[0]:  # a slug has no dot, a calendar file has
        return None
    slug, *rest = path_components
    kinds = [EventPage] if isinstance(parent, EventSeriesPage) else [EventSeriesPage, EventPage]
    for model in kinds:
        page = only_row(model.objects.child_of(parent).filter(slug=slug).with_page())
        if page is not None:
            page.reached_through = parent if isinstance(parent, EventSeriesPage) else None
            return page.route(request, rest)
    return None
