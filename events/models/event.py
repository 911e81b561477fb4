from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField

from home.blocks import BodyBlock
from home.models import BasePage

from ..choices import Attendance, Eligibility, Interpretation, Spoken


class Event(BasePage):
    """What a series and a session have in common."""

    search_kind = "events"
    can_be_related = True

    Eligibility = Eligibility

    kind = models.ForeignKey(
        "events.EventKind",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kind"),
    )
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One paragraph; also used in lists and mails.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    audience = RichTextField(
        _("for whom"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Who the event is meant for."),
    )
    eligibility = models.CharField(
        _("who may take part"), max_length=15, choices=Eligibility.choices, default=Eligibility.OPEN
    )
    attendance_mode = models.CharField(
        _("form of attendance"), max_length=10, choices=Attendance.choices, default=Attendance.ONSITE
    )
    spoken_languages = models.CharField(
        _("languages spoken"), max_length=10, choices=Spoken.choices, blank=True
    )
    interpretation = models.CharField(
        _("interpretation"), max_length=15, choices=Interpretation.choices, blank=True, default=""
    )
    image = models.ForeignKey(
        "home.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    provisional = models.BooleanField(
        _("programme is provisional"), default=False, help_text=_("The page then says so.")
    )

    picture_field = "image"

    event_fields = [
        "kind",
        "eligibility",
        "attendance_mode",
        "spoken_languages",
        "interpretation",
        "image",
        "provisional",
    ]
    event_relations = [
        "page_authors",
        "page_topics",
        "page_places",
        "related_pages",
        "organisers",
        "prices",
        "audience_terms",
    ]

    row_panels = [
        InlinePanel(
            "prices",
            heading=_("Prices"),
            label=_("price"),
            help_text=_(
                "A session's own price comes before that of its series. Single prices add up, but never to "
                "more than the whole series costs, nor, for those who register once it has begun, than the "
                "remaining sessions. What is counted per organisation is owed once by all its "
                "registrations. Changes count for new registrations only."
            ),
        ),
        InlinePanel("organisers", heading=_("Organisers"), label=_("organisation")),
        InlinePanel("page_topics", heading=_("Topics"), label=_("topic")),
        InlinePanel(
            "page_authors",
            heading=_("People"),
            label=_("person"),
            panels=[PageChooserPanel("author", "authors.AuthorPage")],
        ),
        InlinePanel("related_pages", heading=_("Related"), label=_("page")),
    ]

    class Meta:
        abstract = True
