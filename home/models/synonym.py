from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

MOST_TERMS = 6


class Synonym(models.Model):
    """Words that mean the same to the search of one language: krachtwijk, kwetsbare wijk."""

    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    terms = models.TextField(
        _("words that mean the same"),
        help_text=_("One per line, several words are allowed. Who searches for one of them finds all."),
    )

    panels = ["locale", "terms"]

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["locale", "terms"]

    def __str__(self):
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line for line in map(str.strip, self.terms.splitlines()) if line]

    def clean(self):
        super().clean()
        if not 2 <= len(self.lines) <= MOST_TERMS:
            raise ValidationError(
                {"terms": _("Give two to %(most)d words, each in a line of its own.") % {"most": MOST_TERMS}}
            )
