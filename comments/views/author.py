"""What writers do through the addresses that were mailed to them. Links show, buttons act."""

from contextlib import suppress
from datetime import date
from functools import wraps

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comments import tokens
from comments.forms import EditForm
from comments.models import Comment, CommentSettings
from comments.requests import readable_page
from comments.retention import WITHDRAWN
from comments.services import CommentError
from comments.services import author as service
from comments.services.confirm import confirm as confirm_comment
from home.visitors.same_origin import is_same_origin

from .pages import State, private, serve_page, small_page, speak


def opened(purpose):
    """Find the comment that the token in the address opens; say kindly when it opens none.

    The token itself is what another site cannot know, so no other protection is needed.
    """

    def decorate(view):
        @csrf_exempt
        @wraps(view)
        def opened_view(request, token):
            comment = tokens.find(purpose, token)
            if comment is None:
                return small_page(request, "gone", {}, status=410)
            speak(request, comment.language)
            return view(request, comment, token)

        return opened_view

    return decorate


@opened(tokens.OWN)
@require_safe
def own(request, comment, token):
    """The page with one's own comment in it, whatever its state; without a page, the comment alone."""
    state = State(
        own=comment,
        own_token=token,
        can_edit=_can_edit(comment),
        is_mailed=comment.published_at is None,  # told of it once, when it is public for the first time
        read_until=_read_until(comment),
    )
    page = tokens.page_of(comment)
    page = readable_page(request, page.pk) if page else None
    if page is None:
        return small_page(request, "own", {"own": comment, "state": state})
    return serve_page(request, page, state)


@opened(tokens.OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, comment, token):
    settings = _settings(comment)
    form = EditForm(request.POST or None, settings=settings, initial={"text": comment.body})
    if request.method == "POST" and form.is_valid():
        try:
            service.edit(comment.pk, form.cleaned_data["text"], settings=settings)
        except CommentError as error:
            form.add_error(error.field or None, str(error))
        else:
            return _back(comment)
    context = {"form": form, "own": comment, "token": token, "can_edit": _can_edit(comment)}
    return small_page(request, "edit", context, status=422 if form.errors else 200)


@opened(tokens.OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, comment, token):
    """Asks first, and says what will happen; the button below withdraws."""
    if comment.status == Comment.Status.WITHDRAWN:
        return _back(comment)
    if request.method == "POST":
        if is_same_origin(request):
            service.withdraw(comment.pk)
        return _back(comment)
    context = {
        "own": comment,
        "token": token,
        "days": WITHDRAWN.days,
        "has_answers": comment.direct_answers.approved().exists(),
    }
    return small_page(request, "withdraw", context)


@opened(tokens.OWN)
@require_POST
def put_back(request, comment, token):
    """Undo a withdrawal; where it is too late, the page of one's own comment says so by itself."""
    if is_same_origin(request):
        with suppress(CommentError):
            service.put_back(comment.pk)
    return _back(comment)


@opened(tokens.OWN)
@require_POST
def notify(request, comment, token):
    if is_same_origin(request):
        service.set_notify(comment.pk, request.POST.get("notify") == "1")
    return _back(comment)


@opened(tokens.CONFIRM)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, comment, token):
    """Mail scanners follow links: only the button confirms."""
    if request.method == "POST":
        return _back(confirm_comment(comment.pk, settings=_settings(comment)))
    if comment.confirmed_at:
        return _back(comment)
    page = comment.page
    title = {"title": page.title, "title_language": page.locale.language_code} if page else {}
    return small_page(request, "confirm", {"comment": comment, "title": comment.thread.title} | title)


@opened(tokens.UNSUBSCRIBE)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, comment, token):
    """One click for people; one POST for mail programs (RFC 8058), which come from elsewhere."""
    done = False
    if request.method == "POST":
        service.unsubscribe(comment)
        if request.POST.get("List-Unsubscribe") == "One-Click":
            return private(HttpResponse(status=200, content_type="text/plain"))
        done = True
    return small_page(request, "unsubscribe", {"done": done})


def _settings(comment) -> CommentSettings:
    return CommentSettings.for_site(tokens.site_of(comment))


def _can_edit(comment) -> bool:
    until = service.editable_until(comment, _settings(comment))
    return until is not None and timezone.now() <= until


def _read_until(comment) -> date | None:
    """The day until which moderators can read a withdrawn comment; None where they never could."""
    if comment.status != Comment.Status.WITHDRAWN or comment.confirmed_at is None:
        return None
    return timezone.localdate(comment.ended_at + WITHDRAWN) if comment.ended_at else None


def _back(comment) -> HttpResponseRedirect:
    return private(HttpResponseRedirect(f"{tokens.path('own', comment)}#comment-form"))
