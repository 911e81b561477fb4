"""What is wrong with a form, in the order of its fields."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def form_errors(form) -> list[dict]:
    """Errors of a bound form as {anchor, label, text}; the anchor is the id of the control to go to.

    Where the label of a field does not tell which one is meant, the field has an `error_label`.
    """
    if not form:
        return []
    rows = [{"anchor": "", "label": "", "text": text} for text in form.non_field_errors()]
    for field in form.visible_fields():
        anchor = field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)
        rows += [{"anchor": anchor, "label": _label(field), "text": text} for text in field.errors]
    return rows


def _label(field) -> str:
    """What a field is called there: without the word that it may stay empty."""
    label = getattr(field.field, "error_label", "") or field.label
    return str(label).removesuffix(gettext("(optional)")).strip()
