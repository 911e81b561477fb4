"""The organiser's own questions, in the reader's language (domain.md#questions)."""

from django import forms
from django.utils.translation import gettext

from events.registration.models import Question
from home.visitors.one_line import ManyLinesField


def add_questions(form) -> None:
    form.questions = []
    locale = form.call.locale
    for question in form.call.rules.questions.prefetch_related("texts"):
        texts = {text.locale_id: text for text in question.texts.all()}
        text = texts.get(locale.pk) or next(iter(texts.values()), None)
        if text is None:
            continue
        name = f"q{question.pk}"
        form.fields[name] = _field(question, text)
        form.questions.append((question, name))


def answers_of(form, data) -> dict[int, str]:
    """Answers by the primary key of the question; a tick is "1", a choice the number of its line."""
    answers = {}
    for question, name in form.questions:
        value = data.get(name)
        if value not in ("", None, False):
            answers[question.pk] = "1" if value is True else str(value)
    return answers


def _field(question: Question, text) -> forms.Field:
    label = text.label if question.required else f"{text.label} {gettext('(optional)')}"
    options = {"label": label, "help_text": text.hint, "required": question.required}
    if question.kind == Question.Kind.TICK:
        return forms.BooleanField(**options)
    if question.kind == Question.Kind.CHOICE:
        lines = [line.strip() for line in text.choices.splitlines() if line.strip()]
        choices = [("", "—"), *((str(number), line) for number, line in enumerate(lines))]
        return forms.ChoiceField(choices=choices, **options)
    return ManyLinesField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **options)
