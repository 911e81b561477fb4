"""What is wrong with a form, in the order of its fields."""

from django import template

register = template.Library()


@register.simple_tag
def form_errors(form) -> list[dict]:
    """Errors of a bound form as {anchor, label, text}; the anchor is the id of the control to go to."""
    if not form:
        return []
    rows = [{"anchor": "", "label": "", "text": text} for text in form.non_field_errors()]
    for field in form.visible_fields():
        anchor = field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id)
        rows += [{"anchor": anchor, "label": field.label, "text": text} for text in field.errors]
    return rows
