"""A comment is written: below its page, or as an answer."""

from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments import tokens
from comments.forms import CommentForm
from comments.models import Comment
from comments.requests import (
    has_session,
    is_safe_post,
    page_below_which,
    readable_page,
    senders_of,
    settings_for,
)
from comments.services import CommentError
from comments.services.submit import Post, submit

from .pages import State, serve_page, speak

FORM = "comment-form"
THROTTLED = ("sender", "recipient", "everybody")
NOT_OURS = _("Your browser did not tell us that the form is ours. Please send it again from here.")


def not_ours(form, now) -> int:
    """Give a form that came from elsewhere back with everything that was typed; the status of the answer."""
    form.is_valid()
    form.add_error(None, NOT_OURS)
    form.stamp_again(now)
    return 403


def refused(form, error: CommentError, now) -> int:
    """Say in the form why it was not taken; the status of the answer."""
    form.refuse(error)
    if error.code in ("stamp", "stale"):
        form.stamp_again(now)
    return 429 if error.code in THROTTLED else 422


@csrf_exempt  # a kept page carries no token; is_safe_post asks for one where there is a session
@require_http_methods(["GET", "HEAD", "POST"])
def post(request, page_id):
    """Take a comment in, or show the page again with everything that was typed. GET leads to the page."""
    page = readable_page(request, page_id)
    if page is None:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(f"{page.get_url(request)}#{FORM}")
    speak(request, page.locale.language_code)
    settings, now = settings_for(request), timezone.now()
    form = CommentForm(request.POST, subject=page.pk, settings=settings)
    status = 422
    if not is_safe_post(request):
        status = not_ours(form, now)
    elif form.is_valid():
        try:
            comment = _submit(request, page, form, settings, now)
        except CommentError as error:
            status = refused(form, error, now)
        else:
            return HttpResponseRedirect(f"{tokens.path('own', comment)}#{FORM}")
    return serve_page(request, page, State(form=form, answers=_answered(form)), status=status)


@require_safe
def answer(request, pk):
    """The page, in the visitor's language, with a form that answers one comment; no script is needed."""
    comment = Comment.objects.approved().select_related("thread", "page__locale").filter(pk=pk).first()
    page = page_below_which(request, comment) if comment else None
    if page is None:
        raise Http404
    return serve_page(request, page, State(answers=comment))


def _submit(request, page, form, settings, now):
    data = form.cleaned_data
    user = request.user if has_session(request) and request.user.is_authenticated else None
    return submit(
        page,
        Post(
            name=data["name"],
            email=data["email"],
            text=data["text"],
            notify=data["notify"],
            parent_id=data["answers"],
            honeypot=data["website"],
            stamped_at=form.stamped_at,
            senders=senders_of(request, now),
        ),
        settings=settings,
        user=user,
        moderates=user is not None and user.has_perm("comments.change_comment"),
        now=now,
    )


def _answered(form) -> Comment | None:
    """The comment that a form with errors answers, so that it goes on saying so."""
    try:
        return Comment.objects.approved().filter(pk=int(form["answers"].value() or 0)).first()
    except (ValueError, OverflowError):
        return None
