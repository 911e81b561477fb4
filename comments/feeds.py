"""Atom feeds of public comments: of one page, and of the site, in one language each."""

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from . import tokens
from .models import Comment

NEWEST = 50


@require_safe
def site_feed(request):
    """The newest comments of the site in the language of the address."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    pages = Page.objects.live().public().filter(alias_of=None)
    below = Page.objects.none()
    for home in homes:
        below |= pages.descendant_of(home, inclusive=True)
    comments = Comment.objects.filter(page__in=below.values("pk"))
    title = _("Comments on %(site)s") % {"site": site.site_name or request.get_host()}
    return _feed(request, title, request.build_absolute_uri("/"), comments)


@require_safe
def page_feed(request, page_id):
    """The newest comments of one page's conversation in the language of the address."""
    page = Page.objects.live().public().filter(pk=page_id, alias_of=None).first()
    if page is None or page.get_url_parts(request) is None:
        raise Http404
    comments = Comment.objects.filter(thread__translation_key=page.translation_key)
    title = _("Comments on “%(page)s”") % {"page": page.title}
    return _feed(request, title, page.get_full_url(request), comments)


def _feed(request, title: str, link: str, comments) -> HttpResponse:
    language = get_language()
    shown = (
        comments.approved()
        .filter(language=language)
        .exclude(thread__mode="off")
        .select_related("thread", "page__locale")
        .order_by("-published_at", "-pk")[:NEWEST]
    )
    address = request.build_absolute_uri(request.path)
    feed = Atom1Feed(title=title, link=link, description=None, language=language, feed_url=address)
    for comment in shown:
        url = tokens.public_url(comment, request)
        feed.add_item(
            title=_("%(name)s on “%(page)s”")
            % {"name": comment.name, "page": comment.page.title if comment.page else comment.thread.title},
            link=url,
            description=comment.body_html,
            author_name=comment.name,
            pubdate=comment.published_at,
            updateddate=max(filter(None, (comment.published_at, comment.edited_at, comment.corrected_at))),
            unique_id=f"tag:{request.get_host()},{comment.created_at:%Y-%m-%d}:comment-{comment.pk}",
        )
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response
