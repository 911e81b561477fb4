"""`{% load comments %}{% comments page %}`: what is said below a page; `{% comment_feed page %}` in its head.

Both together cost one query where there are no comments.
"""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..conversation import LANGUAGE_PARAMETER, PAGE_PARAMETER, Conversation
from ..forms import CommentForm
from ..page_state import page_state_of
from ..requests import has_session

register = template.Library()


def conversation_of(request, page) -> Conversation:
    """The conversation of a page, looked up once for its head and its body."""
    known = getattr(request, "comments_conversation", None)
    if known is None or known.page is not page:
        known = request.comments_conversation = Conversation(
            page=page,
            state=page_state_of(page, Site.find_for_request(request), get_language(), request),
            language=request.GET.get(LANGUAGE_PARAMETER, ""),
            number=request.GET.get(PAGE_PARAMETER, 1),
        )
    return known


@register.simple_tag(takes_context=True)
def comment_feed(context, page) -> str:
    """For the head: the feed of a page's comments, where it has some to read."""
    request = context.get("request")
    if request is None or page is None or page.pk is None:
        return ""
    conversation = conversation_of(request, page)
    if not (conversation.access.shown and conversation.total):
        return ""
    return format_html(
        '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">',
        _("Comments on “%(page)s”") % {"page": page.title},
        reverse("comments:page_feed", kwargs={"page_id": page.pk}),
    )


@register.inclusion_tag("comments/thread.html", takes_context=True)
def comments(context, page):
    """The conversation of a page and the form. Prints nothing where the page has none.

    What the views of comments want shown with it they put on the request as `comments_state`.
    """
    request = context.get("request")
    if request is None or page is None or page.pk is None:
        return {"shown": False}
    conversation = conversation_of(request, page)
    settings = conversation.settings
    state = getattr(request, "comments_state", None)
    own = getattr(state, "own", None)
    shown = conversation.access.shown or own is not None
    if not shown:
        return {"shown": False}
    form = getattr(state, "form", None)
    preview = getattr(request, "is_preview", False)
    if form is None and conversation.access.open and not preview:
        form = CommentForm(subject=page.pk, settings=settings, initial=initial(request, state))
    return {
        "shown": True,
        "page": page,
        "request": request,
        "language": get_language(),
        "conversation": conversation,
        "settings": settings,
        "state": state,
        "own": own,
        "form": form if conversation.access.open else None,
        "links": conversation.state.links,
        "report_to": conversation.state.report_to,
        "controller": settings.controller or Site.find_for_request(request).site_name,
        "with_session": has_session(request),
        "language_parameter": LANGUAGE_PARAMETER,
        "page_parameter": PAGE_PARAMETER,
    }


def initial(request, state) -> dict:
    """What the form already knows: whom one answers, and who is logged in."""
    known = {}
    if getattr(state, "answers", None) is not None:
        known["answers"] = state.answers.pk
    if has_session(request) and request.user.is_authenticated:
        known |= {"name": request.user.get_full_name(), "email": request.user.email}
    return known
