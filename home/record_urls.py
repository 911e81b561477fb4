"""URLs of topics and places: below the page of their kind in their own language."""

from .layout import PageLayout
from .models import PlaceIndexPage, Topic, TopicIndexPage


def record_url(record, request=None) -> str:
    """Address of a topic or a place in its own language, "" where that language has no page for its kind.

    Costs no query beside the page's layout (home.layout), one for a request without one, one per call
    without a request.
    """
    kind = TopicIndexPage if isinstance(record, Topic) else PlaceIndexPage
    base = _bases(request)[kind].get(record.locale_id, "")
    return f"{base}{record.slug}/" if base else ""


def _bases(request) -> dict[type, dict[int, str]]:
    """The addresses of the lists: {kind of list: {locale's primary key: address}}."""
    layout = getattr(request, "page_layout", None) or PageLayout(request, None, "")
    if request is not None:
        request.page_layout = layout
    return layout.directories
