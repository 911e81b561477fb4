from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page


class PageAuthor(Orderable):
    """Joins any page to an author, in the order of the byline. Hangs on Wagtail's Page, so that an author
    lists articles and sessions without this app knowing either."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="page_authors")
    author = models.ForeignKey(
        "authors.AuthorPage", on_delete=models.CASCADE, related_name="author_of", verbose_name=_("author")
    )

    panels = ["author"]

    class Meta(Orderable.Meta):
        verbose_name = _("author of a page")
        verbose_name_plural = _("authors of pages")
        constraints = [models.UniqueConstraint(fields=["page", "author"], name="one_author_once_per_page")]

    def __str__(self):
        return str(self.author)
