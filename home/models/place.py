from django.db import models
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.localize.fields import synchronised

from .record import SharedRecord


class Place(SharedRecord):
    """A city or a quarter. Its name stays in its own language unless an exonym is entered."""

    class Kind(models.TextChoices):
        CITY = "city", _("city or municipality")
        QUARTER = "quarter", _("quarter")

    class Country(models.TextChoices):
        DE = "DE", _("Germany")
        NL = "NL", _("Netherlands")
        BE = "BE", _("Belgium")
        AT = "AT", _("Austria")
        CH = "CH", _("Switzerland")
        LU = "LU", _("Luxembourg")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CITY)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="quarters",
        verbose_name=_("part of"),
        help_text=_("The city that a quarter belongs to."),
    )
    region = models.CharField(_("Land or province"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.DE)
    description = models.TextField(_("description"), blank=True)

    shared_fields = ["kind", "part_of", "country"]
    panels = ["name", "slug", "kind", "part_of", "region", "country", "description"]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("region"),
        index.SearchField("description"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
        index.FilterField("translation_key"),
    ]

    class Meta(SharedRecord.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["locale", "slug"], name="one_place_per_address"),
        ]

    @classproperty
    def override_translatable_fields(cls):  # noqa: N805
        """The name stays as it is unless the other language has its own (Cologne has: Keulen)."""
        return [
            *super().override_translatable_fields,
            SynchronizedField("name"),
            *synchronised(["slug"]),
        ]

    @property
    def name_language(self) -> str:
        """The language code of the name, for the `lang` of a place in the other language's page
        (domain.md#foreign-words)."""
        return {"NL": "nl"}.get(self.country, "de")
