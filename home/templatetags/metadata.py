"""Tags of the head for machines: Open Graph and JSON-LD."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from home.metadata.open_graph import graph_of
from home.metadata.structured_data import breadcrumbs, data_block

from .navigation import layout

register = template.Library()


@register.simple_tag(takes_context=True)
def open_graph(context) -> SafeString | str:
    """Open Graph of a public page; a topic or place is shown by its own name."""
    now = layout(context)
    if not _is_public(now):
        return ""
    page, record = now.page, context.get("record")
    specific = record or page
    words = [getattr(specific, name, "") for name in ("search_description", "lead", "description")]
    url = context.get("canonical_url") or page.get_full_url(now.request)
    title = str(getattr(specific, "seo_title", "") or getattr(specific, "name", "") or page.title)
    if record is None:
        title = page.seo_title or page.title
    graph = graph_of(now, title=title, description=next(filter(None, words), ""), url=url)
    return format_html_join("\n", '<meta property="{}" content="{}">', graph)


@register.simple_tag(takes_context=True)
def structured_data(context) -> SafeString | str:
    """The path and what the page is about, as JSON-LD."""
    now = layout(context)
    if not _is_public(now):
        return ""
    page, record = now.page, context.get("record")
    url = context.get("canonical_url") or page.get_full_url(now.request)
    title = record.name if record else page.name
    path = breadcrumbs(now, [*now.crumbs, *context.get("more_crumbs", ())], (title, url))
    about = [] if record else page.get_structured_data(context.flatten() | {"page_layout": now})
    return data_block([*about, path] if path else about)


def _is_public(now) -> bool:
    """A page that is saved and asked for: no preview, no address without a page."""
    page = now.page
    return (
        now.request is not None
        and page is not None
        and bool(page.pk)
        and hasattr(page, "get_structured_data")
        and not getattr(now.request, "is_preview", False)
    )
