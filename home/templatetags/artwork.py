"""Generated plans that stand in for a photo."""

from django import template
from django.templatetags.static import static

register = template.Library()

PLANS = 6


@register.filter
def plan_url(number) -> str:
    """Address of the plan that belongs to an item: `number` is its id, so that it keeps its plan."""
    return static(f"img/plan-{1 + int(number) % PLANS}.svg")
