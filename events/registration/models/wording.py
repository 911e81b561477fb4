from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class LetterWording(models.Model):
    """The organiser's own words for one occasion of one call in one language; without a row the standard
    holds.

    Subject and text are plain, with checked placeholders such as `{name}` (see mails.wording);
    they are never run as templates.
    """

    rules = models.ForeignKey("registration.CallRules", on_delete=models.CASCADE, related_name="wordings")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    occasion = models.CharField(_("occasion"), max_length=30)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("wording of a mail")
        verbose_name_plural = _("wordings of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["rules", "locale", "occasion"], name="one_wording_per_occasion_and_language"
            )
        ]

    def __str__(self):
        return f"{self.occasion} ({self.locale})"
