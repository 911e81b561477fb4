"""`{% user_bar %}`: the way from a public page to its editor, for those who are signed in."""

from django import template
from django.conf import settings
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

register = template.Library()


@register.simple_tag(takes_context=True)
def user_bar(context) -> str:
    """Return Wagtail's user bar, "" for whoever has no session or no access to the admin.

    Without a session cookie nobody is asked for the user: that alone would keep the answer out of the page
    cache. The request tells the content security policy that the bar is there.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    bar = wagtailuserbar(context)
    request.has_user_bar = bool(bar)
    return bar
