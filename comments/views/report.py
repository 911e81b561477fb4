from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import checks
from comments.checks import trap
from comments.forms import ReportForm
from comments.models import Comment
from comments.policy_links import links_for
from comments.requests import has_session, is_safe_post, page_below_which, senders_of, settings_for
from comments.services import CommentError
from comments.services.report import report as take_report

from .pages import small_page
from .post import not_ours, refused


@csrf_exempt  # a kept page carries no token; is_safe_post asks for one where there is a session
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Report a public comment, without an account (domain.md#comment-reports)."""
    comment = Comment.objects.approved().select_related("thread", "page__locale").filter(pk=pk).first()
    page = page_below_which(request, comment) if comment else None
    if page is None:
        raise Http404
    settings, now = settings_for(request), timezone.now()
    context = {
        "comment": comment,
        "read_on": page,
        "settings": settings,
        "page_url": page.get_url(request),
    }
    context |= {"links": links_for(settings, get_language(), request), "with_session": has_session(request)}
    if request.method != "POST":
        return small_page(request, "report", context | {"form": ReportForm(subject=pk)})
    form, status = ReportForm(request.POST, subject=pk), 422
    if not is_safe_post(request):
        status = not_ours(form, now)
    elif form.is_valid():
        try:
            _trap(form, now)
            taken = _take(request, comment, form, now)
        except CommentError as error:
            status = refused(form, error, now)
        else:
            return small_page(request, "reported", context | {"report": taken})
    return small_page(request, "report", context | {"form": form}, status=status)


def _trap(form, now) -> None:
    """The same traps as for comments."""
    submission = checks.Submission(
        thread=None,
        settings=None,
        language=get_language(),
        name="",
        email="",
        text="",
        now=now,
        honeypot=form.cleaned_data["website"],
        stamped_at=form.stamped_at,
    )
    for checker in (trap.honeypot, trap.stamp):
        verdict = checker(submission)
        if verdict is not None:
            raise CommentError(verdict.text, field=verdict.field, code=verdict.code)


def _take(request, comment, form, now):
    data = form.cleaned_data
    return take_report(
        comment.pk,
        ground=data["ground"],
        explanation=data["explanation"],
        name=data["name"],
        email=data["email"],
        language=get_language(),
        senders=senders_of(request, now),
        now=now,
    )
