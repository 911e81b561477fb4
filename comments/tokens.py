"""Addresses that open one comment to whoever was mailed them: signed, never stored, useless once the
comment's `address_version` has moved on."""

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from home.visitors.tokens import read_token, versioned_token

from .models import Comment

OWN, CONFIRM, UNSUBSCRIBE = "own", "confirm", "unsubscribe"


def token(purpose: str, comment: Comment) -> str:
    """A token for one purpose: it opens nothing else."""
    return versioned_token(comment.pk, comment.address_version, salt=f"comments.{purpose}")


def find(purpose: str, value: str) -> Comment | None:
    """The comment that a token opens; None when it was tampered with, is for another purpose or too old."""
    row = read_token(value, salt=f"comments.{purpose}")
    if row is None:
        return None
    pk, version = row
    comments = Comment.objects.select_related("thread", "page__locale", "parent")
    return comments.filter(pk=pk, address_version=version).exclude(status=Comment.Status.ERASED).first()


def path(name: str, comment: Comment, *, purpose: str = OWN) -> str:
    """Path of a view that takes a token, in the comment's language."""
    with override(comment.language):
        return reverse(f"comments:{name}", kwargs={"token": token(purpose, comment)})


def page_of(comment: Comment) -> Page | None:
    """The live page to which a comment leads: where it was written, else its translation."""
    if comment.page is not None and comment.page.live:
        return comment.page
    key = comment.thread.translation_key
    pages = Page.objects.filter(translation_key=key, alias_of=None).live().select_related("locale")
    return pages.order_by("pk").first()


def page_in(comment: Comment, language: str) -> Page | None:
    """The live page of a comment's conversation in one language."""
    pages = Page.objects.live().filter(translation_key=comment.thread.translation_key, alias_of=None)
    return pages.filter(locale__language_code=language).first()


def site_of(comment: Comment) -> Site:
    """The site of a comment's page, the default one where it has none any more."""
    page = page_of(comment)
    site = page.get_site() if page is not None else None
    return site or Site.objects.get(is_default_site=True)


def public_url(comment: Comment, request=None, *, page: Page | None = None) -> str:
    """Whole address of a public comment on its page (or on `page`, of the same conversation), "" while no
    page of it is live."""
    page = page or page_of(comment)
    url = page.get_full_url(request) if page is not None else None
    return f"{url}#{anchor(comment.pk)}" if url else ""


def anchor(pk: int) -> str:
    """The id of a comment's element."""
    return f"comment-{pk}"
