from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale


class SearchEntry(models.Model):
    """What the second, fuzzy step of the search reads: one row per page, topic, place and document.

    It repeats what lies elsewhere in folded spelling (home.search.normalise.fold), so that parts of compounds
    are found by any database; `manage.py update_search` makes all rows anew.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        TOPIC = "topic", _("topic")
        PLACE = "place", _("place")
        DOCUMENT = "document", _("document")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.PositiveBigIntegerField()
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=255)
    words = models.TextField()
    day = models.DateField(null=True)

    class Meta:
        verbose_name = _("entry of the search")
        verbose_name_plural = _("entries of the search")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_each")]
        indexes = [models.Index(fields=["kind", "day"])]

    def __str__(self):
        return self.title
