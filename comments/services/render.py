"""Stored HTML follows the renderer."""

from django.db import transaction

from comments.markup import RENDERER_VERSION
from comments.models import Comment

from .locks import lock, recount
from .submit import words


def render_again() -> int:
    """Render every comment whose HTML an older renderer made, and return how many. Safe to repeat."""
    old = Comment.objects.exclude(status=Comment.Status.ERASED).filter(renderer_version__lt=RENDERER_VERSION)
    return sum(_render(pk) for pk in list(old.order_by("thread_id", "pk").values_list("pk", flat=True)))


@transaction.atomic
def _render(pk: int) -> bool:
    comment = lock(pk)
    if comment.renderer_version >= RENDERER_VERSION or comment.status == Comment.Status.ERASED:
        return False
    for column, value in words(comment.body).items():
        setattr(comment, column, value)
    comment.save()
    recount(comment.thread)
    return True
