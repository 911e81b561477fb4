"""`{% choices field %}`: the inputs of a group of radio buttons or checkboxes, each with its label."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html_join

register = template.Library()


@register.simple_tag
def choices(field):
    """Written out here: in a template each of them costs as much as a line of a list, and a filter may have
    one for each year."""
    return format_html_join(
        "",
        '<div class="check"><input{}><label for="{}">{}</label></div>',
        (
            (
                flatatt(
                    {"type": data["type"], "name": data["name"], "value": str(data["value"])} | data["attrs"]
                ),
                data["attrs"].get("id", ""),
                data["label"],
            )
            for data in (option.data for option in field)
        ),
    )
