from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from home.languages import DUTCH, GERMAN, language_code
from home.media.uploads import clean_picture


class Alt(NamedTuple):
    """An alternative text; `lang` is set when it is not in the language asked for."""

    text: str
    lang: str = ""


class SiteImageFile(WagtailImageFieldFile):
    """The stored original: upright and without the place it was taken, however it gets here."""

    def save(self, name, content, save=True):
        super().save(name, clean_picture(content), save=save)


class SiteImageField(WagtailImageField):
    attr_class = SiteImageFile


class SiteImage(AbstractImage):
    """An upload with the rights and the words that publishing it needs (domain.md#pictures)."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photo")
        DRAWING = "drawing", _("drawing")
        LOGO = "logo", _("logo")

    file = SiteImageField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    credit = models.CharField(
        _("credit"),
        max_length=120,
        blank=True,
        help_text=_("The name of the person who made it; required for photos. “Foto:” is added by the page."),
    )
    licence = models.CharField(_("licence"), max_length=80, blank=True, help_text=_("For example CC BY 4.0."))
    link = models.URLField(_("link to the source or licence"), blank=True)
    alt_de = models.CharField(
        _("alternative text in German"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for people who do not see it."),
    )
    alt_nl = models.CharField(_("alternative text in Dutch"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "kind", "credit", "licence", "link", "alt_de", "alt_nl")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="photo") | ~models.Q(credit=""),
                name="photo_has_credit",
                violation_error_message=_("A photo needs the name of the person who took it."),
            )
        ]

    def clean(self):
        super().clean()
        self.credit = self.credit.strip()
        if self.kind == self.Kind.PHOTO and not self.credit:
            raise ValidationError({"credit": _("A photo needs the name of the person who took it.")})

    def save(self, *args, **kwargs):
        """Save, and close the file that Wagtail opened for its hash and leaves to the garbage collector."""
        super().save(*args, **kwargs)
        if self.file and not self.file.closed:
            self.file.close()
            del self.file.file  # the next to ask for it gets the stored one

    def alt_for(self, language: str | None = None) -> Alt:
        """The alternative text in a language ("de", "nl"; none is the active one), else the other's with its
        `lang`; empty where nobody wrote one. Never the title, which is often a file's name
        (domain.md#pictures)."""
        wanted = language_code(language)
        other = GERMAN if wanted == DUTCH else DUTCH
        texts = {GERMAN: self.alt_de, DUTCH: self.alt_nl}
        if texts[wanted] or not texts[other]:
            return Alt(texts[wanted])
        return Alt(texts[other], other)

    @property
    def default_alt_text(self) -> str:
        """What Wagtail's own tags print."""
        return self.alt_for().text


class SiteRendition(AbstractRendition):
    """A size of an image."""

    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition"),
        ]
