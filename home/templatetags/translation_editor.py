"""Tags of the translation editor."""

from django import template

from home.localize.rights import may_publish

register = template.Library()


@register.simple_tag(takes_context=True)
def may_publish_translation(context, instance) -> bool:
    """Whether the reader may publish the page or record that is translated here."""
    return may_publish(context["request"].user, instance)
