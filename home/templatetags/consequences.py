"""Tags for the admin's questions: what else happens when a page or record is unpublished or deleted."""

from django import template

from home.localize import consequences

register = template.Library()


@register.simple_tag
def goes_offline_with(obj) -> str:
    return consequences.goes_offline_with(obj)


@register.simple_tag
def is_deleted_with(page) -> str:
    return consequences.is_deleted_with(page)
