from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Locale, Orderable


class Question(ClusterableModel, Orderable):
    """A question of the organiser's own (domain.md#questions), worded per language."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("choice")
        TICK = "tick", _("tick")

    rules = ParentalKey("registration.CallRules", on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    required = models.BooleanField(_("required"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"


class QuestionText(models.Model):
    """The wording of a question in one language; choices one per line, in the same order in every
    language."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    label = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One per line."))

    class Meta:
        verbose_name = _("wording of a question")
        verbose_name_plural = _("wordings of questions")
        constraints = [
            models.UniqueConstraint(fields=["question", "locale"], name="one_wording_per_language")
        ]

    def __str__(self):
        return self.label


class Answer(models.Model):
    """One answer. A choice is kept as its line number (0, 1 …), so that it reads in every language."""

    registration = models.ForeignKey(
        "registration.Registration", on_delete=models.CASCADE, related_name="answers"
    )
    question = models.ForeignKey(Question, on_delete=models.RESTRICT, related_name="answers")
    value = models.TextField(blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="one_answer_per_question")
        ]

    def __str__(self):
        return self.value[:40]
