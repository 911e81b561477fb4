from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionSeats(models.Model):
    """What is counted and locked for one session: one row for all languages, found by `translation_key`.

    It never lives in a page, where publishing an older draft would reset it. Registration locks and
    writes it;
    lists read it without further queries. `taken` and `held` are seats (not people): confirmed, and
    promised but
    not yet confirmed; `waiting` counts seats asked for on the waiting list.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    capacity = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("Empty: as many as come.")
    )
    waiting_list = models.BooleanField(_("waiting list"), default=True)
    show_places_left = models.BooleanField(_("show how many places are left"), default=True)
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    held = models.PositiveIntegerField(_("held"), default=0, editable=False)
    waiting = models.PositiveIntegerField(_("waiting"), default=0, editable=False)

    class Meta:
        verbose_name = _("seats of a session")
        verbose_name_plural = _("seats of sessions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(capacity__isnull=True)
                | models.Q(capacity__gte=models.F("taken") + models.F("held")),
                name="session_not_overbooked",
                violation_error_message=_("More seats than that are already taken."),
            ),
        ]

    def __str__(self):
        """The title of its session, the original's: pages are prefetched where many rows are listed."""
        pages = sorted(self.pages.all(), key=lambda page: page.pk)
        return pages[0].title if pages else str(self.translation_key)

    @property
    def left(self) -> int | None:
        """Seats that are still free; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken - self.held
