"""Page numbers of a list."""

from django import template

register = template.Library()


@register.filter
def elided_pages(page_obj) -> list:
    """Page numbers around the current one, with the paginator's ELLIPSIS for each gap."""
    return list(page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1))
