from django.db import models
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.models import SharedRecord


class Term(SharedRecord):
    """A word of a vocabulary, translated per term."""

    name = models.CharField(_("name"), max_length=80)

    panels = ["name"]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(SharedRecord.Meta):
        abstract = True
        ordering = ["name"]


class EventKind(Term):
    """Werkstatt/werkplaats, Fachtag/vakdag, Lerngemeinschaft/learning community … (domain.md#formats,
    #titles)."""

    language = models.CharField(
        _("language of the word"),
        max_length=5,
        blank=True,
        help_text=_("Only for a foreign word: “en” for “learning community”."),
    )

    panels = ["name", "language"]

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of events")

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805
        """A word that is foreign in one language may be at home in the other: copied, but replaceable."""
        return [*super().override_translatable_fields, SynchronizedField("language")]


class AudienceTerm(Term):
    """Municipalities, housing associations, citizens’ initiatives … (domain.md#audience)."""

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


class EventAudience(Orderable):
    """An audience that a series or a session is meant for."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="audience_terms")
    term = models.ForeignKey(
        "events.AudienceTerm", on_delete=models.CASCADE, related_name="+", verbose_name=_("audience")
    )

    panels = ["term"]

    class Meta(Orderable.Meta):
        verbose_name = _("audience of an event")
        verbose_name_plural = _("audiences of events")
        constraints = [models.UniqueConstraint(fields=["page", "term"], name="one_audience_once")]

    def __str__(self):
        return str(self.term)
