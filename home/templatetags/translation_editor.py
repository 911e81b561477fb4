"""Tags of the translation editor."""

from django import template

from home.localize.rights import may_edit, may_publish

register = template.Library()


@register.simple_tag(takes_context=True)
def may_publish_translation(context, instance) -> bool:
    """Return whether the reader may publish the page or record that is translated here."""
    return may_publish(context["request"].user, instance)


@register.simple_tag(takes_context=True)
def linked_source(context, source, translation) -> dict:
    """The language of the original as wagtail-localize shows it, with a link for those who may edit it."""
    editable = may_edit(context["request"].user, translation.source.get_source_instance())
    return source if editable else source | {"editUrl": None}
