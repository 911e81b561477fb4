"""Tags of the bar below a list, with its actions on many."""

from django import template
from django.apps import apps
from django.urls import reverse
from wagtail.admin.templatetags.wagtailadmin_tags import bulk_action_choices
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from home.admin import bulk_actions

register = template.Library()


@register.inclusion_tag("wagtailadmin/shared/buttons.html", takes_context=True)
def permitted_bulk_actions(context, app_label, model_name):
    """Wagtail's buttons for many at once, without those that the reader may use on no page or record."""
    user, model = context["request"].user, apps.get_model(app_label, model_name)
    refused = {
        reverse("wagtail_bulk_action", args=[app_label, model_name, action.action_type])
        for action in bulk_action_registry.get_bulk_actions_for_model(app_label, model_name)
        if not bulk_actions.may_take(user, model, action.action_type)
    }
    buttons = bulk_action_choices(context, app_label, model_name)["buttons"]
    return {"buttons": [button for button in buttons if getattr(button, "url", None) not in refused]}


@register.simple_tag(takes_context=True)
def may_tick(context, objects) -> bool:
    """Return whether one of these rows of a list is to have a box to tick."""
    request = context.get("request")  # not in every table of Wagtail
    return request is None or any(bulk_actions.may_take_any(request.user, obj) for obj in objects)


@register.simple_tag(takes_context=True)
def may_tick_row(context, row) -> bool:
    """Return whether this row of a list is to have a box to tick."""
    return may_tick(context, [row])
