"""Answers of comments' own views: the page itself with something more, or a small page of its own."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.models import Page

from comments.forms import CommentForm
from comments.models import Comment


@dataclass
class State:
    """What the tag shows besides the conversation: a form with errors, whom one answers, one's own."""

    form: CommentForm | None = None
    answers: Comment | None = None
    own: Comment | None = None
    own_token: str = ""
    can_edit: bool = False
    is_mailed: bool = False
    read_until: date | None = None


def serve_page(request: HttpRequest, page: Page, state: State, *, status: int = 200) -> HttpResponse:
    """The page as its readers get it, in its own language, with `state` in its conversation. Never cached."""
    speak(request, page.locale.language_code)
    request.comments_state = state
    response = page.serve(request)
    if getattr(response, "context_data", None) is not None and state.form is not None and state.form.errors:
        response.context_data["title_prefix"] = _("Error:")
    response.status_code = status
    return private(response)


def small_page(request: HttpRequest, name: str, context: dict, *, status: int = 200) -> HttpResponse:
    """A page of comments' own, from templates/comments/."""
    if getattr(context.get("form"), "errors", None):
        context = context | {"title_prefix": _("Error:")}
    return private(TemplateResponse(request, f"comments/{name}.html", context, status=status))


def private(response: HttpResponse) -> HttpResponse:
    """For one pair of eyes: in no cache, in no index."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def speak(request: HttpRequest, language: str) -> None:
    """Answer in this language, whatever the address said."""
    translation.activate(language)
    request.LANGUAGE_CODE = language
