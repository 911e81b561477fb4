from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ThreadQuerySet(models.QuerySet):
    def for_page(self, page: Page) -> "Thread | None":
        """The conversation of a page, if it has begun (one query)."""
        return self.filter(translation_key=page.translation_key).first()

    def shown(self):
        """Those that readers see."""
        return self.exclude(mode=Thread.Mode.OFF)


class Thread(models.Model):
    """The conversation of a page in all its languages: one plain row, found by `translation_key`.

    It lives in no page, so it outlives one language's page and goes with the last. `approved` counts the
    public comments per language ({"de": 3, "nl": 1}); it is written under the lock of this row only, from the
    comments themselves, so that it cannot drift.
    """

    class Mode(models.TextChoices):
        AUTO = "auto", _("as set for this kind of page")
        OPEN = "open", _("open, whatever its age")
        CLOSED = "closed", _("closed, stays readable")
        OFF = "off", _("no comments, none shown")

    translation_key = models.UUIDField(unique=True, editable=False)
    title = models.CharField(_("page"), max_length=255, editable=False)
    mode = models.CharField(
        _("comments"),
        max_length=6,
        choices=Mode.choices,
        default=Mode.AUTO,
        help_text=_("Takes effect at once, in every language of the page."),
    )
    approved = models.JSONField(default=dict, editable=False)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-changed_at"]

    def __str__(self):
        return self.title or str(self.translation_key)

    @property
    def total(self) -> int:
        """Public comments in all languages."""
        return sum(self.approved.values())
