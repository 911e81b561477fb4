from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index

from home.blocks import BodyBlock
from home.cards import ArticleCard
from home.models import BasePage
from news.cards import network_for, story_of
from news.page_context import details_of
from news.querysets import ArticleQuerySet, card_relations
from news.structured_data import news_article


class ArticlePage(BasePage):
    """A news article or a press text (domain.md#pictures, #titles)."""

    search_kind = "news"

    class SourceKind(models.TextChoices):
        OWN = "own", _("own text")
        PRESS = "press", _("press release")
        PARTNER = "partner", _("text of a partner")

    lead = models.TextField(_("lead"), help_text=_("One paragraph; also used in lists, mails and search."))
    date = models.DateField(_("date"), default=timezone.localdate)
    dateline = models.ForeignKey(
        "home.Place",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dateline"),
        help_text=_("The place that stands before the first words."),
    )
    lead_image = models.ForeignKey(
        "home.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead image"),
    )
    lead_image_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The image says nothing that the text does not say; it then needs no alternative text."),
    )
    lead_image_caption = models.CharField(
        _("caption"), max_length=255, blank=True, help_text=_("The credit is added from the image.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    source_kind = models.CharField(
        _("kind of text"), max_length=10, choices=SourceKind.choices, default=SourceKind.OWN
    )
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("link to the source"), blank=True)
    correction = models.TextField(
        _("correction"), blank=True, help_text=_("What was wrong and what is right; printed above the text.")
    )
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)

    shared_fields = [
        "date",
        "dateline",
        "lead_image",
        "lead_image_decorative",
        "source_kind",
        "source_name",
        "source_url",
        "corrected_on",
    ]
    shared_relations = ["page_authors", "page_topics", "page_places", "related_pages"]

    picture_field = "lead_image"
    stays_in_language = True
    comments_by_default = True

    can_be_related = True
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types = []

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *Page.content_panels,
        "lead",
        FieldRowPanel(["date", "dateline"]),
        MultiFieldPanel(
            ["lead_image", "lead_image_decorative", "lead_image_caption"], heading=_("Lead image")
        ),
        "body",
        InlinePanel(
            "page_authors",
            heading=_("Authors"),
            label=_("author"),
            panels=[PageChooserPanel("author", "authors.AuthorPage")],
        ),
        InlinePanel("page_topics", heading=_("Topics"), label=_("topic")),
        InlinePanel("page_places", heading=_("Places"), label=_("place")),
        InlinePanel("related_pages", heading=_("Related"), label=_("page")),
        MultiFieldPanel(
            ["source_kind", FieldRowPanel(["source_name", "source_url"])], heading=_("Source line")
        ),
        MultiFieldPanel([FieldPanel("correction"), "corrected_on"], heading=_("Correction")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-date"])]  # lists and feeds read the newest without sorting all

    def clean(self):
        super().clean()
        errors = {}
        if self.lead_image and not self.lead_image_decorative and not self.lead_image.alt_for().text:
            errors["lead_image"] = _(
                "This image has no alternative text: edit the image, or mark it as decorative here."
            )
        if self.source_kind != self.SourceKind.OWN and not self.source_name:
            errors["source_name"] = _("Name the source of a text that is not your own.")
        if self.corrected_on and not self.correction:
            errors["correction"] = _("Say what was corrected.")
        if errors:
            raise ValidationError(errors)

    @classmethod
    def with_page(cls):
        return cls.objects.select_related("locale", "dateline", "lead_image")

    @property
    def listed_on(self):
        return self.date

    @classmethod
    def get_cards(cls, pages, *, language: str, request=None) -> list[ArticleCard]:
        """The cards of articles that others list (home.cards.Listed)."""
        pages = list(pages)
        prefetch_related_objects(pages, "locale", "dateline", *card_relations())
        network = network_for(request, pages[0]) if pages else None
        return [story_of(page, language=language, network=network, request=request) for page in pages]

    def get_card(self, *, language: str, request=None) -> ArticleCard:
        """The article as a teaser (home.cards.Teaser)."""
        return self.get_cards([self], language=language, request=request)[0]

    def get_structured_data(self, context: dict) -> list[dict]:
        return [news_article(self, context)]

    def get_details(self, request):
        return details_of(self, request)
