"""What is said when. The words are in templates/mail/comments/.

What a stranger typed is never in a mail that goes to an address nobody has confirmed: our confirmation cannot
be used to send somebody else's words.
"""

from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from comments import tokens
from comments.models import Comment, CommentSettings, Report
from comments.policy_links import Links, links_for

from .queue import queue


def confirm(comment: Comment) -> None:
    """Please confirm that this is your address."""
    if not comment.email:
        return
    _to_writer(comment, "confirm", confirm_url=_whole(comment, "confirm", tokens.CONFIRM), private=True)


def approved(comment: Comment) -> None:
    if comment.is_mailable:
        _to_writer(comment, "approved")


def rejected(comment: Comment, *, was_public: bool) -> None:
    """The statement of reasons (Art. 17 DSA): what was done, why, by whom, and how to object."""
    if comment.is_mailable:
        _to_writer(comment, "rejected", was_public=was_public)


def answered(answer: Comment) -> None:
    """Tell those whom a public comment answers and who asked for it: the writer of the comment it answers and
    of the one that began the branch. Once, whatever happens to the answer later."""
    if answer.answer_announced_at is not None or answer.parent_id is None:
        return
    answer.answer_announced_at = timezone.now()
    answer.save(update_fields=["answer_announced_at"])
    told = {answer.email}
    for asked in Comment.objects.filter(pk__in={answer.parent_id, answer.root_id}).select_related(
        "thread", "page__locale"
    ):
        if not (asked.notify and asked.is_public and asked.is_mailable) or asked.email in told:
            continue
        told.add(asked.email)
        stop = _whole(asked, "unsubscribe", tokens.UNSUBSCRIBE)
        _to_writer(
            asked,
            "answered",
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
            answer=answer,
            answer_url=_where_it_is_read(answer, asked),
            unsubscribe_url=stop,
        )


def report_received(report: Report) -> None:
    """The receipt, without the explanation: nobody has shown that the address is their own."""
    if report.email:
        _to_reporter(report, "report_received")


def report_decided(report: Report) -> None:
    if report.email:
        _to_reporter(report, "report_decided")


def digest(user, *, language: str, site, comments: list[Comment], reports: list[Report]) -> None:
    """List pending comments and open reports for one moderator; the links ask for the login first."""
    base = django_settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(language):
        rows = [
            {"comment": row, "url": base + reverse("comments_queue:inspect", args=[row.pk])}
            for row in comments
        ]
        reported = [
            {"report": row, "url": base + reverse("comments_reports:inspect", args=[row.pk])}
            for row in reports
        ]
        queue_url = base + reverse("comments_queue:index") + "?status=pending"
        reports_url = base + reverse("comments_reports:index") + "?status=open"
    queue(
        user.email,
        "digest",
        language=language,
        site=site,
        rows=rows,
        reported=reported,
        queue_url=queue_url if rows else "",
        reports_url=reports_url if reported else "",
    )


def _to_writer(comment: Comment, occasion: str, *, private: bool = False, headers=None, **context) -> None:
    page, site = tokens.page_of(comment), tokens.site_of(comment)
    links = _links(site, comment.language)
    queue(
        comment.email,
        occasion,
        language=comment.language,
        headers=_reply_to(links) | (headers or {}),
        comment=None if private else comment,
        title=_title(comment, page),
        page_url=page.full_url if page else site.root_url,
        public_url="" if private else tokens.public_url(comment),
        own_url=_whole(comment, "own", tokens.OWN),
        site=site,
        rules_url=links.rules,
        policies=_policies(links, comment.language),
        **context,
    )


def _to_reporter(report: Report, occasion: str) -> None:
    comment, site = report.comment, tokens.site_of(report.comment)
    separate = CommentSettings.for_site(site).separate
    read_on = None if separate else tokens.page_in(comment, report.language)
    links = _links(site, report.language)
    queue(
        report.email,
        occasion,
        language=report.language,
        headers=_reply_to(links),
        report=report,
        title=_title(comment, read_on or tokens.page_of(comment)),
        site=site,
        rules_url=links.rules,
        policies=_policies(links, report.language),
    )


def _where_it_is_read(answer: Comment, asked: Comment) -> str:
    """The answer below the page on which the asker wrote, unless each language has its own conversation."""
    separate = CommentSettings.for_site(tokens.site_of(asked)).separate
    return tokens.public_url(answer, page=None if separate else tokens.page_of(asked))


def _title(comment: Comment, page) -> str:
    return page.title if page else comment.thread.title


def _links(site, language: str) -> Links:
    return links_for(CommentSettings.for_site(site), language).whole(site)


def _policies(links: Links, language: str) -> list[dict]:
    """The rules and the privacy notice, for the foot of a mail."""
    with override(language):
        rows = [(gettext("Our rules for comments"), links.rules), (gettext("Privacy notice"), links.privacy)]
    return [{"title": title, "url": url} for title, url in rows if url]


def _reply_to(links: Links) -> dict:
    return {"Reply-To": links.contact} if links.contact else {}


def _whole(comment: Comment, name: str, purpose: str) -> str:
    return tokens.site_of(comment).root_url + tokens.path(name, comment, purpose=purpose)
