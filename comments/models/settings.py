from django.contrib.contenttypes.models import ContentType
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, get_page_models


@register_setting(icon="comment", order=300)
class CommentSettings(ClusterableModel, BaseSiteSetting):
    """How comments work on one site."""

    class Digest(models.TextChoices):
        SOON = "soon", _("within minutes")
        DAILY = "daily", _("once a day")
        NEVER = "never", _("never")

    class ReportBy(models.TextChoices):
        FORM = "form", _("a form")
        MAIL = "mail", _("a mail to the contact address")

    enabled = models.BooleanField(_("comments can be written"), default=True)
    separate = models.BooleanField(
        _("a conversation of its own in each language"),
        default=False,
        help_text=_("Otherwise readers see the comments of both languages below each page."),
    )
    close_after_days = models.PositiveIntegerField(
        _("days until conversations close"),
        null=True,
        blank=True,
        default=180,
        help_text=_("Counted from the publication, for sessions from their end. Empty: never."),
    )
    max_length = models.PositiveIntegerField(
        _("longest comment"), default=2000, help_text=_("characters"), validators=[MinValueValidator(100)]
    )
    edit_minutes = models.PositiveIntegerField(
        _("minutes in which writers can change their comment"),
        default=30,
        help_text=_("A public comment that is changed waits for approval again."),
    )
    pass_known = models.BooleanField(
        _("let known writers pass"),
        default=False,
        help_text=_("Those with an approved comment need no new approval once they confirmed their address."),
    )
    link_limit = models.PositiveSmallIntegerField(_("links allowed"), default=2)
    words = models.TextField(
        _("words that make a comment suspicious"), blank=True, help_text=_("One per line; in any case.")
    )
    report_by = models.CharField(
        _("readers report comments by"), max_length=4, choices=ReportBy.choices, default=ReportBy.FORM
    )
    contact_email = models.EmailField(
        _("contact address"),
        blank=True,
        help_text=_("For questions and objections; answers to our mails go there (Art. 11 and 12 DSA)."),
    )
    rules_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("rules for comments"),
    )
    privacy_page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("privacy notice"),
    )
    controller = models.CharField(
        _("responsible for the data"),
        max_length=160,
        blank=True,
        help_text=_("Name of the organisation, as in the privacy notice (Art. 13 GDPR)."),
    )
    keep_address_months = models.PositiveIntegerField(
        _("months after which addresses of public comments are forgotten"),
        default=12,
        validators=[MinValueValidator(1)],
    )
    digest = models.CharField(_("tell moderators"), max_length=5, choices=Digest.choices, default=Digest.SOON)
    digest_sent_at = models.DateTimeField(null=True, editable=False)

    panels = [
        MultiFieldPanel(
            [
                "enabled",
                "separate",
                FieldPanel(
                    "close_after_days",
                    help_text=_("Counted from the publication, for sessions from their end. Empty: never."),
                ),
                InlinePanel("types", label=_("kind of page")),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [FieldRowPanel(["max_length", "edit_minutes"]), "pass_known", "link_limit", "words"],
            heading=_("Writing"),
        ),
        MultiFieldPanel(
            ["rules_page", "privacy_page", FieldRowPanel(["controller", "contact_email"]), "report_by"],
            heading=_("Rules and law"),
            help_text=_("Where privacy notice or contact address are empty, those of the network count."),
        ),
        MultiFieldPanel(["digest", "keep_address_months"], heading=_("Work")),
    ]

    class Meta:
        verbose_name = _("comments")
        verbose_name_plural = _("comments")

    @property
    def word_list(self) -> list[str]:
        return [word for line in self.words.splitlines() if (word := line.strip())]


def commentable_types():
    """Content types of the page classes that say whether they have comments."""
    wanted = Q(pk=None)
    for model in get_page_models():
        if hasattr(model, "comments_by_default"):
            wanted |= Q(app_label=model._meta.app_label, model=model._meta.model_name)
    return wanted


class TypeRule(models.Model):
    """What differs for one kind of page."""

    settings = ParentalKey(CommentSettings, on_delete=models.CASCADE, related_name="types")
    content_type = models.ForeignKey(
        ContentType,
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=commentable_types,
        verbose_name=_("kind of page"),
    )
    enabled = models.BooleanField(_("with comments"), default=True)
    close_after_days = models.PositiveIntegerField(
        _("days until conversations close"), null=True, blank=True, help_text=_("Empty: never.")
    )

    panels = [FieldRowPanel(["content_type", "enabled", "close_after_days"])]

    class Meta:
        verbose_name = _("kind of page with comments")
        verbose_name_plural = _("kinds of pages with comments")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["settings", "content_type"], name="one_comment_rule_per_type")
        ]

    def __str__(self):
        return str(self.content_type)
