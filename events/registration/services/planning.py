"""A series for another year: its pages, and how one registers for it."""

from django.db import transaction

from events.copying import copy_series
from events.models import EventSeriesPage
from events.registration.models import CallRules, LogEntry, Question


def copy_call(
    series: EventSeriesPage, *, titles: dict[str, str], days: int | None, user=None
) -> EventSeriesPage:
    """Copy a series with its sessions (see events.copying.copy_series) and with its rules, words, questions
    and letters; no registration comes along. Raises PlanningError."""
    with transaction.atomic():
        copy = copy_series(series, titles=titles, days=days, user=user)
        rules = CallRules.objects.filter(call_key=series.translation_key).first()
        if rules:
            _copy_rules(rules, copy.translation_key)
        details = {"series": series.pk, "copy": copy.pk}
        LogEntry.objects.create(action="series copied", user=user, details=details)
        return copy


def _copy_rules(old: CallRules, key) -> CallRules:
    new = CallRules.objects.get(pk=old.pk)
    new.pk, new.call_key = None, key
    new.save()
    for relation in ("texts", "wordings"):
        for row in getattr(old, relation).all():
            row.pk, row.rules = None, new
            row.save()
    for question in Question.objects.filter(rules=old):
        texts = list(question.texts.all())
        question.pk, question.rules = None, new
        question.save()
        for text in texts:
            text.pk, text.question = None, question
            text.save()
    return new
