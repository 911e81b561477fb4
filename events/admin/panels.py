"""The panel of the page editor that says what is missing from a series or a session, or wrong with it."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from ..display.completeness import notes_on_link


class CompletenessPanel(Panel):
    """Lists what readers will look for and not find (domain.md#series, #empty-facts), or find dead
    (domain.md#external-registration)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/completeness.html"

        @cached_property
        def missing(self) -> list[str]:
            return self.instance.get_missing() if self.instance and self.instance.pk else []

        @cached_property
        def notes(self) -> list[str]:
            return notes_on_link(self.instance.get_call()) if self.instance and self.instance.pk else []

        def is_shown(self):
            return super().is_shown() and bool(self.missing or self.notes)
